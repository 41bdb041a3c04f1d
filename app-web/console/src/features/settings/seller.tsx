/** Who stands on invoices as the one that sells: of the tenant itself, and of its legal entities. */
import { SimpleGrid, Text } from '@mantine/core';
import type { Schemas } from '~/api/types';
import { SwitchField, TextField } from '~/features/parts/fields';
import { useTexts } from '~/i18n';

type Seller = Schemas['Seller'];

const TEXTS = ['legal_name', 'line1', 'line2', 'postal_code', 'city', 'region', 'country', 'vat_id', 'tax_number', 'bank', 'iban', 'bic', 'electronic_address', 'contact_name', 'contact_phone', 'contact_email'] as const;

export type SellerForm = Record<(typeof TEXTS)[number], string> & { eu_vat: boolean };

export function sellerToForm(seller: Seller | null | undefined): SellerForm {
  return { ...Object.fromEntries(TEXTS.map((name) => [name, seller?.[name] ?? ''])), eu_vat: seller?.eu_vat ?? false } as SellerForm;
}

/** A seller is replaced as a whole: what is left empty is not there. */
export function sellerFromForm(form: SellerForm): Schemas['ChangeSeller'] {
  const written = TEXTS.map((name): [string, string] => [name, form[name].trim()]).filter(([, value]) => value !== '');
  // people write these in groups and in small letters
  const plain = new Set(['iban', 'bic', 'vat_id', 'country']);
  return { ...Object.fromEntries(written.map(([name, value]) => [name, plain.has(name) ? value.replaceAll(/[\s.-]/g, '').toUpperCase() : value])), eu_vat: form.eu_vat };
}

export const sellerFacts = (t: (key: string) => string, seller: Seller | null | undefined): [string, string | undefined][] =>
  TEXTS.map((name): [string, string | undefined] => [t(`seller.${name}`), seller?.[name] ?? undefined]);

export function SellerFields({ at = '' }: { at?: string }) {
  const t = useTexts('settings');
  const group = (names: readonly (keyof SellerForm)[]) => (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
      {names.map((name) => (
        <TextField key={name} name={`${at}${name}`} label={t(`seller.${name}`)} maxLength={name === 'country' ? 2 : undefined} />
      ))}
    </SimpleGrid>
  );
  return (
    <>
      <Text size="sm" fw={550}>{t('seller.address')}</Text>
      {group(['legal_name', 'line1', 'line2', 'postal_code', 'city', 'region', 'country'])}
      <Text size="sm" fw={550}>{t('seller.taxes')}</Text>
      {group(['vat_id', 'tax_number', 'electronic_address'])}
      <SwitchField name={`${at}eu_vat`} label={t('seller.eu_vat')} description={t('seller.eu_vatHelp')} />
      <Text size="sm" fw={550}>{t('seller.payment')}</Text>
      {group(['bank', 'iban', 'bic'])}
      <Text size="sm" fw={550}>{t('seller.contact')}</Text>
      {group(['contact_name', 'contact_phone', 'contact_email'])}
    </>
  );
}
