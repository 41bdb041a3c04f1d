/** The small things of the catalog: metrics, add-ons, coupons, tax rates, features. */
import { Group, SimpleGrid, Text } from '@mantine/core';
import { useFormContext, useWatch } from 'react-hook-form';
import { api, body, ifMatch } from '~/api/client';
import type { Schemas } from '~/api/types';
import { AmountField, amountOf, AreaField, CountField, DateTimeField, DecimalField, MultiField, mapOf, pairsOf, SelectField, SwitchField, TagsField, TextField, type Pair } from '~/features/parts/fields';
import { MetadataField, type ThingKind } from '~/features/parts/things';
import { useZone } from '~/features/parts/zone';
import { instantOf, localOf } from '~/features/parts/zoned';
import { useTexts } from '~/i18n';
import { Link } from '~/ui/Link';
import { Badge } from '~/ui/StatusBadge';
import { Count, DateTime, Decimal, Money } from '~/ui/values';
import { queries } from '~/api/client';
import { typed } from './charges';
import { CURRENCIES, useMetricChoices, usePlanChoices, useTaxRateChoices } from './choices';

/** The tenant's time zone, outside of a component: it has been read by then, since every screen shows times in it. */
const zone = () => queries.getQueryData<Schemas['TenantView']>(['tenant'])?.time_zone ?? 'UTC';

const orNone = (values: string[]) => (values.length > 0 ? values.join(', ') : undefined);

interface Naming {
  code: string;
  name: string;
  external_id: string;
  metadata: Pair[];
}

const noName = (): Naming => ({ code: '', name: '', external_id: '', metadata: [] });
const namingOf = (thing: { code?: string; name?: string; external_id?: string | null; metadata?: Record<string, unknown> | null }): Naming => ({
  code: thing.code ?? '',
  name: thing.name ?? '',
  external_id: thing.external_id ?? '',
  metadata: pairsOf(thing.metadata),
});
/** What is named when a thing is made. */
const newNaming = (form: Naming) => ({
  code: form.code.trim(),
  name: form.name.trim(),
  ...(typed(form.external_id) ? { external_id: typed(form.external_id) } : {}),
  ...(form.metadata.length > 0 ? { metadata: mapOf(form.metadata) } : {}),
});

function NamingFields({ making }: { making: boolean }) {
  const p = useTexts('parts');
  return making ? (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <TextField name="name" label={p('thing.name')} required data-autofocus />
      <TextField name="code" label={p('thing.code')} description={p('thing.codeHelp')} required />
      <TextField name="external_id" label={p('thing.externalId')} />
    </SimpleGrid>
  ) : (
    <TextField name="name" label={p('thing.name')} required data-autofocus />
  );
}

// ---- billable metrics

export type MetricView = Schemas['MetricView'];
const AGGREGATIONS = ['count', 'sum', 'min', 'max', 'average', 'latest', 'unique_count', 'weighted_sum'] as const;
const CARRIED = new Set(['sum', 'max', 'latest', 'unique_count', 'weighted_sum']);

interface MetricForm extends Naming {
  aggregation: string;
  field_name: string;
  unit: string;
  recurring: boolean;
  rounding: { mode: string; precision: number | null };
  filter: { property: string; values: string }[];
  group_keys: string[];
  late_usage: string;
}

/** A metric's filter of rows of a form: values are parted by commas. */
export function filterOf(rows: MetricForm['filter']): Record<string, string[]> {
  return Object.fromEntries(
    rows
      .filter((row) => row.property.trim() !== '')
      .map((row) => [row.property.trim(), row.values.split(',').map((value) => value.trim()).filter((value) => value !== '')]),
  );
}

function MetricFields({ thing }: { thing?: MetricView }) {
  const t = useTexts('catalog');
  const aggregation = useWatch({ name: 'aggregation' }) as string;
  const mode = useWatch({ name: 'rounding.mode' }) as string;
  if (thing) {
    return (
      <>
        <NamingFields making={false} />
        <TextField name="unit" label={t('metric.unit')} />
        <MetadataField />
      </>
    );
  }
  return (
    <>
      <NamingFields making />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <SelectField
          name="aggregation"
          label={t('metric.aggregation')}
          description={t('metric.aggregationHelp')}
         
          allowDeselect={false}
          data={AGGREGATIONS.map((value) => ({ value, label: t(`aggregation.${value}`) }))}
        />
        {aggregation !== 'count' && <TextField name="field_name" label={t('metric.fieldName')} description={t('metric.fieldNameHelp')} required />}
        <TextField name="unit" label={t('metric.unit')} placeholder="GB" />
        <SelectField
          name="late_usage"
          label={t('metric.lateUsage')}
          allowDeselect={false}
          data={(['delta', 'ignore'] as const).map((value) => ({ value, label: t(`metric.late.${value}`) }))}
        />
        <SelectField
          name="rounding.mode"
          label={t('metric.rounding')}
          allowDeselect={false}
          data={(['none', 'round', 'ceil', 'floor'] as const).map((value) => ({ value, label: t(`metric.round.${value}`) }))}
        />
        {mode !== 'none' && <CountField name="rounding.precision" label={t('metric.roundingPrecision')} min={-15} max={12} />}
      </SimpleGrid>
      {CARRIED.has(aggregation) && <SwitchField name="recurring" label={t('metric.recurring')} description={t('metric.recurringHelp')} />}
      <TagsField name="group_keys" label={t('metric.groupKeys')} description={t('metric.groupKeysHelp')} maxTags={5} />
      <FilterRows />
      <MetadataField />
    </>
  );
}

function FilterRows() {
  const t = useTexts('catalog');
  const { setValue } = useFormContext();
  const rows = (useWatch({ name: 'filter' }) ?? []) as MetricForm['filter'];
  const shown = rows.length > 0 && rows.at(-1)?.property === '' ? rows : [...rows, { property: '', values: '' }];
  if (shown.length !== rows.length) {
    queueMicrotask(() => setValue('filter', shown));
  }
  return (
    <div>
      <Text size="sm" fw={500}>{t('metric.filter')}</Text>
      <Text size="xs" c="dimmed" mb={6}>{t('metric.filterHelp')}</Text>
      {rows.map((_, i) => (
        <Group key={i} gap={6} mb={6} wrap="nowrap">
          <TextField name={`filter.${i}.property`} aria-label={t('filter.property')} placeholder={t('filter.property')} style={{ flex: 1 }} />
          <TextField name={`filter.${i}.values`} aria-label={t('filter.values')} placeholder={t('filter.valuesWithCommas')} style={{ flex: 2 }} />
        </Group>
      ))}
    </div>
  );
}

export const METRICS: ThingKind<MetricView, MetricForm> = {
  ns: 'catalog',
  key: 'metric',
  path: 'billable-metrics',
  write: 'catalog:write',
  list: ({ limit, cursor, code }) => body(api.GET('/api/v1/billable-metrics', { params: { query: { limit, cursor, code } } })),
  get: (id) => body(api.GET('/api/v1/billable-metrics/{id}', { params: { path: { id } } })),
  columns: (t) => [
    { id: 'aggregation', header: t('metric.aggregation'), cell: (metric) => `${t(`aggregation.${metric.aggregation}`)}${metric.field_name ? ` (${metric.field_name})` : ''}`, text: (metric) => metric.aggregation },
    { id: 'unit', header: t('metric.unit'), cell: (metric) => metric.unit ?? '–', text: (metric) => metric.unit, wide: true },
    { id: 'recurring', header: t('metric.carried'), cell: (metric) => metric.recurring && <Badge tone="info">{t('metric.carried')}</Badge>, text: (metric) => String(metric.recurring), wide: true },
    { id: 'group_keys', header: t('metric.groupKeys'), cell: (metric) => orNone(metric.group_keys ?? []) ?? '–', text: (metric) => metric.group_keys?.join(' '), wide: true },
  ],
  facts: (t, metric) => [
    [t('metric.aggregation'), t(`aggregation.${metric.aggregation}`)],
    [t('metric.fieldName'), metric.field_name && <span className="mono">{metric.field_name}</span>],
    [t('metric.unit'), metric.unit],
    [t('metric.recurring'), metric.recurring && t('metric.carried')],
    [t('metric.rounding'), metric.rounding && `${t(`metric.round.${metric.rounding.mode}`)}, ${metric.rounding.precision} ${t('metric.roundingPrecision')}`],
    [t('metric.filter'), orNone(Object.entries(metric.filter ?? {}).map(([property, values]) => `${property} = ${values.join(' | ')}`))],
    [t('metric.groupKeys'), orNone(metric.group_keys ?? [])],
    [t('metric.lateUsage'), metric.late_usage && t(`metric.late.${metric.late_usage}`)],
  ],
  blank: () => ({ ...noName(), aggregation: 'count', field_name: '', unit: '', recurring: false, rounding: { mode: 'none', precision: 0 }, filter: [], group_keys: [], late_usage: 'delta' }),
  toForm: (metric) => ({ ...namingOf(metric), aggregation: metric.aggregation ?? 'count', field_name: metric.field_name ?? '', unit: metric.unit ?? '', recurring: false, rounding: { mode: 'none', precision: 0 }, filter: [], group_keys: [], late_usage: 'delta' }),
  create: (form, { headers }) => {
    const filter = filterOf(form.filter);
    return body(
      api.POST('/api/v1/billable-metrics', {
        headers,
        body: {
          ...newNaming(form),
          aggregation: form.aggregation,
          ...(form.aggregation === 'count' ? {} : { field_name: typed(form.field_name) }),
          ...(typed(form.unit) ? { unit: typed(form.unit) } : {}),
          recurring: CARRIED.has(form.aggregation) && form.recurring,
          ...(form.rounding.mode === 'none' ? {} : { rounding: { mode: form.rounding.mode, precision: form.rounding.precision ?? 0 } }),
          ...(Object.keys(filter).length > 0 ? { filter } : {}),
          ...(form.group_keys.length > 0 ? { group_keys: form.group_keys } : {}),
          late_usage: form.late_usage,
        } as Schemas['CreateMetric'],
      }),
    );
  },
  change: (metric, form, { headers }) =>
    body(
      api.PATCH('/api/v1/billable-metrics/{id}', {
        params: { path: { id: metric.id ?? '' }, header: ifMatch(metric.version) },
        headers,
        body: { name: form.name.trim(), unit: form.unit.trim(), metadata: mapOf(form.metadata) },
      }),
    ),
  Fields: MetricFields,
  More: ({ thing }) => {
    const t = useTexts('catalog');
    return <Link to={`/usage?metric=${encodeURIComponent(thing.code ?? '')}`}>{t('metric.usage')}</Link>;
  },
};

// ---- add-ons

export type AddOnView = Schemas['AddOnView'];

interface AddOnForm extends Naming {
  description: string;
  amount: { amount: string; currency: string };
  tax_rates: string[];
}

function AddOnFields({ thing }: { thing?: AddOnView }) {
  const t = useTexts('catalog');
  const currency = useWatch({ name: 'amount.currency' }) as string;
  const p = useTexts('parts');
  const taxRates = useTaxRateChoices();
  return (
    <>
      <NamingFields making={!thing} />
      <AreaField name="description" label={p('thing.description')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <AmountField name="amount.amount" currency={currency} label={t('addOn.amount')} required />
        <SelectField name="amount.currency" label={t('addOn.currency')} data={CURRENCIES} searchable allowDeselect={false} />
      </SimpleGrid>
      <MultiField name="tax_rates" label={t('addOn.taxRates')} data={taxRates.data} searchable maxValues={10} />
      <MetadataField />
    </>
  );
}

const currencyOfTenant = () => queries.getQueryData<Schemas['TenantView']>(['tenant'])?.currency ?? 'EUR';

export const ADD_ONS: ThingKind<AddOnView, AddOnForm> = {
  ns: 'catalog',
  key: 'addOn',
  path: 'add-ons',
  write: 'catalog:write',
  list: (query) => body(api.GET('/api/v1/add-ons', { params: { query } })),
  get: (id) => body(api.GET('/api/v1/add-ons/{id}', { params: { path: { id } } })),
  columns: (t) => [
    { id: 'tax_rates', header: t('addOn.taxRates'), cell: (addOn) => orNone(addOn.tax_rates ?? []) ?? '–', text: (addOn) => addOn.tax_rates?.join(' '), wide: true },
    { id: 'amount', header: t('addOn.amount'), align: 'right', cell: (addOn) => <Money value={addOn.amount} />, text: (addOn) => addOn.amount?.amount },
  ],
  facts: (t, addOn) => [
    [t('addOn.amount'), <Money key="amount" value={addOn.amount} strong />],
    [t('addOn.taxRates'), orNone(addOn.tax_rates ?? [])],
    [t('addOn.description'), addOn.description],
  ],
  blank: () => ({ ...noName(), description: '', amount: { amount: '', currency: currencyOfTenant() }, tax_rates: [] }),
  toForm: (addOn) => ({
    ...namingOf(addOn),
    description: addOn.description ?? '',
    amount: { amount: addOn.amount?.amount ?? '', currency: addOn.amount?.currency ?? '' },
    tax_rates: addOn.tax_rates ?? [],
  }),
  create: (form, { headers }) =>
    body(
      api.POST('/api/v1/add-ons', {
        headers,
        body: {
          ...newNaming(form),
          ...(typed(form.description) ? { description: typed(form.description) } : {}),
          amount: amountOf(form.amount),
          ...(form.tax_rates.length > 0 ? { tax_rates: form.tax_rates } : {}),
        },
      }),
    ),
  change: (addOn, form, { headers }) =>
    body(
      api.PATCH('/api/v1/add-ons/{id}', {
        params: { path: { id: addOn.id ?? '' }, header: ifMatch(addOn.version) },
        headers,
        body: {
          name: form.name.trim(),
          description: form.description,
          amount: amountOf(form.amount),
          tax_rates: form.tax_rates,
          metadata: mapOf(form.metadata),
        },
      }),
    ),
  archive: (addOn, { headers }) => body(api.POST('/api/v1/add-ons/{id}/archive', { params: { path: { id: addOn.id ?? '' }, header: ifMatch(addOn.version) }, headers })),
  Fields: AddOnFields,
};

// ---- coupons

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

// ---- tax rates

export type TaxRateView = Schemas['TaxRateView'];

interface TaxRateForm extends Naming {
  percent: string;
  country: string;
}

function TaxRateFields({ thing }: { thing?: TaxRateView }) {
  const t = useTexts('catalog');
  return (
    <>
      <NamingFields making={!thing} />
      {!thing && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <DecimalField name="percent" label={t('taxRate.percent')} description={t('taxRate.percentHelp')} required rightSection={<Text size="xs" c="dimmed">%</Text>} />
          <TextField name="country" label={t('taxRate.country')} description={t('taxRate.countryHelp')} maxLength={2} placeholder="FR" />
        </SimpleGrid>
      )}
      <MetadataField />
    </>
  );
}

export const TAX_RATES: ThingKind<TaxRateView, TaxRateForm> = {
  ns: 'catalog',
  key: 'taxRate',
  path: 'tax-rates',
  write: 'catalog:write',
  list: (query) => body(api.GET('/api/v1/tax-rates', { params: { query } })),
  get: (id) => body(api.GET('/api/v1/tax-rates/{id}', { params: { path: { id } } })),
  columns: (t) => [
    { id: 'country', header: t('taxRate.country'), cell: (rate) => rate.country ?? '–', text: (rate) => rate.country },
    { id: 'percent', header: t('taxRate.percent'), align: 'right', cell: (rate) => <Decimal value={rate.percent} unit="%" />, text: (rate) => rate.percent },
  ],
  facts: (t, rate) => [
    [t('taxRate.percent'), <Decimal key="percent" value={rate.percent} unit="%" />],
    [t('taxRate.country'), rate.country],
  ],
  blank: () => ({ ...noName(), percent: '', country: '' }),
  toForm: (rate) => ({ ...namingOf(rate), percent: '', country: '' }),
  create: (form, { headers }) =>
    body(
      api.POST('/api/v1/tax-rates', {
        headers,
        body: { ...newNaming(form), percent: form.percent.trim(), ...(typed(form.country) ? { country: form.country.trim().toUpperCase() } : {}) },
      }),
    ),
  change: (rate, form, { headers }) =>
    body(
      api.PATCH('/api/v1/tax-rates/{id}', {
        params: { path: { id: rate.id ?? '' }, header: ifMatch(rate.version) },
        headers,
        body: { name: form.name.trim(), metadata: mapOf(form.metadata) },
      }),
    ),
  archive: (rate, { headers }) => body(api.POST('/api/v1/tax-rates/{id}/archive', { params: { path: { id: rate.id ?? '' }, header: ifMatch(rate.version) }, headers })),
  Fields: TaxRateFields,
};

// ---- features

export type FeatureView = Schemas['FeatureView'];

interface FeatureForm extends Naming {
  description: string;
  kind: 'boolean' | 'quantity' | 'metered';
  metric: string;
  unit: string;
}

function FeatureFields({ thing }: { thing?: FeatureView }) {
  const t = useTexts('catalog');
  const p = useTexts('parts');
  const kind = useWatch({ name: 'kind' }) as string;
  const metrics = useMetricChoices();
  return (
    <>
      <NamingFields making={!thing} />
      <AreaField name="description" label={p('thing.description')} />
      {!thing && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <SelectField
            name="kind"
            label={t('feature.kind')}
            description={t('feature.kindHelp')}
           
            allowDeselect={false}
            data={(['boolean', 'quantity', 'metered'] as const).map((value) => ({ value, label: t(`feature.is.${value}`) }))}
          />
          {kind === 'metered' && <SelectField name="metric" label={t('feature.metric')} data={metrics.data} searchable required />}
          {kind === 'quantity' && <TextField name="unit" label={t('feature.unit')} />}
        </SimpleGrid>
      )}
      <MetadataField />
    </>
  );
}

export const FEATURES_KIND: ThingKind<FeatureView, FeatureForm> = {
  ns: 'catalog',
  key: 'feature',
  path: 'features',
  write: 'catalog:write',
  list: (query) => body(api.GET('/api/v1/features', { params: { query } })),
  get: (id) => body(api.GET('/api/v1/features/{id}', { params: { path: { id } } })),
  columns: (t) => [
    { id: 'kind', header: t('feature.kind'), cell: (feature) => t(`feature.is.${feature.kind}`), text: (feature) => feature.kind },
    { id: 'metric', header: t('feature.metric'), cell: (feature) => feature.metric ?? '–', text: (feature) => feature.metric, wide: true },
  ],
  facts: (t, feature) => [
    [t('feature.kind'), t(`feature.is.${feature.kind}`)],
    [t('feature.metric'), feature.metric && <span className="mono">{feature.metric}</span>],
    [t('feature.unit'), feature.unit],
    [t('addOn.description'), feature.description],
  ],
  blank: () => ({ ...noName(), description: '', kind: 'boolean', metric: '', unit: '' }),
  toForm: (feature) => ({ ...namingOf(feature), description: feature.description ?? '', kind: feature.kind ?? 'boolean', metric: '', unit: '' }),
  create: (form, { headers }) =>
    body(
      api.POST('/api/v1/features', {
        headers,
        body: {
          ...newNaming(form),
          ...(typed(form.description) ? { description: typed(form.description) } : {}),
          kind: form.kind,
          ...(form.kind === 'metered' ? { metric: form.metric } : {}),
          ...(form.kind === 'quantity' && typed(form.unit) ? { unit: typed(form.unit) } : {}),
        },
      }),
    ),
  change: (feature, form, { headers }) =>
    body(
      api.PATCH('/api/v1/features/{id}', {
        params: { path: { id: feature.id ?? '' }, header: ifMatch(feature.version) },
        headers,
        body: { name: form.name.trim(), description: form.description, metadata: mapOf(form.metadata) },
      }),
    ),
  archive: (feature, { headers }) => body(api.POST('/api/v1/features/{id}/archive', { params: { path: { id: feature.id ?? '' }, header: ifMatch(feature.version) }, headers })),
  Fields: FeatureFields,
};
