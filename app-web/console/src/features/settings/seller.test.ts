import { describe, expect, it } from 'vitest';
import { sellerFromForm, sellerToForm } from './seller';

describe('a seller', () => {
  it('is sent without what is empty', () => {
    expect(sellerFromForm({ ...sellerToForm({}), legal_name: ' Acme GmbH ', line2: ' ' })).toEqual({ legal_name: 'Acme GmbH', eu_vat: false });
  });

  it('has its numbers as machines read them, however they were typed', () => {
    const form = { ...sellerToForm({}), iban: 'de89 3704 0044 0532 0130 00', vat_id: 'fr 40.303.265.045', country: 'de', city: 'Bad Tölz' };
    expect(sellerFromForm(form)).toEqual({ iban: 'DE89370400440532013000', vat_id: 'FR40303265045', country: 'DE', city: 'Bad Tölz', eu_vat: false });
  });

  it('comes back from its form', () => {
    const seller = { legal_name: 'Acme', country: 'FR', eu_vat: true, contact_phone: '+33 (0)1 23-45' };
    expect(sellerFromForm(sellerToForm(seller))).toEqual(seller);
  });
});
