import { Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { api, body } from '~/api/client';
import { useUrl } from '~/app/search';
import { useMetricChoices } from '~/features/catalog/choices';
import { CustomerFilter, InstantFilter } from '~/features/parts/filters';
import { useZone } from '~/features/parts/zone';
import { useLocale, useTexts } from '~/i18n';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { SelectFilter } from '~/ui/filters';
import { Section } from '~/ui/layout';
import { Count, Decimal } from '~/ui/values';
import { groupName, seriesOf } from './series';
import { UsageHeader } from './UsageHeader';

const Chart = lazy(() => import('~/ui/Chart'));

/** The start of an hour, a day or a month as it is called. */
export function startLabel(locale: string, zone: string, granularity: string, start: string): string {
  const options: Intl.DateTimeFormatOptions =
    granularity === 'month' ? { month: 'short', year: 'numeric' } : granularity === 'day' ? { day: 'numeric', month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(new Date(start));
}

export default function Summary() {
  const t = useTexts('usage');
  const p = useTexts('parts');
  const locale = useLocale();
  const zone = useZone();
  const [search] = useUrl();
  const metrics = useMetricChoices();
  const metric = search.metric ?? metrics.rows[0]?.code;
  const { granularity = 'day', group_by: groupBy, customer_id: customer, from, to } = search;
  const query = useQuery({
    queryKey: ['usage', 'summary', metric, granularity, groupBy, customer, from, to, zone],
    queryFn: () => body(api.GET('/api/v1/usage/summary', { params: { query: { metric, granularity, group_by: groupBy, customer_id: customer, from, to, time_zone: zone } } })),
    enabled: metric !== undefined,
  });
  const rows = useMemo(() => query.data?.data ?? [], [query.data]);
  const { starts, series, left } = useMemo(() => seriesOf(rows, t('all'), granularity, zone), [rows, t, granularity, zone]);
  const labels = useMemo(() => starts.map((start) => startLabel(locale, zone, granularity, start)), [starts, locale, zone, granularity]);
  const keys = metrics.byCode.get(metric ?? '')?.group_keys ?? [];
  const unit = metrics.byCode.get(metric ?? '')?.unit ?? undefined;
  return (
    <>
      <UsageHeader />
      <Section flush>
        <Group gap="xs" p="sm" style={{ borderBottom: '1px solid var(--ch-line)' }}>
          <SelectFilter name="metric" label={metrics.byCode.get(metric ?? '')?.name ?? t('metric')} values={metrics.data} />
          <SelectFilter name="granularity" label={t('per.day')} values={(['hour', 'day', 'month'] as const).map((value) => ({ value, label: t(`per.${value}`) }))} />
          {keys.length > 0 && <SelectFilter name="group_by" label={t('groupBy')} values={keys.map((value) => ({ value, label: value }))} />}
          <CustomerFilter />
          <InstantFilter name="from" label={t('from')} />
          <InstantFilter name="to" label={t('to')} />
        </Group>
        <div style={{ padding: '8px 16px 12px' }}>
          {query.isPending && metric !== undefined ? (
            <Skeleton height={300} />
          ) : rows.length > 0 ? (
            <Suspense fallback={<Skeleton height={300} />}>
              <Chart series={series} labels={labels} label={t('chartOf', { metric })} />
            </Suspense>
          ) : null}
          {left > 0 && <Text size="xs" c="dimmed">{t('groupsLeft', { count: left })}</Text>}
        </div>
      </Section>
      <Section flush>
        <DataTable
          name="usage-summary"
          caption={t('tab.summary')}
          query={{ ...query, isPending: query.isPending && metric !== undefined }}
          rowKey={(row) => `${row.start} ${JSON.stringify(row.group)}`}
          columns={[
            { id: 'start', header: t('start'), cell: (row) => startLabel(locale, zone, granularity, row.start ?? ''), text: (row) => row.start },
            { id: 'metric', header: t('metric'), cell: (row) => <span className="mono">{row.metric}</span>, text: (row) => row.metric, wide: true },
            ...(groupBy ? [{ id: 'group', header: t('groupBy'), cell: (row: (typeof rows)[number]) => groupName(row.group, '–'), text: (row: (typeof rows)[number]) => groupName(row.group, '') }] : []),
            { id: 'events', header: t('events'), align: 'right', cell: (row) => <Count value={row.events} />, text: (row) => row.events },
            { id: 'quantity', header: t('quantity'), align: 'right', cell: (row) => <Decimal value={row.quantity} unit={unit} />, text: (row) => row.quantity },
          ]}
          empty={<EmptyState title={p('nothingFound')}>{t('emptyHelp')}</EmptyState>}
        />
      </Section>
    </>
  );
}
