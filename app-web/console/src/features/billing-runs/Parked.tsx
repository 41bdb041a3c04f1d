import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import { useUrl } from '~/app/search';
import { CustomerName } from '~/features/parts/customers';
import { useTexts } from '~/i18n';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Section } from '~/ui/layout';
import { tellDone, tellProblem } from '~/ui/problems';
import { DateTime } from '~/ui/values';
import { RunsHeader } from './RunsHeader';

/** Subscriptions that a billing run could not bill: why, and how they are taken back. */
export default function Parked() {
  const t = useTexts('billing-runs');
  const common = useTexts();
  const [{ cursor }] = useUrl();
  const may = useMay('subscription:write');
  const query = useQuery({
    queryKey: ['subscriptions', 'parked', cursor],
    queryFn: () => body(api.GET('/api/v1/subscriptions', { params: { query: { limit: '50', cursor, parked: 'true' } } })),
  });
  const retrying = useSubmit((id: string, { headers }) => body(api.POST('/api/v1/subscriptions/{id}/retry-billing', { params: { path: { id } }, headers })), {
    touched: ['subscriptions', 'billing-runs'],
    onDone: () => tellDone(t('retried')),
  });
  return (
    <>
      <RunsHeader />
      <Section flush>
        <DataTable
          name="parked"
          caption={t('tab.parked')}
          query={query}
          rowKey={(row) => row.id ?? ''}
          rowLink={(row) => `/subscriptions/${row.id}`}
          columns={[
            { id: 'customer', header: t('customer'), cell: (row) => <CustomerName id={row.customer_id} />, text: (row) => row.customer_id },
            { id: 'plan', header: t('plan'), cell: (row) => row.plan, text: (row) => row.plan, wide: true },
            { id: 'reason', header: t('reason'), wrap: true, cell: (row) => row.parked_reason, text: (row) => row.parked_reason },
            { id: 'at', header: t('parkedAt'), cell: (row) => <DateTime value={row.parked_at} />, text: (row) => row.parked_at, wide: true },
            {
              id: 'retry',
              header: '',
              align: 'right',
              cell: (row) =>
                may && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={retrying.isPending && retrying.variables === row.id}
                    onClick={() => retrying.mutate(row.id ?? '', { onError: (thrown) => tellProblem(common, thrown) })}
                  >
                    {t('retry')}
                  </Button>
                ),
            },
          ]}
          empty={<EmptyState title={t('noParked')}>{t('noParkedHelp')}</EmptyState>}
        />
      </Section>
    </>
  );
}
