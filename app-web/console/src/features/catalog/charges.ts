/**
 * Charges in a form and on the wire. In the form every amount is the text that was typed: nothing here reckons with it. What does
 * not belong to the model of a charge is kept while somebody tries other models, and left out when it is sent.
 */
import type { components } from '~/api/schema';

export type Charge = components['schemas']['Charge'];
export type CreateCharge = components['schemas']['CreateCharge'];
export type CreatePrice = components['schemas']['CreatePrice'];
export type Model = components['schemas']['Model'];
export type Kind = components['schemas']['Kind'];
export type Timing = components['schemas']['Timing'];

export interface TierForm {
  up_to: string;
  unit_amount: string;
  flat_amount: string;
}

/** What a charge, one of its filters, or one of its further currencies costs. */
export interface PriceForm {
  unit_amount: string;
  tiers: TierForm[];
  flat_at_zero: boolean;
  package_size: string;
  package_amount: string;
  free_units: string;
  rate: string;
  fixed_fee: string;
  free_amount: string;
  free_transactions: string;
  transaction_minimum: string;
  transaction_maximum: string;
  amount_field: string;
}

export interface FilterForm extends PriceForm {
  name: string;
  values: { property: string; values: string[] }[];
}

/** A price in a further currency: with limits, and the prices of the filters by their names. */
export interface CurrencyPriceForm extends PriceForm {
  minimum_amount: string;
  maximum_amount: string;
  filters: PriceForm[];
}

export interface ChargeForm extends PriceForm {
  code: string;
  name: string;
  kind: Kind;
  timing: Timing;
  model: Model;
  metric: string;
  prorated: boolean;
  quantity: string;
  group_by: string[];
  filters: FilterForm[];
  minimum_amount: string;
  maximum_amount: string;
  tax_rates: string[];
  invoiceable: boolean;
  prices: Record<string, CurrencyPriceForm>;
}

export const MODELS_OF: Record<Kind, Model[]> = {
  recurring: ['standard', 'package', 'graduated', 'volume', 'stair_step'],
  usage: ['standard', 'package', 'graduated', 'volume', 'stair_step', 'percentage', 'graduated_percentage', 'dynamic'],
};

type PriceField = keyof PriceForm;

const PRICE_FIELDS: Record<Model, PriceField[]> = {
  standard: ['unit_amount'],
  package: ['package_size', 'package_amount', 'free_units'],
  graduated: ['tiers', 'flat_at_zero'],
  volume: ['tiers', 'flat_at_zero'],
  stair_step: ['tiers', 'flat_at_zero'],
  percentage: ['rate', 'fixed_fee', 'free_amount', 'free_transactions', 'transaction_minimum', 'transaction_maximum'],
  graduated_percentage: ['tiers', 'flat_at_zero'],
  dynamic: ['amount_field'],
};

/** What a price of a model is made of, in the order of a form. */
export function priceFields(model: Model): PriceField[] {
  return PRICE_FIELDS[model];
}

/** Usage with a price for each event can be billed while its period runs; by the two models where more can cost less, it cannot. */
export function timings(kind: Kind, model: Model): Timing[] {
  return kind === 'usage' && (model === 'volume' || model === 'stair_step') ? ['arrears'] : ['arrears', 'advance'];
}

/** What a tier's `unit_amount` is: a price, or a rate in percent. */
export function tierIsRate(model: Model): boolean {
  return model === 'graduated_percentage';
}

export function emptyTier(): TierForm {
  return { up_to: '', unit_amount: '', flat_amount: '' };
}

export function emptyPrice(): PriceForm {
  return {
    unit_amount: '',
    tiers: [emptyTier()],
    flat_at_zero: true,
    package_size: '',
    package_amount: '',
    free_units: '',
    rate: '',
    fixed_fee: '',
    free_amount: '',
    free_transactions: '',
    transaction_minimum: '',
    transaction_maximum: '',
    amount_field: '',
  };
}

export function emptyCurrencyPrice(filters: number): CurrencyPriceForm {
  return {
    ...emptyPrice(),
    minimum_amount: '',
    maximum_amount: '',
    filters: Array.from({ length: filters }, emptyPrice),
  };
}

export function emptyFilter(): FilterForm {
  return { ...emptyPrice(), name: '', values: [{ property: '', values: [] }] };
}

export function emptyCharge(kind: Kind): ChargeForm {
  return {
    ...emptyPrice(),
    code: '',
    name: '',
    kind,
    timing: kind === 'recurring' ? 'advance' : 'arrears',
    model: 'standard',
    metric: '',
    prorated: kind === 'recurring',
    quantity: '',
    group_by: [],
    filters: [],
    minimum_amount: '',
    maximum_amount: '',
    tax_rates: [],
    invoiceable: true,
    prices: {},
  };
}

/** Decimals come as text; the models of the document do not say it everywhere. */
function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

type AnyPrice = Partial<Record<PriceField, unknown>> & {
  tiers?: { up_to?: unknown; unit_amount?: unknown; flat_amount?: unknown }[] | null;
};

function priceToForm(price: AnyPrice): PriceForm {
  const form = emptyPrice();
  for (const key of Object.keys(form) as PriceField[]) {
    if (key !== 'tiers' && key !== 'flat_at_zero') {
      form[key] = text(price[key]);
    }
  }
  form.flat_at_zero = price.flat_at_zero !== false;
  if (price.tiers?.length) {
    form.tiers = price.tiers.map((tier) => ({
      up_to: text(tier.up_to),
      unit_amount: text(tier.unit_amount),
      flat_amount: text(tier.flat_amount),
    }));
  }
  return form;
}

/** A charge as the API shows it, in a form. */
export function chargeToForm(charge: Charge): ChargeForm {
  const filters = (charge.filters ?? []).map((filter) => ({
    ...priceToForm(filter as AnyPrice),
    name: text(filter.name),
    values: Object.entries(filter.values ?? {}).map(([property, values]) => ({ property, values: [...values] })),
  }));
  const prices = Object.entries(charge.prices ?? {}).map(([currency, price]): [string, CurrencyPriceForm] => [
    currency,
    {
      ...priceToForm(price as AnyPrice),
      minimum_amount: text(price.minimum_amount),
      maximum_amount: text(price.maximum_amount),
      filters: filters.map((filter) => priceToForm((price.filters?.[filter.name] ?? {}) as AnyPrice)),
    },
  ]);
  return {
    ...priceToForm(charge as AnyPrice),
    code: text(charge.code),
    name: text(charge.name),
    kind: charge.kind ?? 'recurring',
    timing: charge.timing ?? 'arrears',
    model: charge.model ?? 'standard',
    metric: text(charge.metric),
    prorated: charge.prorated ?? false,
    quantity: text(charge.quantity),
    group_by: charge.group_by ?? [],
    filters,
    minimum_amount: text(charge.minimum_amount),
    maximum_amount: text(charge.maximum_amount),
    tax_rates: charge.tax_rates ?? [],
    invoiceable: charge.invoiceable ?? true,
    prices: Object.fromEntries(prices),
  };
}

/** Text that was typed, without blanks around it; nothing for none. */
export function typed(value: string): string | undefined {
  const trimmed = value.trim();
  return trimmed === '' ? undefined : trimmed;
}

function priceFromForm(model: Model, form: PriceForm): CreatePrice {
  const price: Record<string, unknown> = {};
  for (const key of priceFields(model)) {
    if (key === 'tiers') {
      price.tiers = form.tiers.map((tier) => tierFromForm(model, tier));
    } else if (key === 'flat_at_zero') {
      if (!form.flat_at_zero) {
        price.flat_at_zero = false;
      }
    } else if (key === 'free_transactions') {
      const count = typed(form.free_transactions);
      if (count !== undefined) {
        price.free_transactions = /^\d{1,15}$/.test(count) ? Number(count) : count;
      }
    } else if (typed(form[key]) !== undefined) {
      price[key] = typed(form[key]);
    }
  }
  return price as CreatePrice;
}

function tierFromForm(model: Model, tier: TierForm) {
  const flat = typed(tier.flat_amount);
  const upTo = typed(tier.up_to);
  return {
    ...(upTo === undefined ? {} : { up_to: upTo }),
    // a step has its price in flat_amount alone
    unit_amount: model === 'stair_step' ? '0' : (typed(tier.unit_amount) ?? ''),
    ...(flat === undefined ? {} : { flat_amount: flat }),
  };
}

function currencyPriceFromForm(charge: ChargeForm, form: CurrencyPriceForm): CreatePrice {
  return {
    ...priceFromForm(charge.model, form),
    ...limits(charge.kind, form),
    ...(charge.kind === 'usage' && charge.filters.length > 0
      ? {
          filters: Object.fromEntries(
            charge.filters.map((filter, i) => [
              filter.name.trim(),
              priceFromForm(charge.model, form.filters[i] ?? emptyPrice()),
            ]),
          ),
        }
      : {}),
  };
}

function limits(kind: Kind, form: { minimum_amount: string; maximum_amount: string }) {
  const minimum = kind === 'usage' ? typed(form.minimum_amount) : undefined;
  const maximum = kind === 'usage' ? typed(form.maximum_amount) : undefined;
  return {
    ...(minimum === undefined ? {} : { minimum_amount: minimum }),
    ...(maximum === undefined ? {} : { maximum_amount: maximum }),
  };
}

/** A charge of a form, as the API takes it: without what does not belong to its kind and model. */
export function chargeFromForm(form: ChargeForm): CreateCharge {
  const usage = form.kind === 'usage';
  const charge: CreateCharge = {
    code: form.code.trim(),
    name: form.name.trim(),
    kind: form.kind,
    timing: form.timing,
    model: form.model,
    prorated: form.prorated,
    invoiceable: form.invoiceable,
    ...priceFromForm(form.model, form),
    ...limits(form.kind, form),
  } as CreateCharge;
  if (usage) {
    charge.metric = typed(form.metric);
    if (form.group_by.length > 0) {
      charge.group_by = form.group_by;
    }
    if (form.filters.length > 0) {
      charge.filters = form.filters.map((filter) => ({
        name: filter.name.trim(),
        values: Object.fromEntries(
          filter.values.filter((row) => row.property.trim() !== '').map((row) => [row.property.trim(), row.values]),
        ),
        ...priceFromForm(form.model, filter),
      })) as CreateCharge['filters'];
    }
  } else if (typed(form.quantity) !== undefined) {
    charge.quantity = typed(form.quantity);
  }
  if (form.tax_rates.length > 0) {
    charge.tax_rates = form.tax_rates;
  }
  const prices = Object.entries(form.prices);
  if (prices.length > 0) {
    charge.prices = Object.fromEntries(
      prices.map(([currency, price]) => [currency, currencyPriceFromForm(form, price)]),
    );
  }
  return charge;
}

/** What a charge costs in a phase. */
export function phasePriceToForm(price: unknown, charge: ChargeForm | undefined): CurrencyPriceForm {
  const of = price as AnyPrice & {
    minimum_amount?: unknown;
    maximum_amount?: unknown;
    filters?: Record<string, AnyPrice>;
  };
  return {
    ...priceToForm(of),
    minimum_amount: text(of.minimum_amount),
    maximum_amount: text(of.maximum_amount),
    filters: (charge?.filters ?? []).map((filter) => priceToForm(of.filters?.[filter.name] ?? {})),
  };
}

export function phasePriceFromForm(charge: ChargeForm | undefined, form: CurrencyPriceForm): CreatePrice {
  return currencyPriceFromForm(charge ?? emptyCharge('recurring'), form);
}
