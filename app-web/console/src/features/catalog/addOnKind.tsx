/** Add-ons. */
import { SimpleGrid } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import { api, body, ifMatch } from '~/api/client';
import type { Schemas } from '~/api/types';
import { AmountField, amountOf, AreaField, MultiField, mapOf, SelectField } from '~/features/parts/fields';
import { MetadataField, type ThingKind } from '~/features/parts/things';
import { useTexts } from '~/i18n';
import { Money } from '~/ui/values';
import { typed } from './charges';
import { CURRENCIES, useTaxRateChoices } from './choices';
import { currencyOfTenant, type Naming, NamingFields, namingOf, newNaming, noName, orNone } from './naming';

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
