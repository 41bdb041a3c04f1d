/** Moves subscribers of a plan to a version of it: looked at first, then done exactly as it was shown. */
import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { Rows } from '~/features/parts/Rows';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { ProblemAlert } from '~/ui/form';
import { Facts, Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { tellDone } from '~/ui/problems';
import { Badge } from '~/ui/StatusBadge';
import { Count, DateTime, Money } from '~/ui/values';
import { DiffOf } from './PlanDiffView';
import type { PlanVersionView } from './plans';

interface Selection {
  from?: number;
  after?: string;
}

const asRequest = ({ from, after }: Selection) => ({ ...(from === undefined ? {} : { from_version: from }), ...(after ? { after } : {}) });

export default function PlanMigration({ planId, versions }: { planId: string; versions: PlanVersionView[] }) {
  const t = useTexts('catalog');
  const numbers = versions.map((version) => version.number ?? 0).sort((a, b) => b - a);
  const [to, setTo] = useState(numbers[0] ?? 1);
  const [selection, select] = useState<Selection>({});
  const [sure, setSure] = useState(false);
  const path = { id: planId, number: to };
  const looking = useSubmit((wanted: Selection, { headers }) =>
    body(api.POST('/api/v1/plans/{id}/versions/{number}/migration/preview', { params: { path }, headers, body: asRequest(wanted) })),
  );
  const moving = useSubmit(
    (preview: Schemas['PlanMigrationView'], { headers }) =>
      body(api.POST('/api/v1/plans/{id}/versions/{number}/migration', { params: { path }, headers, body: { ...asRequest(selection), token: preview.token ?? '' } })),
    {
      touched: ['subscriptions'],
      onDone: (done) => {
        setSure(false);
        tellDone(t('move.done', { count: done.moving ?? 0 }));
      },
    },
  );
  const preview = moving.data ?? looking.data;
  const look = (wanted: Selection) => {
    moving.reset();
    select(wanted);
    looking.mutate(wanted);
  };
  const options = numbers.map((number) => ({ value: String(number), label: t('plan.version', { number }) }));
  const currency = versions[0]?.currency ?? '';
  return (
    <>
      <Section title={t('plan.subscribers')}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t('move.help', { number: to })}
          </Text>
          <Group align="flex-end">
            <Select label={t('diff.to')} data={options} value={String(to)} allowDeselect={false} onChange={(value) => { setTo(Number(value)); looking.reset(); moving.reset(); }} />
            <Select
              label={t('move.from')}
              data={options.filter((option) => option.value !== String(to))}
              placeholder={t('move.fromAny')}
              clearable
              value={selection.from === undefined ? null : String(selection.from)}
              onChange={(value) => { select({ from: value ? Number(value) : undefined }); looking.reset(); moving.reset(); }}
            />
            <Button onClick={() => look({ from: selection.from })} loading={looking.isPending}>
              {t('move.look')}
            </Button>
          </Group>
          <ProblemAlert error={looking.error} />
        </Stack>
      </Section>
      {preview && (
        <Section
          title={t('move.look')}
          actions={
            !preview.executed && (preview.moving ?? 0) > 0 && <Button onClick={() => setSure(true)}>{t('move.do', { count: preview.moving ?? 0 })}</Button>
          }
        >
          <Stack gap="md">
            <Facts
              of={[
                [t('move.selected'), <Count key="s" value={preview.selected} />],
                [t('move.moving'), <Count key="m" value={preview.moving} />],
                [t('move.staying'), <Count key="t" value={preview.staying} />],
                [t('move.left'), preview.left ? <Count value={preview.left} /> : undefined],
              ]}
            />
            {(preview.diffs ?? []).map((diff) => (
              <details key={diff.from}>
                <summary>{`${t('plan.version', { number: diff.from })} → ${t('plan.version', { number: diff.to })}`}</summary>
                <DiffOf diff={diff} currency={currency} />
              </details>
            ))}
            <Rows
              label={t('move.look')}
              minWidth={640}
              empty={t('move.nobody')}
              rows={preview.subscriptions ?? []}
              keyOf={(row) => row.subscription_id ?? ''}
              columns={[
                { label: t('move.subscription'), show: (row) => <Link to={`/subscriptions/${row.subscription_id}`}>{row.external_id ?? row.subscription_id?.slice(-12)}</Link> },
                { label: t('move.version'), show: (row) => row.from_version },
                { label: t('move.at'), show: (row) => (row.effective_at ? <DateTime value={row.effective_at} /> : '–') },
                { label: t('move.before'), right: true, show: (row) => <Money value={row.fee_before} /> },
                { label: t('move.after'), right: true, show: (row) => <Money value={row.fee_after} /> },
                {
                  label: t('move.problem'),
                  show: (row) => (row.moves ? <Badge tone="success">{t('move.moving')}</Badge> : <span title={row.detail ?? undefined}>{t(`move.why.${row.problem}`)}</span>),
                },
              ]}
            />
            {preview.next && (
              <Button variant="default" onClick={() => look({ ...selection, after: preview.next ?? undefined })} style={{ alignSelf: 'flex-start' }}>
                {t('move.next')}
              </Button>
            )}
          </Stack>
        </Section>
      )}
      <ConfirmModal
        opened={sure}
        onClose={() => setSure(false)}
        title={t('plan.subscribers')}
        confirm={t('move.do', { count: looking.data?.moving ?? 0 })}
        pending={moving.isPending}
        error={moving.error}
        onConfirm={() => looking.data && moving.mutate(looking.data)}
      >
        {t('move.sure', { count: looking.data?.moving ?? 0, number: to })}
      </ConfirmModal>
    </>
  );
}
