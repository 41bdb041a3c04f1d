import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useUrl } from '~/app/search';
import { InstantFilter } from '~/features/parts/filters';
import { useTexts } from '~/i18n';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Section } from '~/ui/layout';
import { Badge } from '~/ui/StatusBadge';
import { Count, DateTime } from '~/ui/values';
import { UsageHeader } from './UsageHeader';

const COUNTS = ['received', 'duplicates', 'rejected', 'stored', 'invoiced', 'open', 'deleted'] as const;

export default function Reconciliation() {
  const t = useTexts('usage');
  const p = useTexts('parts');
  const [search] = useUrl();
  // hours are those in which events came in, by real time; the API wants a range of 31 days at most
  const [now] = useState(() => Date.now());
  const to = search.to ?? new Date(now).toISOString();
  const from = search.from ?? new Date(Date.parse(to) - 7 * 86_400_000).toISOString();
  const query = useQuery({
    queryKey: ['usage', 'reconciliation', from, to],
    queryFn: () => body(api.GET('/api/v1/usage/reconciliation', { params: { query: { from, to } } })),
  });
  return (
    <>
      <UsageHeader />
      <Section flush>
        <DataTable
          name="usage-reconciliation"
          caption={t('tab.reconciliation')}
          query={query}
          rowKey={(row) => row.hour ?? ''}
          filters={
            <>
              <InstantFilter name="from" label={t('from')} />
              <InstantFilter name="to" label={t('to')} />
              <span style={{ fontSize: 12.5, color: 'var(--mantine-color-dimmed)' }}>{t('rec.rule')}</span>
            </>
          }
          columns={[
            { id: 'hour', header: t('rec.hour'), cell: (row) => <DateTime value={row.hour} />, text: (row) => row.hour },
            ...COUNTS.map((name) => ({
              id: name,
              header: t(`rec.${name}`),
              align: 'right' as const,
              wide: name === 'deleted' || name === 'invoiced' || name === 'open',
              cell: (row: NonNullable<NonNullable<typeof query.data>['data']>[number]) => <Count value={row[name]} />,
              text: (row: NonNullable<NonNullable<typeof query.data>['data']>[number]) => row[name],
            })),
            { id: 'balanced', header: t('rec.balanced'), cell: (row) => <Badge tone={row.balanced ? 'success' : 'danger'}>{t(row.balanced ? 'rec.yes' : 'rec.no')}</Badge>, text: (row) => String(row.balanced) },
          ]}
          empty={<EmptyState title={p('nothingFound')}>{t('rec.rule')}</EmptyState>}
        />
      </Section>
    </>
  );
}
