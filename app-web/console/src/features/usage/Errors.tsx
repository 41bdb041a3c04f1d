import { Button, Drawer, Group, Stack, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body, newKey } from '~/api/client';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { jsonOf } from '~/features/parts/Json';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { CopyText } from '~/ui/CopyText';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { ErrorState } from '~/ui/ErrorState';
import { SelectFilter, TextFilter } from '~/ui/filters';
import { ProblemAlert } from '~/ui/form';
import { Facts, Section } from '~/ui/layout';
import { tellDone } from '~/ui/problems';
import { StatusBadge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';
import { UsageHeader } from './UsageHeader';

type UsageError = Schemas['UsageErrorView'];

/** What an event says, in the few words of a list. */
const glance = (event: UsageError['event']) => {
  const { metric, transaction_id: id } = (event ?? {}) as Record<string, unknown>;
  return [metric, id].filter((part) => typeof part === 'string').join(' · ');
};

export default function Errors() {
  const t = useTexts('usage');
  const p = useTexts('parts');
  const [{ cursor, state = 'open', code, import_id: importId, error: shown }, change] = useUrl();
  const may = useMay('usage:write');
  const [all, setAll] = useState(false);
  const query = useQuery({
    queryKey: ['usage', 'errors', cursor, state, code, importId],
    queryFn: () => body(api.GET('/api/v1/usage/errors', { params: { query: { limit: '50', cursor, state, code, import_id: importId } } })),
  });
  const rows = query.data?.data ?? [];
  return (
    <>
      <UsageHeader actions={may && state === 'open' && rows.length > 0 && <Button onClick={() => setAll(true)}>{t('error.replayAll')}</Button>} />
      <Section flush>
        <DataTable<UsageError>
          name="usage-errors"
          caption={t('tab.errors')}
          query={query}
          rowKey={(row) => row.id ?? ''}
          onRow={(row) => change({ error: row.id, cursor })}
          filters={
            <>
              <SelectFilter name="state" label={t('error.open')} values={(['open', 'replayed', 'discarded'] as const).map((value) => ({ value, label: t(`error.${value}`) }))} />
              <TextFilter name="code" label={t('error.code')} first width={180} />
              <TextFilter name="import_id" label={t('error.import')} width={290} />
            </>
          }
          columns={[
            { id: 'received_at', header: t('receivedAt'), cell: (row) => <DateTime value={row.received_at} seconds />, text: (row) => row.received_at },
            { id: 'state', header: t('import.state'), cell: (row) => <StatusBadge status={row.state} />, text: (row) => row.state },
            { id: 'code', header: t('error.code'), cell: (row) => <span className="mono">{row.code}</span>, text: (row) => row.code },
            { id: 'message', header: t('error.message'), wrap: true, cell: (row) => (row.field ? `${row.field}: ${row.message}` : row.message), text: (row) => row.message },
            { id: 'event', header: t('event'), cell: (row) => <span className="mono">{glance(row.event)}</span>, text: (row) => JSON.stringify(row.event), wide: true },
            { id: 'line', header: t('import.line'), align: 'right', cell: (row) => row.line ?? '–', text: (row) => row.line, wide: true },
          ]}
          empty={
            code || importId || state !== 'open' ? (
              <EmptyState title={p('nothingFound')} action={<Button variant="default" onClick={() => change({ code: undefined, import_id: undefined, state: undefined })}>{p('clearFilters')}</Button>} />
            ) : (
              <EmptyState title={t('error.none')}>{t('error.noneHelp')}</EmptyState>
            )
          }
        />
      </Section>
      <Drawer opened={!!shown} onClose={() => change({ error: undefined, cursor })} title={t('error.one')} size="lg" closeButtonProps={{ 'aria-label': p('closeDrawer') }}>
        {shown && <Detail key={shown} id={shown} may={may} onDone={() => change({ error: undefined, cursor })} />}
      </Drawer>
      {all && <ReplayAll code={code} importId={importId} onClose={() => setAll(false)} />}
    </>
  );
}

function Detail({ id, may, onDone }: { id: string; may: boolean; onDone: () => void }) {
  const t = useTexts('usage');
  const { data: error, error: failed, refetch } = useQuery({
    queryKey: ['usage', 'error', id],
    queryFn: () => body(api.GET('/api/v1/usage/errors/{id}', { params: { path: { id } } })),
  });
  const [typed, setTyped] = useState<string>();
  const told = JSON.stringify(error?.event ?? {}, null, 2);
  const text = typed ?? told;
  const event = jsonOf(text);
  const path = { id };
  const replaying = useSubmit(
    (corrected: Record<string, unknown> | undefined, { headers }) =>
      body(api.POST('/api/v1/usage/errors/{id}/replay', { params: { path }, headers, body: corrected ? { event: corrected as never } : {} })),
    {
      touched: ['usage'],
      onDone: (result) => {
        if (result.state === 'replayed') {
          tellDone(t('error.wasReplayed'));
          onDone();
        }
      },
    },
  );
  const discarding = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/usage/errors/{id}/discard', { params: { path }, headers })), {
    touched: ['usage'],
    onDone: () => {
      tellDone(t('error.wasDiscarded'));
      onDone();
    },
  });
  if (failed && !error) {
    return <ErrorState error={failed} retry={() => void refetch()} />;
  }
  if (!error) {
    return null;
  }
  const open = error.state === 'open';
  return (
    <Stack gap="md">
      <Facts
        of={[
          [t('import.state'), <StatusBadge key="s" status={error.state} />],
          [t('error.code'), <span key="c" className="mono">{error.code}</span>],
          [t('error.field'), error.field && <span className="mono">{error.field}</span>],
          [t('error.message'), error.message],
          [t('import.line'), error.line],
          [t('error.import'), error.import_id && <CopyText text={error.import_id} />],
          [t('receivedAt'), <DateTime key="r" value={error.received_at} seconds />],
          [t('error.closedAt'), error.closed_at && <DateTime value={error.closed_at} seconds />],
          [t('event'), error.event_id && <CopyText text={error.event_id} />],
        ]}
      />
      <ProblemAlert error={replaying.error ?? discarding.error} />
      <Textarea
        label={t('event')}
        description={open && may ? t('error.correctHelp') : undefined}
        autosize
        minRows={8}
        maxRows={24}
        value={text}
        onChange={(changed) => setTyped(changed.currentTarget.value)}
        readOnly={!open || !may}
        error={event ? undefined : t('error.notJson')}
        styles={{ input: { fontFamily: 'ui-monospace, Menlo, Consolas, monospace', fontSize: 12.5 } }}
        spellCheck={false}
      />
      {open && may && (
        <Group gap="xs" justify="flex-end">
          <Button variant="default" loading={discarding.isPending} onClick={() => discarding.mutate(undefined)}>
            {t('error.discard')}
          </Button>
          <Button loading={replaying.isPending} disabled={!event} onClick={() => replaying.mutate(typed === undefined || typed === told ? undefined : event)}>
            {typed === undefined || typed === told ? t('error.replay') : t('error.replayCorrected')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** Sends everything that fits the filters again, a thousand at a time. */
function ReplayAll({ code, importId, onClose }: { code?: string; importId?: string; onClose: () => void }) {
  const t = useTexts('usage');
  const client = useQueryClient();
  const [sofar, setSofar] = useState({ replayed: 0, refused: 0 });
  const replaying = useSubmit(
    async () => {
      let after: string | undefined;
      const sum = { replayed: 0, refused: 0 };
      do {
        const part: Schemas['Replayed'] = await body(
          api.POST('/api/v1/usage/errors/replay', {
            headers: { 'Idempotency-Key': newKey() },
            body: { ...(code ? { code } : {}), ...(importId ? { import_id: importId } : {}), ...(after ? { after } : {}) },
          }),
        );
        sum.replayed += part.replayed ?? 0;
        sum.refused += part.refused ?? 0;
        setSofar({ ...sum });
        after = part.next ?? undefined;
      } while (after);
      return sum;
    },
    {
      onDone: (sum) => {
        void client.invalidateQueries({ queryKey: ['usage'] });
        tellDone(t('error.allReplayed', sum));
        onClose();
      },
    },
  );
  return (
    <ConfirmModal opened onClose={onClose} title={t('error.replayAll')} confirm={t('error.replayAll')} pending={replaying.isPending} error={replaying.error} onConfirm={() => replaying.mutate(undefined)}>
      {t('error.replayAllHelp')}
      {replaying.isPending && <div role="status">{t('error.allReplayed', sofar)}</div>}
    </ConfirmModal>
  );
}
