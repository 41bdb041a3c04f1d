import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useTexts } from '~/i18n';
import { CopyText } from '~/ui/CopyText';
import { Facts, Section } from '~/ui/layout';
import { Badge } from '~/ui/StatusBadge';
import { DateTime, Money } from '~/ui/values';

function address({ address: where, country }: Schemas['CustomerView']) {
  const lines = [where?.line1, where?.line2, [where?.postal_code, where?.city].filter(Boolean).join(' '), where?.region, country].filter(Boolean);
  return lines.length > 0 ? lines.map((line) => <div key={line}>{line}</div>) : undefined;
}

export function CustomerFacts({ customer }: { customer: Schemas['CustomerView'] }) {
  const t = useTexts('customers');
  const id = customer.id ?? '';
  const credit = useQuery({
    queryKey: ['credit-balance', id],
    queryFn: () => body(api.GET('/api/v1/customers/{id}/credit-balance', { params: { path: { id } } })),
    enabled: useMay('invoice:read'),
  });
  const balances = credit.data?.balances ?? [];
  const metadata = Object.entries(customer.metadata ?? {});
  return (
    <div>
      <Section title={t('details')}>
        <Facts
          of={[
            [t('email'), customer.email],
            [t('address'), address(customer)],
            [t('vatId'), customer.vat_id && <>{customer.vat_id} {customer.vat_id_valid !== null && customer.vat_id_valid !== undefined && <Badge tone={customer.vat_id_valid ? 'success' : 'warning'}>{customer.vat_id_valid ? t('vatId.valid') : t('vatId.invalid')}</Badge>}</>],
            [t('currency'), customer.currency],
            [t('creditBalance'), credit.isSuccess && (balances.length > 0 ? balances.map((balance) => <div key={balance.currency}><Money value={balance} /></div>) : '–')],
            [t('taxRates'), customer.tax_rates?.join(', ')],
            [t('taxExempt'), customer.tax_exempt ? (customer.tax_exempt_reason ?? t('yes')) : undefined],
            [t('netTerms'), customer.net_terms_days],
            [t('gracePeriod'), customer.grace_period_days],
            [t('legalEntity'), customer.legal_entity],
            [t('buyerReference'), customer.buyer_reference],
            [t('electronicAddress'), customer.electronic_address],
            [t('locale'), customer.locale],
            [t('timeZone'), customer.time_zone],
            [t('created'), <DateTime key="at" value={customer.created_at} />],
            ['ID', <CopyText key="id" text={id} />],
          ]}
        />
      </Section>
      {metadata.length > 0 && <Section title={t('metadata')}><Facts of={metadata.map(([name, value]) => [name, String(value)])} /></Section>}
    </div>
  );
}
