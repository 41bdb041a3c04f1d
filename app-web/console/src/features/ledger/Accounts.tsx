import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useTexts, useWords } from '~/i18n';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Section } from '~/ui/layout';
import { Money } from '~/ui/values';
import { LedgerHeader } from './LedgerHeader';

export default function Accounts() {
  const t = useTexts('ledger');
  const words = useWords('ledger');
  const query = useQuery({ queryKey: ['ledger', 'accounts'], queryFn: () => body(api.GET('/api/v1/ledger/accounts')) });
  return (
    <>
      <LedgerHeader />
      <Section flush>
        <DataTable
          name="ledger-accounts"
          caption={t('tab.accounts')}
          query={query}
          rowKey={(row) => `${row.account} ${row.currency}`}
          rowLink={(row) => `/ledger/entries?account=${row.account}`}
          columns={[
            { id: 'account', header: t('account'), cell: (row) => <strong style={{ fontWeight: 550 }}>{words('accounts', row.account)}</strong>, text: (row) => row.account },
            { id: 'normal', header: t('side'), cell: (row) => t(row.normal ?? 'debit'), text: (row) => row.normal, wide: true },
            { id: 'currency', header: t('currency'), cell: (row) => row.currency, text: (row) => row.currency, wide: true },
            { id: 'debits', header: t('debits'), align: 'right', cell: (row) => <Money value={row.debits} />, text: (row) => row.debits?.amount, wide: true },
            { id: 'credits', header: t('credits'), align: 'right', cell: (row) => <Money value={row.credits} />, text: (row) => row.credits?.amount, wide: true },
            { id: 'balance', header: t('balance'), align: 'right', cell: (row) => <Money value={row.balance} strong />, text: (row) => row.balance?.amount },
          ]}
          empty={<EmptyState title={t('none')}>{t('noneHelp')}</EmptyState>}
        />
      </Section>
    </>
  );
}
