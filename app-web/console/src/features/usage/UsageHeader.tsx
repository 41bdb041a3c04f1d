import { Tabs } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { PageHeader } from '~/ui/PageHeader';

const TABS = [
  ['/usage', 'events'],
  ['/usage/summary', 'summary'],
  ['/usage/imports', 'imports'],
  ['/usage/errors', 'errors'],
  ['/usage/reconciliation', 'reconciliation'],
] as const;

/** The head of all screens about usage. */
export function UsageHeader({ actions }: { actions?: ReactNode }) {
  const t = useTexts('usage');
  const go = useGo();
  const { pathname } = useLocation();
  return (
    <>
      <PageHeader title={t('title')} actions={actions} />
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
