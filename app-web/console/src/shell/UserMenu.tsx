import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { logout, useSession } from '~/api/session';
import { useGo } from '~/app/search';
import { LANGUAGES, speak, useTexts, type Language } from '~/i18n';
import { IconCheck, IconLogout, IconMoon, IconSelector, IconSettings, IconSun } from '~/ui/icons';
import { tellProblem } from '~/ui/problems';
import classes from './shell.module.css';

const initials = (name: string) => name.split(/\s+/).slice(0, 2).map((part) => part[0] ?? '').join('');

/** Who one is, the page's looks and language, and the way out. */
export function UserMenu() {
  const t = useTexts();
  const { user } = useSession();
  const { i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const go = useGo();
  const schemes = [['light', IconSun], ['dark', IconMoon], ['auto', IconSettings]] as const;
  return (
    <Menu position="top-start" width={224}>
      <Menu.Target>
        <UnstyledButton className={classes.who}>
          <span className="visually-hidden">{t('user.menu')} </span>
          <span className={classes.avatar} aria-hidden>{initials(user.name || user.email)}</span>
          <span className={classes.whoText}>
            <span>{user.name}</span>
            <span style={{ fontSize: 12, color: 'var(--mantine-color-dimmed)' }}>{user.email}</span>
          </span>
          <IconSelector size={15} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSettings size={15} />} onClick={() => go('/account')}>{t('user.account')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('user.theme')}</Menu.Label>
        {schemes.map(([scheme, Icon]) => (
          <Menu.Item key={scheme} leftSection={<Icon size={15} />} rightSection={colorScheme === scheme ? <IconCheck size={15} /> : undefined} onClick={() => setColorScheme(scheme)}>{t(`user.scheme.${scheme}`)}</Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('user.language')}</Menu.Label>
        {Object.entries(LANGUAGES).map(([language, title]) => (
          <Menu.Item key={language} lang={language} rightSection={i18n.language === language ? <IconCheck size={15} /> : undefined} onClick={() => void speak(language as Language)}>{title}</Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component="a" href="/openapi/ui/">{t('apiDocs')}</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void logout().catch((thrown: unknown) => tellProblem(t, thrown))}>{t('user.logout')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
