import { Button, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api, body } from '~/api/client';
import { CustomerName } from '~/api/lookups';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { IconCreditCard } from '~/ui/icons';
import { Link } from '~/ui/Link';
import { DateTime, Money } from '~/ui/values';
import { isOver, State, TOUCHED } from './states';

type Attempt = Schemas['PaymentAttemptView'];

interface AttemptTableProps {
  filter: { customer_id?: string; invoice_id?: string; status?: string };
  hide?: string[];
  full?: boolean;
  cursor?: string;
  filters?: ReactNode;
}

/** What was asked of customers' payment methods, and what became of it. */
export function AttemptTable({ filter, hide = [], full = false, cursor: given, filters }: AttemptTableProps) {
  const t = useTexts('payments');
  const mayAbandon = useMay('tenant:write');
  const [own, setOwn] = useState<string>();
  const [abandoning, setAbandoning] = useState<Attempt>();
  const cursor = full ? given : own;
  const query = useQuery({
    queryKey: ['payment-attempts', { ...filter, cursor }],
    queryFn: () => body(api.GET('/api/v1/payment-attempts', { params: { query: { ...filter, cursor, limit: '25' } } })),
    placeholderData: keepPreviousData,
  });
  const columns: Column<Attempt>[] = [
    { id: 'created_at', header: t('at'), cell: (row) => <><Link to={`/invoices/${row.invoice_id}`}><DateTime value={row.created_at} /></Link>{!hide.includes('customer') && <div className="phone-only"><CustomerName id={row.customer_id} link={false} /></div>}</>, text: (row) => row.created_at },
    { id: 'customer', header: t('customer'), wide: true, cell: (row) => <CustomerName id={row.customer_id} link={false} />, text: (row) => row.customer_id },
    { id: 'status', header: t('status'), cell: (row) => <State of="attempt" status={row.status} />, text: (row) => row.status },
    { id: 'message', header: t('why'), wide: true, wrap: true, cell: (row) => row.message ?? row.code ?? '–', text: (row) => row.message ?? row.code },
    { id: 'next_check_at', header: t('nextCheck'), optional: true, cell: (row) => <DateTime value={row.next_check_at} />, text: (row) => row.next_check_at },
    { id: 'amount', header: t('amount'), align: 'right', cell: (row) => <Money value={row.amount} strong />, text: (row) => row.amount?.amount },
    { id: 'currency', header: t('currency'), optional: true, cell: (row) => row.amount?.currency, text: (row) => row.amount?.currency },
    { id: 'reference', header: t('reference'), optional: true, cell: (row) => <span className="mono">{row.gateway_reference ?? '–'}</span>, text: (row) => row.gateway_reference },
    { id: 'do', header: t('actions'), align: 'right', wide: true, cell: (row) => row.status === 'unknown' && <Button size="compact-xs" variant="default" onClick={() => setAbandoning(row)}>{t('abandon')}</Button> },
  ];
  const abandonable = mayAbandon && (query.data?.data ?? []).some(({ status }) => !isOver(status));
  return (
    <>
      <DataTable
        name={full ? 'payment-attempts' : 'payment-attempts-part'}
        caption={t('tab.attempts')}
        plain={!full}
        columns={columns.filter(({ id, optional }) => !hide.includes(id) && (full || !optional) && (id !== 'do' || abandonable))}
        query={query}
        rowKey={(row) => row.id ?? ''}
        rowLink={filter.invoice_id ? undefined : (row) => `/invoices/${row.invoice_id}`}
        cursor={own}
        onCursor={setOwn}
        filters={filters}
        empty={<EmptyState icon={IconCreditCard} title={t('attempt.none')}>{filter.invoice_id ? undefined : t('attempt.noneText')}</EmptyState>}
      />
      {abandoning && <Abandon attempt={abandoning} onClose={() => setAbandoning(undefined)} />}
    </>
  );
}

function Abandon({ attempt, onClose }: { attempt: Attempt; onClose: () => void }) {
  const t = useTexts('payments');
  const abandon = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/payment-attempts/{id}/abandon', { params: { path: { id: attempt.id ?? '' } }, headers })), { touched: TOUCHED, onDone: onClose });
  return (
    <ConfirmModal opened danger onClose={onClose} title={t('abandon.title')} confirm={t('abandon')} pending={abandon.isPending} error={abandon.error} onConfirm={() => abandon.mutate(undefined)}>
      <Text>{t('abandon.text')}</Text>
    </ConfirmModal>
  );
}
