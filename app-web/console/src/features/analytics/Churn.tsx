import { useCallback, useMemo } from 'react';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { formatMonth } from '~/format/dates';
import { formatRate } from '~/format/money';
import { useLocale, useTexts } from '~/i18n';
import type { Column } from '~/ui/DataTable';
import { Kpi, Kpis } from '~/ui/layout';
import { toDraw } from '~/ui/series';
import { Count, Money } from '~/ui/values';
import { chosen, newestFirst, useChurn } from './data';
import { ChartCard, Figures, FigureTable } from './frame';

type Month = Schemas['MonthlyChurn'];

/** Who left, and what revenue went with them. */
export default function Churn() {
  const t = useTexts('analytics');
  const locale = useLocale();
  const [search] = useUrl();
  const query = useChurn();
  const figures = chosen(query.data?.currencies, search.currency);
  const months = useMemo(() => figures?.months ?? [], [figures]);
  const labels = useMemo(() => months.map(({ month }) => formatMonth(locale, month)), [months, locale]);
  const series = useMemo(
    () => [
      { name: t('customerChurn'), values: months.map((month) => toDraw(month.customer_churn_rate)), line: true },
      { name: t('mrrChurn'), values: months.map((month) => toDraw(month.mrr_churn_rate)), line: true },
    ],
    [months, t],
  );
  const percent = useCallback((value: number) => formatRate(locale, value.toFixed(4)), [locale]);
  const rate = (value: string | null | undefined) => <span className="num">{formatRate(locale, value)}</span>;
  const columns: Column<Month>[] = [
    { id: 'month', header: t('month'), cell: (row) => formatMonth(locale, row.month) },
    { id: 'customers', header: t('customersBefore'), align: 'right', wide: true, cell: (row) => <Count value={row.customers} /> },
    { id: 'customers_lost', header: t('customersLost'), align: 'right', cell: (row) => <Count value={row.customers_lost} /> },
    { id: 'customer_churn_rate', header: t('customerChurn'), align: 'right', cell: (row) => rate(row.customer_churn_rate) },
    { id: 'mrr', header: t('opening'), align: 'right', wide: true, cell: (row) => <Money value={row.mrr} /> },
    { id: 'mrr_lost', header: t('mrrLost'), align: 'right', wide: true, cell: (row) => <Money value={row.mrr_lost} /> },
    { id: 'mrr_churn_rate', header: t('mrrChurn'), align: 'right', cell: (row) => rate(row.mrr_churn_rate) },
    { id: 'net_retention_rate', header: t('netRetention'), align: 'right', wide: true, cell: (row) => rate(row.net_retention_rate) },
  ];
  const last = months.at(-1);
  return (
    <Figures tab="churn" query={query} currencies={query.data?.currencies?.map(({ currency }) => currency)} empty={months.length === 0} asOf={query.data?.as_of}>
      <Kpis>
        <Kpi label={t('customerChurn')} hint={formatMonth(locale, last?.month)}>{rate(last?.customer_churn_rate)}</Kpi>
        <Kpi label={t('mrrChurn')} hint={formatMonth(locale, last?.month)}>{rate(last?.mrr_churn_rate)}</Kpi>
        <Kpi label={t('netRetention')} hint={t('netRetention.hint')}>{rate(last?.net_retention_rate)}</Kpi>
        <Kpi label={t('mrrLost')} hint={formatMonth(locale, last?.month)}><Money value={last?.mrr_lost} /></Kpi>
      </Kpis>
      <ChartCard title={t('churn.chart')} series={series} labels={labels} axis={percent} />
      <FigureTable name="churn" caption={t('tab.churn')} columns={columns} rows={newestFirst(months)} rowKey={(row) => row.month ?? ''} />
    </Figures>
  );
}
