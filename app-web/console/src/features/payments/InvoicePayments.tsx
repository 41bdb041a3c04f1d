import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useTexts } from '~/i18n';
import { Section } from '~/ui/layout';
import { AttemptTable } from './AttemptTable';
import { Collecting } from './PaymentLink';
import { PaymentTable } from './PaymentTable';
import { RefundTable } from './RefundTable';

/** Money that came in for an invoice, was asked for and went back. */
export function InvoicePayments({ invoice }: { invoice: Schemas['InvoiceView'] }) {
  const t = useTexts('payments');
  const may = useMay('payment:read');
  const id = invoice.id ?? '';
  const attempts = useQuery({ queryKey: ['payment-attempts', { invoice_id: id, cursor: undefined }], queryFn: () => body(api.GET('/api/v1/payment-attempts', { params: { query: { invoice_id: id, limit: '25' } } })), enabled: may });
  const refunds = useQuery({ queryKey: ['refunds', { invoice_id: id, cursor: undefined }], queryFn: () => body(api.GET('/api/v1/refunds', { params: { query: { invoice_id: id, limit: '25' } } })), enabled: may });
  if (!may) return null;
  return (
    <>
      <Section title={t('tab.payments')} flush><PaymentTable filter={{ invoice_id: id }} hide={['customer']} /></Section>
      <Collecting invoice={invoice} />
      {!!attempts.data?.data?.length && <Section title={t('tab.attempts')} flush><AttemptTable filter={{ invoice_id: id }} hide={['customer']} /></Section>}
      {!!refunds.data?.data?.length && <Section title={t('tab.refunds')} flush><RefundTable filter={{ invoice_id: id }} hide={['customer']} /></Section>}
    </>
  );
}
