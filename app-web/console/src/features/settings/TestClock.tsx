import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import { useClock } from '~/api/tenant';
import { DateTimeField } from '~/features/parts/fields';
import { FormModal } from '~/features/parts/Form';
import { useZone } from '~/features/parts/zone';
import { instantOf } from '~/features/parts/zoned';
import { useTexts } from '~/i18n';
import { Section } from '~/ui/layout';
import { tellDone } from '~/ui/problems';
import { Badge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';

/** The clock that the tenant lives by: the real one, or one that somebody advances. */
export function TestClock() {
  const t = useTexts('settings');
  const p = useTexts('parts');
  const zone = useZone();
  const may = useMay('tenant:write');
  const [open, setOpen] = useState<'start' | 'advance'>();
  const { data: clock } = useClock();
  const testing = clock?.mode === 'test';
  const close = () => setOpen(undefined);
  return (
    <Section title={t('clock.title')}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">{t('clock.help')}</Text>
        <Group gap="sm">
          <Badge tone={testing ? 'warning' : 'neutral'}>{t(testing ? 'clock.test' : 'clock.real')}</Badge>
          <DateTime value={clock?.now} seconds />
          {clock?.settled === false && <Badge tone="info">{t('clock.working')}</Badge>}
        </Group>
        {may && (
          <Group>
            {testing ? (
              <Button variant="default" onClick={() => setOpen('advance')}>{t('clock.advance')}</Button>
            ) : (
              <Button variant="default" onClick={() => setOpen('start')}>{t('clock.start')}</Button>
            )}
          </Group>
        )}
      </Stack>
      {open && (
        <FormModal
          title={t(open === 'start' ? 'clock.start' : 'clock.advance')}
          submitLabel={t(open === 'start' ? 'clock.start' : 'clock.advance')}
          size="md"
          onClose={close}
          values={{ at: '' }}
          send={(form, { headers }) => {
            const at = instantOf(form.at, zone) ?? form.at;
            return open === 'start' ? body(api.PUT('/api/v1/tenant/clock', { body: { now: at } })) : body(api.POST('/api/v1/tenant/clock/advance', { headers, body: { to: at } }));
          }}
          touched={['clock', 'billing-runs']}
          fieldOf={() => 'at'}
          onDone={() => tellDone(p('saved'))}
        >
          <Text size="sm">{t(open === 'start' ? 'clock.startHelp' : 'clock.advanceHelp')}</Text>
          <DateTimeField name="at" label={t('clock.to')} description={p('inZone', { zone })} required data-autofocus />
        </FormModal>
      )}
    </Section>
  );
}
