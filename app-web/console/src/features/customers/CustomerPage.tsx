import { Button, Tabs } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useMay } from '~/api/session';
import { useUrl } from '~/app/search';
import { InvoiceTable } from '~/features/invoices/InvoiceTable';
import { CustomerPayments } from '~/features/payments/PaymentMethods';
import { SubscriptionTable } from '~/features/subscriptions/SubscriptionTable';
import { useTexts } from '~/i18n';
import { CopyText } from '~/ui/CopyText';
import { ErrorState } from '~/ui/ErrorState';
import { IconPlus } from '~/ui/icons';
import { Columns, Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { CustomerFacts } from './CustomerFacts';
import { CustomerStatement } from './CustomerStatement';
import { CustomerUsage } from './CustomerUsage';
import { CustomerWallets } from './CustomerWallets';
import { useCustomer } from './data';

const TABS = ['overview', 'invoices', 'payments', 'wallets', 'usage', 'statement'] as const;

export default function CustomerPage() {
  const t = useTexts('customers');
  const { id } = useParams({ strict: false }) as { id: string };
  const [{ tab = 'overview' }, change] = useUrl();
  const { data: customer, error, refetch } = useCustomer(id);
  const mayWrite = useMay('customer:write');
  const maySubscribe = useMay('subscription:write');
  if (error && !customer) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!customer) return <PageSkeleton />;
  const subscribe = maySubscribe && <Button component={Link} to={`/subscriptions/new?customer=${id}`} variant="default" size="xs" leftSection={<IconPlus size={14} />}>{t('subscribe')}</Button>;
  return (
    <>
      <PageHeader
        title={customer.name ?? ''}
        back={{ to: '/customers', label: t('nav.customers') }}
        description={<CopyText text={customer.external_id ?? customer.id} />}
        actions={mayWrite && <Button component={Link} to={`/customers/${id}/edit`} variant="default">{t('edit')}</Button>}
      />
      <Tabs value={tab} onChange={(value) => change({ tab: value === 'overview' ? undefined : (value ?? undefined) })} keepMounted={false}>
        <Tabs.List mb="md" style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
          {TABS.map((name) => <Tabs.Tab key={name} value={name}>{t(`tab.${name}`)}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Columns>
            <div>
              <Section title={t('subscriptions')} actions={subscribe} flush><SubscriptionTable customer={id} action={subscribe} /></Section>
              <Section title={t('latestInvoices')} flush><InvoiceTable filter={{ customer_id: id }} limit={5} hide={['customer']} /></Section>
            </div>
            <CustomerFacts customer={customer} />
          </Columns>
        </Tabs.Panel>
        <Tabs.Panel value="invoices"><Section flush><InvoiceTable filter={{ customer_id: id }} limit={25} hide={['customer']} /></Section></Tabs.Panel>
        <Tabs.Panel value="payments"><CustomerPayments customer={id} /></Tabs.Panel>
        <Tabs.Panel value="wallets"><CustomerWallets customer={customer} /></Tabs.Panel>
        <Tabs.Panel value="usage"><CustomerUsage id={id} /></Tabs.Panel>
        <Tabs.Panel value="statement"><CustomerStatement id={id} currency={customer.currency} /></Tabs.Panel>
      </Tabs>
    </>
  );
}
