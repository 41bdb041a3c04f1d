import { z } from 'zod';
import type { Schemas } from '~/api/types';

type Customer = Schemas['CustomerView'];

const days = z.string().regex(/^\d{0,3}$/);

/** What is typed about a customer, all as texts; the API says what is wrong with it. */
export const customerSchema = z.object({
  name: z.string().trim().min(1),
  external_id: z.string().trim(),
  email: z.string().trim(),
  country: z.string().trim().toUpperCase().regex(/^([A-Z]{2})?$/),
  time_zone: z.string().trim(),
  currency: z.string().trim().toUpperCase().regex(/^([A-Z]{3})?$/),
  locale: z.string().trim(),
  address: z.object({ line1: z.string().trim(), line2: z.string().trim(), postal_code: z.string().trim(), city: z.string().trim(), region: z.string().trim() }),
  vat_id: z.string().trim().toUpperCase().transform((text) => text.replaceAll(/\s/g, '')),
  buyer_reference: z.string().trim(),
  electronic_address: z.string().trim(),
  net_terms_days: days,
  grace_period_days: days,
  tax_rates: z.array(z.string()),
  tax_exempt: z.boolean(),
  tax_exempt_reason: z.string().trim(),
  legal_entity: z.string(),
});

export type CustomerValues = z.input<typeof customerSchema>;
export type CustomerTyped = z.output<typeof customerSchema>;

export function valuesOf(customer: Customer | undefined): CustomerValues {
  const address = customer?.address;
  return {
    name: customer?.name ?? '',
    external_id: customer?.external_id ?? '',
    email: customer?.email ?? '',
    country: customer?.country ?? '',
    time_zone: customer?.time_zone ?? '',
    currency: customer?.currency ?? '',
    locale: customer?.locale ?? '',
    address: { line1: address?.line1 ?? '', line2: address?.line2 ?? '', postal_code: address?.postal_code ?? '', city: address?.city ?? '', region: address?.region ?? '' },
    vat_id: customer?.vat_id ?? '',
    buyer_reference: customer?.buyer_reference ?? '',
    electronic_address: customer?.electronic_address ?? '',
    net_terms_days: customer?.net_terms_days?.toString() ?? '',
    grace_period_days: customer?.grace_period_days?.toString() ?? '',
    tax_rates: customer?.tax_rates ?? [],
    tax_exempt: customer?.tax_exempt ?? false,
    tax_exempt_reason: customer?.tax_exempt_reason ?? '',
    legal_entity: customer?.legal_entity ?? '',
  };
}

const filled = <T extends Record<string, unknown>>(values: T): Partial<T> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined)) as Partial<T>;
const number = (text: string) => (text === '' ? undefined : Number.parseInt(text, 10));

/** The request that makes a customer: only what was filled in, the tenant's defaults for the rest. */
export function creationOf(typed: CustomerTyped): Schemas['CreateCustomer'] {
  const { address, net_terms_days, grace_period_days, tax_rates, ...rest } = typed;
  const where = filled(address);
  return {
    ...filled(rest),
    name: typed.name,
    net_terms_days: number(net_terms_days),
    grace_period_days: number(grace_period_days),
    ...(Object.keys(where).length > 0 ? { address: where } : {}),
    ...(tax_rates.length > 0 ? { tax_rates } : {}),
  };
}

// Empty takes these away; of the others the API keeps what was there.
const CLEARED_BY_EMPTY = new Set(['vat_id', 'buyer_reference', 'electronic_address', 'tax_exempt_reason', 'legal_entity']);
/** What the API cannot take away again once it is there. */
export const KEPT = ['email', 'country', 'time_zone', 'locale'] as const;

/** The request that changes a customer: what differs from before, and nothing else. */
export function changeOf(before: CustomerTyped, typed: CustomerTyped): Schemas['ChangeCustomer'] {
  const change: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(typed)) {
    if (name === 'external_id' || name === 'currency' || JSON.stringify(value) === JSON.stringify(before[name as keyof CustomerTyped])) continue;
    if (name === 'address') change.address = filled(typed.address);
    else if (name === 'net_terms_days' || name === 'grace_period_days') change[name] = number(value as string) ?? -1;
    else if (value !== '' || CLEARED_BY_EMPTY.has(name)) change[name] = value;
  }
  return change;
}
