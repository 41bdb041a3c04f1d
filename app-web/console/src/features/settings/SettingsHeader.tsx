import { Tabs } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { PageHeader } from '~/ui/PageHeader';

const TABS = [
  ['/settings', 'general'],
  ['/settings/seller', 'seller'],
  ['/settings/branding', 'branding'],
  ['/settings/usage', 'tier'],
] as const;

export function SettingsHeader() {
  const t = useTexts('settings');
  const go = useGo();
  const { pathname } = useLocation();
  return (
    <>
      <PageHeader title={t('title')} />
      <Tabs value={pathname} onChange={(path) => path && go(path)} mb="md">
        <Tabs.List style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
          {TABS.map(([path, name]) => (
            <Tabs.Tab key={path} value={path}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
    </>
  );
}
