import { describe, expect, it } from 'vitest';
import { changeOf, creationOf, customerSchema, valuesOf } from './customer-form';

const typed = (values: Partial<ReturnType<typeof valuesOf>>) => customerSchema.parse({ ...valuesOf(undefined), name: 'Globex', ...values });

describe('a customer', () => {
  it('is made of what was filled in, the tenant\'s defaults for the rest', () => {
    expect(creationOf(typed({ country: 'de', net_terms_days: '30', vat_id: 'de 123 456 789' }))).toEqual({ name: 'Globex', country: 'DE', net_terms_days: 30, vat_id: 'DE123456789', grace_period_days: undefined, tax_exempt: false });
  });

  it('is changed by what differs, and nothing else is sent', () => {
    const before = typed({ email: 'a@globex.example' });
    expect(changeOf(before, before)).toEqual({});
    expect(changeOf(before, typed({ email: 'b@globex.example' }))).toEqual({ email: 'b@globex.example' });
  });

  it('gets the tenant\'s days again where they are emptied, and loses what can be taken away', () => {
    expect(changeOf(typed({ net_terms_days: '30', vat_id: 'DE1' }), typed({}))).toEqual({ net_terms_days: -1, vat_id: '' });
  });

  it('is given its whole address anew where a part of it changed', () => {
    const address = { line1: 'Ring 1', line2: '', postal_code: '1010', city: 'Wien', region: '' };
    expect(changeOf(typed({ address }), typed({ address: { ...address, city: 'Graz' } }))).toEqual({ address: { line1: 'Ring 1', postal_code: '1010', city: 'Graz' } });
  });
});
