import { useQuery } from '@tanstack/react-query';
import { Anchor } from '@mantine/core';
import { api, body, download } from '~/api/client';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useTexts } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { Section } from '~/ui/layout';
import { tellProblem } from '~/ui/problems';
import { DateOnly, Money } from '~/ui/values';

type Invoice = Schemas['InvoiceView'];

export function CreditNotes({ invoice }: { invoice: Invoice }) {
  const t = useTexts('invoices');
  const may = useMay('credit_note:read');
  const id = invoice.id ?? '';
  const query = useQuery({ queryKey: ['credit-notes', { invoice: id }], queryFn: () => body(api.GET('/api/v1/credit-notes', { params: { query: { invoice_id: id, limit: '100' } } })), enabled: may });
  const columns: Column<Schemas['CreditNoteView']>[] = [
    { id: 'number', header: t('number'), cell: (row) => <Anchor component="button" type="button" inherit onClick={() => void download(`/api/v1/credit-notes/${row.id}/pdf`, `${row.number}.pdf`).catch((thrown: unknown) => tellProblem(t, thrown))}>{row.number} (PDF)</Anchor> },
    { id: 'issued_on', header: t('issuedOn'), cell: (row) => <DateOnly value={row.issued_on} />, wide: true },
    { id: 'reason', header: t('reason'), cell: (row) => row.reason },
    { id: 'total', header: t('total'), align: 'right', cell: (row) => <Money value={row.total} /> },
  ];
  if (!may || !query.data?.data?.length) return null;
  return <Section title={t('creditNotes')} flush><DataTable plain name="credit-notes" caption={t('creditNotes')} columns={columns} query={query} rowKey={(row) => row.id ?? ''} empty={null} /></Section>;
}
