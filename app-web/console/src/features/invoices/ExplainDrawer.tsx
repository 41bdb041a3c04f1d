import { Button, Drawer, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useTexts } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { ErrorState } from '~/ui/ErrorState';
import { Facts } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { Badge } from '~/ui/StatusBadge';
import { DateTime, Decimal, Money, Period, Price } from '~/ui/values';
import classes from './document.module.css';

type Explanation = Schemas['LineExplanation'];

interface Step {
  rule?: string;
  amount?: string;
  inputs?: Record<string, unknown>;
  steps?: Step[];
}

/** One step of a calculation with the steps it rests on: what the engine noted when it billed. */
function StepTree({ step, currency }: { step: Step; currency?: string }) {
  const t = useTexts('invoices');
  const inputs = Object.entries(step.inputs ?? {}).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return (
    <div className={classes.step}>
      <div>
        {t(`rule.${step.rule}`, (step.rule ?? '').replaceAll('_', ' '))} = <strong><Price amount={step.amount} currency={currency} /></strong>
      </div>
      {inputs.length > 0 && <div className={classes.sub}>{inputs.map(([name, value]) => `${name.replaceAll('_', ' ')} ${String(value)}`).join(' · ')}</div>}
      {(step.steps ?? []).map((inner, index) => <StepTree key={index} step={inner} currency={currency} />)}
    </div>
  );
}

/** Where the quantity came from: each usage event of the line. */
function Events({ invoice, line, unit }: { invoice: string; line: string; unit?: string }) {
  const t = useTexts('invoices');
  const query = useInfiniteQuery({
    queryKey: ['explain-events', line],
    queryFn: ({ pageParam }) => body(api.GET('/api/v1/invoices/{id}/lines/{line_id}/explain/events', { params: { path: { id: invoice, line_id: line }, query: { cursor: pageParam, limit: '50' } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  const rows = query.data?.pages.flatMap((page) => page.data ?? []) ?? [];
  const columns: Column<Schemas['EventOf']>[] = [
    { id: 'timestamp', header: t('event.at'), cell: (row) => <DateTime value={row.timestamp} seconds /> },
    { id: 'transaction_id', header: t('event.id'), cell: (row) => <span className="mono">{row.transaction_id}</span> },
    { id: 'quantity', header: t('quantity'), align: 'right', cell: (row) => <>{row.amended && <Badge tone="warning">{t('event.amended')}</Badge>} {row.late && <Badge tone="info">{t('event.late')}</Badge>} <Decimal value={row.quantity} unit={unit} /></> },
  ];
  return (
    <>
      <DataTable plain name="explain-events" caption={t('events')} columns={columns} query={{ data: query.data && { data: rows }, error: query.error, isPending: query.isPending, isFetching: query.isFetching, refetch: query.refetch as never }} rowKey={(row) => row.id ?? ''} empty={<EmptyState title={t('noEvents')} />} />
      {query.hasNextPage && <Button variant="default" size="xs" mt="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('moreEvents')}</Button>}
    </>
  );
}

function Content({ invoice, explained }: { invoice: string; explained: Explanation }) {
  const t = useTexts('invoices');
  const mayUsage = useMay('usage:read');
  const currency = explained.amount?.currency;
  const steps = (explained.calculation as { steps?: Step } | undefined)?.steps;
  return (
    <Stack gap="lg">
      <Text size="md">{explained.text}</Text>
      <Facts
        of={[
          [t('plan'), explained.plan && `${explained.plan.name} (${explained.plan.code}, v${explained.plan.number})`],
          [t('charge'), explained.charge && `${explained.charge.name} (${explained.charge.code})`],
          [t('model'), explained.charge?.model && t(`model.${explained.charge.model}`)],
          [t('period'), explained.period_start !== explained.period_end && <Period from={explained.period_start} to={explained.period_end} />],
          [t('quantity'), <Decimal key="quantity" value={explained.quantity} unit={explained.usage?.unit} />],
          [t('unitPrice'), explained.unit_amount && <Price amount={explained.unit_amount} currency={currency} />],
          [t('precise'), explained.precise_amount && <Price amount={explained.precise_amount} currency={currency} />],
          [t('amount'), <Money key="amount" value={explained.amount} strong />],
          [t('tax'), <Money key="tax" value={explained.tax} />],
        ]}
      />
      {steps && <div><Title order={3} mb={4}>{t('calculation')}</Title><StepTree step={steps} currency={currency} /></div>}
      {explained.billed_before && explained.billed_before.length > 0 && (
        <div>
          <Title order={3} mb={4}>{t('billedBefore')}</Title>
          {explained.billed_before.map((before) => <div key={`${before.invoice_id}${before.line}`}><Link to={`/invoices/${before.invoice_id}`}>{before.invoice}</Link>: <Decimal value={before.quantity} /> · <Money value={before.amount} /></div>)}
        </div>
      )}
      {explained.usage && (
        <div>
          <Title order={3} mb={6}>{t('events')}</Title>
          {explained.usage.events_deleted ? <Text c="dimmed">{t('eventsDeleted')}</Text> : mayUsage ? <Events invoice={invoice} line={explained.id ?? ''} unit={explained.usage.unit} /> : <Text c="dimmed">{t('eventsForbidden')}</Text>}
        </div>
      )}
    </Stack>
  );
}

/** How a line came about: in a sentence, step by step, and down to its events. */
export function ExplainDrawer({ invoice, line, onClose }: { invoice: string; line: string | undefined; onClose: () => void }) {
  const t = useTexts('invoices');
  const { data, error, refetch } = useQuery({
    queryKey: ['explain', invoice, line],
    queryFn: () => body(api.GET('/api/v1/invoices/{id}/lines/{line_id}/explain', { params: { path: { id: invoice, line_id: line ?? '' } } })),
    enabled: !!line,
    staleTime: Infinity,
  });
  return (
    <Drawer opened={!!line} onClose={onClose} size={620} title={<strong>{data?.description ?? t('explain')}</strong>} closeButtonProps={{ 'aria-label': t('close') }}>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : data && line ? <Content invoice={invoice} explained={data} /> : <PageSkeleton />}
    </Drawer>
  );
}
