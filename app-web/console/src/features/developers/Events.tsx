import { Drawer, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { Json } from '~/features/parts/Json';
import { useTexts } from '~/i18n';
import { CopyText } from '~/ui/CopyText';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { SelectFilter } from '~/ui/filters';
import { Facts, Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { DateTime } from '~/ui/values';
import { EVENT_TYPES } from './eventTypes';

type Event = Schemas['EventView'];

export default function Events() {
  const t = useTexts('developers');
  const p = useTexts('parts');
  const [{ cursor, type, event }, change] = useUrl();
  const query = useQuery({ queryKey: ['events', cursor, type], queryFn: () => body(api.GET('/api/v1/events', { params: { query: { limit: '50', cursor, type } } })) });
  const shown = query.data?.data?.find((row) => row.id === event);
  return (
    <>
      <PageHeader title={t('event.title')} description={t('event.help')} />
      <Section flush>
        <DataTable<Event>
          name="events"
          caption={t('event.title')}
          query={query}
          rowKey={(row) => row.id ?? ''}
          onRow={(row) => change({ event: row.id, cursor })}
          filters={<SelectFilter name="type" label={t('event.type')} values={EVENT_TYPES.map((value) => ({ value, label: value }))} />}
          columns={[
            { id: 'occurred_at', header: t('event.at'), cell: (row) => <DateTime value={row.occurred_at} seconds />, text: (row) => row.occurred_at },
            { id: 'type', header: t('event.type'), cell: (row) => <span className="mono">{row.type}</span>, text: (row) => row.type },
            { id: 'data', header: t('event.data'), cell: (row) => <span className="mono">{JSON.stringify(row.data)}</span>, text: (row) => JSON.stringify(row.data), wide: true },
            { id: 'subject_id', header: t('event.subject'), cell: (row) => <span className="mono">{row.subject_id}</span>, text: (row) => row.subject_id, optional: true },
            { id: 'id', header: 'ID', cell: (row) => <span className="mono">{row.id}</span>, text: (row) => row.id, optional: true },
          ]}
          empty={<EmptyState title={type ? p('nothingFound') : t('event.none')}>{t('event.help')}</EmptyState>}
        />
      </Section>
      <Drawer opened={!!shown} onClose={() => change({ event: undefined, cursor })} title={<span className="mono">{shown?.type}</span>} size="lg" closeButtonProps={{ 'aria-label': p('closeDrawer') }}>
        {shown && (
          <Stack gap="md">
            <Facts
              of={[
                [t('event.at'), <DateTime key="a" value={shown.occurred_at} seconds />],
                [t('event.written'), <DateTime key="w" value={shown.created_at} seconds />],
                [t('event.subject'), <CopyText key="s" text={shown.subject_id} />],
                ['ID', <CopyText key="i" text={shown.id} />],
              ]}
            />
            <Json value={shown.data ?? {}} label={t('event.data')} />
          </Stack>
        )}
      </Drawer>
    </>
  );
}
