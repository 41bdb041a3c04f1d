import { useUrl } from '~/app/search';
import { CustomerFilter } from '~/features/parts/filters';
import { useTexts } from '~/i18n';
import { SelectFilter } from '~/ui/filters';
import { Section } from '~/ui/layout';
import { AttemptTable } from './AttemptTable';
import { PaymentsHeader } from './PaymentsHeader';

const STATUSES = ['created', 'processing', 'requires_action', 'succeeded', 'failed', 'unknown'] as const;

export default function AttemptsPage() {
  const t = useTexts('payments');
  const [{ cursor, customer_id, status }] = useUrl();
  return (
    <>
      <PaymentsHeader />
      <Section flush>
        <AttemptTable full filter={{ customer_id, status }} cursor={cursor} filters={<><SelectFilter name="status" label={t('status')} values={STATUSES.map((value) => ({ value, label: t(`attempt.${value}`) }))} /><CustomerFilter /></>} />
      </Section>
    </>
  );
}
