import { Alert, Button, Tabs } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useMutation } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useGo } from '~/app/search';
import { Rows } from '~/features/parts/Rows';
import { useTexts, useWords } from '~/i18n';
import { ProblemAlert } from '~/ui/form';
import { PageHeader } from '~/ui/PageHeader';

/** The head of the screens of the ledger, with its check against all documents. */
export function LedgerHeader() {
  const t = useTexts('ledger');
  const words = useWords('ledger');
  const go = useGo();
  const { pathname } = useLocation();
  const checking = useMutation({ mutationFn: () => body(api.GET('/api/v1/ledger/verification')) });
  const { data: found } = checking;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('help')}
        actions={
          <Button variant="default" loading={checking.isPending} onClick={() => checking.mutate()}>
            {t('verify')}
          </Button>
        }
      />
      <ProblemAlert error={checking.error} />
      {found && (
        <Alert variant="light" color={found.valid ? 'green' : 'red'} mb="md" role="status" withCloseButton closeButtonLabel={t('close')} onClose={() => checking.reset()} style={{ background: found.valid ? 'var(--ch-success-bg)' : undefined }} styles={{ message: { color: found.valid ? 'var(--ch-success-text)' : undefined } }}>
          {found.valid ? t('valid', { count: found.transfers ?? 0 }) : t('invalid')}
          {!found.valid && (
            <Rows
              label={t('invalid')}
              rows={found.differences ?? []}
              columns={[
                { label: t('rule'), show: (row) => words('rules', row.rule) },
                { label: t('document'), show: (row) => <span className="mono">{row.document_id}</span> },
              ]}
            />
          )}
        </Alert>
      )}
      <Tabs value={pathname} onChange={(path) => path && go(path)} mb="md">
        <Tabs.List style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
          <Tabs.Tab value="/ledger">{t('tab.accounts')}</Tabs.Tab>
          <Tabs.Tab value="/ledger/entries">{t('tab.entries')}</Tabs.Tab>
          <Tabs.Tab value="/ledger/trial-balance">{t('tab.trialBalance')}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
    </>
  );
}
