import { SimpleGrid } from '@mantine/core';
import { api, body, ifMatch } from '~/api/client';
import type { Schemas } from '~/api/types';
import { mapOf, pairsOf, TextField, type Pair } from '~/features/parts/fields';
import { MetadataField, type ThingKind } from '~/features/parts/things';
import { useTexts } from '~/i18n';
import { sellerFacts, SellerFields, sellerFromForm, sellerToForm, type SellerForm } from './seller';

type View = Schemas['LegalEntityView'];

interface LegalEntityForm {
  code: string;
  number_prefix: string;
  external_id: string;
  seller: SellerForm;
  metadata: Pair[];
}

function Fields({ thing }: { thing?: View }) {
  const t = useTexts('settings');
  const p = useTexts('parts');
  return (
    <>
      {!thing && (
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          <TextField name="code" label={p('thing.code')} required data-autofocus />
          <TextField name="number_prefix" label={t('entity.prefix')} description={t('entity.prefixHelp')} required />
          <TextField name="external_id" label={p('thing.externalId')} />
        </SimpleGrid>
      )}
      <SellerFields at="seller." />
      <MetadataField />
    </>
  );
}

export const LEGAL_ENTITIES: ThingKind<View, LegalEntityForm> = {
  ns: 'settings',
  key: 'entity',
  path: 'legal-entities',
  write: 'tenant:write',
  nameOf: (entity) => entity.seller?.legal_name ?? entity.code ?? '',
  list: (query) => body(api.GET('/api/v1/legal-entities', { params: { query } })),
  get: (id) => body(api.GET('/api/v1/legal-entities/{id}', { params: { path: { id } } })),
  columns: (t) => [
    { id: 'prefix', header: t('entity.prefix'), cell: (entity) => <span className="mono">{entity.number_prefix}</span>, text: (entity) => entity.number_prefix },
    { id: 'country', header: t('seller.country'), cell: (entity) => entity.seller?.country ?? '–', text: (entity) => entity.seller?.country, wide: true },
    { id: 'vat_id', header: t('seller.vat_id'), cell: (entity) => entity.seller?.vat_id ?? '–', text: (entity) => entity.seller?.vat_id, wide: true },
  ],
  facts: (t, entity) => [[t('entity.prefix'), <span key="p" className="mono">{entity.number_prefix}</span>], ...sellerFacts(t, entity.seller)],
  blank: () => ({ code: '', number_prefix: '', external_id: '', seller: sellerToForm({}), metadata: [] }),
  toForm: (entity) => ({ code: entity.code ?? '', number_prefix: entity.number_prefix ?? '', external_id: '', seller: sellerToForm(entity.seller), metadata: pairsOf(entity.metadata) }),
  create: (form, { headers }) =>
    body(
      api.POST('/api/v1/legal-entities', {
        headers,
        body: {
          code: form.code.trim(),
          number_prefix: form.number_prefix.trim().toUpperCase(),
          ...(form.external_id.trim() ? { external_id: form.external_id.trim() } : {}),
          seller: sellerFromForm(form.seller),
          ...(form.metadata.length > 0 ? { metadata: mapOf(form.metadata) } : {}),
        },
      }),
    ),
  change: (entity, form, { headers }) =>
    body(api.PATCH('/api/v1/legal-entities/{id}', { params: { path: { id: entity.id ?? '' }, header: ifMatch(entity.version) }, headers, body: { seller: sellerFromForm(form.seller), metadata: mapOf(form.metadata) } })),
  archive: (entity, { headers }) => body(api.POST('/api/v1/legal-entities/{id}/archive', { params: { path: { id: entity.id ?? '' }, header: ifMatch(entity.version) }, headers })),
  Fields,
};
