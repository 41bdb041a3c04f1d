/** Billable metrics. */
import { Group, SimpleGrid, Text } from '@mantine/core';
import { useFormContext, useWatch } from 'react-hook-form';
import { api, body, ifMatch } from '~/api/client';
import type { Schemas } from '~/api/types';
import { CountField, mapOf, SelectField, SwitchField, TagsField, TextField } from '~/features/parts/fields';
import { MetadataField, type ThingKind } from '~/features/parts/things';
import { useTexts } from '~/i18n';
import { Link } from '~/ui/Link';
import { Badge } from '~/ui/StatusBadge';
import { typed } from './charges';
import { type Naming, NamingFields, namingOf, newNaming, noName, orNone } from './naming';

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
