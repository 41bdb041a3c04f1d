/** Instants as people type them: a day and a time in a time zone. */

function partsIn(instant: Date, zone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, part.value]));
}

/** What a field of the kind datetime-local shows for an instant: `2026-02-01T09:30`. */
export function localOf(instant: string | null | undefined, zone: string): string {
  if (!instant) {
    return '';
  }
  const parts = partsIn(new Date(instant), zone);
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function ahead(at: number, zone: string): number {
  const parts = partsIn(new Date(at), zone);
  const shown = Date.UTC(
    Number(parts.year),
    Number(parts.month) - 1,
    Number(parts.day),
    Number(parts.hour),
    Number(parts.minute),
    Number(parts.second),
  );
  return shown - Math.floor(at / 1000) * 1000;
}

/** The instant at which the clocks of a zone show this; of two the earlier, of a time that is skipped the one an hour on. */
export function instantOf(local: string, zone: string): string | undefined {
  const fields = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(local.trim());
  if (!fields) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = fields.slice(1).map((field) => Number(field ?? 0)) as number[];
  const wall = Date.UTC(year!, month! - 1, day, hour, minute, second);
  const dayBefore = wall - ahead(wall - 86_400_000, zone);
  const dayAfter = wall - ahead(wall + 86_400_000, zone);
  const fits = [dayBefore, dayAfter].filter((at) => at + ahead(at, zone) === wall);
  const at = fits.length > 0 ? Math.min(...fits) : dayBefore;
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
