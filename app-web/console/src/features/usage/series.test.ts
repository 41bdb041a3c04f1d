import { describe, expect, it } from 'vitest';
import { everyStart, seriesOf } from './series';

const row = (start: string, quantity: string, region?: string) => ({ start, quantity, group: (region === undefined ? {} : { region }) as Record<string, string> });

describe('bars of usage', () => {
  it('stand at their start, with nothing where there was nothing', () => {
    const { starts, series } = seriesOf([row('2026-02-01T00:00:00Z', '3', 'eu'), row('2026-01-01T00:00:00Z', '1', 'us'), row('2026-02-01T00:00:00Z', '2', 'us')], 'All', 'month');
    expect(starts).toEqual(['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z']);
    expect(series).toEqual([
      { name: 'region: eu', values: [0, 3] },
      { name: 'region: us', values: [1, 2] },
    ]);
  });

  it('have one name where nothing is grouped', () => {
    expect(seriesOf([row('2026-01-01T00:00:00Z', '1.5')], 'All').series).toEqual([{ name: 'All', values: [1.5] }]);
  });

  it('are of eight groups at most, the highest', () => {
    const rows = Array.from({ length: 11 }, (_, i) => row('2026-01-01T00:00:00Z', String(i), `r${i}`));
    const { series, left } = seriesOf(rows, 'All');
    expect(series.map(({ name }) => name)).toContain('region: r10');
    expect(series).toHaveLength(8);
    expect(left).toBe(3);
  });

  it('are a bar apart for each day, also over a change of clocks and where there was nothing', () => {
    expect(everyStart(['2026-03-27T23:00:00Z', '2026-03-30T22:00:00Z'], 'day', 'Europe/Berlin')).toEqual([
      '2026-03-27T23:00:00Z',
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
      '2026-03-30T22:00:00Z',
    ]);
    expect(everyStart(['2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z'], 'month', 'UTC')).toHaveLength(3);
    expect(everyStart(['2026-01-01T00:00:00Z', '2026-01-01T03:00:00Z'], 'hour', 'UTC')).toHaveLength(4);
    expect(everyStart([], 'day', 'UTC')).toEqual([]);
  });
});
