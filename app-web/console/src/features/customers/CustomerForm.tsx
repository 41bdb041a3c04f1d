import { Button, Checkbox, Group, MultiSelect, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm, type Path } from 'react-hook-form';
import { useLegalEntities, useTaxRates } from '~/api/lookups';
import { useTexts } from '~/i18n';
import { FormErrors } from '~/ui/form';
import { Section } from '~/ui/layout';
import { customerSchema, KEPT, type CustomerTyped, type CustomerValues } from './customer-form';

interface CustomerFormProps {
  initial: CustomerValues;
  isNew: boolean;
  error: unknown;
  pending: boolean;
  onSubmit: (typed: CustomerTyped) => void;
  onCancel: () => void;
}

const ZONES = Intl.supportedValuesOf('timeZone');

/** Everything about a customer that people may say. */
export function CustomerForm({ initial, isNew, error, pending, onSubmit, onCancel }: CustomerFormProps) {
  const t = useTexts('customers');
  const form = useForm<CustomerValues, unknown, CustomerTyped>({ resolver: zodResolver(customerSchema), defaultValues: initial });
  const { errors } = form.formState;
  const taxRates = useTaxRates().data?.data ?? [];
  const entities = useLegalEntities().data?.data ?? [];
  const field = (name: Path<CustomerValues>, label: string) => {
    const [first = '', second] = name.split('.');
    const fault = second ? errors.address?.[second as keyof CustomerValues['address']] : errors[first as keyof typeof errors];
    return { label, ...form.register(name), error: fault ? (fault as { type?: string; message?: string }).type === 'server' ? (fault as { message?: string }).message : t('field.malformed') : undefined };
  };
  const send = form.handleSubmit((typed) => {
    const emptied = isNew ? undefined : KEPT.find((name) => initial[name] && !typed[name]);
    if (emptied) form.setError(emptied, { type: 'server', message: t('field.kept') });
    else onSubmit(typed);
  });
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <FormErrors form={form} error={error} />
      <Section title={t('form.who')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput {...field('name', t('name'))} withAsterisk autoFocus={isNew} />
          <TextInput {...field('external_id', t('externalId'))} disabled={!isNew} description={isNew ? t('externalId.hint') : undefined} inputWrapperOrder={['label', 'input', 'description', 'error']} />
          <TextInput {...field('email', t('email'))} type="email" />
          <TextInput {...field('locale', t('locale'))} placeholder="en, de, de-AT" />
        </SimpleGrid>
      </Section>
      <Section title={t('form.where')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput {...field('address.line1', t('line1'))} autoComplete="off" />
          <TextInput {...field('address.line2', t('line2'))} autoComplete="off" />
          <TextInput {...field('address.postal_code', t('postalCode'))} autoComplete="off" />
          <TextInput {...field('address.city', t('city'))} autoComplete="off" />
          <TextInput {...field('address.region', t('region'))} autoComplete="off" />
          <TextInput {...field('country', t('country'))} placeholder="DE" maxLength={2} />
          <Controller
            control={form.control}
            name="time_zone"
            render={({ field: zone, fieldState }) => <Select label={t('timeZone')} placeholder={t('asTenant')} searchable clearable={isNew} clearButtonProps={{ 'aria-label': t('clear') }} limit={60} data={zone.value && !ZONES.includes(zone.value) ? [zone.value, ...ZONES] : ZONES} value={zone.value || null} onChange={(value) => zone.onChange(value ?? '')} ref={zone.ref} error={fieldState.error?.message} />}
          />
        </SimpleGrid>
      </Section>
      <Section title={t('form.billing')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextInput {...field('currency', t('currency'))} disabled={!isNew} placeholder={t('asTenant')} maxLength={3} />
          {(entities.length > 0 || initial.legal_entity) && (
            <Controller control={form.control} name="legal_entity" render={({ field: entity, fieldState }) => <Select label={t('legalEntity')} placeholder={t('asTenant')} clearable clearButtonProps={{ 'aria-label': t('clear') }} data={entities.map(({ code = '', seller }) => ({ value: code, label: seller?.legal_name ?? code }))} value={entity.value || null} onChange={(value) => entity.onChange(value ?? '')} ref={entity.ref} error={fieldState.error?.message} />} />
          )}
          <TextInput {...field('net_terms_days', t('netTerms'))} placeholder={t('asTenant')} inputMode="numeric" />
          <TextInput {...field('grace_period_days', t('gracePeriod'))} placeholder={t('asTenant')} inputMode="numeric" />
          <TextInput {...field('buyer_reference', t('buyerReference'))} />
          <TextInput {...field('electronic_address', t('electronicAddress'))} placeholder="0204:991-…" />
        </SimpleGrid>
      </Section>
      <Section title={t('form.tax')}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            <TextInput {...field('vat_id', t('vatId'))} placeholder="DE123456789" />
            <Controller
              control={form.control}
              name="tax_rates"
              render={({ field: rates, fieldState }) => <MultiSelect label={t('taxRates')} placeholder={rates.value.length ? undefined : t('asTenant')} data={taxRates.map(({ code = '', name, percent }) => ({ value: code, label: `${name} ${percent} % (${code})` }))} value={rates.value} onChange={rates.onChange} ref={rates.ref} error={fieldState.error?.message} />}
            />
          </SimpleGrid>
          <Checkbox label={t('taxExempt')} {...form.register('tax_exempt')} />
          <TextInput {...field('tax_exempt_reason', t('taxExemptReason'))} maw={520} />
        </Stack>
      </Section>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>{t('cancel')}</Button>
        <Button type="submit" loading={pending}>{isNew ? t('create') : t('save')}</Button>
      </Group>
    </form>
  );
}
