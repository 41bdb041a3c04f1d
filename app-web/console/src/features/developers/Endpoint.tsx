import { Button, Group, Menu, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, body, ifMatch } from '~/api/client';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useGo, useUrl } from '~/app/search';
import { CountField, DateTimeField, SelectField } from '~/features/parts/fields';
import { FormModal } from '~/features/parts/Form';
import { SecretModal } from '~/features/parts/Secret';
import { useZone } from '~/features/parts/zone';
import { instantOf } from '~/features/parts/zoned';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { CopyText } from '~/ui/CopyText';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { ErrorState } from '~/ui/ErrorState';
import { SelectFilter } from '~/ui/filters';
import { IconChevronDown, IconRefresh } from '~/ui/icons';
import { Facts, Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone, tellProblem } from '~/ui/problems';
import { StatusBadge } from '~/ui/StatusBadge';
import { Count, DateTime } from '~/ui/values';
import { EndpointFields } from './EndpointFields';
import { EndpointStatus } from './Endpoints';

type View = Schemas['WebhookEndpointView'];
type Delivery = Schemas['WebhookDeliveryView'];
type Open = 'rotate' | 'replay' | 'delete';

export default function Endpoint() {
  const t = useTexts('developers');
  const p = useTexts('parts');
  const common = useTexts();
  const go = useGo();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const may = useMay('webhook:write');
  const [open, setOpen] = useState<Open>();
  // What the form began with: of what is read meanwhile nothing was shown in it.
  const [editing, setEditing] = useState<View>();
  const [secret, setSecret] = useState<string>();
  const close = () => setOpen(undefined);
  const { data: endpoint, error, refetch } = useQuery({ queryKey: ['webhook-endpoints', 'one', id], queryFn: () => body(api.GET('/api/v1/webhook-endpoints/{id}', { params: { path: { id } } })) });
  const touched = ['webhook-endpoints'];
  const tell = (thrown: unknown) => tellProblem(common, thrown);
  const pinging = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/webhook-endpoints/{id}/ping', { params: { path: { id } }, headers })), {
    touched,
    onDone: () => {
      tellDone(t('endpoint.pinged'));
      // how it went is in the list a moment later
      setTimeout(() => void refetch(), 2500);
    },
  });
  const switching = useSubmit(
    (status: 'enabled' | 'disabled', { headers }) =>
      body(api.PATCH('/api/v1/webhook-endpoints/{id}', { params: { path: { id }, header: ifMatch(endpoint?.version) }, headers, body: { status } })),
    { touched, onDone: () => tellDone(p('saved')) },
  );
  const deleting = useSubmit(() => api.DELETE('/api/v1/webhook-endpoints/{id}', { params: { path: { id }, header: ifMatch(endpoint?.version) } }), {
    touched,
    onDone: () => {
      tellDone(t('endpoint.deleted'));
      go('/webhook-endpoints');
    },
  });
  if (error && !endpoint) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (!endpoint) {
    return <PageSkeleton />;
  }
  const enabled = endpoint.status === 'enabled';
  return (
    <>
      <PageHeader
        title={endpoint.url ?? ''}
        description={endpoint.description}
        back={{ to: '/webhook-endpoints', label: t('endpoint.title') }}
        badges={<EndpointStatus endpoint={endpoint} />}
        actions={
          may && (
            <>
              <Button variant="default" loading={pinging.isPending} disabled={!enabled} onClick={() => pinging.mutate(undefined, { onError: tell })}>
                {t('endpoint.ping')}
              </Button>
              <Button onClick={() => setEditing(endpoint)}>{p('edit')}</Button>
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button variant="default" rightSection={<IconChevronDown size={14} />}>{common('more')}</Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => switching.mutate(enabled ? 'disabled' : 'enabled', { onError: tell })}>{t(enabled ? 'endpoint.disable' : 'endpoint.enable')}</Menu.Item>
                  <Menu.Item onClick={() => setOpen('replay')}>{t('endpoint.replayRange')}</Menu.Item>
                  <Menu.Item onClick={() => setOpen('rotate')}>{t('endpoint.rotate')}</Menu.Item>
                  <Menu.Divider />
                  <Menu.Item c="var(--ch-danger-text)" onClick={() => setOpen('delete')}>{t('endpoint.delete')}</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </>
          )
        }
      />
      <Section title={p('details')}>
        <Facts
          of={[
            [t('endpoint.types'), endpoint.event_types?.length ? <span className="mono">{endpoint.event_types.join(', ')}</span> : t('endpoint.allTypes')],
            [t('endpoint.lastSuccess'), endpoint.last_success_at ? <DateTime value={endpoint.last_success_at} /> : t('key.never')],
            [t('endpoint.oldSecret'), endpoint.old_secret_until && <DateTime value={endpoint.old_secret_until} />],
            [p('thing.createdAt'), <DateTime key="c" value={endpoint.created_at} />],
            ['ID', <CopyText key="i" text={endpoint.id} />],
          ]}
        />
      </Section>
      <Deliveries id={id} may={may} />
      {editing && (
        <FormModal
          title={p('edit')}
          submitLabel={p('save')}
          onClose={() => setEditing(undefined)}
          values={{ url: editing.url ?? '', description: editing.description ?? '', event_types: editing.event_types ?? [] }}
          send={(form, { headers }) =>
            body(api.PATCH('/api/v1/webhook-endpoints/{id}', { params: { path: { id }, header: ifMatch(editing.version) }, headers, body: { url: form.url.trim(), description: form.description, event_types: form.event_types } }))
          }
          touched={touched}
          onDone={() => tellDone(p('saved'))}
        >
          <EndpointFields />
        </FormModal>
      )}
      {open === 'rotate' && (
        <FormModal<{ hours: number | null }, View>
          title={t('endpoint.rotate')}
          submitLabel={t('endpoint.rotate')}
          size="md"
          onClose={close}
          values={{ hours: 24 }}
          send={(form, { headers }) => body(api.POST('/api/v1/webhook-endpoints/{id}/rotate-secret', { params: { path: { id } }, headers, body: { overlap_seconds: (form.hours ?? 0) * 3600 } }))}
          touched={touched}
          onDone={(rotated) => setSecret(rotated.secret ?? undefined)}
          fieldOf={() => 'hours'}
        >
          <Text size="sm">{t('endpoint.rotateHelp')}</Text>
          <CountField name="hours" label={t('key.overlap')} description={t('endpoint.overlapHelp')} min={0} max={168} />
        </FormModal>
      )}
      {open === 'replay' && <ReplayRange id={id} onClose={close} />}
      <ConfirmModal opened={open === 'delete'} onClose={close} title={t('endpoint.delete')} confirm={t('endpoint.delete')} danger pending={deleting.isPending} error={deleting.error} onConfirm={() => deleting.mutate(undefined)}>
        {t('endpoint.deleteSure')}
      </ConfirmModal>
      <SecretModal title={t('endpoint.secret')} secret={secret} onClose={() => setSecret(undefined)}>
        {t('endpoint.secretHelp')}
      </SecretModal>
    </>
  );
}

function ReplayRange({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts('developers');
  const p = useTexts('parts');
  const zone = useZone();
  return (
    <FormModal
      title={t('endpoint.replayRange')}
      submitLabel={t('endpoint.replay')}
      size="md"
      onClose={onClose}
      values={{ since: '', until: '', state: 'dead' as Schemas['DeliveryState'] }}
      send={(form, { headers }) =>
        body(
          api.POST('/api/v1/webhook-endpoints/{id}/replay', {
            params: { path: { id } },
            headers,
            body: { since: instantOf(form.since, zone) ?? form.since, ...(form.until ? { until: instantOf(form.until, zone) } : {}), state: form.state },
          }),
        )
      }
      touched={['webhook-endpoints']}
      onDone={(result) => tellDone(t('endpoint.replayed', { count: result.deliveries ?? 0 }))}
    >
      <Text size="sm">{t('endpoint.replayHelp')}</Text>
      <Group grow align="flex-start">
        <DateTimeField name="since" label={t('endpoint.since')} description={p('inZone', { zone })} required />
        <DateTimeField name="until" label={t('endpoint.until')} description={p('inZone', { zone })} />
      </Group>
      <SelectField name="state" label={t('endpoint.which')} allowDeselect={false} data={(['dead', 'delivered', 'pending'] as const).map((value) => ({ value, label: t(`delivery.is.${value}`) }))} />
    </FormModal>
  );
}

function Deliveries({ id, may }: { id: string; may: boolean }) {
  const t = useTexts('developers');
  const common = useTexts();
  const [{ cursor, state }, change] = useUrl();
  const query = useQuery({
    queryKey: ['webhook-endpoints', 'deliveries', id, cursor, state],
    queryFn: () => body(api.GET('/api/v1/webhook-endpoints/{id}/deliveries', { params: { path: { id }, query: { limit: '50', cursor, state } } })),
    refetchInterval: ({ state: now }) => (now.data?.data?.some((row) => row.state === 'pending') ? 3000 : false),
  });
  const replaying = useSubmit(
    (event: string, { headers }) => body(api.POST('/api/v1/webhook-endpoints/{id}/deliveries/{event_id}/replay', { params: { path: { id, event_id: event } }, headers })),
    { touched: ['webhook-endpoints'], onDone: () => tellDone(t('delivery.again')) },
  );
  return (
    <Section title={t('delivery.title')} flush actions={<Button variant="subtle" size="compact-sm" leftSection={<IconRefresh size={14} />} onClick={() => void query.refetch()}>{t('delivery.refresh')}</Button>}>
      <DataTable<Delivery>
        name="webhook-deliveries"
        caption={t('delivery.title')}
        query={query}
        rowKey={(row) => row.event_id ?? ''}
        filters={<SelectFilter name="state" label={t('delivery.state')} values={(['pending', 'delivered', 'dead'] as const).map((value) => ({ value, label: t(`delivery.is.${value}`) }))} />}
        columns={[
          { id: 'type', header: t('event.type'), cell: (row) => <span className="mono">{row.event_type}</span>, text: (row) => row.event_type },
          { id: 'state', header: t('delivery.state'), cell: (row) => <StatusBadge status={row.state} />, text: (row) => row.state },
          { id: 'answer', header: t('delivery.answer'), wrap: true, cell: (row) => [row.last_status, row.last_error].filter(Boolean).join(' · ') || '–', text: (row) => row.last_status ?? row.last_error, wide: true },
          { id: 'duration', header: t('delivery.duration'), align: 'right', cell: (row) => (row.last_duration_ms === null || row.last_duration_ms === undefined ? '–' : `${row.last_duration_ms} ms`), text: (row) => row.last_duration_ms, wide: true },
          { id: 'attempts', header: t('delivery.attempts'), align: 'right', cell: (row) => <Count value={row.attempts} />, text: (row) => row.attempts, wide: true },
          { id: 'next', header: t('delivery.next'), cell: (row) => (row.next_attempt_at ? <DateTime value={row.next_attempt_at} seconds /> : '–'), text: (row) => row.next_attempt_at, wide: true },
          { id: 'created', header: t('delivery.since'), cell: (row) => <DateTime value={row.created_at} seconds />, text: (row) => row.created_at },
          { id: 'event_id', header: 'webhook-id', cell: (row) => <CopyText text={row.event_id} />, text: (row) => row.event_id, optional: true },
          {
            id: 'replay',
            header: '',
            align: 'right',
            cell: (row) =>
              may && (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={replaying.isPending && replaying.variables === row.event_id}
                  onClick={() => replaying.mutate(row.event_id ?? '', { onError: (thrown) => tellProblem(common, thrown) })}
                >
                  {t('endpoint.replay')}
                </Button>
              ),
          },
        ]}
        empty={<EmptyState title={t('delivery.none')} action={state && <Button variant="default" onClick={() => change({ state: undefined })}>{t('delivery.all')}</Button>}>{t('delivery.noneHelp')}</EmptyState>}
      />
    </Section>
  );
}
