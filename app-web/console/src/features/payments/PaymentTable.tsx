import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api, body } from '~/api/client';
import { CustomerName } from '~/api/lookups';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { isZero } from '~/format/money';
import { useTexts, useWords } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Forbidden } from '~/ui/Forbidden';
import { IconCash } from '~/ui/icons';
import { Link } from '~/ui/Link';
import { DateOnly, Money } from '~/ui/values';
import { RefundModal } from './RefundModal';

type Payment = Schemas['PaymentView'];

interface PaymentTableProps {
  filter: { customer_id?: string; invoice_id?: string };
  /** Columns that say what the page says anyway. */
  hide?: string[];
  /** The list of all payments: with tools, its page in the URL. */
  full?: boolean;
  cursor?: string;
  filters?: ReactNode;
}

/** Money that came in, and the way to give it back. */
export function PaymentTable({ filter, hide = [], full = false, cursor: given, filters }: PaymentTableProps) {
  const t = useTexts('payments');
  const words = useWords('payments');
  const may = useMay('payment:read');
  const mayRefund = useMay('payment:write');
  const [own, setOwn] = useState<string>();
  const [refunding, setRefunding] = useState<Payment>();
  const cursor = full ? given : own;
  const query = useQuery({
    queryKey: ['payments', { ...filter, cursor }],
    queryFn: () => body(api.GET('/api/v1/payments', { params: { query: { ...filter, cursor, limit: '25' } } })),
    placeholderData: keepPreviousData,
    enabled: may,
  });
  if (!may) return <Forbidden permission="payment:read" />;
  const columns: Column<Payment>[] = [
    { id: 'paid_on', header: t('paidOn'), cell: (row) => <><Link to={`/invoices/${row.invoice_id}`}><DateOnly value={row.paid_on} /></Link>{!hide.includes('customer') && <div className="phone-only"><CustomerName id={row.customer_id} link={false} /></div>}</>, text: (row) => row.paid_on },
    { id: 'customer', header: t('customer'), wide: true, cell: (row) => <CustomerName id={row.customer_id} link={false} />, text: (row) => row.customer_id },
    { id: 'gateway', header: t('gateway'), wide: true, cell: (row) => words('gateway', row.gateway), text: (row) => row.gateway },
    { id: 'reference', header: t('reference'), wide: true, cell: (row) => <span style={{ overflowWrap: 'anywhere' }}>{row.reference}</span>, text: (row) => row.reference },
    { id: 'excess', header: t('excess'), align: 'right', wide: true, optional: true, cell: (row) => (isZero(row.excess) ? '–' : <Money value={row.excess} />), text: (row) => row.excess?.amount },
    { id: 'amount', header: t('amount'), align: 'right', cell: (row) => <Money value={row.amount} strong />, text: (row) => row.amount?.amount },
    { id: 'currency', header: t('currency'), optional: true, cell: (row) => row.amount?.currency, text: (row) => row.amount?.currency },
    { id: 'id', header: 'ID', optional: true, cell: (row) => <span className="mono">{row.id}</span>, text: (row) => row.id },
    { id: 'do', header: t('actions'), align: 'right', cell: (row) => <Button size="compact-xs" variant="default" onClick={() => setRefunding(row)}>{t('refund')}</Button> },
  ];
  return (
    <>
      <DataTable
        name={full ? 'payments' : 'payments-part'}
        caption={t('tab.payments')}
        plain={!full}
        columns={columns.filter(({ id, optional }) => !hide.includes(id) && (full || !optional) && (id !== 'do' || mayRefund))}
        query={query}
        rowKey={(row) => row.id ?? ''}
        rowLink={filter.invoice_id ? undefined : (row) => `/invoices/${row.invoice_id}`}
        cursor={own}
        onCursor={setOwn}
        filters={filters}
        empty={<EmptyState icon={IconCash} title={t('none')}>{filter.invoice_id ? undefined : t('noneText')}</EmptyState>}
      />
      {refunding && <RefundModal payment={refunding} onClose={() => setRefunding(undefined)} />}
    </>
  );
}
