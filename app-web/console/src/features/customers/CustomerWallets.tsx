import { Button, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { amountTyped } from '~/format/money';
import { useTexts, useWords } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Forbidden } from '~/ui/Forbidden';
import { IconPlus, IconWallet } from '~/ui/icons';
import { Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { StatusBadge } from '~/ui/StatusBadge';
import { DateTime, Decimal, Money } from '~/ui/values';

type Wallet = Schemas['WalletView'];

export function CustomerWallets({ customer }: { customer: Schemas['CustomerView'] }) {
  const t = useTexts('customers');
  const id = customer.id ?? '';
  const may = useMay('invoice:read');
  const mayWrite = useMay('credit_note:write');
  const [making, setMaking] = useState(false);
  const [topping, setTopping] = useState<Wallet>();
  const [looking, setLooking] = useState<Wallet>();
  const query = useQuery({ queryKey: ['wallets', id], queryFn: () => body(api.GET('/api/v1/customers/{id}/wallets', { params: { path: { id }, query: { limit: '100' } } })), enabled: may });
  if (!may) return <Forbidden permission="invoice:read" />;
  const columns: Column<Wallet>[] = [
    { id: 'name', header: t('name'), cell: (row) => row.name },
    { id: 'status', header: t('status'), cell: (row) => <StatusBadge status={row.status} /> },
    { id: 'priority', header: t('wallet.priority'), align: 'right', wide: true, cell: (row) => row.priority },
    { id: 'credit_rate', header: t('wallet.rate'), align: 'right', wide: true, cell: (row) => <Decimal value={row.credit_rate} /> },
    { id: 'rules', header: t('wallet.rules'), align: 'right', wide: true, cell: (row) => row.top_up_rules?.length ?? 0 },
    { id: 'balance', header: t('wallet.balance'), align: 'right', cell: (row) => <Money value={row.balance} strong /> },
    { id: 'do', header: t('actions'), align: 'right', cell: (row) => mayWrite && row.status === 'active' && <Button size="compact-xs" variant="default" onClick={() => setTopping(row)}>{t('wallet.topUp')}</Button> },
  ];
  const add = mayWrite && <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={() => setMaking(true)}>{t('wallet.add')}</Button>;
  return (
    <>
      <Section title={t('tab.wallets')} actions={add} flush>
        <DataTable plain name="wallets" caption={t('tab.wallets')} columns={columns.filter((column) => column.id !== 'do' || mayWrite)} query={query} rowKey={(row) => row.id ?? ''} onRow={setLooking} empty={<EmptyState icon={IconWallet} title={t('wallet.none')} action={add}>{t('wallet.noneText')}</EmptyState>} />
      </Section>
      {making && <NewWallet customer={customer} onClose={() => setMaking(false)} />}
      {topping && <TopUp wallet={topping} onClose={() => setTopping(undefined)} />}
      {looking && <Transactions wallet={looking} onClose={() => setLooking(undefined)} />}
    </>
  );
}

function NewWallet({ customer, onClose }: { customer: Schemas['CustomerView']; onClose: () => void }) {
  const t = useTexts('customers');
  const [name, setName] = useState('');
  const create = useSubmit((wanted: string, { headers }) => body(api.POST('/api/v1/customers/{id}/wallets', { params: { path: { id: customer.id ?? '' } }, body: { name: wanted, currency: customer.currency }, headers })), { touched: ['wallets'], onDone: onClose });
  return (
    <ConfirmModal opened onClose={onClose} title={t('wallet.add')} confirm={t('create')} pending={create.isPending} error={create.error} disabled={!name.trim()} onConfirm={() => create.mutate(name.trim())}>
      <TextInput label={t('name')} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} description={t('wallet.currency', { currency: customer.currency })} />
    </ConfirmModal>
  );
}

function TopUp({ wallet, onClose }: { wallet: Wallet; onClose: () => void }) {
  const t = useTexts('customers');
  const [kind, setKind] = useState<'purchased' | 'granted'>('purchased');
  const [credits, setCredits] = useState('');
  const typed = amountTyped(credits, undefined);
  const topUp = useSubmit((wanted: Schemas['CreateTopUp'], { headers }) => body(api.POST('/api/v1/wallets/{id}/top-ups', { params: { path: { id: wallet.id ?? '' } }, body: wanted, headers })), { touched: ['wallets', 'wallet-transactions', 'invoices'], onDone: onClose });
  return (
    <ConfirmModal opened onClose={onClose} title={t('wallet.topUpOf', { name: wallet.name })} confirm={t('wallet.topUp')} pending={topUp.isPending} error={topUp.error} disabled={typed === undefined} onConfirm={() => typed !== undefined && topUp.mutate({ kind, credits: typed })}>
      <Stack gap="sm">
        <SegmentedControl value={kind} onChange={(value) => setKind(value as typeof kind)} data={[{ value: 'purchased', label: t('wallet.purchased') }, { value: 'granted', label: t('wallet.granted') }]} />
        <TextInput label={t('wallet.credits')} description={kind === 'purchased' ? t('wallet.purchasedHint') : t('wallet.grantedHint')} inputMode="decimal" required data-autofocus value={credits} error={credits && typed === undefined ? t('field.amount') : undefined} onChange={(event) => setCredits(event.currentTarget.value)} />
      </Stack>
    </ConfirmModal>
  );
}

function Transactions({ wallet, onClose }: { wallet: Wallet; onClose: () => void }) {
  const t = useTexts('customers');
  const words = useWords('customers');
  const [cursor, setCursor] = useState<string>();
  const id = wallet.id ?? '';
  const query = useQuery({ queryKey: ['wallet-transactions', id, cursor], queryFn: () => body(api.GET('/api/v1/wallets/{id}/transactions', { params: { path: { id }, query: { cursor, limit: '20' } } })) });
  const columns: Column<Schemas['WalletTransactionView']>[] = [
    { id: 'made_at', header: t('statement.on'), cell: (row) => <DateTime value={row.made_at} /> },
    { id: 'kind', header: t('statement.kind'), cell: (row) => words('wallet.kind', row.kind) },
    { id: 'invoice', header: t('wallet.invoice'), wide: true, cell: (row) => (row.invoice_id ? <Link to={`/invoices/${row.invoice_id}`}>{t('wallet.open')}</Link> : '–') },
    { id: 'amount', header: t('statement.amount'), align: 'right', cell: (row) => <Money value={row.amount} /> },
  ];
  return (
    <Modal opened onClose={onClose} title={wallet.name} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      <DataTable plain name="wallet-transactions" caption={t('wallet.transactions')} columns={columns} query={query} rowKey={(row) => row.id ?? ''} cursor={cursor} onCursor={setCursor} empty={<EmptyState title={t('wallet.noTransactions')} />} />
    </Modal>
  );
}
