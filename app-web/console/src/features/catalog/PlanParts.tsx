import type { ReactNode } from 'react';
import { formatPrice } from '~/format/money';
import { useLocale, useTexts } from '~/i18n';
import { Facts, Section } from '~/ui/layout';
import { Badge } from '~/ui/StatusBadge';
import { PriceReading, TierTable, ChargeTable } from './reading';
import type { PlanVersionView } from './plans';
import { Rows } from '~/features/parts/Rows';

const TONES = { draft: 'warning', published: 'success', archived: 'neutral' } as const;

export function VersionBadge({ status }: { status: PlanVersionView['status'] }) {
  const t = useTexts('catalog');
  return status ? <Badge tone={TONES[status]}>{t(`versionStatus.${status}`)}</Badge> : null;
}

/** Everything that a version says. */
export function Terms({ version }: { version: PlanVersionView }) {
  const t = useTexts('catalog');
  const locale = useLocale();
  const currency = version.currency ?? '';
  const { minimum_commitment: commitment, usage_thresholds: thresholds, phases = [] } = version;
  const amounts = (of: string, list: readonly string[] | undefined, recurring: string | null | undefined) =>
    [...(list ?? []).map((amount) => formatPrice(locale, amount, of)), ...(recurring ? [t('plan.andEach', { amount: formatPrice(locale, recurring, of) })] : [])].join(', ');
  const facts: [string, ReactNode][] = [
    [t('plan.billed'), t(`plan.everyInterval.${version.interval}`, { count: version.interval_count ?? 1 })],
    [t('plan.anchor'), t(`anchor.${version.anchor}`)],
    [t('plan.currency'), (version.currencies ?? [currency]).join(', ')],
    [t('plan.taxRate'), version.tax_rate ? `${version.tax_rate.name} (${version.tax_rate.percent} %)` : t('plan.taxRateDefault')],
    [t('plan.trialDays'), version.trial_days ? t('plan.trial', { count: version.trial_days }) : t('plan.noTrial')],
    [
      t('plan.commitmentShort'),
      commitment &&
        [formatPrice(locale, commitment.amount, currency), ...Object.entries(commitment.amounts ?? {}).map(([of, amount]) => formatPrice(locale, amount, of))].join(' / '),
    ],
    [t('plan.thresholds'), thresholds && [amounts(currency, thresholds.amounts, thresholds.recurring), ...Object.entries(thresholds.currencies ?? {}).map(([of, other]) => amounts(of, other.amounts, other.recurring))].join(' / ')],
  ];
  return (
    <>
      <Section title={t('plan.terms')}>
        <Facts of={facts} />
      </Section>
      <Section title={t('plan.charges')} flush>
        <ChargeTable charges={version.charges ?? []} currency={currency} />
      </Section>
      {phases.length > 0 && (
        <Section title={t('plan.phases')} flush>
          <Rows
            label={t('plan.phases')}
            rows={phases}
            columns={[
              { label: t('phase.name'), show: (phase) => phase.name },
              { label: t('phase.periods'), show: (phase) => (phase.periods ? t('phase.forPeriods', { count: phase.periods }) : t('phase.rest')) },
              {
                label: t('plan.price'),
                show: (phase) => {
                  const prices = Object.entries(phase.prices ?? {});
                  if (prices.length === 0) {
                    return t('phase.asCharges');
                  }
                  return prices.map(([code, of]) => (
                    <div key={code}>
                      <strong style={{ fontWeight: 550 }}>{version.charges?.find((charge) => charge.code === code)?.name ?? code}</strong>
                      {Object.entries(of).map(([other, price]) => {
                        const model = version.charges?.find((charge) => charge.code === code)?.model ?? 'standard';
                        return (
                          <div key={other}>
                            <PriceReading price={price} model={model} currency={other} />
                            <TierTable price={price} model={model} currency={other} />
                          </div>
                        );
                      })}
                    </div>
                  ));
                },
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}
