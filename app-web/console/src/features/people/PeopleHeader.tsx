import { Tabs } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '~/api/session';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { PageHeader } from '~/ui/PageHeader';

export function PeopleHeader({ actions }: { actions?: ReactNode }) {
  const t = useTexts('people');
  const go = useGo();
  const { pathname } = useLocation();
  const mayMembers = useMay('member:read');
  return (
    <>
      <PageHeader title={t('title')} actions={actions} />
      <Tabs value={pathname} onChange={(path) => path && go(path)} mb="md">
        <Tabs.List style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
          {mayMembers && <Tabs.Tab value="/members">{t('tab.members')}</Tabs.Tab>}
          {mayMembers && <Tabs.Tab value="/invitations">{t('tab.invitations')}</Tabs.Tab>}
          <Tabs.Tab value="/roles">{t('tab.roles')}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
    </>
  );
}
