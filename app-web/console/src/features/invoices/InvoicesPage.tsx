import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { CustomerName, useLegalEntities } from '~/api/lookups';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { useTexts } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { SelectFilter, TextFilter } from '~/ui/filters';
import { Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageHeader } from '~/ui/PageHeader';
import { DateTime, Money, Period } from '~/ui/values';
import { InvoiceTable } from './InvoiceTable';

const STATUSES = ['finalized', 'partially_paid', 'paid', 'void', 'uncollectible', 'skipped'] as const;

export default function InvoicesPage() {
  const t = useTexts('invoices');
  const [{ view = 'all', cursor, status, number, legal_entity }, change] = useUrl();
  const entities = useLegalEntities().data?.data ?? [];
  return (
    <>
      <PageHeader
        title={t('nav.invoices')}
        actions={<SegmentedControl size="xs" aria-label={t('view')} value={view} onChange={(value) => change({ view: value === 'all' ? undefined : value, status: undefined, number: undefined })} data={[{ value: 'all', label: t('view.all') }, { value: 'drafts', label: t('view.drafts') }]} />}
      />
      <Section flush>
        {view === 'drafts' ? <Drafts cursor={cursor} /> : (
          <InvoiceTable
            full
            filter={{ status, number, legal_entity }}
            limit={25}
            cursor={cursor}
            filters={
              <>
                <TextFilter name="number" label={t('number')} first width={180} />
                <SelectFilter name="status" label={t('status')} values={STATUSES.map((value) => ({ value, label: t(`common:status.${value}`) }))} />
                {entities.length > 0 && <SelectFilter name="legal_entity" label={t('legalEntity')} values={entities.map(({ code = '', seller }) => ({ value: code, label: seller?.legal_name ?? code }))} />}
              </>
            }
          />
        )}
      </Section>
    </>
  );
}

type Draft = Schemas['DraftInvoiceView'];

function Drafts({ cursor }: { cursor?: string }) {
  const t = useTexts('invoices');
  const query = useQuery({ queryKey: ['draft-invoices', { cursor }], queryFn: () => body(api.GET('/api/v1/draft-invoices', { params: { query: { cursor, limit: '25' } } })) });
  const columns: Column<Draft>[] = [
    { id: 'customer', header: t('customer'), cell: (row) => <CustomerName id={row.customer_id} link={false} />, text: (row) => row.customer_id },
    { id: 'period', header: t('period'), cell: (row) => <Link to={`/draft-invoices/${row.subscription_id}`}><Period from={row.period_start} to={row.period_end} /></Link>, text: (row) => `${row.period_start}/${row.period_end}` },
    { id: 'finalizes_at', header: t('finalizesAt'), cell: (row) => <DateTime value={row.finalizes_at} />, text: (row) => row.finalizes_at, wide: true },
    { id: 'total', header: t('total'), align: 'right', cell: (row) => <Money value={row.invoice?.total} />, text: (row) => row.invoice?.total?.amount },
  ];
  return <DataTable name="draft-invoices" caption={t('view.drafts')} columns={columns} query={query} rowKey={(row) => `${row.subscription_id}${row.boundary_at}`} rowLink={(row) => `/draft-invoices/${row.subscription_id}`} empty={<EmptyState title={t('noDrafts')}>{t('noDraftsText')}</EmptyState>} />;
}
