import { useMemo } from 'react';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { formatMonth } from '~/format/dates';
import { useLocale, useTexts } from '~/i18n';
import type { Column } from '~/ui/DataTable';
import { Kpi, Kpis } from '~/ui/layout';
import { toDraw } from '~/ui/series';
import { Money } from '~/ui/values';
import { chosen, newestFirst, useRevenue } from './data';
import { ChartCard, Figures, FigureTable } from './frame';

type Month = Schemas['MonthlyRevenue'];

/** What was invoiced, less what was credited and voided. */
export default function Revenue() {
  const t = useTexts('analytics');
  const locale = useLocale();
  const [search] = useUrl();
  const query = useRevenue();
  const figures = chosen(query.data?.currencies, search.currency);
  const months = useMemo(() => figures?.months ?? [], [figures]);
  const labels = useMemo(() => months.map(({ month }) => formatMonth(locale, month)), [months, locale]);
  const series = useMemo(() => [{ name: t('net'), values: months.map(({ net }) => toDraw(net?.amount)) }], [months, t]);
  const columns: Column<Month>[] = [
    { id: 'month', header: t('month'), cell: (row) => formatMonth(locale, row.month) },
    { id: 'invoiced', header: t('invoiced'), align: 'right', cell: (row) => <Money value={row.invoiced} /> },
    { id: 'credited', header: t('credited'), align: 'right', wide: true, cell: (row) => <Money value={row.credited} /> },
    { id: 'voided', header: t('voided'), align: 'right', wide: true, cell: (row) => <Money value={row.voided} /> },
    { id: 'net', header: t('net'), align: 'right', cell: (row) => <Money value={row.net} strong /> },
  ];
  return (
    <Figures tab="revenue" query={query} currencies={query.data?.currencies?.map(({ currency }) => currency)} empty={months.length === 0} asOf={query.data?.as_of}>
      <Kpis>
        <Kpi label={t('net')} hint={t('allMonths', { count: months.length })}><Money value={figures?.net} /></Kpi>
        <Kpi label={t('net')} hint={formatMonth(locale, months.at(-1)?.month)}><Money value={months.at(-1)?.net} /></Kpi>
        <Kpi label={t('net')} hint={formatMonth(locale, months.at(-2)?.month)}><Money value={months.at(-2)?.net} /></Kpi>
      </Kpis>
      <ChartCard title={t('revenue.chart', { currency: figures?.currency })} series={series} labels={labels} />
      <FigureTable name="revenue" caption={t('tab.revenue')} columns={columns} rows={newestFirst(months)} rowKey={(row) => row.month ?? ''} />
    </Figures>
  );
}
