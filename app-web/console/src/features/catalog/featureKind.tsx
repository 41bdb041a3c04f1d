/** Features that plans entitle to. */
import { SimpleGrid } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import { api, body, ifMatch } from '~/api/client';
import type { Schemas } from '~/api/types';
import { AreaField, mapOf, SelectField, TextField } from '~/features/parts/fields';
import { MetadataField, type ThingKind } from '~/features/parts/things';
import { useTexts } from '~/i18n';
import { typed } from './charges';
import { useMetricChoices } from './choices';
import { type Naming, NamingFields, namingOf, newNaming, noName } from './naming';

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
