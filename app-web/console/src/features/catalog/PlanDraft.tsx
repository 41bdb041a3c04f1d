/** The next version of a plan: begun, changed, published or given up. */
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, body, ifMatch } from '~/api/client';
import { useSubmit } from '~/api/submit';
import { useGo } from '~/app/search';
import { Form } from '~/features/parts/Form';
import '~/features/parts/styles';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { ErrorState } from '~/ui/ErrorState';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { PlanEditor } from './PlanEditor';
import { DiffOf } from './PlanDiffView';
import { VersionBadge } from './PlanParts';
import { changeFromForm, fieldOf, termsToForm, type PlanVersionView, type TermsForm } from './plans';

export default function PlanDraft() {
  const { id = '', number } = useParams({ strict: false }) as { id?: string; number?: string };
  return <Draft key={`${id}/${number}`} id={id} number={number} />;
}

function Draft({ id, number }: { id: string; number?: string }) {
  const t = useTexts('catalog');
  const p = useTexts('parts');
  const go = useGo();
  const plan = useQuery({ queryKey: ['plans', 'one', id], queryFn: () => body(api.GET('/api/v1/plans/{id}', { params: { path: { id } } })) });
  const draft = useQuery({
    queryKey: ['plans', 'version', id, number],
    queryFn: () => body(api.GET('/api/v1/plans/{id}/versions/{number}', { params: { path: { id, number: Number(number) } } })),
    enabled: number !== undefined,
    staleTime: 0,
  });
  // A form takes its values once: they have to be those of then, and whatever is read afterwards changes nothing in it.
  const [version, begin] = useState<PlanVersionView>();
  if (!version && draft.data && !draft.isFetching) {
    begin(draft.data);
  }
  const failed = (plan.data ? null : plan.error) ?? (version ? null : draft.error);
  if (failed) {
    return <ErrorState error={failed} retry={() => void Promise.all([plan.refetch(), draft.refetch()])} />;
  }
  if (!plan.data || (number !== undefined && !version)) {
    return <PageSkeleton />;
  }
  const base = version ?? plan.data;
  const onDraft = `/plans/${id}?tab=draft`;
  return (
    <>
      <PageHeader
        title={version ? t('plan.draftOf', { number: version.number }) : t('plan.newVersion')}
        badges={<VersionBadge status="draft" />}
        description={plan.data.name}
        back={{ to: `/plans/${id}`, label: plan.data.name ?? '' }}
      />
      <Form<TermsForm, PlanVersionView>
        values={termsToForm(base)}
        send={(form, { headers }) =>
          version
            ? body(api.PATCH('/api/v1/plans/{id}/versions/{number}', { params: { path: { id, number: version.number ?? 0 }, header: ifMatch(version.revision) }, headers, body: changeFromForm(form) }))
            : body(api.POST('/api/v1/plans/{id}/versions', { params: { path: { id } }, headers, body: changeFromForm(form) }))
        }
        touched={['plans']}
        fieldOf={fieldOf}
        submitLabel={t('plan.saveDraft')}
        onCancel={() => go(`/plans/${id}`)}
        onDone={() => {
          tellDone(p('saved'));
          go(onDraft);
        }}
      >
        <PlanEditor naming={false} />
      </Form>
    </>
  );
}

/** What can be done with a draft, with what is different in it. */
export function DraftActions({ planId, draft, published, onGone }: { planId: string; draft: PlanVersionView; published?: number; onGone: (published: boolean) => void }) {
  const t = useTexts('catalog');
  const [open, setOpen] = useState<'publish' | 'discard'>();
  const number = draft.number ?? 0;
  const params = { path: { id: planId, number }, header: ifMatch(draft.revision) };
  const diff = useQuery({
    queryKey: ['plans', planId, 'diff', published, number],
    queryFn: () => body(api.GET('/api/v1/plans/{id}/versions/{number}/diff', { params: { path: { id: planId, number: published ?? 0 }, query: { to: number } } })),
    enabled: published !== undefined && open === 'publish',
  });
  const close = () => setOpen(undefined);
  const publishing = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/plans/{id}/versions/{number}/publish', { params, headers })), {
    touched: ['plans'],
    onDone: () => {
      close();
      tellDone(t('plan.published', { number }));
      onGone(true);
    },
  });
  const discarding = useSubmit(() => api.DELETE('/api/v1/plans/{id}/versions/{number}', { params }), {
    onDone: () => {
      close();
      tellDone(t('plan.discarded'));
      onGone(false);
    },
    touched: published === undefined ? [] : ['plans'],
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpen('discard')}>
        {t('plan.discard')}
      </Button>
      <Button onClick={() => setOpen('publish')}>{t('plan.publish')}</Button>
      <ConfirmModal
        opened={open === 'publish'}
        onClose={close}
        title={t('plan.publishTitle', { number })}
        confirm={t('plan.publish')}
        size="xl"
        pending={publishing.isPending}
        error={publishing.error}
        onConfirm={() => publishing.mutate(undefined)}
      >
        <Stack gap="md">
          <Text size="sm">{t('plan.publishSure')}</Text>
          {diff.data && <DiffOf diff={diff.data} currency={draft.currency ?? ''} />}
        </Stack>
      </ConfirmModal>
      <ConfirmModal
        opened={open === 'discard'}
        onClose={close}
        title={t('plan.discard')}
        confirm={t('plan.discard')}
        danger
        pending={discarding.isPending}
        error={discarding.error}
        onConfirm={() => discarding.mutate(undefined)}
      >
        {t('plan.discardSure')}
      </ConfirmModal>
    </>
  );
}
