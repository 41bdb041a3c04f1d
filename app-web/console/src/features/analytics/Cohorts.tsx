import { SegmentedControl } from '@mantine/core';
import { useUrl } from '~/app/search';
import { formatMonth } from '~/format/dates';
import { formatRate } from '~/format/money';
import { useLocale, useTexts } from '~/i18n';
import { Section } from '~/ui/layout';
import { toDraw } from '~/ui/series';
import { Count, Money } from '~/ui/values';
import classes from './cohorts.module.css';
import { chosen, useCohorts } from './data';
import { Figures } from './frame';

/** How strongly a cell is tinted: never so much that its text is hard to read. */
export const tint = (rate: string | null | undefined): string => `color-mix(in srgb, var(--mantine-primary-color-filled) ${Math.round(Math.min(toDraw(rate) ?? 0, 1) * 26)}%, transparent)`;

/** What became of the customers who came in the same month. */
export default function Cohorts() {
  const t = useTexts('analytics');
  const locale = useLocale();
  const [search, change] = useUrl();
  const query = useCohorts();
  const figures = chosen(query.data?.currencies, search.currency);
  const cohorts = figures?.cohorts ?? [];
  const ofMrr = search.of === 'mrr';
  const ages = Math.max(0, ...cohorts.map(({ months = [] }) => months.length));
  return (
    <Figures tab="cohorts" query={query} currencies={query.data?.currencies?.map(({ currency }) => currency)} empty={cohorts.length === 0} asOf={query.data?.as_of}>
      <Section
        flush
        title={t('cohorts.title')}
        actions={<SegmentedControl size="xs" aria-label={t('cohorts.of')} value={ofMrr ? 'mrr' : 'customers'} onChange={(value) => change({ of: value === 'mrr' ? value : undefined })} data={[{ value: 'customers', label: t('customers') }, { value: 'mrr', label: 'MRR' }]} />}
      >
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('cohorts.title')}>
          <table className={classes.table}>
            <caption className="visually-hidden">{t('cohorts.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('cohort')}</th>
                <th scope="col">{ofMrr ? 'MRR' : t('customers')}</th>
                {Array.from({ length: ages }, (_, age) => <th key={age} scope="col">{t('cohorts.age', { count: age })}</th>)}
              </tr>
            </thead>
            <tbody>
              {cohorts.map((cohort) => (
                <tr key={cohort.month}>
                  <th scope="row">{formatMonth(locale, cohort.month)}</th>
                  <td className="num">{ofMrr ? <Money value={cohort.mrr} /> : <Count value={cohort.customers} />}</td>
                  {Array.from({ length: ages }, (_, age) => {
                    const month = cohort.months?.[age];
                    const rate = ofMrr ? month?.mrr_rate : month?.customer_rate;
                    return <td key={age} className="num" style={month && { background: tint(rate) }}>{month && formatRate(locale, rate)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </Figures>
  );
}
