import { Drawer, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { CustomerName } from '~/features/parts/customers';
import { CustomerFilter } from '~/features/parts/filters';
import { Rows } from '~/features/parts/Rows';
import { useTexts, useWords } from '~/i18n';
import { CopyText } from '~/ui/CopyText';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { ErrorState } from '~/ui/ErrorState';
import { SelectFilter, TextFilter } from '~/ui/filters';
import { Facts, Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { DateOnly, Money } from '~/ui/values';
import { LedgerHeader } from './LedgerHeader';

const ALL = {
  receivable: true, cash_manual: true, cash_stripe: true, refunds: true, write_off: true, customer_credit: true, wallet_liability: true, wallet_grants: true, breakage: true, revenue: true, deferred_revenue: true, tax_payable: true,
} satisfies Record<Schemas['Account'], true>;
const ACCOUNTS = Object.keys(ALL);

type Posting = Schemas['Posting'];

export default function Entries() {
  const t = useTexts('ledger');
  const words = useWords('ledger');
  const p = useTexts('parts');
  const [{ cursor, account, customer_id: customer, invoice_id: invoice, entry }, change] = useUrl();
  const query = useQuery({
    queryKey: ['ledger', 'entries', cursor, account, customer, invoice],
    queryFn: () => body(api.GET('/api/v1/ledger/entries', { params: { query: { limit: '50', cursor, account, customer_id: customer, invoice_id: invoice } } })),
  });
  return (
    <>
      <LedgerHeader />
      <Section flush>
        <DataTable
          name="ledger-entries"
          caption={t('tab.entries')}
          query={query}
          rowKey={(row) => row.id ?? ''}
          onRow={(row) => change({ entry: row.id, cursor })}
          filters={
            <>
              <SelectFilter name="account" label={t('account')} values={ACCOUNTS.map((value) => ({ value, label: words('accounts', value) }))} />
              <CustomerFilter />
              <TextFilter name="invoice_id" label={t('invoiceId')} width={290} first />
            </>
          }
          columns={[
            { id: 'booked_on', header: t('bookedOn'), cell: (row) => <DateOnly value={row.booked_on} />, text: (row) => row.booked_on },
            { id: 'kind', header: t('kind'), cell: (row) => words('kinds', row.kind), text: (row) => row.kind },
            { id: 'customer', header: p('customer'), cell: (row) => <CustomerName id={row.customer_id} />, text: (row) => row.customer_id },
            {
              id: 'postings',
              header: t('postings'),
              wide: true,
              cell: (row) => (row.postings ?? []).slice(0, 2).map((posting, i) => <div key={i} style={{ fontSize: 12 }}>{words('accounts', posting.debit)} → {words('accounts', posting.credit)}</div>),
              text: (row) => (row.postings ?? []).map((posting) => `${posting.debit}>${posting.credit} ${posting.amount?.amount}`).join('; '),
            },
            { id: 'amount', header: t('amount'), align: 'right', cell: (row) => (row.postings ?? []).slice(0, 2).map((posting, i) => <div key={i}><Money value={posting.amount} /></div>) },
          ]}
          empty={<EmptyState title={account || customer || invoice ? p('nothingFound') : t('none')}>{t('noneHelp')}</EmptyState>}
        />
      </Section>
      <Drawer opened={!!entry} onClose={() => change({ entry: undefined, cursor })} title={t('entry')} size="lg" closeButtonProps={{ 'aria-label': p('closeDrawer') }}>
        {entry && <Entry id={entry} />}
      </Drawer>
    </>
  );
}

function Entry({ id }: { id: string }) {
  const t = useTexts('ledger');
  const words = useWords('ledger');
  const p = useTexts('parts');
  const { data: entry, error, refetch } = useQuery({ queryKey: ['ledger', 'entry', id], queryFn: () => body(api.GET('/api/v1/ledger/entries/{id}', { params: { path: { id } } })) });
  if (error && !entry) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (!entry) {
    return null;
  }
  return (
    <Stack gap="md">
      <Facts
        of={[
          [t('kind'), words('kinds', entry.kind)],
          [t('bookedOn'), <DateOnly key="d" value={entry.booked_on} />],
          [p('customer'), <CustomerName key="c" id={entry.customer_id} />],
          [t('invoice'), entry.invoice_id && <Link to={`/invoices/${entry.invoice_id}`}>{t('openInvoice')}</Link>],
          [t('document'), <CopyText key="i" text={entry.id} />],
        ]}
      />
      <Rows<Posting>
        label={t('postings')}
        minWidth={360}
        rows={entry.postings ?? []}
        columns={[
          { label: t('debit'), show: (posting) => words('accounts', posting.debit) },
          { label: t('credit'), show: (posting) => words('accounts', posting.credit) },
          { label: t('amount'), right: true, show: (posting) => <Money value={posting.amount} strong /> },
        ]}
      />
    </Stack>
  );
}
