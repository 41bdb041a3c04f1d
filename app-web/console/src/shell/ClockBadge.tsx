import { Tooltip } from '@mantine/core';
import { useClock, useTenant } from '~/api/tenant';
import { formatInstant } from '~/format/dates';
import { useLocale, useTexts } from '~/i18n';
import { IconClock } from '~/ui/icons';
import classes from './shell.module.css';

/** Says that this is no live tenant, and what its clock shows. */
export function ClockBadge() {
  const t = useTexts();
  const locale = useLocale();
  const { data: tenant } = useTenant();
  const { data: clock } = useClock();
  const test = clock?.mode === 'test';
  const sandbox = tenant?.kind === 'sandbox';
  if (!test && !sandbox) return null;
  const now = test && clock ? formatInstant(locale, tenant?.time_zone ?? 'UTC', clock.now) : undefined;
  return (
    <Tooltip label={clock?.settled === false ? t('clock.working') : t('clock.hint')}>
      <span className={classes.clock} role="note" aria-label={`${sandbox ? t('clock.sandbox') : t('clock.test')} ${now ?? ''}`}>
        <IconClock size={14} />
        <span className={now ? classes.clockText : undefined}>{sandbox ? t('clock.sandbox') : t('clock.test')}</span>
        {now && <span className="num">{now}</span>}
      </span>
    </Tooltip>
  );
}
