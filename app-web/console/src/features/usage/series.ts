import type { Schemas } from '~/api/types';

type Summed = Schemas['UsageSummaryView'];

/** Bars of one name: one for each start, 0 where there is none. */
export interface Series {
  name: string;
  values: number[];
}

/** What the rows of a group are called. */
export const groupName = (group: Summed['group'], rest: string): string => {
  const parts = Object.entries(group ?? {}).map(([key, value]) => `${key}: ${value || '–'}`);
  return parts.length > 0 ? parts.join(', ') : rest;
};

const MOST = 8;

/**
 * Sums of usage as bars to draw: at most eight series, the largest at its largest; the others are left to the table. A quantity
 * becomes a number here, and only here, since a bar is no exact thing.
 */
export function seriesOf(rows: readonly Summed[], rest: string): { starts: string[]; series: Series[]; left: number } {
  const starts = [...new Set(rows.map((row) => row.start ?? ''))].sort();
  const at = new Map(starts.map((start, i) => [start, i]));
  const byName = new Map<string, number[]>();
  for (const row of rows) {
    const name = groupName(row.group, rest);
    const values = byName.get(name) ?? Array.from(starts, () => 0);
    values[at.get(row.start ?? '') ?? 0] = Number(row.quantity ?? 0);
    byName.set(name, values);
  }
  const series = [...byName].map(([name, values]) => ({ name, values })).sort((a, b) => Math.max(...b.values) - Math.max(...a.values));
  return { starts, series: series.slice(0, MOST), left: Math.max(series.length - MOST, 0) };
}
