import { Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useTexts, useWords } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Forbidden } from '~/ui/Forbidden';
import { Kpi, Kpis, Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { DateOnly, Money } from '~/ui/values';

type Entry = Schemas['Entry'];

/** What a customer owed, what changed it, and what he owes. */
export function CustomerStatement({ id, currency }: { id: string; currency?: string }) {
  const t = useTexts('customers');
  const words = useWords('customers');
  const may = useMay('ledger:read');
  const [range, setRange] = useState({ from: '', through: '' });
  const [cursor, setCursor] = useState<string>();
  const asked = { from: range.from || undefined, through: range.through || undefined, cursor };
  const query = useQuery({ queryKey: ['statement', id, asked], queryFn: () => body(api.GET('/api/v1/customers/{id}/statement', { params: { path: { id }, query: { ...asked, limit: '50' } } })), enabled: may });
  if (!may) return <Forbidden permission="ledger:read" />;
  const columns: Column<Entry>[] = [
    { id: 'booked_on', header: t('statement.on'), cell: (row) => <DateOnly value={row.booked_on} /> },
    { id: 'kind', header: t('statement.kind'), cell: (row) => words('statement.kind', row.kind) },
    { id: 'reference', header: t('statement.reference'), cell: (row) => (row.invoice_id ? <Link to={`/invoices/${row.invoice_id}`}>{row.reference ?? row.invoice_number}</Link> : row.reference) },
    { id: 'amount', header: t('statement.amount'), align: 'right', cell: (row) => <Money value={row.amount} /> },
    { id: 'balance', header: t('statement.balance'), align: 'right', cell: (row) => <Money value={row.balance} strong /> },
  ];
  const set = (patch: Partial<typeof range>) => {
    setCursor(undefined);
    setRange({ ...range, ...patch });
  };
  return (
    <>
      <Kpis>
        <Kpi label={t('statement.opening')} loading={query.isPending}><Money value={query.data?.opening_balance} /></Kpi>
        <Kpi label={t('statement.closing')} loading={query.isPending} hint={<DateOnly value={query.data?.through} />}><Money value={query.data?.closing_balance} /></Kpi>
      </Kpis>
      <Section
        title={`${t('tab.statement')}${currency ? ` (${currency})` : ''}`}
        flush
        actions={
          <Group gap="xs">
            <TextInput size="xs" type="date" aria-label={t('statement.from')} value={range.from} onChange={(event) => set({ from: event.currentTarget.value })} />
            <TextInput size="xs" type="date" aria-label={t('statement.through')} value={range.through} onChange={(event) => set({ through: event.currentTarget.value })} />
          </Group>
        }
      >
        <DataTable plain name="statement" caption={t('tab.statement')} columns={columns} query={query} rowKey={(row) => `${row.kind}${row.id}`} cursor={cursor} onCursor={setCursor} empty={<EmptyState title={t('statement.none')} />} />
      </Section>
    </>
  );
}
