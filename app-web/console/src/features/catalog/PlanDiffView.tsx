import { Card, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { Rows } from '~/features/parts/Rows';
import { useTexts } from '~/i18n';
import { ErrorState } from '~/ui/ErrorState';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { ChargeTable } from './reading';

export type PlanDiff = Schemas['PlanDiff'];

/** A value of a difference as text. */
export function said(value: unknown): string {
  if (value === null || value === undefined) {
    return '–';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? '–' : value.map(said).join(', ');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function DiffOf({ diff, currency }: { diff: PlanDiff; currency: string }) {
  const t = useTexts('catalog');
  const { terms = [], added = [], removed = [], changed = [] } = diff;
  if (terms.length + added.length + removed.length + changed.length === 0) {
    return <Text c="dimmed">{t('diff.none')}</Text>;
  }
  const columns = [
    { label: t('diff.field'), show: (change: Schemas['Change']) => <span className="mono">{change.field}</span> },
    { label: t('diff.before'), show: (change: Schemas['Change']) => said(change.from) },
    { label: t('diff.after'), show: (change: Schemas['Change']) => said(change.to) },
  ];
  return (
    <Stack gap="md">
      {terms.length > 0 && (
        <section>
          <Title order={3} size="h5">{t('diff.terms')}</Title>
          <Rows label={t('diff.terms')} columns={columns} rows={terms} />
        </section>
      )}
      {changed.map((charge) => (
        <section key={charge.code}>
          <Title order={3} size="h5">{`${t('diff.changed')}: ${charge.code}`}</Title>
          <Rows label={charge.code ?? ''} columns={columns} rows={charge.fields ?? []} />
        </section>
      ))}
      {added.length > 0 && (
        <section>
          <Title order={3} size="h5">{t('diff.added')}</Title>
          <ChargeTable charges={added} currency={currency} />
        </section>
      )}
      {removed.length > 0 && (
        <section>
          <Title order={3} size="h5">{t('diff.removed')}</Title>
          <ChargeTable charges={removed} currency={currency} />
        </section>
      )}
    </Stack>
  );
}

/** Two versions of a plan beside each other; which ones is in the URL. */
export function PlanDiffView({ planId, numbers, currency }: { planId: string; numbers: number[]; currency: string }) {
  const t = useTexts('catalog');
  const [search, setSearch] = useUrl();
  const newest = Math.max(...numbers);
  const to = Number(search.to ?? newest);
  const from = Number(search.from ?? Math.max(to - 1, 1));
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', planId, 'diff', from, to],
    queryFn: () => body(api.GET('/api/v1/plans/{id}/versions/{number}/diff', { params: { path: { id: planId, number: from }, query: { to } } })),
    enabled: from !== to,
  });
  const options = numbers.map((number) => ({ value: String(number), label: t('plan.version', { number }) }));
  return (
    <Card withBorder padding="md">
      <Group mb="md" align="flex-end">
        <Select label={t('diff.from')} data={options} value={String(from)} allowDeselect={false} onChange={(value) => setSearch({ from: value ?? undefined })} />
        <Select label={t('diff.to')} data={options} value={String(to)} allowDeselect={false} onChange={(value) => setSearch({ to: value ?? undefined })} />
      </Group>
      {error ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : from === to ? (
        <Text c="dimmed">{t('diff.none')}</Text>
      ) : data ? (
        <DiffOf diff={data} currency={currency} />
      ) : (
        <PageSkeleton />
      )}
    </Card>
  );
}
