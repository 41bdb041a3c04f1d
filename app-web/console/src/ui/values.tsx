import { Text, Tooltip } from '@mantine/core';
import type { Amount } from '~/api/types';
import { useTenant } from '~/api/tenant';
import { formatDate, formatInstant, formatPeriod } from '~/format/dates';
import { formatCount, formatDecimal, formatMoney, formatPrice } from '~/format/money';
import { useLocale } from '~/i18n';

/** An amount as the API tells it. */
export function Money({ value, strong = false, dimmed = false }: { value: Amount | undefined | null; strong?: boolean; dimmed?: boolean }) {
  return <Text component="span" inherit className="num" fw={strong ? 600 : undefined} c={dimmed ? 'dimmed' : undefined}>{formatMoney(useLocale(), value)}</Text>;
}

/** The price of a unit, with all its digits. */
export function Price({ amount, currency }: { amount: string | undefined | null; currency?: string }) {
  return <span className="num">{formatPrice(useLocale(), amount, currency)}</span>;
}

export function Decimal({ value, unit }: { value: string | undefined | null; unit?: string }) {
  return <span className="num">{formatDecimal(useLocale(), value)}{unit && value ? ` ${unit}` : ''}</span>;
}

export function Count({ value }: { value: number | undefined | null }) {
  return <span className="num">{formatCount(useLocale(), value)}</span>;
}

/** A billing date: the same day in every zone. */
export function DateOnly({ value }: { value: string | undefined | null }) {
  return <span className="num">{formatDate(useLocale(), value)}</span>;
}

export function Period({ from, to }: { from: string | undefined | null; to: string | undefined | null }) {
  return <span className="num">{formatPeriod(useLocale(), from, to)}</span>;
}

/** An instant in the tenant's time zone, the zone's name and UTC on hovering. */
export function DateTime({ value, seconds = false }: { value: string | undefined | null; seconds?: boolean }) {
  const locale = useLocale();
  const zone = useTenant().data?.time_zone ?? 'UTC';
  if (!value) return <span>–</span>;
  return (
    <Tooltip label={`${zone} · ${value}`}>
      <time dateTime={value} className="num">{formatInstant(locale, zone, value, seconds)}</time>
    </Tooltip>
  );
}
