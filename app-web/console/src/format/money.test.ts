import { describe, expect, it } from 'vitest';
import { decimalsOf, formatDecimal, formatMoney, formatPrice, isNegative, isZero } from './money';

const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('money', () => {
  it('keeps every digit of an amount that is too large for a number', () => {
    expect(plain(formatMoney('de-DE', { amount: '12345678901234567.89', currency: 'EUR' }))).toBe('12.345.678.901.234.567,89 €');
  });

  it('has the digits of its currency', () => {
    expect(plain(formatMoney('en-GB', { amount: '1000', currency: 'JPY' }))).toBe('JP¥1,000');
    expect(plain(formatMoney('en-GB', { amount: '1.500', currency: 'KWD' }))).toBe('KWD 1.500');
  });

  it('is a dash where there is none', () => {
    expect(formatMoney('en-GB', undefined)).toBe('–');
    expect(formatMoney('en-GB', {})).toBe('–');
  });

  it('is negative or nothing by its text', () => {
    expect(isNegative({ amount: '-0.01', currency: 'EUR' })).toBe(true);
    expect(isZero({ amount: '0.00', currency: 'EUR' })).toBe(true);
    expect(isZero({ amount: '-0', currency: 'EUR' })).toBe(true);
    expect(isZero({ amount: '0.01', currency: 'EUR' })).toBe(false);
    expect(isZero(null)).toBe(true);
  });
});

describe('a unit price', () => {
  it('shows all its digits, and at least those of the currency', () => {
    expect(formatPrice('en-GB', '0.0025', 'EUR')).toBe('€0.0025');
    expect(formatPrice('en-GB', '29', 'EUR')).toBe('€29.00');
    expect(formatPrice('en-GB', '0.08464000', 'EUR')).toBe('€0.08464');
  });
});

describe('a decimal', () => {
  it('loses zeros at its end and nothing else', () => {
    expect(decimalsOf('1.2300')).toBe(2);
    expect(formatDecimal('de-DE', '1234.5670')).toBe('1.234,567');
    expect(formatDecimal('en-GB', '0.000000000000000001')).toBe('0.000000000000000001');
  });
});
