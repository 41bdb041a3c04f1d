import { Button, Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body, ifMatch } from '~/api/client';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useTexts, useWords } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Forbidden } from '~/ui/Forbidden';
import { IconCreditCard } from '~/ui/icons';
import { Section } from '~/ui/layout';
import { tellProblem } from '~/ui/problems';
import { Badge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';
import { PaymentTable } from './PaymentTable';

type Method = Schemas['PaymentMethodView'];
const TOUCHED = ['payment-methods'] as const;

/** What a customer can be charged by, as far as it may be told: "Visa •••• 4242". */
export const methodName = ({ brand, kind, last4 }: Method): string => `${brand ?? kind ?? ''}${last4 ? ` •••• ${last4}` : ''}`;

const two = (month: number | undefined) => String(month ?? 0).padStart(2, '0');

/** A customer's payment methods and payments. */
export function CustomerPayments({ customer }: { customer: string }) {
  const t = useTexts('payments');
  return (
    <>
      <PaymentMethods customer={customer} />
      <Section title={t('tab.payments')} flush><PaymentTable filter={{ customer_id: customer }} hide={['customer']} /></Section>
    </>
  );
}

function PaymentMethods({ customer }: { customer: string }) {
  const t = useTexts('payments');
  const words = useWords('payments');
  const may = useMay('payment:read');
  const mayWrite = useMay('payment:write');
  const [detaching, setDetaching] = useState<Method>();
  const [attaching, setAttaching] = useState(false);
  const query = useQuery({ queryKey: ['payment-methods', customer], queryFn: () => body(api.GET('/api/v1/customers/{id}/payment-methods', { params: { path: { id: customer } } })), enabled: may });
  const prefer = useSubmit((method: Method) => body(api.PATCH('/api/v1/customers/{id}/payment-methods/{method_id}', { params: { path: { id: customer, method_id: method.id ?? '' }, header: ifMatch(method.version) }, body: { is_default: true } })), { touched: TOUCHED });
  if (!may) return <Forbidden permission="payment:read" />;
  const columns: Column<Method>[] = [
    { id: 'name', header: t('method'), cell: (row) => <Group gap={8}><span>{methodName(row)}</span>{row.is_default && <Badge tone="info">{t('method.default')}</Badge>}{row.chargeable === false && <Badge tone="warning">{t('method.notChargeable')}</Badge>}</Group> },
    { id: 'gateway', header: t('gateway'), wide: true, cell: (row) => words('gateway', row.gateway) },
    { id: 'expires', header: t('method.expires'), wide: true, cell: (row) => (row.exp_year ? <span className="num">{two(row.exp_month)}/{row.exp_year}</span> : '–') },
    { id: 'created_at', header: t('at'), wide: true, cell: (row) => <DateTime value={row.created_at} /> },
    {
      id: 'do',
      header: t('actions'),
      align: 'right',
      cell: (row) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          {!row.is_default && row.chargeable !== false && <Button size="compact-xs" variant="default" loading={prefer.isPending} onClick={() => prefer.mutate(row, { onError: (thrown) => tellProblem(t, thrown) })}>{t('method.prefer')}</Button>}
          <Button size="compact-xs" variant="default" onClick={() => setDetaching(row)}>{t('method.detach')}</Button>
        </Group>
      ),
    },
  ];
  const attach = mayWrite && <Button size="xs" variant="default" onClick={() => setAttaching(true)}>{t('method.attach')}</Button>;
  return (
    <Section title={t('methods')} actions={attach} flush>
      <DataTable plain name="payment-methods" caption={t('methods')} columns={columns.filter(({ id }) => id !== 'do' || mayWrite)} query={query} rowKey={(row) => row.id ?? ''} empty={<EmptyState icon={IconCreditCard} title={t('method.none')}>{t('method.noneText')}</EmptyState>} />
      {detaching && <Detach customer={customer} method={detaching} onClose={() => setDetaching(undefined)} />}
      {attaching && <Attach customer={customer} onClose={() => setAttaching(false)} />}
    </Section>
  );
}

function Detach({ customer, method, onClose }: { customer: string; method: Method; onClose: () => void }) {
  const t = useTexts('payments');
  const detach = useSubmit(async () => api.DELETE('/api/v1/customers/{id}/payment-methods/{method_id}', { params: { path: { id: customer, method_id: method.id ?? '' } } }), { touched: TOUCHED, onDone: onClose });
  return (
    <ConfirmModal opened danger onClose={onClose} title={t('method.detachTitle', { name: methodName(method) })} confirm={t('method.detach')} pending={detach.isPending} error={detach.error} onConfirm={() => detach.mutate(undefined)}>
      <Text>{t('method.detachText')}</Text>
    </ConfirmModal>
  );
}

function Attach({ customer, onClose }: { customer: string; onClose: () => void }) {
  const t = useTexts('payments');
  const [token, setToken] = useState('');
  const attach = useSubmit((wanted: string, { headers }) => body(api.POST('/api/v1/customers/{id}/payment-methods', { params: { path: { id: customer } }, body: { gateway: 'stripe', token: wanted }, headers })), { touched: TOUCHED, onDone: onClose });
  const fault = attach.error?.faults.find(({ field }) => field === 'token')?.message;
  return (
    <ConfirmModal opened onClose={onClose} title={t('method.attach')} confirm={t('method.attach')} pending={attach.isPending} error={fault ? undefined : attach.error} disabled={!token.trim()} onConfirm={() => attach.mutate(token.trim())}>
      <TextInput label={t('method.token')} description={t('method.tokenHint')} placeholder="pm_…" required maxLength={255} data-autofocus value={token} error={fault} onChange={(event) => setToken(event.currentTarget.value)} />
    </ConfirmModal>
  );
}
