/** What all things of the catalog have: names, and what the tenant's time zone and currency make of them. */
import { SimpleGrid } from '@mantine/core';
import { queries } from '~/api/client';
import type { Schemas } from '~/api/types';
import { mapOf, pairsOf, TextField, type Pair } from '~/features/parts/fields';
import { useTexts } from '~/i18n';
import { typed } from './charges';

/** The tenant's time zone, outside of a component: it has been read by then, since every screen shows times in it. */
export const zone = () => queries.getQueryData<Schemas['TenantView']>(['tenant'])?.time_zone ?? 'UTC';

export const orNone = (values: string[]) => (values.length > 0 ? values.join(', ') : undefined);

export interface Naming {
  code: string;
  name: string;
  external_id: string;
  metadata: Pair[];
}

export const noName = (): Naming => ({ code: '', name: '', external_id: '', metadata: [] });
export const namingOf = (thing: { code?: string; name?: string; external_id?: string | null; metadata?: Record<string, unknown> | null }): Naming => ({
  code: thing.code ?? '',
  name: thing.name ?? '',
  external_id: thing.external_id ?? '',
  metadata: pairsOf(thing.metadata),
});
/** What is named when a thing is made. */
export const newNaming = (form: Naming) => ({
  code: form.code.trim(),
  name: form.name.trim(),
  ...(typed(form.external_id) ? { external_id: typed(form.external_id) } : {}),
  ...(form.metadata.length > 0 ? { metadata: mapOf(form.metadata) } : {}),
});

export function NamingFields({ making }: { making: boolean }) {
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

/** The currency of the tenant, outside of a component. */
export const currencyOfTenant = () => queries.getQueryData<Schemas['TenantView']>(['tenant'])?.currency ?? 'EUR';
