import type { ReactNode } from 'react';
import { useTexts } from '~/i18n';
import classes from './StatusBadge.module.css';
import { STATUS_TONES, type Tone } from './tones';

/** A word on a ground of its tone. The word says it all: the colour only helps. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${classes.badge} ${classes[tone]}`}>{children}</span>;
}

/** A status of the API in words. */
export function StatusBadge({ status }: { status: string | undefined }) {
  const t = useTexts();
  if (!status) return null;
  return <Badge tone={STATUS_TONES[status] ?? 'neutral'}>{t(`common:status.${status}`, status)}</Badge>;
}
