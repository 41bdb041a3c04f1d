const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** A billing date ("2026-03-01"): it has no zone and is the same day everywhere. */
export function formatDate(locale: string, date: string | undefined | null): string {
  if (!date) return '–';
  return format(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
}

/**
 * A period of billing dates. Periods of the API end with the day on which the next begins; what is shown is their last day.
 * Nothing where there is no period: a date alone has the same beginning and end.
 */
export function formatPeriod(locale: string, from: string | undefined | null, to: string | undefined | null): string {
  if (!from || !to || from === to) return '–';
  const last = new Date(`${to}T00:00:00Z`);
  last.setUTCDate(last.getUTCDate() - 1);
  return format(locale, { dateStyle: 'medium', timeZone: 'UTC' }).formatRange(new Date(`${from}T00:00:00Z`), last);
}

/** A month ("2026-03") as it is called. */
export function formatMonth(locale: string, month: string | undefined | null): string {
  return month ? format(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`)) : '–';
}

/** An instant in the tenant's time zone: there its days begin. */
export function formatInstant(locale: string, zone: string, instant: string | undefined | null, withSeconds = false): string {
  if (!instant) return '–';
  return format(locale, { dateStyle: 'medium', timeStyle: withSeconds ? 'medium' : 'short', timeZone: zone }).format(new Date(instant));
}

/** The day of an instant in a time zone, as a billing date. */
export function dayIn(zone: string, instant: Date | string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(instant));
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]];

/** How long ago, or how far off. */
export function formatAgo(locale: string, instant: string, now: number): string {
  const distance = new Date(instant).getTime() - now;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, size] of STEPS) {
    if (Math.abs(distance) >= size) return relative.format(Math.trunc(distance / size), unit);
  }
  return relative.format(0, 'minute');
}
