import type { Schemas } from '~/api/types';
import { instantOf, localOf } from '~/features/parts/zoned';

type Summed = Schemas['UsageSummaryView'];

/** What the rows of a group are called. */
export const groupName = (group: Summed['group'], rest: string): string => {
  const parts = Object.entries(group ?? {}).map(([key, value]) => `${key}: ${value || '–'}`);
  return parts.length > 0 ? parts.join(', ') : rest;
};

const MOST = 8;
const MOST_STARTS = 1500;
const HOUR = 3_600_000;

/** Where the next hour, day or month of a zone begins. */
function nextStart(start: string, granularity: string, zone: string): string {
  if (granularity === 'hour') {
    return new Date(Date.parse(start) + HOUR).toISOString().replace('.000Z', 'Z');
  }
  const [year = 0, month = 1, day = 1] = localOf(start, zone).slice(0, 10).split('-').map(Number);
  const next = new Date(granularity === 'month' ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1));
  return instantOf(`${next.toISOString().slice(0, 10)}T00:00`, zone) ?? start;
}

/** All starts from the first to the last, those without usage too: a chart that leaves them out lies about time. */
export function everyStart(starts: readonly string[], granularity: string, zone: string): string[] {
  const first = starts[0];
  const last = starts.at(-1);
  if (!first || !last) {
    return [];
  }
  const all = [first];
  while (Date.parse(all.at(-1) ?? last) < Date.parse(last)) {
    if (all.length >= MOST_STARTS) {
      return [...starts];
    }
    all.push(nextStart(all.at(-1) ?? last, granularity, zone));
  }
  // what does not fall on a start of the zone is shown rather than left out
  return starts.every((start) => all.includes(start)) ? all : [...starts];
}


/**
 * Sums of usage as bars to draw: at most eight series, the largest at its largest; the others are left to the table. A quantity
 * becomes a number here, and only here, since a bar is no exact thing.
 */
export function seriesOf(rows: readonly Summed[], rest: string, granularity = 'day', zone = 'UTC'): { starts: string[]; series: { name: string; values: number[] }[]; left: number } {
  const starts = everyStart([...new Set(rows.map((row) => row.start ?? ''))].sort(), granularity, zone);
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
