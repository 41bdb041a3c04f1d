import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api, body } from '~/api/client';
import { CustomerName } from '~/api/lookups';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useTexts } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Forbidden } from '~/ui/Forbidden';
import { IconRepeat } from '~/ui/icons';
import { Link } from '~/ui/Link';
import { StatusBadge } from '~/ui/StatusBadge';
import { DateOnly, DateTime } from '~/ui/values';

type Subscription = Schemas['SubscriptionView'];

/** Parked goes before everything else: nothing is billed until somebody looks at it. */
export const shownStatus = (row: Subscription): string | undefined => (row.parked_at ? 'parked' : row.status);

interface SubscriptionTableProps {
  customer?: string;
  filter?: { status?: string; parked?: string; external_id?: string };
  /** In the list of all: with tools, its page in the URL. */
  full?: boolean;
  cursor?: string;
  filters?: ReactNode;
  action?: ReactNode;
}

export function SubscriptionTable({ customer, filter = {}, full = false, cursor: given, filters, action }: SubscriptionTableProps) {
  const t = useTexts('subscriptions');
  const [own, setOwn] = useState<string>();
  const asked = { ...filter, customer_id: customer, cursor: full ? given : own, limit: full ? '25' : '10' };
  const may = useMay('subscription:read');
  const query = useQuery({
    queryKey: ['subscriptions', asked],
    queryFn: () => body(api.GET('/api/v1/subscriptions', { params: { query: asked } })),
    placeholderData: keepPreviousData,
    enabled: may,
  });
  if (!may) return <Forbidden permission="subscription:read" />;
  const columns: Column<Subscription>[] = [
    { id: 'plan', header: t('plan'), cell: (row) => <Link to={`/subscriptions/${row.id}`}>{row.plan}</Link>, text: (row) => row.plan },
    ...(customer ? [] : [{ id: 'customer', header: t('customer'), cell: (row: Subscription) => <CustomerName id={row.customer_id} link={false} />, text: (row: Subscription) => row.customer_id }]),
    { id: 'status', header: t('status'), cell: (row) => <StatusBadge status={shownStatus(row)} />, text: (row) => row.status },
    { id: 'external_id', header: t('externalId'), cell: (row) => <span className="mono">{row.external_id}</span>, text: (row) => row.external_id, optional: true },
    { id: 'quantity', header: t('quantity'), align: 'right', wide: true, cell: (row) => row.quantity, text: (row) => row.quantity },
    { id: 'started_on', header: t('startedOn'), wide: true, cell: (row) => <DateOnly value={row.started_on} />, text: (row) => row.started_on },
    { id: 'ends_on', header: t('endsOn'), cell: (row) => <DateOnly value={row.ends_on} />, text: (row) => row.ends_on, optional: true },
    { id: 'next_billing_at', header: t('nextBilling'), cell: (row) => (row.status === 'ended' ? '–' : <DateTime value={row.next_billing_at} />), text: (row) => row.next_billing_at },
    { id: 'currency', header: t('currency'), cell: (row) => row.currency, text: (row) => row.currency, optional: true },
    { id: 'id', header: 'ID', cell: (row) => <span className="mono">{row.id}</span>, text: (row) => row.id, optional: true },
  ];
  const filtered = !!(filter.status || filter.parked || filter.external_id);
  return (
    <DataTable
      name={full ? 'subscriptions' : 'subscriptions-part'}
      caption={t('nav.subscriptions')}
      plain={!full}
      columns={columns.filter((column) => full || !column.optional)}
      query={query}
      rowKey={(row) => row.id ?? ''}
      rowLink={(row) => `/subscriptions/${row.id}`}
      cursor={own}
      onCursor={setOwn}
      filters={filters}
      empty={filtered ? <EmptyState icon={IconRepeat} title={t('noneFound')} /> : <EmptyState icon={IconRepeat} title={t('none')} action={action}>{t('noneText')}</EmptyState>}
    />
  );
}
