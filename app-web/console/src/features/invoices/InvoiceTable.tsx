import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import { useClock, useTenant } from '~/api/tenant';
import type { Schemas } from '~/api/types';
import { dayIn } from '~/format/dates';
import { useTexts } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Forbidden } from '~/ui/Forbidden';
import { IconFileInvoice } from '~/ui/icons';
import { Link } from '~/ui/Link';
import { StatusBadge } from '~/ui/StatusBadge';
import { DateOnly, Money, Period } from '~/ui/values';

type Invoice = Schemas['InvoiceView'];

export interface InvoiceFilter {
  customer_id?: string;
  subscription_id?: string;
  status?: string;
  number?: string;
  legal_entity?: string;
}

/** The status to show: an open invoice that is due before the tenant's today is overdue. */
export function useShownStatus(): (invoice: Invoice) => string | undefined {
  const { data: clock } = useClock();
  const zone = useTenant().data?.time_zone ?? 'UTC';
  const today = clock?.now && dayIn(zone, clock.now);
  return ({ status, due_on }) => ((status === 'finalized' || status === 'partially_paid') && today && due_on && due_on < today ? 'overdue' : status);
}

interface InvoiceTableProps {
  filter: InvoiceFilter;
  limit: number;
  hide?: string[];
  /** In the list of all invoices: with tools, its page in the URL. */
  full?: boolean;
  cursor?: string;
  filters?: ReactNode;
}

export function InvoiceTable({ filter, limit, hide = [], full = false, cursor: given, filters }: InvoiceTableProps) {
  const t = useTexts('invoices');
  const [own, setOwn] = useState<string>();
  const shownStatus = useShownStatus();
  const cursor = full ? given : own;
  const may = useMay('invoice:read');
  const query = useQuery({
    queryKey: ['invoices', { ...filter, cursor, limit }],
    queryFn: () => body(api.GET('/api/v1/invoices', { params: { query: { ...filter, cursor, limit: String(limit) } } })),
    placeholderData: keepPreviousData,
    enabled: may,
  });
  if (!may) return <Forbidden permission="invoice:read" />;
  const columns: Column<Invoice>[] = [
    { id: 'number', header: t('number'), cell: (row) => <><Link to={`/invoices/${row.id}`} className="num">{row.number ?? t('common:status.skipped')}</Link>{!hide.includes('customer') && <div className="phone-only">{row.customer?.name}</div>}</>, text: (row) => row.number },
    { id: 'customer', header: t('customer'), cell: (row) => row.customer?.name, text: (row) => row.customer?.name, wide: true },
    { id: 'status', header: t('status'), cell: (row) => <StatusBadge status={shownStatus(row)} />, text: (row) => row.status },
    { id: 'issued_on', header: t('issuedOn'), cell: (row) => <DateOnly value={row.issued_on} />, text: (row) => row.issued_on, wide: true },
    { id: 'due_on', header: t('dueOn'), cell: (row) => <DateOnly value={row.due_on} />, text: (row) => row.due_on, wide: true },
    { id: 'period', header: t('period'), cell: (row) => <Period from={row.period_start} to={row.period_end} />, text: (row) => `${row.period_start}/${row.period_end}`, optional: true },
    { id: 'legal_entity', header: t('legalEntity'), cell: (row) => row.legal_entity ?? '–', text: (row) => row.legal_entity, optional: true },
    { id: 'due', header: t('due'), align: 'right', wide: true, cell: (row) => <Money value={row.due} dimmed />, text: (row) => row.due?.amount },
    { id: 'total', header: t('total'), align: 'right', cell: (row) => <Money value={row.total} />, text: (row) => row.total?.amount },
    { id: 'currency', header: t('currency'), cell: (row) => row.currency, text: (row) => row.currency, optional: true },
    { id: 'id', header: 'ID', cell: (row) => <span className="mono">{row.id}</span>, text: (row) => row.id, optional: true },
  ];
  const filtered = !!(filter.status || filter.number || filter.legal_entity);
  return (
    <DataTable
      name={full ? 'invoices' : 'invoices-part'}
      caption={t('nav.invoices')}
      plain={!full}
      columns={columns.filter((column) => !hide.includes(column.id) && (full || !column.optional))}
      query={query}
      rowKey={(row) => row.id ?? ''}
      rowLink={(row) => `/invoices/${row.id}`}
      cursor={own}
      onCursor={limit > 8 ? setOwn : undefined}
      filters={filters}
      empty={<EmptyState icon={IconFileInvoice} title={filtered ? t('noneFound') : t('none')}>{filtered ? t('noneFoundText') : t('noneText')}</EmptyState>}
    />
  );
}
