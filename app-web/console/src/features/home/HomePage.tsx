import { Button, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, body } from '~/api/client';
import { CustomerName } from '~/api/lookups';
import { useMay, useSession } from '~/api/session';
import type { Schemas } from '~/api/types';
import { quickActions } from '~/app/features';
import { InvoiceTable } from '~/features/invoices/InvoiceTable';
import { useTexts } from '~/i18n';
import { EmptyState } from '~/ui/EmptyState';
import { IconAlertTriangle, IconCheck } from '~/ui/icons';
import { Columns, Kpi, Kpis, Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageHeader } from '~/ui/PageHeader';
import { Count, DateTime, Money, Period } from '~/ui/values';
import classes from './home.module.css';
import { Trends } from './Trends';

export default function HomePage() {
  const t = useTexts('home');
  const session = useSession();
  const actions = quickActions(session);
  return (
    <>
      <PageHeader title={t('nav.home')} actions={actions.map(({ name, to, feature }, index) => <Button key={name} component={Link} to={to} variant={index === 0 ? 'filled' : 'default'}>{t(`${feature}:action.${name}`)}</Button>)} />
      <Trends />
      <Figures />
      <Columns>
        {useMay('invoice:read') ? <Section title={t('latestInvoices')} flush actions={<Link to="/invoices">{t('all')}</Link>}><InvoiceTable filter={{}} limit={8} hide={['issued_on', 'due']} /></Section> : <div />}
        <Attention />
      </Columns>
    </>
  );
}

const balancesOf = (accounts: Schemas['AccountView'][] | undefined, account: string) => (accounts ?? []).filter((one) => one.account === account);

/** What the API counts and sums. Nothing is added up here. */
function Figures() {
  const t = useTexts('home');
  const mayTenant = useMay('tenant:read');
  const mayAnalytics = useMay('analytics:read');
  // The ledger's sums say the same of all time: they are for who may not see analytics.
  const mayLedger = useMay('ledger:read') && !mayAnalytics;
  const usage = useQuery({ queryKey: ['tenant-usage'], queryFn: () => body(api.GET('/api/v1/tenant/usage')), enabled: mayTenant });
  const ledger = useQuery({ queryKey: ['ledger', 'accounts'], queryFn: () => body(api.GET('/api/v1/ledger/accounts')), enabled: mayLedger });
  const sums = (account: string): ReactNode => {
    const balances = balancesOf(ledger.data?.data, account);
    return balances.length > 0 ? balances.map((one) => <div key={one.currency}><Money value={one.balance} /></div>) : '–';
  };
  const period = <Period from={usage.data?.from} to={usage.data?.to} />;
  return (
    <Kpis>
      {mayTenant && <Kpi label={t('activeSubscriptions')} to="/subscriptions" loading={usage.isPending}><Count value={usage.data?.active_subscriptions} /></Kpi>}
      {mayTenant && <Kpi label={t('customers')} to="/customers" loading={usage.isPending}><Count value={usage.data?.customers} /></Kpi>}
      {mayLedger && <Kpi label={t('receivables')} to="/invoices?status=finalized" loading={ledger.isPending}>{sums('receivable')}</Kpi>}
      {mayLedger && <Kpi label={t('revenue')} loading={ledger.isPending} hint={t('revenue.hint')}>{sums('revenue')}</Kpi>}
      {mayTenant && <Kpi label={t('invoices')} to="/invoices" loading={usage.isPending} hint={period}><Count value={usage.data?.invoices} /></Kpi>}
      {mayTenant && <Kpi label={t('usageEvents')} loading={usage.isPending} hint={period}><Count value={usage.data?.usage_events} />{!!usage.data?.limits?.usage_events_per_month && <Text component="span" c="dimmed" size="sm"> / <Count value={usage.data.limits.usage_events_per_month} /></Text>}</Kpi>}
    </Kpis>
  );
}

interface Item {
  key: string;
  to: string;
  title: ReactNode;
  text: ReactNode;
}

/** The newest attempts that failed, as long as their invoice is still owed: one that was paid otherwise needs nobody. */
function useFailedPayments(): { attempts: Schemas['PaymentAttemptView'][]; isLoading: boolean } {
  const may = useMay('payment:read', 'invoice:read');
  const failed = useQuery({ queryKey: ['payment-attempts', { status: 'failed', limit: '3' }], queryFn: () => body(api.GET('/api/v1/payment-attempts', { params: { query: { status: 'failed', limit: '3' } } })), enabled: may });
  const attempts = (failed.data?.data ?? []).filter(({ invoice_id: invoice }, index, all) => all.findIndex((one) => one.invoice_id === invoice) === index);
  const invoices = useQueries({ queries: attempts.map(({ invoice_id: id = '' }) => ({ queryKey: ['invoice', id], queryFn: () => body(api.GET('/api/v1/invoices/{id}', { params: { path: { id } } })) })) });
  const owed = attempts.filter((_, index) => ['finalized', 'partially_paid'].includes(invoices[index]?.data?.status ?? ''));
  return { attempts: owed, isLoading: failed.isLoading || invoices.some(({ isLoading }) => isLoading) };
}

/** What waits for somebody: subscriptions that could not be billed, endpoints that fail, payments that failed, usage that was refused. */
function useAttention(): { items: Item[]; pending: boolean } {
  const t = useTexts('home');
  const parked = useQuery({ queryKey: ['subscriptions', { parked: 'true', limit: '5' }], queryFn: () => body(api.GET('/api/v1/subscriptions', { params: { query: { parked: 'true', limit: '5' } } })), enabled: useMay('subscription:read') });
  const webhooks = useQuery({ queryKey: ['webhook-endpoints', { limit: '100' }], queryFn: () => body(api.GET('/api/v1/webhook-endpoints', { params: { query: { limit: '100' } } })), enabled: useMay('webhook:read') });
  const failed = useFailedPayments();
  const errors = useQuery({ queryKey: ['usage', 'open-errors'], queryFn: () => body(api.GET('/api/v1/usage/errors', { params: { query: { state: 'open', limit: '3' } } })), enabled: useMay('usage:read') });
  const items: Item[] = [
    ...(parked.data?.data ?? []).map((one) => ({ key: one.id ?? '', to: `/subscriptions/${one.id}`, title: <>{t('parked')}: <CustomerName id={one.customer_id} link={false} /></>, text: <>{one.parked_reason} · <DateTime value={one.parked_at} /></> })),
    ...(webhooks.data?.data ?? []).filter((one) => one.disabled_because === 'failing' || one.disabled_because === 'gone').map((one) => ({ key: one.id ?? '', to: `/webhook-endpoints/${one.id}`, title: t('webhookFails'), text: one.url })),
    ...failed.attempts.map((one) => ({ key: one.id ?? '', to: `/invoices/${one.invoice_id}`, title: <>{t('paymentFailed')}: <CustomerName id={one.customer_id} link={false} /></>, text: <><Money value={one.amount} />{(one.message ?? one.code) && ` · ${one.message ?? one.code}`}</> })),
    ...(errors.data?.data ?? []).map((one) => ({ key: one.id ?? '', to: '/usage/errors', title: t('usageRefused'), text: one.message })),
  ];
  return { items, pending: [parked, webhooks, failed, errors].some((query) => query.isLoading) };
}

function Attention() {
  const t = useTexts('home');
  const { items, pending } = useAttention();
  return (
    <Section title={t('attention')} flush>
      {!pending && items.length === 0 ? (
        <EmptyState icon={IconCheck} title={t('attention.none')}>{t('attention.noneText')}</EmptyState>
      ) : (
        <ul className={classes.items}>
          {items.map(({ key, to, title, text }) => (
            <li key={key}>
              <Link to={to} className={classes.item}>
                <IconAlertTriangle size={16} color="var(--ch-danger-text)" />
                <span className={classes.text}><span>{title}</span><span className={classes.sub}>{text}</span></span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
