import { Button, Group, Table, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body, saveAs } from '~/api/client';
import { useUrl } from '~/app/search';
import { isZero } from '~/format/money';
import { useTexts, useWords } from '~/i18n';
import { csvOf } from '~/ui/csv';
import { EmptyState } from '~/ui/EmptyState';
import { ErrorState } from '~/ui/ErrorState';
import { IconDownload } from '~/ui/icons';
import { Section } from '~/ui/layout';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { DateOnly, Money } from '~/ui/values';
import { LedgerHeader } from './LedgerHeader';

export default function TrialBalance() {
  const t = useTexts('ledger');
  const words = useWords('ledger');
  const [{ at }, change] = useUrl();
  const { data, error, refetch } = useQuery({
    queryKey: ['ledger', 'trial-balance', at],
    queryFn: () => body(api.GET('/api/v1/ledger/trial-balance', { params: { query: { at } } })),
  });
  const rows = (data?.currencies ?? []).flatMap((of) => (of.accounts ?? []).map((row) => ({ ...row, currency: of.currency })));
  const save = () =>
    saveAs(
      new Blob(
        [
          csvOf(
            [
              { header: 'account', text: (row: (typeof rows)[number]) => row.account },
              { header: 'currency', text: (row) => row.currency },
              { header: 'debit', text: (row) => row.debit?.amount },
              { header: 'credit', text: (row) => row.credit?.amount },
            ],
            rows,
          ),
        ],
        { type: 'text/csv;charset=utf-8' },
      ),
      `trial-balance-${data?.at ?? ''}.csv`,
    );
  return (
    <>
      <LedgerHeader />
      <Group mb="md" gap="xs" align="flex-end" className="no-print">
        <TextInput type="date" size="xs" label={t('at')} value={at ?? ''} onChange={(event) => change({ at: event.currentTarget.value || undefined })} />
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} />} disabled={rows.length === 0} onClick={save}>CSV</Button>
      </Group>
      {error && !data ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : rows.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneHelp')}</EmptyState>
      ) : (
        (data.currencies ?? []).map((of) => (
          <Section key={of.currency} flush title={data.at ? <>{of.currency} · {t('atDay')} <DateOnly value={data.at} /></> : of.currency}>
            <Table borderColor="var(--ch-line)" verticalSpacing={7} horizontalSpacing="md" aria-label={`${t('tab.trialBalance')} ${of.currency}`}>
              <Table.Thead>
                <Table.Tr c="dimmed" fz="xs">
                  <Table.Th>{t('account')}</Table.Th>
                  <Table.Th ta="right">{t('debit')}</Table.Th>
                  <Table.Th ta="right">{t('credit')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {(of.accounts ?? []).map((row) => (
                  <Table.Tr key={row.account}>
                    <Table.Td>{words('accounts', row.account)}</Table.Td>
                    <Table.Td ta="right">{isZero(row.debit) ? '' : <Money value={row.debit} />}</Table.Td>
                    <Table.Td ta="right">{isZero(row.credit) ? '' : <Money value={row.credit} />}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
              <Table.Tfoot>
                <Table.Tr>
                  <Table.Th>{t('sum')}</Table.Th>
                  <Table.Th ta="right"><Money value={of.debit} strong /></Table.Th>
                  <Table.Th ta="right"><Money value={of.credit} strong /></Table.Th>
                </Table.Tr>
              </Table.Tfoot>
            </Table>
          </Section>
        ))
      )}
    </>
  );
}
