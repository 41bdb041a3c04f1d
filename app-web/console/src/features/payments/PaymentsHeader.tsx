import { Tabs } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { PageHeader } from '~/ui/PageHeader';

/** The head of the lists of money that came, that was asked for and that went back. */
export function PaymentsHeader() {
  const t = useTexts('payments');
  const go = useGo();
  const { pathname } = useLocation();
  return (
    <>
      <PageHeader title={t('nav.payments')} />
      <Tabs value={pathname} onChange={(path) => path && go(path)} mb="md">
        <Tabs.List style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
          <Tabs.Tab value="/payments">{t('tab.payments')}</Tabs.Tab>
          <Tabs.Tab value="/payments/attempts">{t('tab.attempts')}</Tabs.Tab>
          <Tabs.Tab value="/payments/refunds">{t('tab.refunds')}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
    </>
  );
}
