/** The form of a plan and of a draft of it: terms, charges, limits, phases. */
import { Accordion, ActionIcon, Button, Card, Divider, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Badge } from '~/ui/StatusBadge';
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from '~/features/parts/icons';
import { useEffect, useState } from 'react';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { useTexts } from '~/i18n';
import { AreaField, CountField, DecimalField, MultiField, SelectField, TagsField, TextField } from '~/features/parts/fields';
import { ChargeFields } from './ChargeFields';
import { emptyCharge, emptyCurrencyPrice, type ChargeForm } from './charges';
import { CURRENCIES, useTaxRateChoices } from './choices';
import type { PlanForm, TermsForm } from './plans';
import { PriceFields } from './PriceFields';

export function PlanEditor({ naming }: { naming: boolean }) {
  const t = useTexts('catalog');
  const p = useTexts('parts');
  return (
    <Stack gap="lg">
      {naming && (
        <Section title={t('plan.naming')}>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
            <TextField name="name" label={p('thing.name')} required data-autofocus />
            <TextField name="code" label={p('thing.code')} description={p('thing.codeHelp')} required />
            <TextField name="external_id" label={p('thing.externalId')} />
          </SimpleGrid>
          <AreaField name="description" label={p('thing.description')} />
        </Section>
      )}
      <Section title={t('plan.terms')}>
        <TermsFields />
      </Section>
      <ChargesFields />
      <Section title={t('plan.limits')} help={t('plan.limitsHelp')}>
        <LimitsFields />
      </Section>
      <PhasesFields />
    </Stack>
  );
}

function Section({ title, help, children }: { title: string; help?: string; children: React.ReactNode }) {
  return (
    <Card withBorder padding="md" component="section">
      <Title order={2} size="h5">
        {title}
      </Title>
      {help && (
        <Text size="xs" c="dimmed">
          {help}
        </Text>
      )}
      <Stack gap="sm" mt="sm">
        {children}
      </Stack>
    </Card>
  );
}

function TermsFields() {
  const t = useTexts('catalog');
  const taxRates = useTaxRateChoices();
  const currency = useWatch({ name: 'currency' }) as string;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
      <SelectField name="currency" label={t('plan.currency')} data={CURRENCIES} searchable allowDeselect={false} required />
      <MultiField
        name="currencies"
        label={t('plan.currencies')}
        data={CURRENCIES.filter((code) => code !== currency)}
        searchable
        placeholder={t('plan.none')}
      />
      <SelectField name="tax_rate" label={t('plan.taxRate')} data={taxRates.data} clearable searchable placeholder={t('plan.taxRateDefault')} />
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <CountField name="interval_count" label={t('plan.every')} min={1} max={36} w={72} />
        <SelectField
          name="interval"
          label={t('plan.interval')}
          allowDeselect={false}
          style={{ flex: 1 }}
          data={(['week', 'month', 'year'] as const).map((value) => ({ value, label: t(`interval.${value}`) }))}
        />
      </Group>
      <SelectField
        name="anchor"
        label={t('plan.anchor')}
        allowDeselect={false}
        data={(['calendar', 'anniversary'] as const).map((value) => ({ value, label: t(`anchor.${value}`) }))}
      />
      <CountField name="trial_days" label={t('plan.trialDays')} min={0} max={730} />
    </SimpleGrid>
  );
}

function ChargesFields() {
  const t = useTexts('catalog');
  const { fields, append, remove, move, insert } = useFieldArray({ name: 'charges' });
  const { getValues, formState } = useFormContext<TermsForm>();
  const charges = useWatch({ name: 'charges' }) as ChargeForm[];
  const [open, setOpen] = useState<string[]>(() => fields.slice(0, 1).map((field) => field.id));
  const errors = formState.errors.charges as (object | undefined)[] | { message?: string } | undefined;

  const add = (charge: ChargeForm) => append(charge);
  // what is wrong has to be seen
  const wrongOnes = Array.isArray(errors) ? fields.filter((_, i) => errors[i] !== undefined).map((field) => field.id) : [];
  const shown = [...new Set([...open, ...wrongOnes])];

  return (
    <Card withBorder padding="md" component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          {t('plan.charges')}
        </Title>
        <Group gap="xs">
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => add(emptyCharge('recurring'))}>
            {t('plan.addFee')}
          </Button>
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => add(emptyCharge('usage'))}>
            {t('plan.addUsage')}
          </Button>
        </Group>
      </Group>
      {!Array.isArray(errors) && errors?.message && (
        <Text size="sm" c="var(--mantine-color-error)">
          {errors.message}
        </Text>
      )}
      <Accordion multiple value={shown} onChange={setOpen} variant="separated" chevronPosition="left">
        {fields.map((field, i) => {
          const charge = charges[i];
          const wrong = Array.isArray(errors) && errors[i] !== undefined;
          return (
            <Accordion.Item key={field.id} value={field.id}>
              <Group wrap="nowrap" gap={0} align="center">
                <Accordion.Control style={{ flex: 1 }}>
                  <Group gap="xs" wrap="wrap">
                    <Text size="sm" fw={600}>
                      {charge?.name || t('plan.newCharge')}
                    </Text>
                    <Badge>
                      {t(`kind.${charge?.kind ?? 'recurring'}`)}
                    </Badge>
                    <Badge>
                      {t(`model.${charge?.model ?? 'standard'}`)}
                    </Badge>
                    {wrong && (
                      <Text size="xs" c="var(--mantine-color-error)" fw={500}>
                        {t('plan.chargeWrong')}
                      </Text>
                    )}
                  </Group>
                </Accordion.Control>
                <Group gap={0} pr="xs" wrap="nowrap">
                  <Tool label={t('plan.moveUp')} disabled={i === 0} onClick={() => move(i, i - 1)} icon={<IconArrowUp size={16} />} />
                  <Tool label={t('plan.moveDown')} disabled={i === fields.length - 1} onClick={() => move(i, i + 1)} icon={<IconArrowDown size={16} />} />
                  <Tool
                    label={t('plan.copyCharge')}
                    onClick={() => insert(i + 1, { ...structuredClone(getValues(`charges.${i}`)), code: '' })}
                    icon={<IconCopy size={16} />}
                  />
                  <Tool label={t('plan.removeCharge')} disabled={fields.length === 1} onClick={() => remove(i)} icon={<IconTrash size={16} />} />
                </Group>
              </Group>
              <Accordion.Panel>{shown.includes(field.id) && <ChargeFields index={i} />}</Accordion.Panel>
            </Accordion.Item>
          );
        })}
      </Accordion>
    </Card>
  );
}

function Tool({ label, icon, ...props }: { label: string; icon: React.ReactNode; disabled?: boolean; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} title={label} {...props}>
      {icon}
    </ActionIcon>
  );
}

function LimitsFields() {
  const t = useTexts('catalog');
  const currency = useWatch({ name: 'currency' }) as string;
  const currencies = useWatch({ name: 'currencies' }) as string[];
  const taxRates = useTaxRateChoices();
  return (
    <>
      <Text size="sm" fw={500}>
        {t('plan.commitment')}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        <DecimalField name="commitment.amount" label={t('plan.commitmentAmount', { currency })} />
        {currencies.map((other) => (
          <DecimalField key={other} name={`commitment.amounts.${other}`} label={t('plan.commitmentAmount', { currency: other })} />
        ))}
        <MultiField name="commitment.tax_rates" label={t('plan.commitmentTaxRates')} data={taxRates.data} maxValues={5} />
      </SimpleGrid>
      <Divider />
      <Text size="sm" fw={500}>
        {t('plan.thresholds')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('plan.thresholdsHelp')}
      </Text>
      {[currency, ...currencies].map((of) => {
        const at = of === currency ? 'thresholds' : `thresholds.currencies.${of}`;
        return (
          <SimpleGrid key={of} cols={{ base: 1, xs: 2 }} spacing="sm">
            <TagsField name={`${at}.amounts`} label={t('plan.thresholdAmounts', { currency: of })} maxTags={10} splitChars={[';', ' ']} />
            <DecimalField name={`${at}.recurring`} label={t('plan.thresholdRecurring', { currency: of })} />
          </SimpleGrid>
        );
      })}
    </>
  );
}

function PhasesFields() {
  const t = useTexts('catalog');
  const { fields, append, remove } = useFieldArray({ name: 'phases' });
  return (
    <Card withBorder padding="md" component="section">
      <Group justify="space-between">
        <div>
          <Title order={2} size="h5">
            {t('plan.phases')}
          </Title>
          <Text size="xs" c="dimmed">
            {t('plan.phasesHelp')}
          </Text>
        </div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={fields.length >= 20}
          onClick={() => append({ name: '', periods: '', prices: [] })}
        >
          {t('plan.addPhase')}
        </Button>
      </Group>
      <Stack gap="sm" mt={fields.length > 0 ? 'sm' : 0}>
        {fields.map((phase, i) => (
          <Card key={phase.id} withBorder padding="sm">
            <Stack gap="sm">
              <Group align="flex-start" wrap="nowrap">
                <TextField name={`phases.${i}.name`} label={t('phase.name')} required style={{ flex: 2 }} />
                <DecimalField
                  name={`phases.${i}.periods`}
                  label={t('phase.periods')}
                  inputMode="numeric"
                  placeholder={i === fields.length - 1 ? t('phase.endless') : undefined}
                  style={{ flex: 1 }}
                />
                <ActionIcon variant="subtle" color="gray" size={36} mt={24} aria-label={t('phase.remove')} onClick={() => remove(i)}>
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
              <PhasePrices name={`phases.${i}.prices`} />
            </Stack>
          </Card>
        ))}
      </Stack>
    </Card>
  );
}

function PhasePrices({ name }: { name: string }) {
  const t = useTexts('catalog');
  const { fields, append, remove } = useFieldArray({ name });
  const charges = useWatch({ name: 'charges' }) as ChargeForm[];
  const currency = useWatch({ name: 'currency' }) as string;
  const currencies = useWatch({ name: 'currencies' }) as string[];
  const rows = (useWatch({ name }) ?? []) as PlanForm['phases'][number]['prices'];
  const free = charges.filter((charge) => charge.code && !rows.some((row) => row.charge === charge.code));
  const { setValue } = useFormContext();
  const all = [currency, ...currencies];
  useEffect(() => {
    rows.forEach((row, i) => {
      const filters = charges.find((charge) => charge.code === row.charge)?.filters.length ?? 0;
      for (const of of all.filter((code) => row.prices[code] === undefined)) {
        setValue(`${name}.${i}.prices.${of}`, emptyCurrencyPrice(filters));
      }
    });
  });
  return (
    <Stack gap="sm">
      {fields.map((field, i) => {
        const charge = charges.find((other) => other.code === rows[i]?.charge);
        return (
          <Stack key={field.id} gap="xs" pl="sm" style={{ borderLeft: '2px solid var(--mantine-color-default-border)' }}>
            <Group justify="space-between">
              <Text size="sm" fw={500}>
                {charge?.name ?? rows[i]?.charge}
              </Text>
              <Tool label={t('phase.removePrice')} onClick={() => remove(i)} icon={<IconTrash size={16} />} />
            </Group>
            {charge &&
              all
                .filter((of) => rows[i]?.prices[of] !== undefined)
                .map((of) => (
                  <Stack key={of} gap={4}>
                    <PriceFields name={`${name}.${i}.prices.${of}`} model={charge.model} currency={of} />
                    {charge.filters.map((filter, f) => (
                      <div key={filter.name}>
                        <Text size="xs" c="dimmed">
                          {t('filter.priceOf', { name: filter.name })}
                        </Text>
                        <PriceFields name={`${name}.${i}.prices.${of}.filters.${f}`} model={charge.model} currency={of} />
                      </div>
                    ))}
                  </Stack>
                ))}
          </Stack>
        );
      })}
      <Group gap={6}>
        {free.map((charge) => (
          <Button
            key={charge.code}
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => append({ charge: charge.code, prices: {} })}
          >
            {t('phase.addPrice', { name: charge.name || charge.code })}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
