import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useUrl } from '~/app/search';
import { useTexts } from '~/i18n';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { StatusBadge } from '~/ui/StatusBadge';
import { Count, DateTime } from '~/ui/values';
import { RunsHeader } from './RunsHeader';

export default function Runs() {
  const t = useTexts('billing-runs');
  const [{ cursor }] = useUrl();
  const query = useQuery({
    queryKey: ['billing-runs', cursor],
    queryFn: () => body(api.GET('/api/v1/billing-runs', { params: { query: { limit: '50', cursor } } })),
    refetchInterval: ({ state }) => (state.data?.data?.some((run) => run.state === 'running') ? 1500 : 30_000),
  });
  return (
    <>
      <RunsHeader />
      <Section flush>
        <DataTable
          name="billing-runs"
          caption={t('title')}
          query={query}
          rowKey={(run) => run.id ?? ''}
          columns={[
            { id: 'as_of', header: t('asOf'), cell: (run) => <DateTime value={run.as_of} />, text: (run) => run.as_of },
            {
              id: 'state',
              header: t('state'),
              cell: (run) => (
                <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
                  <StatusBadge status={run.state} />
                  {run.state === 'running' && <Progress value={100} animated w={80} aria-label={t('running')} />}
                </span>
              ),
              text: (run) => run.state,
            },
            { id: 'invoices', header: t('invoices'), align: 'right', cell: (run) => <Count value={run.invoices} />, text: (run) => run.invoices },
            {
              id: 'parked',
              header: t('parked'),
              align: 'right',
              cell: (run) => (run.parked ? <Link to="/billing-runs/parked"><Count value={run.parked} /></Link> : <Count value={0} />),
              text: (run) => run.parked,
            },
            { id: 'started_at', header: t('startedAt'), cell: (run) => <DateTime value={run.started_at} seconds />, text: (run) => run.started_at, wide: true },
            { id: 'updated_at', header: t('updatedAt'), cell: (run) => <DateTime value={run.updated_at} seconds />, text: (run) => run.updated_at, wide: true },
            { id: 'id', header: 'ID', cell: (run) => <span className="mono">{run.id}</span>, text: (run) => run.id, optional: true },
          ]}
          empty={<EmptyState title={t('none')}>{t('noneHelp')}</EmptyState>}
        />
      </Section>
    </>
  );
}
