import { Alert, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, body, ifMatch } from '~/api/client';
import { CustomerName } from '~/api/lookups';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { InvoiceTable } from '~/features/invoices/InvoiceTable';
import { useTexts } from '~/i18n';
import { CopyText } from '~/ui/CopyText';
import { DataTable, type Column } from '~/ui/DataTable';
import { ErrorState } from '~/ui/ErrorState';
import { ProblemAlert } from '~/ui/form';
import { Columns, Facts, Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { Badge, StatusBadge } from '~/ui/StatusBadge';
import { DateOnly, DateTime, Decimal, Price } from '~/ui/values';
import { SubscriptionActions, TOUCHED } from './SubscriptionActions';
import { shownStatus } from './SubscriptionTable';

type Subscription = Schemas['SubscriptionView'];

export default function SubscriptionPage() {
  const t = useTexts('subscriptions');
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: subscription, error, refetch } = useQuery({ queryKey: ['subscription', id], queryFn: () => body(api.GET('/api/v1/subscriptions/{id}', { params: { path: { id } } })) });
  const metadata = Object.entries(subscription?.metadata ?? {});
  if (error && !subscription) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!subscription) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        title={subscription.plan ?? ''}
        badges={<StatusBadge status={shownStatus(subscription)} />}
        back={{ to: '/subscriptions', label: t('nav.subscriptions') }}
        description={<><CustomerName id={subscription.customer_id} />{subscription.external_id && <> · <span className="mono">{subscription.external_id}</span></>}</>}
        actions={<SubscriptionActions subscription={subscription} />}
      />
      <Notes subscription={subscription} />
      <Columns>
        <div>
          <Section title={t('invoices')} flush><InvoiceTable filter={{ subscription_id: id }} limit={10} hide={['customer']} /></Section>
          <Entitlements id={id} />
        </div>
        <div>
          <Section title={t('details')}>
            <Facts
              of={[
                [t('plan'), `${subscription.plan} v${subscription.plan_version}`],
                [t('quantity'), subscription.quantity],
                [t('startedOn'), <DateOnly key="started" value={subscription.started_on} />],
                [t('trialEndsOn'), subscription.trial_ends_on && <DateOnly value={subscription.trial_ends_on} />],
                [t('nextBilling'), <DateTime key="next" value={subscription.next_billing_at} />],
                [t('endsOn'), subscription.ends_on && <DateOnly value={subscription.ends_on} />],
                [t('payBy'), subscription.pay_by && <DateTime value={subscription.pay_by} />],
                [t('canceledAt'), subscription.canceled_at && <DateTime value={subscription.canceled_at} />],
                [t('reason'), subscription.cancel_reason],
                [t('pausedSince'), subscription.paused_at && <><DateTime value={subscription.paused_at} /> ({t(`pause.${subscription.pause}`)})</>],
                [t('minimum'), subscription.overrides?.minimum_commitment && <Price amount={subscription.overrides.minimum_commitment} currency={subscription.currency} />],
                [t('overrides'), subscription.overrides?.prices && Object.keys(subscription.overrides.prices).join(', ')],
                [t('currency'), subscription.currency],
                [t('timeZone'), subscription.time_zone],
                [t('created'), <DateTime key="at" value={subscription.created_at} />],
                ['ID', <CopyText key="id" text={subscription.id} />],
              ]}
            />
          </Section>
          {metadata.length > 0 && <Section title={t('metadata')}><Facts of={metadata.map(([name, value]) => [name, String(value)])} /></Section>}
        </div>
      </Columns>
    </>
  );
}

/** What is to be known before anything else: that nothing is billed, or what is to come. */
function Notes({ subscription }: { subscription: Subscription }) {
  const t = useTexts('subscriptions');
  const mayWrite = useMay('subscription:write');
  const params = { path: { id: subscription.id ?? '' } };
  const retry = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/subscriptions/{id}/retry-billing', { params, headers })), { touched: TOUCHED });
  const withdraw = useSubmit((_: undefined, { headers }) => body(api.DELETE('/api/v1/subscriptions/{id}/change', { params, headers: { ...headers, ...ifMatch(subscription.version) } })), { touched: TOUCHED });
  const change = subscription.planned_change;
  return (
    <>
      <ProblemAlert error={retry.error ?? withdraw.error} />
      {subscription.parked_at && (
        <Alert color="red" variant="light" mb="md" title={t('parked.title')} styles={{ title: { color: 'var(--ch-danger-text)' } }}>
          {subscription.parked_reason}
          {mayWrite && <Group mt="xs"><Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate(undefined)}>{t('parked.retry')}</Button></Group>}
        </Alert>
      )}
      {change && change.state !== 'done' && change.state !== 'withdrawn' && (
        <Alert color="gray" variant="light" mb="md" title={<>{t(`planned.${change.kind}`)} <StatusBadge status={change.state} /></>}>
          <DateOnly value={change.date} />{change.plan && <>: {change.plan} v{change.plan_version} × {change.quantity}</>}
          {change.failure && <div>{change.failure}</div>}
          {mayWrite && change.state === 'planned' && <Group mt="xs"><Button size="xs" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate(undefined)}>{t('planned.withdraw')}</Button></Group>}
        </Alert>
      )}
      {(subscription.pending_version ?? subscription.pending_quantity) && (
        <Alert color="gray" variant="light" mb="md">
          {subscription.pending_version && <div>{t('pendingVersion', { plan: subscription.pending_version.plan, number: subscription.pending_version.number })} <DateTime value={subscription.pending_version.effective_at} /></div>}
          {subscription.pending_quantity && <div>{t('pendingQuantity', { quantity: subscription.pending_quantity.quantity })} <DateTime value={subscription.pending_quantity.effective_at} /></div>}
        </Alert>
      )}
    </>
  );
}

type Entitlement = Schemas['Entitlement1'];

function Entitlements({ id }: { id: string }) {
  const t = useTexts('subscriptions');
  const query = useQuery({ queryKey: ['entitlements', id], queryFn: () => body(api.GET('/api/v1/subscriptions/{id}/entitlements', { params: { path: { id } } })), enabled: useMay('subscription:read') });
  const rows = query.data?.entitlements ?? [];
  const columns: Column<Entitlement>[] = [
    { id: 'name', header: t('feature'), cell: (row) => row.name },
    { id: 'entitled', header: t('entitled'), cell: (row) => <Badge tone={row.entitled ? 'success' : 'neutral'}>{row.entitled ? t('yes') : t('no')}</Badge> },
    { id: 'limit', header: t('entitled.to'), align: 'right', cell: (row) => <Decimal value={row.balance?.limit ?? row.quantity} unit={row.unit} /> },
    { id: 'remaining', header: t('remaining'), align: 'right', cell: (row) => <Decimal value={row.balance?.remaining} unit={row.unit} /> },
  ];
  if (rows.length === 0) return null;
  return <Section title={t('entitlements')} flush><DataTable plain name="entitlements" caption={t('entitlements')} columns={columns} query={{ data: { data: rows }, error: null, isPending: false, isFetching: false, refetch: query.refetch as never }} rowKey={(row) => row.feature ?? ''} empty={null} /></Section>;
}

