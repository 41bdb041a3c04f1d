import { describe, expect, it } from 'vitest';
import { amountTyped, decimalsOf, formatDecimal, formatMoney, formatPrice, formatRate, isNegative, isZero } from './money';

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

describe('a rate', () => {
  it('is told in percent, and a dash where there is none', () => {
    expect(plain(formatRate('de-DE', '0.0312'))).toBe('3,12 %');
    expect(formatRate('en-GB', '1.2644')).toBe('126.44%');
    expect(formatRate('en-GB', '0')).toBe('0%');
    expect(formatRate('en-GB', null)).toBe('–');
  });
});

describe('an amount that is typed', () => {
  it('has a point or a comma before its decimals', () => {
    expect(amountTyped(' 12,50 ', 'EUR')).toBe('12.50');
    expect(amountTyped('12.5', 'EUR')).toBe('12.5');
    expect(amountTyped('1000', 'EUR')).toBe('1000');
    expect(amountTyped('5', 'JPY')).toBe('5');
    expect(amountTyped('0,25', undefined)).toBe('0.25');
  });

  it('is none where it may be meant as a thousand times of that', () => {
    for (const text of ['12,500', '1.000', '1,000.00', '1.000,00', '1 000']) expect(amountTyped(text, 'EUR'), text).toBeUndefined();
    expect(amountTyped('1.500', 'KWD')).toBeUndefined();
    expect(amountTyped('1,000', undefined)).toBeUndefined();
  });

  it('is none with more decimals than its currency has, and without digits', () => {
    expect(amountTyped('5,0', 'JPY')).toBeUndefined();
    for (const text of ['', ',', '1,', '-1', '1e3', 'x']) expect(amountTyped(text, 'EUR'), text).toBeUndefined();
  });

  it('is taken as the API told it, while nobody changed it', () => {
    expect(amountTyped('1.500', 'KWD', '1.500')).toBe('1.500');
    expect(amountTyped('', 'KWD', '')).toBeUndefined();
  });
});
