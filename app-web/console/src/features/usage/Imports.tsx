import { Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type DragEvent } from 'react';
import { api, body, newKey } from '~/api/client';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { IconUpload } from '~/features/parts/icons';
import { Rows } from '~/features/parts/Rows';
import { useTexts } from '~/i18n';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { ProblemAlert } from '~/ui/form';
import { Kpi, Kpis, Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { StatusBadge } from '~/ui/StatusBadge';
import { Count, DateTime } from '~/ui/values';
import { UsageHeader } from './UsageHeader';

type ImportResult = Schemas['UsageImportResult'];

/** As what a file of usage is sent: lines of JSON by their file's name, else CSV. */
export const mediaTypeOf = (name: string): 'application/x-ndjson' | 'text/csv' => (/\.(ndjson|jsonl|json)$/i.test(name) ? 'application/x-ndjson' : 'text/csv');

const FORM = 'transaction_id,external_customer_id,metric,timestamp,quantity\n';

export default function Imports() {
  const t = useTexts('usage');
  const [{ cursor }] = useUrl();
  const client = useQueryClient();
  const may = useMay('usage:write');
  const [over, setOver] = useState(false);
  const sending = useMutation({
    mutationFn: (file: File): Promise<ImportResult> =>
      body(
        api.POST('/api/v1/usage/import', {
          headers: { 'Content-Type': mediaTypeOf(file.name), 'Idempotency-Key': newKey() },
          body: file as never,
          bodySerializer: (content) => content as never,
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['usage'] }),
  });
  const query = useQuery({
    queryKey: ['usage', 'imports', cursor],
    queryFn: () => body(api.GET('/api/v1/usage/imports', { params: { query: { limit: '20', cursor } } })),
    // how far it is, is in the list: the answer to the upload comes at its end
    refetchInterval: ({ state }) => (sending.isPending || state.data?.data?.some((row) => row.state === 'running') ? 1000 : false),
  });
  const running = query.data?.data?.find((row) => row.state === 'running');
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !sending.isPending) {
      sending.mutate(file);
    }
  };
  return (
    <>
      <UsageHeader />
      {may && (
        <Section title={t('import.title')}>
          <Stack
            gap="sm"
            align="center"
            p="lg"
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
            style={{ border: `1px dashed ${over ? 'var(--mantine-primary-color-filled)' : 'var(--mantine-color-default-border)'}`, borderRadius: 8 }}
          >
            <Text size="sm" ta="center">{t('import.help')}</Text>
            <Group gap="xs" justify="center">
              <FileButton accept=".csv,.ndjson,.jsonl,text/csv,application/x-ndjson" onChange={(file) => file && sending.mutate(file)}>
                {(props) => (
                  <Button leftSection={<IconUpload size={16} />} loading={sending.isPending} {...props}>
                    {t('import.choose')}
                  </Button>
                )}
              </FileButton>
            </Group>
            <Text size="xs" c="dimmed" className="mono" style={{ overflowWrap: 'anywhere' }}>{FORM}</Text>
            {sending.isPending && (
              <div style={{ width: '100%', maxWidth: 420 }}>
                <Progress value={100} animated aria-label={t('import.running')} />
                <Text size="xs" c="dimmed" mt={4} role="status">
                  {running ? t('import.soFar', { lines: running.lines, accepted: running.accepted, rejected: running.rejected }) : t('import.running')}
                </Text>
              </div>
            )}
          </Stack>
          <ProblemAlert error={sending.error} />
        </Section>
      )}
      {sending.data && <Result result={sending.data} />}
      <Section title={t('tab.imports')} flush>
        <DataTable
          name="usage-imports"
          caption={t('tab.imports')}
          query={query}
          rowKey={(row) => row.id ?? ''}
          rowLink={(row) => (row.rejected ? `/usage/errors?import_id=${row.id}` : undefined)}
          columns={[
            { id: 'started_at', header: t('import.startedAt'), cell: (row) => <DateTime value={row.started_at} seconds />, text: (row) => row.started_at },
            { id: 'state', header: t('import.state'), cell: (row) => <StatusBadge status={row.state} />, text: (row) => row.state },
            { id: 'format', header: t('import.format'), cell: (row) => row.format?.toUpperCase(), text: (row) => row.format, wide: true },
            { id: 'lines', header: t('import.lines'), align: 'right', cell: (row) => <Count value={row.lines} />, text: (row) => row.lines },
            { id: 'accepted', header: t('import.accepted'), align: 'right', cell: (row) => <Count value={row.accepted} />, text: (row) => row.accepted },
            { id: 'duplicates', header: t('import.duplicates'), align: 'right', cell: (row) => <Count value={row.duplicates} />, text: (row) => row.duplicates, wide: true },
            { id: 'rejected', header: t('import.rejected'), align: 'right', cell: (row) => <Count value={row.rejected} />, text: (row) => row.rejected },
            { id: 'error', header: t('import.error'), cell: (row) => row.error ?? '', text: (row) => row.error, wide: true },
          ]}
          empty={<EmptyState title={t('import.none')}>{t('import.help')}</EmptyState>}
        />
      </Section>
    </>
  );
}

function Result({ result }: { result: ImportResult }) {
  const t = useTexts('usage');
  return (
    <>
      <Kpis>
        <Kpi label={t('import.lines')}><Count value={result.lines} /></Kpi>
        <Kpi label={t('import.accepted')}><Count value={result.accepted} /></Kpi>
        <Kpi label={t('import.duplicates')}><Count value={result.duplicates} /></Kpi>
        <Kpi label={t('import.rejected')}><Count value={result.rejected} /></Kpi>
      </Kpis>
      {(result.errors?.length ?? 0) > 0 && (
        <Section title={t('import.errors')} flush actions={<Link to={`/usage/errors?import_id=${result.id}`}>{t('import.inbox')}</Link>}>
          <Rows
            label={t('import.errors')}
            rows={result.errors ?? []}
            columns={[
              { label: t('import.line'), right: true, width: 80, show: (row) => row.line },
              { label: t('error.field'), show: (row) => <span className="mono">{row.field}</span> },
              { label: t('error.code'), show: (row) => <span className="mono">{row.code}</span> },
              { label: t('error.message'), show: (row) => row.message },
            ]}
          />
          {result.errors_truncated && <Text size="xs" c="dimmed" p="sm">{t('import.truncated')}</Text>}
        </Section>
      )}
    </>
  );
}
