import { describe, expect, it } from 'vitest';
import { dayIn, formatDate, formatInstant, formatMonth, formatPeriod } from './dates';

describe('dates', () => {
  it('are the same day wherever the browser is', () => {
    expect(formatDate('en-GB', '2026-03-01')).toBe('1 Mar 2026');
    expect(formatDate('de-DE', '2026-03-01')).toBe('01.03.2026');
    expect(formatDate('en-GB', null)).toBe('–');
  });

  it('name a month, the same in every zone', () => {
    expect(formatMonth('en-GB', '2026-03')).toBe('Mar 2026');
    expect(formatMonth('de-DE', '2026-01')).toBe('Jan. 2026');
    expect(formatMonth('en-GB', undefined)).toBe('–');
  });

  it('show the last day of a period, not the first of the next', () => {
    expect(formatPeriod('en-GB', '2026-03-01', '2026-04-01').replaceAll(/\s/g, ' ')).toMatch(/^1 ?– ?31 Mar 2026$/);
    expect(formatPeriod('en-GB', '2026-03-01', '2026-03-01')).toBe('–');
  });

  it('of instants are those of the tenant\'s zone', () => {
    expect(formatInstant('en-GB', 'Asia/Tokyo', '2026-02-28T16:30:00Z')).toBe('1 Mar 2026, 01:30');
    expect(dayIn('Asia/Tokyo', '2026-02-28T16:30:00Z')).toBe('2026-03-01');
    expect(dayIn('America/New_York', '2026-03-01T03:00:00Z')).toBe('2026-02-28');
  });
});
