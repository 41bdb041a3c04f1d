import { describe, expect, it } from 'vitest';
import { parseArrival } from './arrival';
import { brandingOf, DEFAULTS } from './branding';
import { parseSearch, stringifySearch } from './router-search';
import { safeNext } from './search';
import { contrast, shades } from './theme';

describe('the brand\'s shades', () => {
  it.each(['#1f5f8b', '#ff6f61', '#ffee00', '#000000', '#7b2ff7'])('%s can be read on white, and white on it', (primary) => {
    expect(contrast(shades(primary)[6] ?? '', '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(shades(primary)[3] ?? '', '#171b21')).toBeGreaterThanOrEqual(4.5);
  });
});

describe('branding', () => {
  it('uses the defaults for what is missing or cannot be used', () => {
    expect(brandingOf(undefined)).toEqual(DEFAULTS);
    expect(brandingOf({ name: 'Coral', colors: { primary: 'red; x' } })).toEqual({ ...DEFAULTS, name: 'Coral' });
    expect(brandingOf({ colors: { primary: '#ff6f61' }, logo: null }).colors.primary).toBe('#ff6f61');
  });
});

describe('addresses', () => {
  it('keep filters as plain texts', () => {
    expect(stringifySearch(parseSearch('?status=paid&number=42'))).toBe('?status=paid&number=42');
    expect(stringifySearch({ status: undefined, number: '' })).toBe('');
  });

  it('are gone to after logging in only where they are of the console', () => {
    expect(safeNext('/invoices/1?line=2')).toBe('/invoices/1?line=2');
    for (const foreign of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', '/login?next=/login', undefined]) expect(safeNext(foreign)).toBe('/');
  });

  it('of mails lead to what they are for', () => {
    expect(parseArrival('#/password-reset?token=abc')).toMatchObject({ kind: 'password-reset' });
    expect(parseArrival('#/sso?code=1&return_to=%2Finvoices')?.parameters.get('return_to')).toBe('/invoices');
    expect(parseArrival('#/elsewhere?token=abc')).toBeUndefined();
  });
});
