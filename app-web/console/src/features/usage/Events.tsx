import { Button, Drawer, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { useMetricChoices } from '~/features/catalog/choices';
import { CustomerName } from '~/features/parts/customers';
import { AreaField, DateTimeField, DecimalField, SelectField, TextField } from '~/features/parts/fields';
import { CustomerFilter, InstantFilter } from '~/features/parts/filters';
import { FormModal } from '~/features/parts/Form';
import { IconPlus } from '~/features/parts/icons';
import { Json, jsonOf } from '~/features/parts/Json';
import { Rows } from '~/features/parts/Rows';
import { useZone } from '~/features/parts/zone';
import { instantOf, localOf } from '~/features/parts/zoned';
import { useTexts } from '~/i18n';
import { CopyText } from '~/ui/CopyText';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { ErrorState } from '~/ui/ErrorState';
import { SelectFilter } from '~/ui/filters';
import { Facts, Section } from '~/ui/layout';
import { tellDone } from '~/ui/problems';
import { Badge } from '~/ui/StatusBadge';
import { DateTime, Decimal } from '~/ui/values';
import { UsageHeader } from './UsageHeader';

type Event = Schemas['UsageEventView'];

export default function Events() {
  const t = useTexts('usage');
  const p = useTexts('parts');
  const [{ cursor, metric, customer_id: customer, from, to, event }, change] = useUrl();
  const may = useMay('usage:write');
  const [recording, setRecording] = useState(false);
  const metrics = useMetricChoices();
  const query = useQuery({
    queryKey: ['usage', 'events', cursor, metric, customer, from, to],
    queryFn: () => body(api.GET('/api/v1/usage', { params: { query: { limit: '50', cursor, metric, customer_id: customer, from, to } } })),
  });
  const filtered = metric || customer || from || to;
  const record = may && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setRecording(true)}>
      {t('record')}
    </Button>
  );
  const shown = query.data?.data?.find((other) => other.id === event);
  return (
    <>
      <UsageHeader actions={record} />
      <Section flush>
        <DataTable<Event>
          name="usage"
          caption={t('tab.events')}
          query={query}
          rowKey={(row) => row.id ?? ''}
          onRow={(row) => change({ event: row.id, cursor }, false)}
          filters={
            <>
              <SelectFilter name="metric" label={t('metric')} values={metrics.data} />
              <CustomerFilter />
              <InstantFilter name="from" label={t('from')} />
              <InstantFilter name="to" label={t('to')} />
            </>
          }
          columns={[
            { id: 'timestamp', header: t('timestamp'), cell: (row) => <DateTime value={row.timestamp} seconds />, text: (row) => row.timestamp },
            { id: 'metric', header: t('metric'), cell: (row) => <span className="mono">{row.metric}</span>, text: (row) => row.metric },
            { id: 'customer', header: p('customer'), cell: (row) => <CustomerName id={row.customer_id} />, text: (row) => row.customer_id },
            { id: 'quantity', header: t('quantity'), align: 'right', cell: (row) => <Decimal value={row.quantity} />, text: (row) => row.quantity },
            { id: 'amended', header: t('amended'), cell: (row) => row.amended && <Badge tone="warning">{t(`amendment.${row.amended}`, row.amended)}</Badge>, text: (row) => row.amended, wide: true },
            { id: 'transaction_id', header: t('transactionId'), cell: (row) => <span className="mono">{row.transaction_id}</span>, text: (row) => row.transaction_id, wide: true },
            { id: 'source', header: t('source'), cell: (row) => row.source || '–', text: (row) => row.source, optional: true },
            { id: 'received_at', header: t('receivedAt'), cell: (row) => <DateTime value={row.received_at} seconds />, text: (row) => row.received_at, optional: true },
          ]}
          empty={
            filtered ? (
              <EmptyState title={p('nothingFound')} action={<Button variant="default" onClick={() => change({ metric: undefined, customer_id: undefined, from: undefined, to: undefined })}>{p('clearFilters')}</Button>} />
            ) : (
              <EmptyState title={t('empty')} action={record}>
                {t('emptyHelp')}
              </EmptyState>
            )
          }
        />
      </Section>
      <Drawer opened={!!event} onClose={() => change({ event: undefined, cursor }, false)} title={t('event')} size="lg" closeButtonProps={{ 'aria-label': p('closeDrawer') }}>
        {event && <EventDetail id={event} listed={shown} may={may} />}
      </Drawer>
      {recording && <Record onClose={() => setRecording(false)} />}
    </>
  );
}

function EventDetail({ id, listed, may }: { id: string; listed?: Event; may: boolean }) {
  const t = useTexts('usage');
  const p = useTexts('parts');
  const [amending, setAmending] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['usage', 'event', id],
    queryFn: () => body(api.GET('/api/v1/usage/{id}/amendments', { params: { path: { id } } })),
  });
  const event = data?.event ?? listed;
  if (error && !event) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (!event) {
    return null;
  }
  const amendments = data?.amendments ?? [];
  return (
    <Stack gap="md">
      <Facts
        of={[
          [t('metric'), <span key="m" className="mono">{event.metric}</span>],
          [p('customer'), <CustomerName key="c" id={event.customer_id} />],
          [t('timestamp'), <DateTime key="t" value={event.timestamp} seconds />],
          [t('quantity'), <Decimal key="q" value={event.quantity} />],
          [t('transactionId'), <CopyText key="x" text={event.transaction_id} />],
          [t('source'), event.source],
          [t('receivedAt'), <DateTime key="r" value={event.received_at} seconds />],
          ['ID', <CopyText key="i" text={event.id} />],
        ]}
      />
      {event.properties && Object.keys(event.properties).length > 0 && (
        <div>
          <Text size="sm" fw={550} mb={4}>{t('properties')}</Text>
          <Json value={event.properties} label={t('properties')} />
        </div>
      )}
      <div>
        <Text size="sm" fw={550}>{t('amendments')}</Text>
        <Rows
          label={t('amendments')}
          empty={t('noAmendments')}
          minWidth={360}
          rows={amendments}
          columns={[
            { label: t('kind'), show: (row) => t(`amendment.${row.kind}`) },
            { label: t('quantity'), right: true, show: (row) => <Decimal value={row.quantity} /> },
            { label: t('reason'), show: (row) => row.reason },
            { label: t('madeBy'), show: (row) => row.made_by },
            { label: t('madeAt'), show: (row) => <DateTime value={row.made_at} /> },
          ]}
        />
      </div>
      {may && (
        <Button variant="default" onClick={() => setAmending(true)} style={{ alignSelf: 'flex-start' }}>
          {t('amend')}
        </Button>
      )}
      {amending && <Amend event={event} onClose={() => setAmending(false)} />}
    </Stack>
  );
}

function Amend({ event, onClose }: { event: Event; onClose: () => void }) {
  const t = useTexts('usage');
  const p = useTexts('parts');
  const zone = useZone();
  return (
    <FormModal
      title={t('amend')}
      submitLabel={t('amend')}
      onClose={onClose}
      values={{ kind: 'correct' as 'correct' | 'void', reason: '', quantity: event.quantity ?? '', timestamp: localOf(event.timestamp, zone), properties: JSON.stringify(event.properties ?? {}, null, 2) }}
      send={(form, { headers }) => {
        const properties = jsonOf(form.properties);
        const moved = form.timestamp !== localOf(event.timestamp, zone);
        return body(
          api.POST('/api/v1/usage/{id}/amendments', {
            params: { path: { id: event.id ?? '' } },
            headers,
            body: {
              kind: form.kind,
              reason: form.reason,
              ...(form.kind === 'correct'
                ? {
                    ...(form.quantity ? { quantity: form.quantity.trim() } : {}),
                    ...(moved ? { timestamp: instantOf(form.timestamp, zone) ?? form.timestamp } : {}),
                    ...(properties && Object.keys(properties).length > 0 ? { properties: properties as Record<string, never> } : {}),
                  }
                : {}),
            },
          }),
        );
      }}
      touched={['usage']}
      onDone={() => tellDone(p('saved'))}
    >
      <AmendFields zone={zone} />
    </FormModal>
  );
}

function AmendFields({ zone }: { zone: string }) {
  const t = useTexts('usage');
  const p = useTexts('parts');
  const kind = useWatch({ name: 'kind' }) as string;
  return (
    <>
      <Text size="sm" c="dimmed">{t('amendHelp')}</Text>
      <SelectField name="kind" label={t('kind')} allowDeselect={false} data={(['correct', 'void'] as const).map((value) => ({ value, label: t(`amendment.${value}`) }))} />
      {kind === 'correct' && (
        <>
          <DecimalField name="quantity" label={t('quantity')} />
          <DateTimeField name="timestamp" label={t('timestamp')} description={p('inZone', { zone })} />
          <AreaField name="properties" label={t('properties')} className="mono" />
        </>
      )}
      <TextField name="reason" label={t('reason')} required data-autofocus />
    </>
  );
}

function Record({ onClose }: { onClose: () => void }) {
  const t = useTexts('usage');
  const p = useTexts('parts');
  const zone = useZone();
  const metrics = useMetricChoices();
  return (
    <FormModal
      title={t('record')}
      submitLabel={t('record')}
      onClose={onClose}
      values={{ transaction_id: crypto.randomUUID() as string, external_customer_id: '', metric: '', timestamp: '', quantity: '', properties: '{}' }}
      send={(form, { headers }) =>
        body(
          api.POST('/api/v1/usage', {
            headers,
            body: {
              transaction_id: form.transaction_id,
              ...(/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(form.external_customer_id) ? { customer_id: form.external_customer_id } : { external_customer_id: form.external_customer_id }),
              metric: form.metric,
              timestamp: instantOf(form.timestamp, zone) ?? form.timestamp,
              ...(form.quantity ? { quantity: form.quantity.trim() } : {}),
              properties: (jsonOf(form.properties) ?? {}) as Record<string, never>,
            },
          }),
        )
      }
      touched={['usage']}
      onDone={(made) => tellDone(t(made.status === 'duplicate' ? 'duplicate' : 'recorded'))}
    >
      <SelectField name="metric" label={t('metric')} data={metrics.data} searchable required />
      <TextField name="external_customer_id" label={t('customerIds')} required />
      <DateTimeField name="timestamp" label={t('timestamp')} description={p('inZone', { zone })} required />
      <DecimalField name="quantity" label={t('quantity')} description={t('quantityHelp')} />
      <AreaField name="properties" label={t('properties')} className="mono" />
      <TextField name="transaction_id" label={t('transactionId')} description={t('transactionHelp')} className="mono" required />
    </FormModal>
  );
}
