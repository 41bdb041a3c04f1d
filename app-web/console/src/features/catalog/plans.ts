/** Plans in a form and on the wire; see charges.ts for how. */
import type { components } from '~/api/schema';
import {
  chargeFromForm,
  chargeToForm,
  emptyCharge,
  emptyCurrencyPrice,
  phasePriceFromForm,
  phasePriceToForm,
  typed,
  type ChargeForm,
  type CurrencyPriceForm,
} from './charges';

export type PlanView = components['schemas']['PlanView'];
export type PlanVersionView = components['schemas']['PlanVersionView'];
export type CreatePlan = components['schemas']['CreatePlan'];
export type ChangePlan = components['schemas']['ChangePlan'];

export interface ThresholdForm {
  amounts: string[];
  recurring: string;
}

export interface PhaseForm {
  name: string;
  /** Empty in the last phase, which does not end. */
  periods: string;
  prices: { charge: string; prices: Record<string, CurrencyPriceForm> }[];
}

/** What a version of a plan says. */
export interface TermsForm {
  currency: string;
  /** Further currencies: those that every price is given in, beside the plan's own. */
  currencies: string[];
  interval: 'week' | 'month' | 'year';
  interval_count: number;
  anchor: 'calendar' | 'anniversary';
  tax_rate: string;
  commitment: { amount: string; tax_rates: string[]; amounts: Record<string, string> };
  thresholds: ThresholdForm & { currencies: Record<string, ThresholdForm> };
  trial_days: number;
  charges: ChargeForm[];
  phases: PhaseForm[];
}

export interface PlanForm extends TermsForm {
  code: string;
  name: string;
  description: string;
  external_id: string;
  publish: boolean;
}

export function emptyPlan(currency: string): PlanForm {
  return {
    code: '',
    name: '',
    description: '',
    external_id: '',
    publish: false,
    currency,
    currencies: [],
    interval: 'month',
    interval_count: 1,
    anchor: 'calendar',
    tax_rate: '',
    commitment: { amount: '', tax_rates: [], amounts: {} },
    thresholds: { amounts: [], recurring: '', currencies: {} },
    trial_days: 0,
    charges: [emptyCharge('recurring')],
    phases: [],
  };
}

/** The terms of a version in a form. */
export function termsToForm(version: PlanVersionView | PlanView): TermsForm {
  const charges = (version.charges ?? []).map(chargeToForm);
  const own = version.currency ?? '';
  const commitment = version.minimum_commitment;
  const thresholds = version.usage_thresholds;
  return {
    currency: own,
    currencies: (version.currencies ?? []).filter((currency) => currency !== own),
    interval: version.interval ?? 'month',
    interval_count: version.interval_count ?? 1,
    anchor: version.anchor ?? 'calendar',
    tax_rate: version.tax_rate?.code ?? '',
    commitment: {
      amount: commitment?.amount ?? '',
      tax_rates: commitment?.tax_rates ?? [],
      amounts: { ...commitment?.amounts },
    },
    thresholds: {
      amounts: [...(thresholds?.amounts ?? [])],
      recurring: thresholds?.recurring ?? '',
      currencies: Object.fromEntries(
        Object.entries(thresholds?.currencies ?? {}).map(([currency, limits]) => [
          currency,
          { amounts: [...(limits.amounts ?? [])], recurring: limits.recurring ?? '' },
        ]),
      ),
    },
    trial_days: version.trial_days ?? 0,
    charges,
    phases: (version.phases ?? []).map((phase) => ({
      name: phase.name ?? '',
      periods: phase.periods === null || phase.periods === undefined ? '' : String(phase.periods),
      prices: Object.entries(phase.prices ?? {}).map(([code, prices]) => ({
        charge: code,
        prices: Object.fromEntries(
          Object.entries(prices).map(([currency, price]) => [
            currency,
            phasePriceToForm(price, charges.find((charge) => charge.code === code)),
          ]),
        ),
      })),
    })),
  };
}

function commitmentFromForm(form: TermsForm) {
  const amount = typed(form.commitment.amount);
  if (amount === undefined) {
    return undefined;
  }
  const amounts = Object.fromEntries(
    form.currencies
      .map((currency): [string, string | undefined] => [currency, typed(form.commitment.amounts[currency] ?? '')])
      .filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  return {
    amount,
    ...(form.commitment.tax_rates.length > 0 ? { tax_rates: form.commitment.tax_rates } : {}),
    ...(Object.keys(amounts).length > 0 ? { amounts } : {}),
  };
}

function limitsFromForm(form: ThresholdForm) {
  const recurring = typed(form.recurring);
  return {
    amounts: form.amounts.map((amount) => amount.trim()).filter((amount) => amount !== ''),
    ...(recurring === undefined ? {} : { recurring }),
  };
}

function thresholdsFromForm(form: TermsForm) {
  const own = limitsFromForm(form.thresholds);
  if (own.amounts.length === 0 && own.recurring === undefined) {
    return undefined;
  }
  const currencies = form.currencies
    .map((currency): [string, ReturnType<typeof limitsFromForm>] => [
      currency,
      limitsFromForm(form.thresholds.currencies[currency] ?? { amounts: [], recurring: '' }),
    ])
    .filter(([, limits]) => limits.amounts.length > 0);
  return { ...own, ...(currencies.length > 0 ? { currencies: Object.fromEntries(currencies) } : {}) };
}

function phasesFromForm(form: TermsForm) {
  return form.phases.map((phase) => {
    const periods = typed(phase.periods);
    return {
      name: phase.name.trim(),
      ...(periods === undefined ? {} : { periods: Number(periods) }),
      ...(phase.prices.length > 0
        ? {
            prices: Object.fromEntries(
              phase.prices.map(({ charge, prices }) => {
                const of = form.charges.find((other) => other.code.trim() === charge);
                return [
                  charge,
                  Object.fromEntries(
                    [form.currency, ...form.currencies].map((currency) => [
                      currency,
                      phasePriceFromForm(of, prices[currency] ?? emptyCurrencyPrice(of?.filters.length ?? 0)),
                    ]),
                  ),
                ];
              }),
            ),
          }
        : {}),
    };
  });
}

/** Only prices in currencies that the plan is sold in are sent. */
function chargesFromForm(form: TermsForm) {
  return form.charges.map((charge) =>
    chargeFromForm({
      ...charge,
      prices: Object.fromEntries(
        form.currencies.map((currency) => [
          currency,
          charge.prices[currency] ?? emptyCurrencyPrice(charge.filters.length),
        ]),
      ),
    }),
  );
}

/** A new plan. */
export function planFromForm(form: PlanForm, status: 'draft' | 'published'): CreatePlan {
  const taxRate = typed(form.tax_rate);
  const description = typed(form.description);
  const externalId = typed(form.external_id);
  const commitment = commitmentFromForm(form);
  const thresholds = thresholdsFromForm(form);
  return {
    code: form.code.trim(),
    name: form.name.trim(),
    ...(description === undefined ? {} : { description }),
    ...(externalId === undefined ? {} : { external_id: externalId }),
    status,
    currency: form.currency,
    interval: form.interval,
    interval_count: form.interval_count,
    anchor: form.anchor,
    ...(taxRate === undefined ? {} : { tax_rate: taxRate }),
    ...(commitment === undefined ? {} : { minimum_commitment: commitment }),
    ...(thresholds === undefined ? {} : { usage_thresholds: thresholds }),
    trial_days: form.trial_days,
    charges: chargesFromForm(form),
    ...(form.phases.length > 0 ? { phases: phasesFromForm(form) } : {}),
  } as CreatePlan;
}

/** A draft as the form says it, whole: what is empty there is taken away, not left as it was. */
export function changeFromForm(form: TermsForm): ChangePlan {
  return {
    currency: form.currency,
    interval: form.interval,
    interval_count: form.interval_count,
    anchor: form.anchor,
    tax_rate: form.tax_rate.trim(),
    minimum_commitment: commitmentFromForm(form) ?? { amount: '0' },
    usage_thresholds: thresholdsFromForm(form) ?? { amounts: [] },
    trial_days: form.trial_days,
    charges: chargesFromForm(form),
    phases: phasesFromForm(form),
  } as ChangePlan;
}

/**
 * The field of the form that a field of the API's is: `charges[1].prices.USD.filters.EU.unit_amount` is
 * `charges.1.prices.USD.filters.0.unit_amount` where EU is the first filter.
 */
export function fieldOf(path: string, form: TermsForm): string {
  const plain = path
    .replace(/\[(\d+)\]/g, '.$1')
    .replace(/^minimum_commitment/, 'commitment')
    .replace(/^usage_thresholds/, 'thresholds');
  const ofFilter = /^(charges\.(\d+)\.prices\.[A-Z]{3}\.filters)\.(.+?)(\.[a-z_]+(?:\.\d+\.[a-z_]+)?)?$/.exec(plain);
  if (ofFilter) {
    const [, before, index, name, rest] = ofFilter;
    const at = form.charges[Number(index)]?.filters.findIndex((filter) => filter.name.trim() === name) ?? -1;
    return at < 0 ? plain : `${before}.${at}${rest ?? ''}`;
  }
  const ofPhase = /^phases\.(\d+)\.prices\.(.+)$/.exec(plain);
  if (ofPhase) {
    const [, index, rest] = ofPhase;
    const prices = form.phases[Number(index)]?.prices ?? [];
    const at = prices.findIndex(({ charge }) => rest === charge || rest?.startsWith(`${charge}.`));
    if (at >= 0) {
      const tail = rest?.slice(prices[at]?.charge.length) ?? '';
      return `phases.${index}.prices.${at}${tail === '' ? '.charge' : tail.replace(/^\./, '.prices.')}`;
    }
  }
  const ofValues = /^(charges\.\d+\.filters\.\d+\.values)\..+$/.exec(plain);
  return ofValues?.[1] ?? plain;
}
