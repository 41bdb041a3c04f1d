import { Radio, Select, SimpleGrid, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { usePlans } from '~/api/lookups';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { Lines, Totals } from '~/features/invoices/Document';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { ProblemAlert } from '~/ui/form';
import { Facts } from '~/ui/layout';
import { tellDone } from '~/ui/problems';
import { DateTime, Money } from '~/ui/values';

/** Another plan or quantity. What it comes to is told before, and exactly that is done. */
export function ChangeModal({ subscription, touched, onClose }: { subscription: Schemas['SubscriptionView']; touched: readonly string[]; onClose: () => void }) {
  const t = useTexts('subscriptions');
  const id = subscription.id ?? '';
  const plans = usePlans().data?.data ?? [];
  const [plan, setPlan] = useState(subscription.plan ?? '');
  const [quantity, setQuantity] = useState(String(subscription.quantity ?? 1));
  const [at, setAt] = useState<Schemas['ChangeAt']>('now');
  const [date, setDate] = useState('');
  const [proration, setProration] = useState<Schemas['Proration'] | ''>('');
  const count = /^\d{1,9}$/.test(quantity) ? Number.parseInt(quantity, 10) : undefined;
  const wanted: Schemas['PreviewChange'] = {
    at,
    ...(at === 'date' ? { date } : {}),
    ...(plan === subscription.plan ? {} : { plan }),
    ...(count === subscription.quantity || count === undefined ? {} : { quantity: count }),
    ...(proration ? { proration } : {}),
  };
  const changes = 'plan' in wanted || 'quantity' in wanted;
  const [asked] = useDebouncedValue(wanted, 350);
  const settled = JSON.stringify(asked) === JSON.stringify(wanted);
  const preview = useQuery({
    queryKey: ['change-preview', id, asked],
    queryFn: () => body(api.POST('/api/v1/subscriptions/{id}/change/preview', { params: { path: { id } }, body: asked })),
    enabled: changes && settled && (at !== 'date' || !!date),
    staleTime: 0,
  });
  const change = useSubmit((typed: Schemas['ChangeSubscription'], { headers }) => body(api.POST('/api/v1/subscriptions/{id}/change', { params: { path: { id } }, body: typed, headers })), {
    touched,
    onDone: () => {
      tellDone(t('change.done'));
      onClose();
    },
  });
  const shown = preview.data;
  return (
    <ConfirmModal opened size="xl" onClose={onClose} title={t('change.title')} confirm={t('do.change')} pending={change.isPending} error={change.error} disabled={!changes || !shown || !settled} onConfirm={() => change.mutate({ ...wanted, ...(shown?.token ? { token: shown.token } : {}) })}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select label={t('plan')} searchable data={[...new Set([subscription.plan ?? '', ...plans.filter((one) => one.status === 'published').map((one) => one.code ?? '')])]} value={plan} onChange={(value) => setPlan(value ?? subscription.plan ?? '')} allowDeselect={false} />
          <TextInput label={t('quantity')} inputMode="numeric" value={quantity} onChange={(event) => setQuantity(event.currentTarget.value)} error={count === undefined && t('field.count')} />
        </SimpleGrid>
        <Radio.Group label={t('change.when')} value={at} onChange={(value) => setAt(value as Schemas['ChangeAt'])}>
          <Stack gap={6} mt={6}>{(['now', 'period_end', 'date'] as const).map((when) => <Radio key={when} value={when} label={t(`change.${when}`)} />)}</Stack>
        </Radio.Group>
        {at === 'date' && <TextInput type="date" label={t('change.date')} required value={date} onChange={(event) => setDate(event.currentTarget.value)} />}
        {at === 'now' && <Select label={t('proration')} placeholder={t('proration.usual')} clearable clearButtonProps={{ 'aria-label': t('clear') }} data={(['at_once', 'next_invoice', 'none'] as const).map((value) => ({ value, label: t(`proration.${value}`) }))} value={proration || null} onChange={(value) => setProration((value ?? '') as Schemas['Proration'] | '')} />}
        {!changes && <Text c="dimmed">{t('change.nothing')}</Text>}
        {preview.error && <ProblemAlert error={preview.error} />}
        {changes && preview.isFetching && !shown && <Skeleton height={120} />}
        {changes && shown && !preview.error && (
          <>
            <Facts
              of={[
                [t('change.from'), <>{shown.before?.plan} v{shown.before?.plan_version} × {shown.before?.quantity} · <Money value={shown.before?.fee} /></>],
                [t('change.to'), <>{shown.after?.plan} v{shown.after?.plan_version} × {shown.after?.quantity} · <Money value={shown.after?.fee} strong /></>],
                [t('change.effective'), <DateTime key="at" value={shown.effective_at} />],
              ]}
            />
            {shown.lines && shown.lines.length > 0 && (
              <div>
                <Lines lines={shown.lines} currency={subscription.currency} />
                <Totals of={shown} />
              </div>
            )}
          </>
        )}
      </Stack>
    </ConfirmModal>
  );
}
