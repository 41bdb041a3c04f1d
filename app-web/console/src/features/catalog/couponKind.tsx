/** Coupons. */
import { SimpleGrid, Text } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import { api, body, ifMatch } from '~/api/client';
import type { Schemas } from '~/api/types';
import { AmountField, amountOf, CountField, DateTimeField, DecimalField, MultiField, mapOf, SelectField } from '~/features/parts/fields';
import { MetadataField, type ThingKind } from '~/features/parts/things';
import { useZone } from '~/features/parts/zone';
import { instantOf, localOf } from '~/features/parts/zoned';
import { useTexts } from '~/i18n';
import { Count, DateTime, Decimal, Money } from '~/ui/values';
import { CURRENCIES, useMetricChoices, usePlanChoices } from './choices';
import { currencyOfTenant, type Naming, NamingFields, namingOf, newNaming, noName, orNone, zone } from './naming';

export type CouponView = Schemas['CouponView'];

interface CouponForm extends Naming {
  discount: 'amount' | 'percent';
  amount: { amount: string; currency: string };
  percent: string;
  duration: 'once' | 'repeated' | 'forever';
  periods: number | null;
  plans: string[];
  metrics: string[];
  expires_at: string;
  max_redemptions: number | null;
  max_redemptions_per_customer: number | null;
}

function CouponFields({ thing }: { thing?: CouponView }) {
  const t = useTexts('catalog');
  const currency = useWatch({ name: 'amount.currency' }) as string;
  const p = useTexts('parts');
  const zone = useZone();
  const discount = useWatch({ name: 'discount' }) as string;
  const duration = useWatch({ name: 'duration' }) as string;
  const plans = usePlanChoices();
  const metrics = useMetricChoices();
  return (
    <>
      <NamingFields making={!thing} />
      {!thing && (
        <>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            <SelectField name="discount" label={t('coupon.discount')} allowDeselect={false} data={(['percent', 'amount'] as const).map((value) => ({ value, label: t(`coupon.kind.${value}`) }))} />
            {discount === 'amount' ? (
              <>
                <AmountField name="amount.amount" currency={currency} label={t('addOn.amount')} required />
                <SelectField name="amount.currency" label={t('addOn.currency')} data={CURRENCIES} searchable allowDeselect={false} />
              </>
            ) : (
              <DecimalField name="percent" label={t('coupon.percent')} required rightSection={<Text size="xs" c="dimmed">%</Text>} />
            )}
            <SelectField name="duration" label={t('coupon.duration')} allowDeselect={false} data={(['once', 'repeated', 'forever'] as const).map((value) => ({ value, label: t(`coupon.for.${value}`) }))} />
            {duration === 'repeated' && <CountField name="periods" label={t('coupon.periods')} min={1} max={120} required />}
          </SimpleGrid>
          <Text size="xs" c="dimmed">{t('coupon.neverChanges')}</Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <MultiField name="plans" label={t('coupon.plans')} data={plans.data} searchable />
            <MultiField name="metrics" label={t('coupon.metrics')} data={metrics.data} searchable />
          </SimpleGrid>
          <Text size="xs" c="dimmed">{t('coupon.scopeHelp')}</Text>
        </>
      )}
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <DateTimeField name="expires_at" kept={!!thing?.expires_at} label={t('coupon.expiresAt')} description={p('inZone', { zone })} />
        <CountField name="max_redemptions" kept={!!thing?.max_redemptions} label={t('coupon.max')} min={1} max={1_000_000_000} />
        <CountField name="max_redemptions_per_customer" kept={!!thing?.max_redemptions_per_customer} label={t('coupon.maxPerCustomer')} min={1} max={1_000_000_000} />
      </SimpleGrid>
      <MetadataField />
    </>
  );
}

const discountText = (coupon: CouponView) => (coupon.discount === 'percent' ? `${coupon.percent} %` : `${coupon.amount?.amount} ${coupon.amount?.currency}`);

export const COUPONS: ThingKind<CouponView, CouponForm> = {
  ns: 'catalog',
  key: 'coupon',
  path: 'coupons',
  write: 'catalog:write',
  list: (query) => body(api.GET('/api/v1/coupons', { params: { query } })),
  get: (id) => body(api.GET('/api/v1/coupons/{id}', { params: { path: { id } } })),
  columns: (t) => [
    { id: 'discount', header: t('coupon.discount'), align: 'right', cell: (coupon) => (coupon.discount === 'percent' ? <Decimal value={coupon.percent} unit="%" /> : <Money value={coupon.amount} />), text: discountText },
    { id: 'duration', header: t('coupon.duration'), cell: (coupon) => (coupon.duration === 'repeated' ? t('coupon.forPeriods', { count: coupon.periods ?? 0 }) : t(`coupon.for.${coupon.duration}`)), text: (coupon) => coupon.duration, wide: true },
    { id: 'scope', header: t('coupon.appliesTo'), cell: (coupon) => orNone([...(coupon.plans ?? []), ...(coupon.metrics ?? [])]) ?? t('coupon.allLines'), text: (coupon) => [...(coupon.plans ?? []), ...(coupon.metrics ?? [])].join(' '), wide: true },
    { id: 'expires_at', header: t('coupon.expiresAt'), cell: (coupon) => (coupon.expires_at ? <DateTime value={coupon.expires_at} /> : t('coupon.never')), text: (coupon) => coupon.expires_at, wide: true },
  ],
  facts: (t, coupon) => [
    [t('coupon.discount'), coupon.discount === 'percent' ? <Decimal value={coupon.percent} unit="%" /> : <Money value={coupon.amount} strong />],
    [t('coupon.duration'), coupon.duration === 'repeated' ? t('coupon.forPeriods', { count: coupon.periods ?? 0 }) : t(`coupon.for.${coupon.duration}`)],
    [t('coupon.appliesTo'), orNone([...(coupon.plans ?? []), ...(coupon.metrics ?? [])]) ?? t('coupon.allLines')],
    [t('coupon.expiresAt'), coupon.expires_at ? <DateTime value={coupon.expires_at} /> : t('coupon.never')],
    [t('coupon.max'), coupon.max_redemptions ? <Count value={coupon.max_redemptions} /> : t('coupon.unlimited')],
    [t('coupon.maxPerCustomer'), coupon.max_redemptions_per_customer ? <Count value={coupon.max_redemptions_per_customer} /> : t('coupon.unlimited')],
  ],
  blank: () => ({
    ...noName(),
    discount: 'percent',
    amount: { amount: '', currency: currencyOfTenant() },
    percent: '',
    duration: 'once',
    periods: 3,
    plans: [],
    metrics: [],
    expires_at: '',
    max_redemptions: null,
    max_redemptions_per_customer: null,
  }),
  toForm: (coupon) => ({
    ...namingOf(coupon),
    discount: coupon.discount ?? 'percent',
    amount: { amount: '', currency: '' },
    percent: '',
    duration: coupon.duration ?? 'once',
    periods: coupon.periods ?? null,
    plans: [],
    metrics: [],
    expires_at: localOf(coupon.expires_at, zone()),
    max_redemptions: coupon.max_redemptions ?? null,
    max_redemptions_per_customer: coupon.max_redemptions_per_customer ?? null,
  }),
  create: (form, { headers }) =>
    body(
      api.POST('/api/v1/coupons', {
        headers,
        body: {
          ...newNaming(form),
          discount: form.discount,
          ...(form.discount === 'amount' ? { amount: amountOf(form.amount) } : { percent: form.percent.trim() }),
          duration: form.duration,
          ...(form.duration === 'repeated' ? { periods: form.periods ?? undefined } : {}),
          ...(form.plans.length > 0 ? { plans: form.plans } : {}),
          ...(form.metrics.length > 0 ? { metrics: form.metrics } : {}),
          ...caps(form),
        },
      }),
    ),
  change: (coupon, form, { headers }) =>
    body(
      api.PATCH('/api/v1/coupons/{id}', {
        params: { path: { id: coupon.id ?? '' }, header: ifMatch(coupon.version) },
        headers,
        body: { name: form.name.trim(), ...caps(form), metadata: mapOf(form.metadata) },
      }),
    ),
  archive: (coupon, { headers }) => body(api.POST('/api/v1/coupons/{id}/archive', { params: { path: { id: coupon.id ?? '' }, header: ifMatch(coupon.version) }, headers })),
  Fields: CouponFields,
};

const caps = (form: CouponForm) => ({
  ...(form.expires_at ? { expires_at: instantOf(form.expires_at, zone()) ?? form.expires_at } : {}),
  ...(form.max_redemptions === null ? {} : { max_redemptions: form.max_redemptions }),
  ...(form.max_redemptions_per_customer === null ? {} : { max_redemptions_per_customer: form.max_redemptions_per_customer }),
});
