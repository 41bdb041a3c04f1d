import { Alert, Button, Drawer, Menu, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, body, download } from '~/api/client';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { InstantFilter } from '~/features/parts/filters';
import { Json } from '~/features/parts/Json';
import { Rows } from '~/features/parts/Rows';
import { useTexts } from '~/i18n';
import { CopyText } from '~/ui/CopyText';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { TextFilter } from '~/ui/filters';
import { ProblemAlert } from '~/ui/form';
import { IconChevronDown } from '~/ui/icons';
import { Facts, Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { tellProblem } from '~/ui/problems';
import { DateTime } from '~/ui/values';
import { changesOf, told } from './changes';

type Entry = Schemas['AuditEntryView'];

const FILTERS = ['actor', 'action', 'resource', 'resource_id', 'from', 'to'] as const;

export default function AuditLog() {
  const t = useTexts('audit');
  const p = useTexts('parts');
  const common = useTexts();
  const [search, change] = useUrl();
  const { cursor, entry } = search;
  const filters = Object.fromEntries(FILTERS.filter((name) => search[name]).map((name) => [name, search[name]]));
  const query = useQuery({
    queryKey: ['audit-log', cursor, filters],
    queryFn: () => body(api.GET('/api/v1/audit-log', { params: { query: { limit: '50', cursor, ...filters } } })),
  });
  const checking = useMutation({ mutationFn: () => body(api.GET('/api/v1/audit-log/verification')) });
  const shown = query.data?.data?.find((row) => row.id === entry);
  const save = (format: string) =>
    void download(`/api/v1/audit-log/export?${new URLSearchParams({ ...filters, format } as Record<string, string>).toString()}`, `audit-log.${format}`).catch((thrown: unknown) => tellProblem(common, thrown));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('help')}
        actions={
          <>
            <Button variant="default" loading={checking.isPending} onClick={() => checking.mutate()}>{t('verify')}</Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={14} />}>{t('export')}</Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => save('csv')}>CSV</Menu.Item>
                <Menu.Item onClick={() => save('ndjson')}>NDJSON</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <ProblemAlert error={checking.error} />
      {checking.data && (
        <Alert variant="light" color={checking.data.valid ? 'green' : 'red'} mb="md" role="status" withCloseButton closeButtonLabel={p('closeDrawer')} onClose={() => checking.reset()} style={{ background: checking.data.valid ? 'var(--ch-success-bg)' : undefined }} styles={{ message: { color: checking.data.valid ? 'var(--ch-success-text)' : undefined } }}>
          {checking.data.valid
            ? t('valid', { count: checking.data.sealed ?? 0, unsealed: checking.data.unsealed ?? 0 })
            : t('broken', { id: checking.data.first_broken?.entry_id, problem: checking.data.first_broken?.problem })}
        </Alert>
      )}
      <Section flush>
        <DataTable<Entry>
          name="audit-log"
          caption={t('title')}
          query={query}
          rowKey={(row) => row.id ?? ''}
          onRow={(row) => change({ entry: row.id, cursor })}
          filters={
            <>
              <TextFilter name="actor" label={t('actor')} first width={170} />
              <TextFilter name="action" label={t('action')} width={170} />
              <TextFilter name="resource" label={t('resource')} width={140} />
              <TextFilter name="resource_id" label={t('resourceId')} width={170} />
              <InstantFilter name="from" label={t('from')} />
              <InstantFilter name="to" label={t('to')} />
            </>
          }
          columns={[
            { id: 'at', header: t('at'), cell: (row) => <DateTime value={row.at} seconds />, text: (row) => row.at },
            { id: 'actor', header: t('actor'), cell: (row) => row.actor?.name ?? row.actor?.kind, text: (row) => row.actor?.name },
            { id: 'action', header: t('action'), cell: (row) => <span className="mono">{row.action}</span>, text: (row) => row.action },
            { id: 'resource', header: t('resource'), cell: (row) => row.resource, text: (row) => row.resource, wide: true },
            { id: 'resource_id', header: t('resourceId'), cell: (row) => <span className="mono">{row.resource_id}</span>, text: (row) => row.resource_id, wide: true },
            { id: 'ip', header: 'IP', cell: (row) => <span className="mono">{row.actor?.ip ?? '–'}</span>, text: (row) => row.actor?.ip, optional: true },
            { id: 'reason', header: t('reason'), cell: (row) => row.reason ?? '', text: (row) => row.reason, optional: true },
          ]}
          empty={<EmptyState title={p('nothingFound')} action={<Button variant="default" onClick={() => change(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}>{p('clearFilters')}</Button>} />}
        />
      </Section>
      <Drawer opened={!!shown} onClose={() => change({ entry: undefined, cursor })} title={<span className="mono">{shown?.action}</span>} size="xl" closeButtonProps={{ 'aria-label': p('closeDrawer') }}>
        {shown && <Detail entry={shown} />}
      </Drawer>
    </>
  );
}

function Detail({ entry }: { entry: Entry }) {
  const t = useTexts('audit');
  const changes = changesOf(entry.before, entry.after);
  return (
    <Stack gap="md">
      <Facts
        of={[
          [t('at'), <DateTime key="a" value={entry.at} seconds />],
          [t('actor'), [entry.actor?.name, entry.actor?.role, entry.actor?.kind].filter(Boolean).join(' · ')],
          ['IP', entry.actor?.ip && <span className="mono">{entry.actor.ip}</span>],
          [t('requestId'), entry.actor?.request_id && <CopyText text={entry.actor.request_id} />],
          [t('resource'), entry.resource],
          [t('resourceId'), entry.resource_id && <CopyText text={entry.resource_id} />],
          [t('reason'), entry.reason],
        ]}
      />
      {entry.before && entry.after ? (
        <Rows
          label={t('changes')}
          empty={t('noChanges')}
          rows={changes}
          columns={[
            { label: t('field'), show: (row) => <span className="mono">{row.field}</span> },
            { label: t('before'), show: (row) => <span className="mono" style={{ overflowWrap: 'anywhere' }}>{told(row.before)}</span> },
            { label: t('after'), show: (row) => <span className="mono" style={{ overflowWrap: 'anywhere' }}>{told(row.after)}</span> },
          ]}
        />
      ) : (
        (entry.after ?? entry.before) && <Json value={entry.after ?? entry.before} label={t(entry.after ? 'after' : 'before')} />
      )}
    </Stack>
  );
}
