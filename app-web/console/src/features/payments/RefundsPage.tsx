import { useUrl } from '~/app/search';
import { CustomerFilter } from '~/features/parts/filters';
import { useTexts } from '~/i18n';
import { SelectFilter } from '~/ui/filters';
import { Section } from '~/ui/layout';
import { PaymentsHeader } from './PaymentsHeader';
import { RefundTable } from './RefundTable';

const STATUSES = ['pending', 'unknown', 'succeeded', 'failed'] as const;

export default function RefundsPage() {
  const t = useTexts('payments');
  const [{ cursor, customer_id, status }] = useUrl();
  return (
    <>
      <PaymentsHeader />
      <Section flush>
        <RefundTable full filter={{ customer_id, status }} cursor={cursor} filters={<><SelectFilter name="status" label={t('status')} values={STATUSES.map((value) => ({ value, label: t(`refund.${value}`) }))} /><CustomerFilter /></>} />
      </Section>
    </>
  );
}
