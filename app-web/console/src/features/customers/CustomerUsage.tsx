import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useTexts } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { ErrorState } from '~/ui/ErrorState';
import { Forbidden } from '~/ui/Forbidden';
import { Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { Decimal, Money, Period, Price } from '~/ui/values';

type Line = Schemas['Line1'] & { unit?: string; currency?: string };

/** Usage and what it comes to in the running period, as the API prices it. */
export function CustomerUsage({ id }: { id: string }) {
  const t = useTexts('customers');
  const may = useMay('usage:read');
  const { data, error, refetch } = useQuery({ queryKey: ['customer-usage', id], queryFn: () => body(api.GET('/api/v1/customers/{id}/usage', { params: { path: { id } } })), enabled: may });
  if (!may) return <Forbidden permission="usage:read" />;
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const subscriptions = data.subscriptions ?? [];
  const columns: Column<Line>[] = [
    { id: 'description', header: t('usage.line'), cell: (row) => row.description },
    { id: 'quantity', header: t('usage.quantity'), align: 'right', cell: (row) => <Decimal value={row.quantity} unit={row.unit} /> },
    { id: 'unit_amount', header: t('usage.price'), align: 'right', wide: true, cell: (row) => <Price amount={row.unit_amount} currency={row.currency} /> },
    { id: 'amount', header: t('usage.amount'), align: 'right', cell: (row) => <Money value={row.amount} /> },
  ];
  if (subscriptions.length === 0) return <Section><EmptyState title={t('usage.none')}>{t('usage.noneText')}</EmptyState></Section>;
  return subscriptions.map((subscription) => {
    const lines = (subscription.charges ?? []).flatMap((charge) => (charge.lines ?? []).map((line): Line => ({ ...line, unit: charge.unit, currency: charge.amount?.currency })));
    return (
      <Section
        key={subscription.subscription_id}
        flush
        title={<Group gap={8}><Link to={`/subscriptions/${subscription.subscription_id}`}>{subscription.plan}</Link><span style={{ fontWeight: 400, color: 'var(--mantine-color-dimmed)' }}><Period from={subscription.period_start} to={subscription.period_end} /></span></Group>}
        actions={<Money value={subscription.amount} strong />}
      >
        <DataTable plain name="customer-usage" caption={t('tab.usage')} columns={columns} query={{ data: { data: lines }, error: null, isPending: false, isFetching: false, refetch: refetch as never }} rowKey={(row) => `${row.description}${row.bucket}`} empty={<EmptyState title={t('usage.none')} />} />
      </Section>
    );
  });
}
