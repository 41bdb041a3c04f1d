import { useUrl } from '~/app/search';
import { CustomerFilter } from '~/features/parts/filters';
import { Section } from '~/ui/layout';
import { PaymentsHeader } from './PaymentsHeader';
import { PaymentTable } from './PaymentTable';

export default function PaymentsPage() {
  const [{ cursor, customer_id }] = useUrl();
  return (
    <>
      <PaymentsHeader />
      <Section flush><PaymentTable full filter={{ customer_id }} cursor={cursor} filters={<CustomerFilter />} /></Section>
    </>
  );
}
