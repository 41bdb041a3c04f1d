/** The invoices that a subscription to a plan would get, as the server works them out. */
import { Button, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { asProblem } from '~/api/problem';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { CustomerPicker } from '~/features/parts/CustomerPicker';
import { DateTimeField, CountField, SelectField, TextField } from '~/features/parts/fields';
import { useZone } from '~/features/parts/zone';
import { instantOf } from '~/features/parts/zoned';
import { isZero } from '~/format/money';
import { useTexts } from '~/i18n';
import { ProblemAlert } from '~/ui/form';
import { Section } from '~/ui/layout';
import { DateOnly, Decimal, Money, Period, Price } from '~/ui/values';
import { FormProvider, useForm } from 'react-hook-form';
import type { PlanView } from './plans';

type Preview = Schemas['SubscriptionPreview'];

interface Wanted {
  quantity: number | null;
  currency: string;
  start_date: string;
  through: string;
}

export default function PlanPreview({ plan }: { plan: PlanView }) {
  const t = useTexts('catalog');
  const p = useTexts('parts');
  const zone = useZone();
  const [customer, setCustomer] = useState<string | null>(null);
  const form = useForm<Wanted>({ defaultValues: { quantity: 1, currency: plan.currency ?? '', start_date: '', through: '' } });
  const previewing = useSubmit((values: Wanted & { customer: string }, { headers }) => {
    const through = values.through ? instantOf(values.through, zone) : undefined;
    return body(
      api.POST('/api/v1/subscriptions/preview', {
        params: { query: through ? { through } : {} },
        headers,
        body: {
          customer_id: values.customer,
          plan: plan.code ?? '',
          quantity: values.quantity ?? 1,
          ...(values.currency ? { currency: values.currency } : {}),
          ...(values.start_date ? { start_date: values.start_date } : {}),
        },
      }),
    );
  });
  const currencies = plan.currencies ?? [plan.currency ?? ''];
  return (
    <>
      <Section title={t('plan.preview')}>
        <FormProvider {...form}>
          <form onSubmit={(event) => void form.handleSubmit((values) => previewing.mutate({ ...values, customer: customer ?? '' }))(event)}>
            <Stack gap="md">
              <Text size="sm" c="dimmed">
                {t('sim.help')}
              </Text>
              <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
                <CustomerPicker label={t('sim.customer')} value={customer} onChange={setCustomer} required />
                <CountField name="quantity" label={t('sim.quantity')} min={1} max={1_000_000} />
                <SelectField name="currency" label={t('sim.currency')} data={currencies} allowDeselect={false} />
                <TextField name="start_date" type="date" label={t('sim.start')} />
                <DateTimeField name="through" label={t('sim.through')} description={p('inZone', { zone })} />
              </SimpleGrid>
              <ProblemAlert error={previewing.error && asProblem(previewing.error)} />
              <Button type="submit" loading={previewing.isPending} disabled={!customer} style={{ alignSelf: 'flex-start' }}>
                {t('sim.run')}
              </Button>
            </Stack>
          </form>
        </FormProvider>
      </Section>
      {previewing.data && <Invoices preview={previewing.data} />}
    </>
  );
}

function Invoices({ preview }: { preview: Preview }) {
  const t = useTexts('catalog');
  const invoices = preview.invoices ?? [];
  if (invoices.length === 0) {
    return <Text c="dimmed">{t('sim.none')}</Text>;
  }
  return (
    <>
      {invoices.map((invoice, i) => (
        <Section key={i} title={<>{t('sim.invoice')} <DateOnly value={invoice.issued_on} /></>} flush>
          <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('sim.line') } }}>
            <Table borderColor="var(--ch-line)" verticalSpacing={6} horizontalSpacing="md">
              <Table.Thead>
                <Table.Tr c="dimmed" fz="xs">
                  <Table.Th>{t('sim.line')}</Table.Th>
                  <Table.Th>{t('sim.period')}</Table.Th>
                  <Table.Th ta="right">{t('sim.quantity')}</Table.Th>
                  <Table.Th ta="right">{t('sim.unit')}</Table.Th>
                  <Table.Th ta="right">{t('sim.amount')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {(invoice.lines ?? []).map((line, l) => (
                  <Table.Tr key={l}>
                    <Table.Td>{line.description}</Table.Td>
                    <Table.Td><Period from={line.period_start} to={line.period_end} /></Table.Td>
                    <Table.Td ta="right"><Decimal value={line.quantity} /></Table.Td>
                    <Table.Td ta="right"><Price amount={line.unit_amount} currency={preview.currency} /></Table.Td>
                    <Table.Td ta="right"><Money value={line.amount} /></Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
              <Table.Tfoot>
                {!isZero(invoice.discount) && <Sum label={t('sim.discount')} value={invoice.discount} />}
                <Sum label={t('sim.subtotal')} value={invoice.subtotal} />
                {(invoice.taxes ?? []).map((tax) => (
                  <Sum key={tax.code} label={`${tax.name} ${tax.percent} %`} value={tax.amount} />
                ))}
                <Sum label={t('sim.total')} value={invoice.total} strong />
              </Table.Tfoot>
            </Table>
          </Table.ScrollContainer>
        </Section>
      ))}
      {preview.complete === false && <Text c="dimmed">{t('sim.notAll')}</Text>}
    </>
  );
}

function Sum({ label, value, strong = false }: { label: string; value: Schemas['MoneyView'] | undefined; strong?: boolean }) {
  return (
    <Table.Tr>
      <Table.Td colSpan={4} ta="right" fw={strong ? 600 : undefined}>{label}</Table.Td>
      <Table.Td ta="right"><Money value={value} strong={strong} /></Table.Td>
    </Table.Tr>
  );
}
