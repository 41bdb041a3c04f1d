import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { CustomerName } from '~/api/lookups';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { ErrorState } from '~/ui/ErrorState';
import { Columns, Facts, Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { StatusBadge } from '~/ui/StatusBadge';
import { DateOnly, DateTime, Period } from '~/ui/values';
import { Lines, Paper, Totals } from './Document';

/** The invoice that a subscription is about to get, as it would be now. */
export default function DraftInvoicePage() {
  const t = useTexts('invoices');
  const go = useGo();
  const { subscription } = useParams({ strict: false }) as { subscription: string };
  const mayFinalize = useMay('credit_note:write');
  const [asking, setAsking] = useState(false);
  const { data: draft, error, refetch } = useQuery({ queryKey: ['draft-invoice', subscription], queryFn: () => body(api.GET('/api/v1/subscriptions/{id}/draft-invoice', { params: { path: { id: subscription } } })) });
  const finalize = useSubmit((boundary: string, { headers }) => body(api.POST('/api/v1/subscriptions/{id}/draft-invoice/finalize', { params: { path: { id: subscription } }, body: { boundary_at: boundary }, headers })), {
    touched: ['invoices', 'draft-invoices', 'draft-invoice', 'subscription', 'subscriptions'],
    onDone: (made) => go(`/invoices/${made.id}`, { replace: true }),
  });
  if (error && !draft) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!draft) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        title={t('draft.title')}
        badges={<StatusBadge status="draft" />}
        back={{ to: '/invoices?view=drafts', label: t('view.drafts') }}
        actions={mayFinalize && <Button onClick={() => setAsking(true)}>{t('draft.finalize')}</Button>}
      />
      <Columns>
        <Section><Paper><Lines lines={draft.invoice?.lines ?? []} currency={draft.currency} /><Totals of={draft.invoice ?? {}} /></Paper></Section>
        <Section title={t('facts')}>
          <Facts
            of={[
              [t('customer'), <CustomerName key="customer" id={draft.customer_id} />],
              [t('subscription'), <Link key="subscription" to={`/subscriptions/${subscription}`}>{t('open')}</Link>],
              [t('period'), <Period key="period" from={draft.period_start} to={draft.period_end} />],
              [t('finalizesAt'), <DateTime key="at" value={draft.finalizes_at} />],
              [t('dueOn'), <DateOnly key="due" value={draft.invoice?.due_on} />],
            ]}
          />
        </Section>
      </Columns>
      <ConfirmModal opened={asking} onClose={() => setAsking(false)} title={t('draft.finalize')} confirm={t('draft.finalize')} pending={finalize.isPending} error={finalize.error} onConfirm={() => finalize.mutate(draft.boundary_at ?? '')}>
        <Text>{t('draft.finalizeText')}</Text>
      </ConfirmModal>
    </>
  );
}
