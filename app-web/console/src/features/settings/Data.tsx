import { Button, Group, Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body, download } from '~/api/client';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import { TextField } from '~/features/parts/fields';
import { FormModal } from '~/features/parts/Form';
import { Rows } from '~/features/parts/Rows';
import { useTexts } from '~/i18n';
import { ErrorState } from '~/ui/ErrorState';
import { Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { tellDone, tellProblem } from '~/ui/problems';
import { StatusBadge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';

/** Exports, sandboxes, jobs, and operators' accesses: what goes on with all of the tenant's data. */
export default function Data() {
  const t = useTexts('settings');
  const mayExport = useMay('tenant:export');
  const maySandboxes = useMay('sandbox:read');
  const mayAudit = useMay('audit:read');
  return (
    <>
      <PageHeader title={t('data.title')} description={t('data.help')} />
      <Jobs />
      {mayExport && <Exports />}
      {maySandboxes && <Sandboxes />}
      {mayAudit && <SupportAccess />}
    </>
  );
}

function Jobs() {
  const t = useTexts('settings');
  const common = useTexts();
  const may = useMay('job:write');
  const query = useQuery({
    queryKey: ['jobs'],
    queryFn: () => body(api.GET('/api/v1/jobs', { params: { query: { limit: '20' } } })),
    refetchInterval: ({ state }) => (state.data?.data?.some((job) => job.state === 'running' || job.state === 'queued') ? 1500 : false),
  });
  const verifying = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/invoices/verification', { headers })), { touched: ['jobs'], onDone: () => tellDone(t('data.verifying')) });
  const canceling = useSubmit((id: string, { headers }) => body(api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id } }, headers })), { touched: ['jobs'] });
  const tell = (thrown: unknown) => tellProblem(common, thrown);
  return (
    <Section
      title={t('data.jobs')}
      flush
      actions={
        may && (
          <Button size="xs" variant="default" loading={verifying.isPending} onClick={() => verifying.mutate(undefined, { onError: tell })}>
            {t('data.verify')}
          </Button>
        )
      }
    >
      {query.error && !query.data ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Rows
          label={t('data.jobs')}
          empty={query.isPending ? ' ' : t('data.noJobs')}
          rows={query.data?.data ?? []}
          keyOf={(job) => job.id ?? ''}
          columns={[
            { label: t('data.kind'), show: (job) => t(`job.${job.kind}`, job.kind ?? '') },
            { label: t('data.state'), show: (job) => <StatusBadge status={job.state} /> },
            {
              label: t('data.progress'),
              width: 180,
              show: (job) =>
                job.state === 'running' ? (
                  <>
                    <Progress value={job.total ? ((job.done ?? 0) / job.total) * 100 : 100} animated={!job.total} aria-label={t('data.progress')} />
                    <Text size="xs" c="dimmed">{job.total ? `${job.done} / ${job.total}` : job.step}</Text>
                  </>
                ) : (
                  (job.errors?.[0]?.message ?? job.step ?? '')
                ),
            },
            { label: t('data.begun'), show: (job) => <DateTime value={job.started_at ?? job.created_at} /> },
            { label: t('data.finished'), show: (job) => <DateTime value={job.finished_at} /> },
            {
              label: '',
              right: true,
              show: (job) =>
                may &&
                (job.state === 'running' || job.state === 'queued') &&
                !job.cancel_requested && (
                  <Button size="compact-sm" variant="default" onClick={() => canceling.mutate(job.id ?? '', { onError: tell })}>
                    {t('data.cancel')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function Exports() {
  const t = useTexts('settings');
  const common = useTexts();
  const query = useQuery({ queryKey: ['exports'], queryFn: () => body(api.GET('/api/v1/tenant/export', { params: { query: { limit: '20' } } })) });
  const taking = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/tenant/export', { headers })), { touched: ['jobs', 'exports'], onDone: () => tellDone(t('data.exporting')) });
  const tell = (thrown: unknown) => tellProblem(common, thrown);
  return (
    <Section
      title={t('data.exports')}
      flush
      actions={
        <Button size="xs" variant="default" loading={taking.isPending} onClick={() => taking.mutate(undefined, { onError: tell })}>
          {t('data.export')}
        </Button>
      }
    >
      <Rows
        label={t('data.exports')}
        empty={t('data.noExports')}
        rows={query.data?.data ?? []}
        keyOf={(archive) => archive.id ?? ''}
        columns={[
          { label: t('data.taken'), show: (archive) => <DateTime value={archive.taken_at} /> },
          { label: t('data.size'), right: true, show: (archive) => (archive.bytes ? `${Math.ceil(archive.bytes / 1024)} KiB` : '–') },
          { label: 'SHA-256', show: (archive) => <span className="mono">{archive.sha256?.slice(0, 16)}…</span> },
          { label: t('data.expires'), show: (archive) => <DateTime value={archive.expires_at} /> },
          {
            label: '',
            right: true,
            show: (archive) =>
              !archive.deleted_at && (
                <Button size="compact-sm" variant="default" onClick={() => void download(`/api/v1/tenant/export/${archive.id}/content`, `export-${archive.id}`).catch(tell)}>
                  {t('data.download')}
                </Button>
              ),
          },
        ]}
      />
    </Section>
  );
}

function Sandboxes() {
  const t = useTexts('settings');
  const p = useTexts('parts');
  const may = useMay('sandbox:write');
  const [making, setMaking] = useState(false);
  const query = useQuery({ queryKey: ['sandboxes'], queryFn: () => body(api.GET('/api/v1/tenant/sandboxes')) });
  return (
    <Section
      title={t('data.sandboxes')}
      flush
      actions={
        may && (
          <Button size="xs" variant="default" onClick={() => setMaking(true)}>
            {t('data.newSandbox')}
          </Button>
        )
      }
    >
      <Rows
        label={t('data.sandboxes')}
        empty={t('data.noSandboxes')}
        rows={query.data?.data ?? []}
        keyOf={(sandbox) => sandbox.id ?? ''}
        columns={[
          { label: p('thing.name'), show: (sandbox) => sandbox.name },
          { label: t('slug'), show: (sandbox) => <span className="mono">{sandbox.slug}</span> },
          { label: p('thing.status'), show: (sandbox) => <StatusBadge status={sandbox.status} /> },
          { label: t('clock.title'), show: (sandbox) => <DateTime value={sandbox.clock} /> },
        ]}
      />
      {making && (
        <FormModal
          title={t('data.newSandbox')}
          submitLabel={p('create')}
          size="md"
          onClose={() => setMaking(false)}
          values={{ slug: '', name: '' }}
          send={(form, { headers }) => body(api.POST('/api/v1/tenant/sandboxes', { headers, body: { slug: form.slug.trim(), name: form.name.trim() } }))}
          touched={['jobs', 'sandboxes']}
          onDone={() => tellDone(t('data.sandboxComes'))}
        >
          <Text size="sm">{t('data.sandboxHelp')}</Text>
          <TextField name="name" label={p('thing.name')} required data-autofocus />
          <TextField name="slug" label={t('slug')} required />
        </FormModal>
      )}
    </Section>
  );
}

function SupportAccess() {
  const t = useTexts('settings');
  const common = useTexts();
  const may = useMay('tenant:own');
  const query = useQuery({ queryKey: ['support-access'], queryFn: () => body(api.GET('/api/v1/support-access', { params: { query: { limit: '50' } } })) });
  const ending = useSubmit((id: string) => api.DELETE('/api/v1/support-access/{id}', { params: { path: { id } } }), { touched: ['support-access'] });
  return (
    <Section title={t('support.title')} flush>
      <Rows
        label={t('support.title')}
        empty={t('support.none')}
        rows={query.data?.data ?? []}
        keyOf={(access) => access.id ?? ''}
        columns={[
          { label: t('support.operator'), show: (access) => access.operator },
          { label: t('support.reason'), show: (access) => access.reason },
          { label: t('data.state'), show: (access) => <Group gap={4}><StatusBadge status={access.status} /></Group> },
          { label: t('support.opened'), show: (access) => <DateTime value={access.opened_at} /> },
          { label: t('data.expires'), show: (access) => <DateTime value={access.ended_at ?? access.expires_at} /> },
          {
            label: '',
            right: true,
            show: (access) =>
              may &&
              !access.ended_at && (
                <Button size="compact-sm" variant="default" onClick={() => ending.mutate(access.id ?? '', { onError: (thrown) => tellProblem(common, thrown) })}>
                  {t('support.end')}
                </Button>
              ),
          },
        ]}
      />
    </Section>
  );
}
