import { useMemo } from 'react';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { useTexts, useWords } from '~/i18n';
import type { Column } from '~/ui/DataTable';
import { Kpi, Kpis } from '~/ui/layout';
import { toDraw } from '~/ui/series';
import { Count, Money } from '~/ui/values';
import { chosen, useReceivables } from './data';
import { ChartCard, Figures, FigureTable } from './frame';

type Age = Schemas['AgedReceivables'];

/** What is due of open invoices, by how long it has been. */
export default function Receivables() {
  const t = useTexts('analytics');
  const words = useWords('analytics');
  const [search] = useUrl();
  const query = useReceivables();
  const figures = chosen(query.data?.currencies, search.currency);
  const ages = useMemo(() => figures?.ages ?? [], [figures]);
  const labels = useMemo(() => ages.map(({ age }) => t(`age.${age}`)), [ages, t]);
  const series = useMemo(() => [{ name: t('due'), values: ages.map(({ due }) => toDraw(due?.amount)) }], [ages, t]);
  const columns: Column<Age>[] = [
    { id: 'age', header: t('age'), cell: (row) => words('age', row.age) },
    { id: 'invoices', header: t('invoices'), align: 'right', cell: (row) => <Count value={row.invoices} /> },
    { id: 'due', header: t('due'), align: 'right', cell: (row) => <Money value={row.due} strong /> },
  ];
  return (
    <Figures tab="receivables" months={false} query={query} currencies={query.data?.currencies?.map(({ currency }) => currency)} empty={ages.length === 0} asOf={query.data?.as_of}>
      <Kpis>
        <Kpi label={t('total')} to="/invoices?status=finalized"><Money value={figures?.total} /></Kpi>
        <Kpi label={t('overdue')}><Money value={figures?.overdue} /></Kpi>
        <Kpi label={t('invoices')}><Count value={figures?.invoices} /></Kpi>
      </Kpis>
      <ChartCard title={t('receivables.chart', { currency: figures?.currency })} series={series} labels={labels} />
      <FigureTable name="receivables" caption={t('tab.receivables')} columns={columns} rows={ages} rowKey={(row) => row.age ?? ''} />
    </Figures>
  );
}
