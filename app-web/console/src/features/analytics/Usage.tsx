import { Select } from '@mantine/core';
import { useMemo } from 'react';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { formatMonth } from '~/format/dates';
import { useLocale, useTexts } from '~/i18n';
import type { Column } from '~/ui/DataTable';
import { toDraw } from '~/ui/series';
import { Count, Decimal } from '~/ui/values';
import { newestFirst, useUsed } from './data';
import { ChartCard, Figures, FigureTable } from './frame';

type Month = Schemas['UsedInMonth'];

/** What all customers used of each metric. */
export default function Usage() {
  const t = useTexts('analytics');
  const locale = useLocale();
  const [search, change] = useUrl();
  const query = useUsed();
  const metrics = query.data?.metrics ?? [];
  const figures = metrics.find(({ metric }) => metric === search.metric) ?? metrics[0];
  const months = useMemo(() => figures?.months ?? [], [figures]);
  const labels = useMemo(() => months.map(({ month }) => formatMonth(locale, month)), [months, locale]);
  const series = useMemo(() => [{ name: figures?.metric ?? '', values: months.map(({ quantity }) => toDraw(quantity)) }], [months, figures]);
  const columns: Column<Month>[] = [
    { id: 'month', header: t('month'), cell: (row) => formatMonth(locale, row.month) },
    { id: 'events', header: t('events'), align: 'right', cell: (row) => <Count value={row.events} /> },
    { id: 'quantity', header: t('quantity'), align: 'right', cell: (row) => <Decimal value={row.quantity} /> },
  ];
  return (
    <Figures tab="usage" query={query} empty={metrics.length === 0} asOf={query.data?.as_of}>
      {metrics.length > 1 && <Select size="xs" w={240} mb="md" allowDeselect={false} aria-label={t('metric')} data={metrics.map(({ metric = '' }) => metric)} value={figures?.metric ?? null} onChange={(metric) => change({ metric: metric ?? undefined })} />}
      <ChartCard title={t('usage.chart', { metric: figures?.metric })} series={series} labels={labels} />
      <FigureTable name="analytics-usage" caption={t('tab.usage')} columns={columns} rows={newestFirst(months)} rowKey={(row) => row.month ?? ''} />
    </Figures>
  );
}
