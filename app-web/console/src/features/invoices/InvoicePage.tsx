import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, body, download } from '~/api/client';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { InvoicePayments } from '~/features/payments/InvoicePayments';
import { useTexts } from '~/i18n';
import { CopyText } from '~/ui/CopyText';
import { ErrorState } from '~/ui/ErrorState';
import { IconChevronDown, IconDownload } from '~/ui/icons';
import { Columns, Facts, Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellProblem } from '~/ui/problems';
import { StatusBadge } from '~/ui/StatusBadge';
import { DateOnly, DateTime, Money, Period } from '~/ui/values';
import { Lines, Paper, Parties, Totals } from './Document';
import { ExplainDrawer } from './ExplainDrawer';
import { InvoiceActions } from './InvoiceActions';
import { CreditNotes } from './InvoiceParts';
import { useShownStatus } from './InvoiceTable';

type Invoice = Schemas['InvoiceView'];

const E_INVOICES = { facturx: 'pdf', cii: 'xml', ubl: 'xml', xrechnung: 'xml', peppol: 'xml' } as const;

function Downloads({ invoice }: { invoice: Invoice }) {
  const t = useTexts('invoices');
  const [pending, setPending] = useState(false);
  const path = `/api/v1/invoices/${invoice.id}`;
  const fetchFile = (url: string, name: string) => {
    setPending(true);
    download(url, name)
      .catch((thrown: unknown) => tellProblem(t, thrown))
      .finally(() => setPending(false));
  };
  return (
    <Button.Group>
      <Button variant="default" leftSection={<IconDownload size={16} />} loading={pending} onClick={() => fetchFile(`${path}/pdf`, `${invoice.number}.pdf`)}>PDF</Button>
      <Menu position="bottom-end">
        <Menu.Target><Button variant="default" px={8} aria-label={t('eInvoice')}><IconChevronDown size={16} /></Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('eInvoice')}</Menu.Label>
          {Object.entries(E_INVOICES).map(([format, ending]) => (
            <Menu.Item key={format} onClick={() => fetchFile(`${path}/e-invoice?format=${format}`, `${invoice.number}-${format}.${ending}`)}>{t(`eInvoice.${format}`)}</Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}

export default function InvoicePage() {
  const t = useTexts('invoices');
  const { id } = useParams({ strict: false }) as { id: string };
  const [{ line }, change] = useUrl();
  const shownStatus = useShownStatus();
  const { data: invoice, error, refetch } = useQuery({ queryKey: ['invoice', id], queryFn: () => body(api.GET('/api/v1/invoices/{id}', { params: { path: { id } } })) });
  if (error && !invoice) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!invoice) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        title={invoice.number ?? t('common:status.skipped')}
        badges={<StatusBadge status={shownStatus(invoice)} />}
        back={{ to: '/invoices', label: t('nav.invoices') }}
        actions={<>{invoice.number && <Downloads invoice={invoice} />}<InvoiceActions invoice={invoice} /></>}
      />
      <Columns>
        <div>
          <Section>
            <Paper>
              <Parties seller={invoice.seller} customer={invoice.customer} />
              <Lines lines={invoice.lines ?? []} currency={invoice.currency} onExplain={(wanted) => change({ line: wanted }, true)} />
              <Totals
                of={invoice}
                due={invoice.due}
                after={[[t('applied'), invoice.applied], [t('wallet'), invoice.wallet], [t('paid'), invoice.paid], [t('credited'), invoice.credited], [t('returned'), invoice.returned], [t('refunded'), invoice.refunded], [t('writtenOff'), invoice.written_off], [t('recovered'), invoice.recovered]]}
              />
            </Paper>
          </Section>
          <InvoicePayments invoice={invoice} />
          <CreditNotes invoice={invoice} />
        </div>
        <Section title={t('facts')}>
          <Facts
            of={[
              [t('due'), <Money key="due" value={invoice.due} strong />],
              [t('customer'), <Link key="customer" to={`/customers/${invoice.customer?.id}`}>{invoice.customer?.name}</Link>],
              [t('subscription'), invoice.subscription_id && <Link to={`/subscriptions/${invoice.subscription_id}`}>{t('open')}</Link>],
              [t('issuedOn'), <DateOnly key="issued" value={invoice.issued_on} />],
              [t('dueOn'), <DateOnly key="due-on" value={invoice.due_on} />],
              [t('period'), invoice.period_start !== invoice.period_end && <Period from={invoice.period_start} to={invoice.period_end} />],
              [t('legalEntity'), invoice.legal_entity],
              [t('taxTreatment'), invoice.tax_treatment && t(`taxTreatment.${invoice.tax_treatment}`)],
              [t('coupons'), invoice.coupons?.map((coupon) => coupon.code).join(', ')],
              [t('timeZone'), invoice.time_zone],
              [t('finalizedAt'), <DateTime key="at" value={invoice.finalized_at} />],
              [t('closedBecause'), invoice.closing?.reason],
              [t('replaces'), invoice.replaces_id && <Link to={`/invoices/${invoice.replaces_id}`}>{t('open')}</Link>],
              [t('replacedBy'), invoice.replaced_by_id && <Link to={`/invoices/${invoice.replaced_by_id}`}>{t('open')}</Link>],
              ['ID', <CopyText key="id" text={invoice.id} />],
            ]}
          />
        </Section>
      </Columns>
      <ExplainDrawer invoice={id} line={line} onClose={() => change({ line: undefined })} />
    </>
  );
}
