/** Tax rates. */
import { SimpleGrid, Text } from '@mantine/core';
import { api, body, ifMatch } from '~/api/client';
import type { Schemas } from '~/api/types';
import { DecimalField, mapOf, TextField } from '~/features/parts/fields';
import { MetadataField, type ThingKind } from '~/features/parts/things';
import { useTexts } from '~/i18n';
import { Decimal } from '~/ui/values';
import { typed } from './charges';
import { type Naming, NamingFields, namingOf, newNaming, noName } from './naming';

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
