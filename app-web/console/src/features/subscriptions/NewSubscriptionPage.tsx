import { Button, Group, Select, SimpleGrid, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { zodResolver } from '@hookform/resolvers/zod';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { z } from 'zod';
import { api, body } from '~/api/client';
import { useCustomerChoice, usePlans } from '~/api/lookups';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useGo, useUrl } from '~/app/search';
import { Lines, Totals } from '~/features/invoices/Document';
import { useTexts } from '~/i18n';
import { EmptyState } from '~/ui/EmptyState';
import { FormErrors, ProblemAlert } from '~/ui/form';
import { Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { tellDone } from '~/ui/problems';
import { DateOnly } from '~/ui/values';
import { TOUCHED } from './SubscriptionActions';
import classes from './new.module.css';

const schema = z.object({
  customer_id: z.string().min(1),
  plan: z.string().min(1),
  currency: z.string(),
  quantity: z.string().regex(/^\d{1,9}$/),
  start_date: z.string(),
  end_date: z.string(),
  external_id: z.string().trim(),
});
type Values = z.infer<typeof schema>;

function requestOf({ customer_id, plan, quantity, ...rest }: Values): Schemas['CreateSubscription'] {
  return { customer_id, plan, quantity: Number.parseInt(quantity, 10), ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== '')) };
}

/** A new subscription, and beside it the invoices that it would get. */
export default function NewSubscriptionPage() {
  const t = useTexts('subscriptions');
  const go = useGo();
  const [{ customer = '', plan = '' }] = useUrl();
  const [typed, setTyped] = useState('');
  const customers = useCustomerChoice(typed);
  const plans = (usePlans().data?.data ?? []).filter((one) => one.status === 'published');
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { customer_id: customer, plan, currency: '', quantity: '1', start_date: '', end_date: '', external_id: '' } });
  const values = form.watch();
  const complete = schema.safeParse(values);
  const create = useSubmit((wanted: Values, { headers }) => body(api.POST('/api/v1/subscriptions', { body: requestOf(wanted), headers })), {
    touched: TOUCHED,
    onDone: (made) => {
      tellDone(t('made'));
      go(`/subscriptions/${made.id}`, { replace: true });
    },
  });
  const currencies = plans.find((one) => one.code === values.plan)?.currencies ?? [];
  const { errors } = form.formState;
  const fault = (name: keyof Values) => errors[name] && (errors[name]?.type === 'server' ? errors[name]?.message : t('required'));
  return (
    <>
      <PageHeader title={t('new')} back={{ to: '/subscriptions', label: t('nav.subscriptions') }} />
      <div className={classes.split}>
        <form onSubmit={(event) => void form.handleSubmit((wanted) => create.mutate(wanted))(event)} noValidate>
          <FormErrors form={form} error={create.error} />
          <Section>
            <Stack gap="md">
              <Controller control={form.control} name="customer_id" render={({ field }) => <Select label={t('customer')} withAsterisk searchable onSearchChange={setTyped} placeholder={t('customer.choose')} nothingFoundMessage={t('customer.none')} limit={50} data={customers.map((one) => ({ value: one.id ?? '', label: one.name ?? '' }))} value={field.value || null} onChange={(value) => field.onChange(value ?? '')} ref={field.ref} error={fault('customer_id')} />} />
              <Controller control={form.control} name="plan" render={({ field }) => <Select label={t('plan')} withAsterisk searchable placeholder={t('plan.choose')} data={plans.map((one) => ({ value: one.code ?? '', label: `${one.name} (${one.code})` }))} value={field.value || null} onChange={(value) => field.onChange(value ?? '')} ref={field.ref} error={fault('plan')} />} />
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <TextInput label={t('quantity')} inputMode="numeric" {...form.register('quantity')} error={errors.quantity && (errors.quantity.type === 'server' ? errors.quantity.message : t('field.count'))} />
                {currencies.length > 1 && <Controller control={form.control} name="currency" render={({ field }) => <Select label={t('currency')} placeholder={t('currency.usual')} clearable clearButtonProps={{ 'aria-label': t('clear') }} data={currencies} value={field.value || null} onChange={(value) => field.onChange(value ?? '')} ref={field.ref} error={fault('currency')} />} />}
                <TextInput type="date" label={t('startsOn')} {...form.register('start_date')} error={fault('start_date')} description={t('startsOn.hint')} inputWrapperOrder={['label', 'input', 'description', 'error']} />
                <TextInput type="date" label={t('endsOn')} {...form.register('end_date')} error={fault('end_date')} description={t('endsOn.hint')} inputWrapperOrder={['label', 'input', 'description', 'error']} />
              </SimpleGrid>
              <TextInput label={t('externalId')} {...form.register('external_id')} error={fault('external_id')} />
              <Group justify="flex-end" gap="xs">
                <Button variant="default" onClick={() => go('/subscriptions')}>{t('cancel')}</Button>
                <Button type="submit" loading={create.isPending}>{t('create')}</Button>
              </Group>
            </Stack>
          </Section>
        </form>
        <Preview wanted={complete.success ? requestOf(complete.data) : undefined} />
      </div>
    </>
  );
}

function Preview({ wanted }: { wanted: Schemas['CreateSubscription'] | undefined }) {
  const t = useTexts('subscriptions');
  const [asked] = useDebouncedValue(wanted, 400);
  const { data, error, isPending } = useQuery({
    queryKey: ['subscription-preview', asked],
    queryFn: () => body(api.POST('/api/v1/subscriptions/preview', { body: asked ?? ({} as Schemas['CreateSubscription']) })),
    enabled: !!asked,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const invoices = data?.invoices ?? [];
  return (
    <div aria-live="polite">
      {!asked ? <Section title={t('preview')}><EmptyState title={t('preview.wait')}>{t('preview.waitText')}</EmptyState></Section>
        : error ? <Section title={t('preview')}><ProblemAlert error={error} /></Section>
          : isPending ? <Section title={t('preview')}><Skeleton height={180} /></Section>
            : invoices.length === 0 ? <Section title={t('preview')}><Text c="dimmed">{t('preview.none')}</Text></Section>
              : invoices.map((invoice, index) => (
                  <Section key={index} title={<>{t('preview.invoice')} <DateOnly value={invoice.issued_on} /></>}>
                    <Lines lines={invoice.lines ?? []} currency={data?.currency} />
                    <Totals of={invoice} />
                  </Section>
                ))}
      {data && !error && !data.complete && <Text c="dimmed" size="sm">{t('preview.more')}</Text>}
    </div>
  );
}
