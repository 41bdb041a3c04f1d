/** What a billing run would write: looked at beforehand, with what is unlike the period before. Nothing is changed by it. */
import { Alert, Button, Group, Stack, Switch, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, body, newKey } from '~/api/client';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { CustomerName } from '~/features/parts/customers';
import { useZone } from '~/features/parts/zone';
import { instantOf } from '~/features/parts/zoned';
import { useTexts } from '~/i18n';
import { EmptyState } from '~/ui/EmptyState';
import { ProblemAlert } from '~/ui/form';
import { Kpi, Kpis, Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { Badge } from '~/ui/StatusBadge';
import { Count, DateOnly, DateTime, Money, Period } from '~/ui/values';
import { RunsHeader } from './RunsHeader';

type Page = Schemas['RehearsalView'];
type Rehearsed = Schemas['RehearsedSubscription'];

/** Whether somebody should look at it before it is billed. */
export const isOdd = (row: Rehearsed): boolean => (row.anomalies?.length ?? 0) > 0 || !!row.parked_reason;

export default function Rehearsal() {
  const t = useTexts('billing-runs');
  const p = useTexts('parts');
  const zone = useZone();
  const [through, setThrough] = useState('');
  const [pages, setPages] = useState<Page[]>([]);
  const [onlyOdd, setOnlyOdd] = useState(false);
  // the server works out one page after the other, and sums each by itself: sums of several pages stand below each other
  const rehearsing = useSubmit(
    ({ cursor }: { cursor?: string }) => {
      const instant = through ? instantOf(through, zone) : undefined;
      return body(api.POST('/api/v1/billing-runs/rehearsal', { params: { query: { limit: '100', cursor } }, headers: { 'Idempotency-Key': newKey() }, body: instant ? { through: instant } : {} }));
    },
    { onDone: (page, { cursor }) => setPages((before) => (cursor ? [...before, page] : [page])) },
  );
  const rows = pages.flatMap((page) => page.data ?? []);
  const odd = rows.filter(isOdd);
  const shown = onlyOdd ? odd : rows;
  const next = pages.at(-1)?.next_cursor ?? undefined;
  return (
    <>
      <RunsHeader />
      <Section title={t('tab.rehearsal')}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">{t('rehearsal.help')}</Text>
          <Group align="flex-end">
            <TextInput type="datetime-local" label={t('rehearsal.through')} description={`${t('rehearsal.throughHelp')} ${p('inZone', { zone })}`} inputWrapperOrder={['label', 'input', 'description', 'error']} value={through} onChange={(event) => setThrough(event.currentTarget.value)} />
          </Group>
          <Button loading={rehearsing.isPending && pages.length === 0} onClick={() => { setPages([]); rehearsing.mutate({}); }} style={{ alignSelf: 'flex-start' }}>
            {t('rehearsal.run')}
          </Button>
          <ProblemAlert error={rehearsing.error} />
        </Stack>
      </Section>
      {pages.length > 0 && (
        <>
          {pages.map((page, i) => (
            <Kpis key={i}>
              {(page.totals ?? []).map((total) => (
                <Kpi key={total.currency} label={pages.length > 1 ? t('rehearsal.totalOfPart', { currency: total.currency, part: i + 1 }) : t('rehearsal.total', { currency: total.currency })} hint={t('rehearsal.invoices', { count: total.invoices ?? 0 })}>
                  <Money value={total.total} />
                </Kpi>
              ))}
              {i === 0 && (
                <Kpi label={t('rehearsal.odd')} hint={<>{t('rehearsal.upTo')} <DateTime value={page.through} /></>}>
                  <Count value={odd.length} />
                </Kpi>
              )}
            </Kpis>
          ))}
          {odd.length > 0 && (
            <Alert color="yellow" variant="light" mb="md" styles={{ message: { color: 'var(--ch-warning-text)' } }} style={{ background: 'var(--ch-warning-bg)' }}>
              {t('rehearsal.look', { count: odd.length })}
            </Alert>
          )}
          <Section title={t('rehearsal.subscriptions')} flush actions={<Switch size="xs" label={t('rehearsal.onlyOdd')} checked={onlyOdd} onChange={(event) => setOnlyOdd(event.currentTarget.checked)} />}>
            {shown.length === 0 ? (
              <EmptyState title={t(rows.length === 0 ? 'rehearsal.nothing' : 'rehearsal.nothingOdd')} />
            ) : (
              <Table.ScrollContainer minWidth={680} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('rehearsal.subscriptions') } }}>
                <Table borderColor="var(--ch-line)" verticalSpacing={6} horizontalSpacing="md">
                  <Table.Thead>
                    <Table.Tr c="dimmed" fz="xs">
                      <Table.Th>{t('customer')}</Table.Th>
                      <Table.Th>{t('rehearsal.period')}</Table.Th>
                      <Table.Th>{t('rehearsal.issuedOn')}</Table.Th>
                      <Table.Th ta="right">{t('rehearsal.lines')}</Table.Th>
                      <Table.Th ta="right">{t('rehearsal.net')}</Table.Th>
                      <Table.Th ta="right">{t('rehearsal.sum')}</Table.Th>
                      <Table.Th>{t('rehearsal.odd')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {shown.map((row) => (
                      <Subscription key={row.subscription_id} row={row} />
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            )}
            {next && (
              <Group p="sm">
                <Button variant="default" size="xs" loading={rehearsing.isPending} onClick={() => rehearsing.mutate({ cursor: next })}>
                  {t('rehearsal.more')}
                </Button>
              </Group>
            )}
          </Section>
        </>
      )}
    </>
  );
}

function Subscription({ row }: { row: Rehearsed }) {
  const t = useTexts('billing-runs');
  const invoices = row.invoices ?? [];
  const link = <Link to={`/subscriptions/${row.subscription_id}`}>{t('rehearsal.subscription')}</Link>;
  const oddities = (
    <Stack gap={2} align="flex-start">
      {(row.anomalies ?? []).map((anomaly) => (
        <span key={`${anomaly.kind}${anomaly.on}`}>
          <Badge tone="warning">{t(`anomaly.${anomaly.kind}`)}</Badge>{' '}
          {anomaly.before && <><Money value={anomaly.before} dimmed /> → <Money value={anomaly.now} /></>}
        </span>
      ))}
      {row.parked_reason && <span><Badge tone="danger">{t('rehearsal.parks')}</Badge> {row.parked_reason}</span>}
    </Stack>
  );
  if (invoices.length === 0) {
    return (
      <Table.Tr>
        <Table.Td colSpan={6}>{link}</Table.Td>
        <Table.Td>{oddities}</Table.Td>
      </Table.Tr>
    );
  }
  return invoices.map((invoice, i) => (
    <Table.Tr key={i}>
      <Table.Td>
        <CustomerName id={invoice.customer_id} />
        <Text size="xs">{link}</Text>
      </Table.Td>
      <Table.Td><Period from={invoice.period_start} to={invoice.period_end} /></Table.Td>
      <Table.Td><DateOnly value={invoice.issued_on} /></Table.Td>
      <Table.Td ta="right"><Count value={invoice.lines} /></Table.Td>
      <Table.Td ta="right"><Money value={invoice.subtotal} /></Table.Td>
      <Table.Td ta="right"><Money value={invoice.total} strong /></Table.Td>
      <Table.Td>{i === 0 && oddities}</Table.Td>
    </Table.Tr>
  ));
}
