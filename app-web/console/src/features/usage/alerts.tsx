/** Usage alerts: what is watched, from when on somebody is told, and what is refused. */
import { ActionIcon, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useController, useFieldArray } from 'react-hook-form';
import { api, body, ifMatch } from '~/api/client';
import type { Schemas } from '~/api/types';
import { typed } from '~/features/catalog/charges';
import { useMetricChoices } from '~/features/catalog/choices';
import { CustomerPicker } from '~/features/parts/CustomerPicker';
import { CustomerName } from '~/features/parts/customers';
import { DecimalField, mapOf, pairsOf, SelectField, SwitchField, TagsField, TextField, type Pair } from '~/features/parts/fields';
import { IconPlus, IconTrash } from '~/features/parts/icons';
import { MetadataField, type ThingKind } from '~/features/parts/things';
import { useTexts } from '~/i18n';
import { Badge } from '~/ui/StatusBadge';
import { Decimal } from '~/ui/values';

export type AlertView = Schemas['UsageAlertView'];

interface AlertForm {
  code: string;
  external_id: string;
  metric: string;
  customer_id: string | null;
  limit: string;
  hard: boolean;
  thresholds: { of: 'percent' | 'quantity'; value: string }[];
  recipients: string[];
  metadata: Pair[];
}

const thresholdsOf = (form: AlertForm) => form.thresholds.filter(({ value }) => value.trim() !== '').map(({ of, value }) => ({ [of]: value.trim() }));
const thresholdText = (threshold: Schemas['UsageThreshold']) => (threshold.percent ? `${threshold.percent} %` : `${threshold.quantity}`);

function AlertFields({ thing }: { thing?: AlertView }) {
  const t = useTexts('usage');
  const p = useTexts('parts');
  const metrics = useMetricChoices();
  const customer = useController({ name: 'customer_id' });
  const { fields, append, remove } = useFieldArray({ name: 'thresholds' });
  return (
    <>
      {!thing && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextField name="code" label={p('thing.code')} description={p('thing.codeHelp')} required data-autofocus />
          <TextField name="external_id" label={p('thing.externalId')} />
          <SelectField name="metric" label={t('metric')} data={metrics.data} searchable required />
          <CustomerPicker label={p('customer')} placeholder={t('alert.each')} value={customer.field.value as string | null} onChange={customer.field.onChange} error={customer.fieldState.error?.message} />
        </SimpleGrid>
      )}
      <Group align="flex-start">
        <DecimalField name="limit" label={t('alert.limit')} style={{ flex: 1 }} />
        <SwitchField name="hard" label={t('alert.hard')} description={t('alert.hardHelp')} mt={26} style={{ flex: 2 }} />
      </Group>
      <Stack gap={6}>
        <Text size="sm" fw={500}>{t('alert.thresholds')}</Text>
        {fields.map((field, i) => (
          <Group key={field.id} gap={6} wrap="nowrap" align="flex-start">
            <DecimalField name={`thresholds.${i}.value`} aria-label={t('alert.threshold', { number: i + 1 })} style={{ flex: 1 }} />
            <SelectField
              name={`thresholds.${i}.of`}
              aria-label={t('alert.of')}
              allowDeselect={false}
              data={(['percent', 'quantity'] as const).map((value) => ({ value, label: t(`alert.of.${value}`) }))}
              style={{ flex: 1 }}
            />
            <ActionIcon size={36} aria-label={p('removeRow')} onClick={() => remove(i)}><IconTrash size={16} /></ActionIcon>
          </Group>
        ))}
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} disabled={fields.length >= 10} onClick={() => append({ of: 'percent', value: '' })} style={{ alignSelf: 'flex-start' }}>
          {t('alert.addThreshold')}
        </Button>
      </Stack>
      <TagsField name="recipients" label={t('alert.recipients')} description={t('alert.recipientsHelp')} maxTags={5} />
      <MetadataField />
    </>
  );
}

export const ALERTS: ThingKind<AlertView, AlertForm> = {
  ns: 'usage',
  key: 'alert',
  path: 'usage-alerts',
  write: 'subscription:write',
  filtersArchived: false,
  nameOf: (alert) => alert.code ?? '',
  list: ({ limit, cursor, code }) => body(api.GET('/api/v1/usage-alerts', { params: { query: { limit, cursor, code } } })),
  get: (id) => body(api.GET('/api/v1/usage-alerts/{id}', { params: { path: { id } } })),
  columns: (t) => [
    { id: 'metric', header: t('metric'), cell: (alert) => <span className="mono">{alert.metric}</span>, text: (alert) => alert.metric },
    { id: 'customer', header: t('alert.customer'), cell: (alert) => (alert.customer_id ? <CustomerName id={alert.customer_id} /> : t('alert.each')), text: (alert) => alert.customer_id, wide: true },
    { id: 'thresholds', header: t('alert.thresholds'), cell: (alert) => (alert.thresholds ?? []).map(thresholdText).join(', ') || '–', text: (alert) => (alert.thresholds ?? []).map(thresholdText).join(' ') },
    { id: 'limit', header: t('alert.limit'), align: 'right', cell: (alert) => <Decimal value={alert.limit} />, text: (alert) => alert.limit },
    { id: 'hard', header: t('alert.hard'), cell: (alert) => alert.hard && <Badge tone="danger">{t('alert.refuses')}</Badge>, text: (alert) => String(alert.hard), wide: true },
  ],
  facts: (t, alert) => [
    [t('metric'), <span key="m" className="mono">{alert.metric}</span>],
    [t('alert.customer'), alert.customer_id ? <CustomerName id={alert.customer_id} /> : t('alert.each')],
    [t('alert.limit'), alert.limit && <Decimal value={alert.limit} />],
    [t('alert.hard'), alert.hard && <Badge tone="danger">{t('alert.refuses')}</Badge>],
    [t('alert.thresholds'), (alert.thresholds ?? []).map(thresholdText).join(', ')],
    [t('alert.recipients'), (alert.recipients ?? []).join(', ')],
  ],
  blank: () => ({ code: '', external_id: '', metric: '', customer_id: null, limit: '', hard: false, thresholds: [{ of: 'percent', value: '80' }], recipients: [], metadata: [] }),
  toForm: (alert) => ({
    code: alert.code ?? '',
    external_id: '',
    metric: alert.metric ?? '',
    customer_id: null,
    limit: alert.limit ?? '',
    hard: alert.hard ?? false,
    thresholds: (alert.thresholds ?? []).map((threshold) => (threshold.percent ? { of: 'percent', value: threshold.percent } : { of: 'quantity', value: threshold.quantity ?? '' })),
    recipients: alert.recipients ?? [],
    metadata: pairsOf(alert.metadata),
  }),
  create: (form, { headers }) =>
    body(
      api.POST('/api/v1/usage-alerts', {
        headers,
        body: {
          code: form.code.trim(),
          ...(typed(form.external_id) ? { external_id: typed(form.external_id) } : {}),
          metric: form.metric,
          ...(form.customer_id ? { customer_id: form.customer_id } : {}),
          ...(typed(form.limit) ? { limit: typed(form.limit) } : {}),
          hard: form.hard,
          thresholds: thresholdsOf(form),
          recipients: form.recipients,
          ...(form.metadata.length > 0 ? { metadata: mapOf(form.metadata) } : {}),
        },
      }),
    ),
  change: (alert, form, { headers }) =>
    body(
      api.PATCH('/api/v1/usage-alerts/{id}', {
        params: { path: { id: alert.id ?? '' }, header: ifMatch(alert.version) },
        headers,
        body: { ...(typed(form.limit) ? { limit: typed(form.limit) } : {}), hard: form.hard, thresholds: thresholdsOf(form), recipients: form.recipients, metadata: mapOf(form.metadata) },
      }),
    ),
  archive: (alert, { headers }) => body(api.POST('/api/v1/usage-alerts/{id}/archive', { params: { path: { id: alert.id ?? '' }, header: ifMatch(alert.version) }, headers })),
  fieldOf: (path) => path.replaceAll(/\[(\d+)\]/g, '.$1').replace(/^(thresholds\.\d+)\.(percent|quantity)$/, '$1.value'),
  Fields: AlertFields,
};
