import { Tabs } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useMay } from '~/api/session';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { PageHeader } from '~/ui/PageHeader';

/** The head of the screens about billing runs. */
export function RunsHeader() {
  const t = useTexts('billing-runs');
  const go = useGo();
  const { pathname } = useLocation();
  const mayRehearse = useMay('subscription:write');
  const maySubscriptions = useMay('subscription:read');
  return (
    <>
      <PageHeader title={t('title')} description={t('help')} />
      <Tabs value={pathname} onChange={(path) => path && go(path)} mb="md">
        <Tabs.List style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
          <Tabs.Tab value="/billing-runs">{t('tab.runs')}</Tabs.Tab>
          {mayRehearse && <Tabs.Tab value="/billing-runs/rehearsal">{t('tab.rehearsal')}</Tabs.Tab>}
          {maySubscriptions && <Tabs.Tab value="/billing-runs/parked">{t('tab.parked')}</Tabs.Tab>}
        </Tabs.List>
      </Tabs>
    </>
  );
}
