import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api, body } from '~/api/client';
import { CustomerName } from '~/api/lookups';
import type { Schemas } from '~/api/types';
import { useTexts, useWords } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { IconRefund } from '~/ui/icons';
import { Link } from '~/ui/Link';
import { DateTime, Money } from '~/ui/values';
import { State } from './states';

type Refund = Schemas['RefundView'];

interface RefundTableProps {
  filter: { customer_id?: string; invoice_id?: string; status?: string };
  hide?: string[];
  full?: boolean;
  cursor?: string;
  filters?: ReactNode;
}

/** Money that went back, or is on its way. */
export function RefundTable({ filter, hide = [], full = false, cursor: given, filters }: RefundTableProps) {
  const t = useTexts('payments');
  const words = useWords('payments');
  const [own, setOwn] = useState<string>();
  const cursor = full ? given : own;
  const query = useQuery({
    queryKey: ['refunds', { ...filter, cursor }],
    queryFn: () => body(api.GET('/api/v1/refunds', { params: { query: { ...filter, cursor, limit: '25' } } })),
    placeholderData: keepPreviousData,
  });
  const columns: Column<Refund>[] = [
    { id: 'created_at', header: t('at'), cell: (row) => <><Link to={`/invoices/${row.invoice_id}`}><DateTime value={row.created_at} /></Link>{!hide.includes('customer') && <div className="phone-only"><CustomerName id={row.customer_id} link={false} /></div>}</>, text: (row) => row.created_at },
    { id: 'customer', header: t('customer'), wide: true, cell: (row) => <CustomerName id={row.customer_id} link={false} />, text: (row) => row.customer_id },
    { id: 'status', header: t('status'), cell: (row) => <State of="refund" status={row.status} />, text: (row) => row.status },
    { id: 'gateway', header: t('gateway'), wide: true, cell: (row) => words('gateway', row.gateway), text: (row) => row.gateway },
    { id: 'because', header: t('because'), wide: true, wrap: true, cell: (row) => row.message ?? row.reason ?? (row.credit_note_id ? t('ofCreditNote') : '–'), text: (row) => row.message ?? row.reason },
    { id: 'amount', header: t('amount'), align: 'right', cell: (row) => <Money value={row.amount} strong />, text: (row) => row.amount?.amount },
    { id: 'currency', header: t('currency'), optional: true, cell: (row) => row.amount?.currency, text: (row) => row.amount?.currency },
    { id: 'reference', header: t('reference'), optional: true, cell: (row) => <span className="mono">{row.gateway_reference ?? '–'}</span>, text: (row) => row.gateway_reference },
    { id: 'payment', header: t('payment'), optional: true, cell: (row) => <span className="mono">{row.payment_id}</span>, text: (row) => row.payment_id },
  ];
  return (
    <DataTable
      name={full ? 'refunds' : 'refunds-part'}
      caption={t('tab.refunds')}
      plain={!full}
      columns={columns.filter(({ id, optional }) => !hide.includes(id) && (full || !optional))}
      query={query}
      rowKey={(row) => row.id ?? ''}
      rowLink={filter.invoice_id ? undefined : (row) => `/invoices/${row.invoice_id}`}
      cursor={own}
      onCursor={setOwn}
      filters={filters}
      empty={<EmptyState icon={IconRefund} title={t('refund.none')}>{filter.invoice_id ? undefined : t('refund.noneText')}</EmptyState>}
    />
  );
}
