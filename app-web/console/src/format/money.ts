import type { Amount } from '~/api/types';

const formats = new Map<string, Intl.NumberFormat>();

function format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

// Intl takes decimal texts of any length and keeps every digit; the type of TypeScript's library asks for this spelling.
type DecimalText = `${number}`;

/** An amount in words of the locale. The decimal text goes to Intl as it is: no digit is lost, nothing is computed. */
export function formatMoney(locale: string, money: Amount | undefined | null): string {
  if (!money?.amount || !money.currency) return '–';
  return format(locale, { style: 'currency', currency: money.currency }).format(money.amount as DecimalText);
}

/** The number of digits behind the point that a decimal text needs, without zeros at its end. */
export function decimalsOf(text: string): number {
  const fraction = text.split('.')[1] ?? '';
  return fraction.replace(/0+$/, '').length;
}

const digitsOf = (currency: string) => format('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/**
 * An amount as it was typed, with a point or a comma before its decimals; nothing for what is none. More decimals than the
 * currency has are none, and never are three: "1,000" may be meant as a thousand, and must not become one.
 *
 * @param told what the API told: it is one as it is
 */
export function amountTyped(text: string, currency: string | undefined, told?: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed === told) return trimmed;
  const [, whole, decimals = ''] = /^(\d+)(?:[.,](\d+))?$/.exec(trimmed) ?? [];
  if (whole === undefined || decimals.length > Math.min(2, currency ? digitsOf(currency) : 2)) return undefined;
  return decimals ? `${whole}.${decimals}` : whole;
}

/** A price of a unit, which may have more digits than the currency ("0.0025"): all of them are shown. */
export function formatPrice(locale: string, amount: string | undefined | null, currency: string | undefined): string {
  if (!amount) return '–';
  const digits = Math.min(20, decimalsOf(amount));
  if (!currency) return formatDecimal(locale, amount);
  const usual = digitsOf(currency);
  return format(locale, { style: 'currency', currency, minimumFractionDigits: Math.max(usual, digits), maximumFractionDigits: Math.max(usual, digits) })
    .format(amount as DecimalText);
}

/** A quantity or any other decimal text, with all its digits. */
export function formatDecimal(locale: string, text: string | number | undefined | null): string {
  if (text === undefined || text === null || text === '') return '–';
  const value = String(text);
  const digits = Math.min(20, decimalsOf(value));
  return format(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value as DecimalText);
}

/** A count. */
export const formatCount = (locale: string, count: number | undefined | null): string =>
  count === undefined || count === null ? '–' : format(locale, { maximumFractionDigits: 0 }).format(count);

export const formatPercent = (locale: string, percent: string | undefined | null): string => (percent ? `${formatDecimal(locale, percent)} %` : '–');

/** A part of one ("0.0312") in percent, with at most two decimals; a dash where there is none. */
export const formatRate = (locale: string, rate: string | undefined | null): string =>
  rate ? format(locale, { style: 'percent', maximumFractionDigits: 2 }).format(rate as DecimalText) : '–';

/** Whether an amount is below zero, by its text. */
export const isNegative = (money: Amount | undefined | null): boolean => !!money?.amount?.startsWith('-');
/** Whether an amount is nothing, by its text. */
export const isZero = (money: Amount | undefined | null): boolean => !money?.amount || /^-?0*\.?0*$/.test(money.amount);
