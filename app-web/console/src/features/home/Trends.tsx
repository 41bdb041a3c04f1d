import type { ReactNode } from 'react';
import { useMay } from '~/api/session';
import type { Amount } from '~/api/types';
import { useChurn, useMrr, useReceivables, useRevenue } from '~/features/analytics/data';
import { formatMonth } from '~/format/dates';
import { formatRate } from '~/format/money';
import { useLocale, useTexts } from '~/i18n';
import { Kpi, Kpis } from '~/ui/layout';
import { toDraw } from '~/ui/series';
import { Sparkline } from '~/ui/Sparkline';
import { Money } from '~/ui/values';

interface OfMonths {
  currency?: string;
  months?: { month?: string }[];
}

/** Amounts of all currencies, one below the other. */
const each = <One extends { currency?: string }>(currencies: readonly One[] | undefined, amount: (one: One) => Amount | undefined): ReactNode =>
  currencies?.length ? currencies.map((one) => <div key={one.currency}><Money value={amount(one)} /></div>) : '–';

/** Figures of the business with the direction that they take. */
export function Trends() {
  return useMay('analytics:read') ? <TrendKpis /> : null;
}

function TrendKpis() {
  const t = useTexts('home');
  const locale = useLocale();
  const mrr = useMrr();
  const revenue = useRevenue();
  const churn = useChurn();
  const receivables = useReceivables();
  // A trend is of one currency: of several nothing can be said together.
  const only = <One extends OfMonths>(currencies: readonly One[] | undefined) => (currencies?.length === 1 ? currencies[0] : undefined);
  const onlyMrr = only(mrr.data?.currencies)?.months;
  const onlyRevenue = only(revenue.data?.currencies)?.months;
  const onlyChurn = only(churn.data?.currencies)?.months;
  const before = (month: string | undefined, amount: Amount | undefined) => (month ? <>{formatMonth(locale, month)}: <Money value={amount} /></> : undefined);
  const overdue = receivables.data?.currencies;
  return (
    <Kpis>
      <Kpi label="MRR" to="/analytics" loading={mrr.isPending} hint={before(onlyMrr?.at(-2)?.month, onlyMrr?.at(-2)?.closing)} trend={onlyMrr && <Sparkline values={onlyMrr.map(({ closing }) => toDraw(closing?.amount))} />}>
        {each(mrr.data?.currencies, (one) => one.mrr)}
      </Kpi>
      <Kpi label={t('revenue.month')} to="/analytics/revenue" loading={revenue.isPending} hint={before(onlyRevenue?.at(-2)?.month, onlyRevenue?.at(-2)?.net)} trend={onlyRevenue && <Sparkline values={onlyRevenue.map(({ net }) => toDraw(net?.amount))} />}>
        {each(revenue.data?.currencies, (one) => one.months?.at(-1)?.net)}
      </Kpi>
      <Kpi label={t('churn')} to="/analytics/churn" loading={churn.isPending} hint={onlyChurn && formatMonth(locale, onlyChurn.at(-2)?.month)} trend={onlyChurn && <Sparkline values={onlyChurn.map((month) => toDraw(month.customer_churn_rate) ?? 0)} />}>
        {churn.data?.currencies?.length ? churn.data.currencies.map((one) => <div key={one.currency} className="num">{formatRate(locale, one.months?.at(-2)?.customer_churn_rate)}</div>) : '–'}
      </Kpi>
      <Kpi label={t('receivables')} to="/analytics/receivables" loading={receivables.isPending} hint={overdue?.length === 1 ? <>{t('overdue')}: <Money value={overdue[0]?.overdue} /></> : undefined}>
        {each(overdue, (one) => one.total)}
      </Kpi>
    </Kpis>
  );
}
