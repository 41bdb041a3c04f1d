import { describe, expect, it } from 'vitest';
import { chargeFromForm, chargeToForm, emptyCharge, emptyFilter, timings, type Charge, type Model } from './charges';
import { changeFromForm, emptyPlan, fieldOf, planFromForm, termsToForm, type PlanVersionView } from './plans';

const usage = (model: Model) => ({ ...emptyCharge('usage'), code: 'calls', name: 'Calls', metric: 'calls', model });

describe('a charge', () => {
  it('sends what belongs to its model and nothing else', () => {
    const form = { ...usage('standard'), unit_amount: ' 0.08 ', rate: '3', package_size: '100', quantity: '5' };
    expect(chargeFromForm(form)).toEqual({
      code: 'calls',
      name: 'Calls',
      kind: 'usage',
      timing: 'arrears',
      model: 'standard',
      metric: 'calls',
      prorated: false,
      invoiceable: true,
      unit_amount: '0.08',
    });
    expect(chargeFromForm({ ...form, model: 'percentage' })).toMatchObject({ rate: '3' });
    expect(chargeFromForm({ ...form, model: 'percentage' })).not.toHaveProperty('unit_amount');
  });

  it('keeps amounts as they were typed, to the last digit', () => {
    const amount = '123456789012345.123456789012';
    expect(chargeFromForm({ ...usage('standard'), unit_amount: amount }).unit_amount).toBe(amount);
  });

  it('has no metric, groups, filters or limits when it recurs, and no quantity when it does not', () => {
    const sent = chargeFromForm({
      ...emptyCharge('recurring'),
      metric: 'calls',
      group_by: ['region'],
      filters: [emptyFilter()],
      minimum_amount: '5',
      quantity: '2',
      unit_amount: '1',
    });
    for (const field of ['metric', 'group_by', 'filters', 'minimum_amount']) {
      expect(sent).not.toHaveProperty(field);
    }
    expect(sent.quantity).toBe('2');
  });

  it('has the price of a step in its flat amount alone', () => {
    const sent = chargeFromForm({
      ...usage('stair_step'),
      tiers: [
        { up_to: '10', unit_amount: '7', flat_amount: '5' },
        { up_to: '', unit_amount: '', flat_amount: '9' },
      ],
    });
    expect(sent.tiers).toEqual([
      { up_to: '10', unit_amount: '0', flat_amount: '5' },
      { unit_amount: '0', flat_amount: '9' },
    ]);
  });

  it('cannot be billed in advance where more can cost less', () => {
    expect(timings('usage', 'volume')).toEqual(['arrears']);
    expect(timings('recurring', 'volume')).toContain('advance');
    expect(timings('usage', 'graduated')).toContain('advance');
  });

  it('comes back from a form as it went in', () => {
    const charge: Charge = {
      code: 'gb',
      name: 'Traffic',
      kind: 'usage',
      timing: 'arrears',
      model: 'graduated',
      metric: 'gb',
      prorated: false,
      group_by: ['region'],
      filters: [{ name: 'EU', values: { region: ['eu-1', 'eu-2'] }, tiers: [{ unit_amount: '0.01' }] }],
      tiers: [{ up_to: '50', unit_amount: '0.08' }, { unit_amount: '0.05', flat_amount: '1.00' }],
      flat_at_zero: false,
      minimum_amount: '2.00',
      tax_rates: ['vat20'],
      invoiceable: true,
      prices: { USD: { tiers: [{ unit_amount: '0.09' }], filters: { EU: { tiers: [{ unit_amount: '0.02' }] } } } },
    };
    const sent = chargeFromForm(chargeToForm(charge));
    expect(sent).toEqual({ ...charge });
  });
});

describe('a plan', () => {
  const plan = () => ({
    ...emptyPlan('EUR'),
    code: 'pro',
    name: 'Pro',
    charges: [{ ...emptyCharge('recurring'), code: 'base', name: 'Base', unit_amount: '29.00' }],
  });

  it('leaves out what nothing was said about when it is made', () => {
    expect(Object.keys(planFromForm(plan(), 'draft')).sort()).toEqual(
      ['anchor', 'charges', 'code', 'currency', 'interval', 'interval_count', 'name', 'status', 'trial_days'].sort(),
    );
  });

  it('says none in the way of the API when a draft loses something', () => {
    expect(changeFromForm(plan())).toMatchObject({
      tax_rate: '',
      minimum_commitment: { amount: '0' },
      usage_thresholds: { amounts: [] },
      phases: [],
    });
  });

  it('asks for a price in each currency it is sold in', () => {
    const sent = planFromForm({ ...plan(), currencies: ['USD'] }, 'draft');
    expect(Object.keys(sent.charges[0]?.prices ?? {})).toEqual(['USD']);
  });

  it('knows its further currencies from its own', () => {
    const version: PlanVersionView = { currency: 'EUR', currencies: ['EUR', 'USD'], charges: [] };
    expect(termsToForm(version).currencies).toEqual(['USD']);
  });

  it('finds the field of the form for a field of an answer', () => {
    const form = {
      ...plan(),
      charges: [{ ...usage('standard'), filters: [{ ...emptyFilter(), name: 'EU' }, { ...emptyFilter(), name: 'U.S.' }] }],
      phases: [{ name: 'Launch', periods: '2', prices: [{ charge: 'a.b', prices: {} }] }],
    };
    expect(fieldOf('charges[0].tiers[1].up_to', form)).toBe('charges.0.tiers.1.up_to');
    expect(fieldOf('charges[0].prices.USD.filters.U.S..unit_amount', form)).toBe(
      'charges.0.prices.USD.filters.1.unit_amount',
    );
    expect(fieldOf('phases[0].prices.a.b.EUR.unit_amount', form)).toBe('phases.0.prices.0.prices.EUR.unit_amount');
    expect(fieldOf('charges[0].filters[0].values.region', form)).toBe('charges.0.filters.0.values');
    expect(fieldOf('minimum_commitment.amounts.USD', form)).toBe('commitment.amounts.USD');
  });
});
