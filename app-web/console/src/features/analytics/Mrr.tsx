import { useMemo } from 'react';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { formatMonth } from '~/format/dates';
import { useLocale, useTexts } from '~/i18n';
import type { Column } from '~/ui/DataTable';
import { Kpi, Kpis } from '~/ui/layout';
import { toDraw, toDrawDown } from '~/ui/series';
import { Count, Money } from '~/ui/values';
import { chosen, newestFirst, useMrr } from './data';
import { ChartCard, Figures, FigureTable } from './frame';

type Month = Schemas['MonthlyMrr'];

const UP = ['new_business', 'expansion', 'reactivation'] as const;
const DOWN = ['contraction', 'churn'] as const;

/** Monthly recurring revenue, and what moved it. */
export default function Mrr() {
  const t = useTexts('analytics');
  const locale = useLocale();
  const [search] = useUrl();
  const query = useMrr();
  const figures = chosen(query.data?.currencies, search.currency);
  const months = useMemo(() => figures?.months ?? [], [figures]);
  const labels = useMemo(() => months.map(({ month }) => formatMonth(locale, month)), [months, locale]);
  const total = useMemo(() => [{ name: 'MRR', values: months.map(({ closing }) => toDraw(closing?.amount)), line: true }], [months]);
  const moved = useMemo(
    () => [
      ...UP.map((name) => ({ name: t(name), values: months.map((month) => toDraw(month[name]?.amount)) })),
      ...DOWN.map((name) => ({ name: t(name), values: months.map((month) => toDrawDown(month[name]?.amount)) })),
    ],
    [months, t],
  );
  const amount = (id: 'opening' | 'closing' | 'arr' | (typeof UP)[number] | (typeof DOWN)[number], rest: Partial<Column<Month>> = {}): Column<Month> => ({ id, header: t(id), align: 'right', cell: (row) => <Money value={row[id]} />, ...rest });
  const columns: Column<Month>[] = [
    { id: 'month', header: t('month'), cell: (row) => formatMonth(locale, row.month) },
    amount('opening', { wide: true }),
    ...UP.map((name) => amount(name, { wide: true })),
    ...DOWN.map((name) => amount(name, { wide: true })),
    amount('closing', { cell: (row) => <Money value={row.closing} strong /> }),
    { id: 'customers', header: t('customers'), align: 'right', cell: (row) => <Count value={row.customers} /> },
  ];
  return (
    <Figures tab="mrr" query={query} currencies={query.data?.currencies?.map(({ currency }) => currency)} empty={months.length === 0} asOf={query.data?.as_of}>
      <Kpis>
        <Kpi label="MRR" hint={formatMonth(locale, months.at(-1)?.month)}><Money value={figures?.mrr} /></Kpi>
        <Kpi label="ARR" hint={t('arr.hint')}><Money value={figures?.arr} /></Kpi>
        <Kpi label={t('customers')} hint={t('customers.hint')}><Count value={months.at(-1)?.customers} /></Kpi>
        <Kpi label={t('new_business')} hint={formatMonth(locale, months.at(-1)?.month)}><Money value={months.at(-1)?.new_business} /></Kpi>
      </Kpis>
      <ChartCard title={t('mrr.chart', { currency: figures?.currency })} series={total} labels={labels} />
      <ChartCard title={t('moved.chart', { currency: figures?.currency })} series={moved} labels={labels} />
      <FigureTable name="mrr" caption={t('tab.mrr')} columns={columns} rows={newestFirst(months)} rowKey={(row) => row.month ?? ''} />
    </Figures>
  );
}
