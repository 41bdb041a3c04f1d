import { Anchor, Group, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { currentBranding } from '~/app/branding';
import { LANGUAGES, speak, useTexts, type Language } from '~/i18n';
import { Logo } from './Logo';
import classes from './shell.module.css';

/** What people see who are not logged in: the name, one card, the languages. */
export function OutsideFrame({ children }: { children: ReactNode }) {
  const t = useTexts();
  const { i18n } = useTranslation();
  const { name, tagline } = currentBranding();
  return (
    <div className={classes.outside}>
      <main className={classes.outsideCard}>
        <Group gap={10} mb={tagline ? 4 : 18} justify="center">
          <Logo size={26} />
          <Text fw={650} fz={18}>{name}</Text>
        </Group>
        {tagline && <Text c="dimmed" ta="center" mb={18}>{tagline}</Text>}
        <div className={classes.outsideBox}>{children}</div>
      </main>
      <footer className={classes.outsideFoot}>
        <Anchor href="/openapi/ui/" underline="always">{t('apiDocs')}</Anchor>
        {Object.entries(LANGUAGES).filter(([language]) => language !== i18n.language).map(([language, title]) => (
          <UnstyledButton key={language} lang={language} onClick={() => void speak(language as Language)}>{title}</UnstyledButton>
        ))}
      </footer>
    </div>
  );
}
