import { describe, expect, it } from 'vitest';
import { instantOf, localOf } from './zoned';

describe('a day and a time in a zone', () => {
  it('is the instant at which its clocks show it', () => {
    expect(instantOf('2026-01-15T09:30', 'Europe/Berlin')).toBe('2026-01-15T08:30:00Z');
    expect(instantOf('2026-07-15T09:30', 'Europe/Berlin')).toBe('2026-07-15T07:30:00Z');
    expect(instantOf('2026-07-15T00:00', 'Asia/Kathmandu')).toBe('2026-07-14T18:15:00Z');
    expect(instantOf('2026-07-15T00:00', 'UTC')).toBe('2026-07-15T00:00:00Z');
  });

  it('is the earlier of two where clocks go back, and an hour on where they skip it', () => {
    expect(instantOf('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z');
    expect(instantOf('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00Z');
  });

  it('comes back as it was typed', () => {
    for (const zone of ['America/Bahia_Banderas', 'Pacific/Apia', 'Europe/London']) {
      expect(localOf(instantOf('2026-12-31T23:59', zone), zone)).toBe('2026-12-31T23:59');
    }
  });

  it('is nothing when it is no time', () => {
    expect(instantOf('tomorrow', 'UTC')).toBeUndefined();
    expect(localOf(null, 'UTC')).toBe('');
  });
});
