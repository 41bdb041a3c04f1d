import { Alert, Button, Group, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { api, body, ifMatch } from '~/api/client';
import { asProblem } from '~/api/problem';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import { useGo, useUrl } from '~/app/search';
import { AreaField, mapOf, pairsOf, TextField } from '~/features/parts/fields';
import { FormModal } from '~/features/parts/Form';
import { MetadataField } from '~/features/parts/things';
import '~/features/parts/styles';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { CopyText } from '~/ui/CopyText';
import { DataTable } from '~/ui/DataTable';
import { ErrorState } from '~/ui/ErrorState';
import { Facts, Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { DateTime } from '~/ui/values';
import { DraftActions } from './PlanDraft';
import { PlanDiffView } from './PlanDiffView';
import { Terms, VersionBadge } from './PlanParts';
import type { PlanVersionView, PlanView } from './plans';

const Entitlements = lazy(() => import('./Entitlements'));
const PlanMigration = lazy(() => import('./PlanMigration'));
const PlanPreview = lazy(() => import('./PlanPreview'));

const readVersion = (id: string, number: number) => body(api.GET('/api/v1/plans/{id}/versions/{number}', { params: { path: { id, number } } }));

/** The draft behind the newest version that a plan shows, if there is one: the API has no list of drafts. */
function useDraft(plan: PlanView | undefined) {
  const id = plan?.id ?? '';
  const newest = plan?.version ?? 0;
  return useQuery({
    queryKey: ['plans', 'draft', id, newest],
    queryFn: async (): Promise<PlanVersionView | null> => {
      const wanted = plan?.status === 'draft' ? newest : newest + 1;
      try {
        const version = await readVersion(id, wanted);
        return version.status === 'draft' ? version : null;
      } catch (thrown) {
        if (asProblem(thrown).status === 404) {
          return null;
        }
        throw thrown;
      }
    },
    enabled: plan !== undefined,
  });
}

export default function PlanPage() {
  const t = useTexts('catalog');
  const p = useTexts('parts');
  const go = useGo();
  const [search, change] = useUrl();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const may = useMay('catalog:write');
  const mayPreview = useMay('subscription:write', 'customer:read');
  const mayMove = useMay('catalog:write', 'subscription:write');
  // What the form began with: of what is read meanwhile nothing was shown in it.
  const [naming, setNaming] = useState<PlanView>();
  const { data: plan, error, refetch } = useQuery({ queryKey: ['plans', 'one', id], queryFn: () => body(api.GET('/api/v1/plans/{id}', { params: { path: { id } } })) });
  const draft = useDraft(plan);
  const versions = useQuery({
    queryKey: ['plans', 'versions', id],
    queryFn: () => body(api.GET('/api/v1/plans/{id}/versions', { params: { path: { id }, query: { limit: '100' } } })),
  });
  if (error && !plan) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (!plan || draft.isPending) {
    return <PageSkeleton />;
  }
  const neverPublished = plan.status === 'draft';
  const open = draft.data;
  const numbers = [...new Set([...(versions.data?.data ?? []).map((version) => version.number ?? 0), ...(open ? [open.number ?? 0] : [])])].sort((a, b) => a - b);
  const tab = search.tab ?? 'terms';
  return (
    <>
      <PageHeader
        title={plan.name ?? ''}
        back={{ to: '/plans', label: t('plan.title') }}
        badges={<VersionBadge status={plan.status} />}
        description={plan.description}
        actions={
          may && (
            <>
              <Button variant="default" onClick={() => setNaming(plan)}>
                {t('plan.rename')}
              </Button>
              {neverPublished && open && (
                <>
                  <Button component={Link} to={`/plans/${id}/versions/${open.number}/edit`} variant="default">
                    {t('plan.editDraft')}
                  </Button>
                  <DraftActions planId={id} draft={open} onGone={(published) => !published && go('/plans')} />
                </>
              )}
              {!neverPublished && !open && (
                <Button component={Link} to={`/plans/${id}/versions/new`}>
                  {t('plan.newVersion')}
                </Button>
              )}
            </>
          )
        }
      />
      {open && !neverPublished && tab !== 'draft' && (
        <Alert variant="light" color="brand" mb="md" p="xs">
          <Group justify="space-between">
            <Text size="sm">{t('plan.openDraft', { number: open.number })}</Text>
            <Button size="xs" variant="default" onClick={() => change({ tab: 'draft' })}>
              {t('versionStatus.draft')}
            </Button>
          </Group>
        </Alert>
      )}
      <Tabs value={tab} onChange={(value) => change({ tab: value ?? undefined, cursor: undefined }, true)} keepMounted={false}>
        <Tabs.List mb="md" style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
          <Tabs.Tab value="terms">{t('plan.terms')}</Tabs.Tab>
          {open && !neverPublished && <Tabs.Tab value="draft">{t('versionStatus.draft')}</Tabs.Tab>}
          <Tabs.Tab value="entitlements">{t('plan.entitlements')}</Tabs.Tab>
          {!neverPublished && <Tabs.Tab value="versions">{t('plan.versions')}</Tabs.Tab>}
          {numbers.length > 1 && <Tabs.Tab value="compare">{t('plan.compare')}</Tabs.Tab>}
          {!neverPublished && mayPreview && <Tabs.Tab value="preview">{t('plan.preview')}</Tabs.Tab>}
          {!neverPublished && mayMove && <Tabs.Tab value="move">{t('plan.subscribers')}</Tabs.Tab>}
        </Tabs.List>
        <Suspense fallback={<PageSkeleton />}>
          <Tabs.Panel value="terms">
            <Terms version={neverPublished && open ? open : { ...plan, number: plan.version, plan_id: plan.id }} />
            <Section title={p('details')}>
              <Facts
                of={[
                  [p('thing.code'), <CopyText key="code" text={plan.code} />],
                  [p('thing.externalId'), plan.external_id && <CopyText text={plan.external_id} />],
                  ['ID', <CopyText key="id" text={plan.id} />],
                  [t('plan.versionShort'), plan.version],
                  [p('thing.createdAt'), <DateTime key="at" value={plan.created_at} />],
                  ...Object.entries(plan.metadata ?? {}).map(([name, value]): [string, string] => [`${p('metadata')}: ${name}`, String(value)]),
                ]}
              />
            </Section>
          </Tabs.Panel>
          {open && (
            <Tabs.Panel value="draft">
              {may && (
                <Group justify="flex-end" mb="md" gap="xs">
                  <Button component={Link} to={`/plans/${id}/versions/${open.number}/edit`} variant="default">
                    {t('plan.editDraft')}
                  </Button>
                  <DraftActions planId={id} draft={open} published={plan.version} onGone={() => change({ tab: undefined })} />
                </Group>
              )}
              <Terms version={open} />
            </Tabs.Panel>
          )}
          <Tabs.Panel value="entitlements">
            <Entitlements planId={id} />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <Versions planId={id} query={versions} may={may} />
          </Tabs.Panel>
          <Tabs.Panel value="compare">
            <PlanDiffView planId={id} numbers={numbers} currency={plan.currency ?? ''} />
          </Tabs.Panel>
          <Tabs.Panel value="preview">
            <PlanPreview plan={plan} />
          </Tabs.Panel>
          <Tabs.Panel value="move">
            <PlanMigration planId={id} versions={(versions.data?.data ?? []).filter((version) => version.status === 'published')} />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
      {naming && (
        <FormModal
          title={t('plan.rename')}
          submitLabel={p('save')}
          onClose={() => setNaming(undefined)}
          values={{ name: naming.name ?? '', description: naming.description ?? '', metadata: pairsOf(naming.metadata) }}
          send={(form, { headers }) =>
            body(
              api.PATCH('/api/v1/plans/{id}', {
                params: { path: { id }, header: ifMatch(naming.revision) },
                headers,
                body: { name: form.name.trim(), description: form.description, metadata: mapOf(form.metadata) },
              }),
            )
          }
          touched={['plans']}
          onDone={() => tellDone(p('saved'))}
        >
          <TextField name="name" label={p('thing.name')} required data-autofocus />
          <AreaField name="description" label={p('thing.description')} />
          <MetadataField />
        </FormModal>
      )}
    </>
  );
}

function Versions({ planId, query, may }: { planId: string; query: ReturnType<typeof useQuery<{ data?: PlanVersionView[] }>>; may: boolean }) {
  const t = useTexts('catalog');
  const p = useTexts('parts');
  const [shown, show] = useState<number>();
  const [leaving, setLeaving] = useState<PlanVersionView>();
  const archiving = useSubmit(
    (number: number, { headers }) => body(api.POST('/api/v1/plans/{id}/versions/{number}/archive', { params: { path: { id: planId, number } }, headers })),
    {
      touched: ['plans'],
      onDone: () => {
        setLeaving(undefined);
        tellDone(p('archived'));
      },
    },
  );
  const version = query.data?.data?.find((other) => other.number === shown);
  return (
    <>
      <Section flush>
        <DataTable
          name="plan-versions"
          caption={t('plan.versions')}
          plain
          query={query}
          rowKey={(row) => String(row.number)}
          onRow={(row) => show(shown === row.number ? undefined : row.number)}
          empty={null}
          columns={[
            { id: 'number', header: t('plan.versionShort'), cell: (row) => t('plan.version', { number: row.number }) },
            { id: 'status', header: p('thing.status'), cell: (row) => <VersionBadge status={row.status} /> },
            { id: 'charges', header: t('plan.charges'), align: 'right', cell: (row) => row.charges?.length, wide: true },
            { id: 'created', header: p('thing.createdAt'), cell: (row) => <DateTime value={row.created_at} />, wide: true },
            {
              id: 'actions',
              header: '',
              align: 'right',
              cell: (row) =>
                may &&
                row.status === 'published' && (
                  <Button size="compact-xs" variant="default" onClick={() => setLeaving(row)}>
                    {t('plan.archiveVersion')}
                  </Button>
                ),
            },
          ]}
        />
      </Section>
      {version && <Terms version={version} />}
      <ConfirmModal
        opened={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={`${t('plan.archiveVersion')}: ${t('plan.version', { number: leaving?.number })}`}
        confirm={t('plan.archiveVersion')}
        danger
        pending={archiving.isPending}
        error={archiving.error}
        onConfirm={() => archiving.mutate(leaving?.number ?? 0)}
      >
        {t('plan.archiveVersionSure')}
      </ConfirmModal>
    </>
  );
}
