/** One charge of a plan in its editor. */
import { ActionIcon, Button, Card, Divider, Group, SimpleGrid, Stack, Tabs, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '~/features/parts/icons';
import { useEffect } from 'react';
import { useController, useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { useTexts } from '~/i18n';
import { DecimalField, MultiField, SelectField, SwitchField, TextField } from '~/features/parts/fields';
import { emptyCurrencyPrice, emptyFilter, MODELS_OF, timings, type ChargeForm, type FilterForm } from './charges';
import { PriceFields } from './PriceFields';
import { useMetricChoices, useTaxRateChoices } from './choices';

export function ChargeFields({ index }: { index: number }) {
  const t = useTexts('catalog');
  const at = `charges.${index}`;
  const charge = useWatch({ name: at }) as ChargeForm;
  const currency = useWatch({ name: 'currency' }) as string;
  const currencies = useWatch({ name: 'currencies' }) as string[];
  const { setValue } = useFormContext();
  const metrics = useMetricChoices();
  const taxRates = useTaxRateChoices();
  const metric = metrics.byCode.get(charge.metric);
  const usage = charge.kind === 'usage';

  const models = MODELS_OF[charge.kind];
  useEffect(() => {
    if (!models.includes(charge.model)) {
      setValue(`${at}.model`, 'standard');
    }
    if (!timings(charge.kind, charge.model).includes(charge.timing)) {
      setValue(`${at}.timing`, 'arrears');
    }
  }, [at, charge.kind, charge.model, charge.timing, models, setValue]);

  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        <TextField name={`${at}.name`} label={t('charge.name')} required />
        <TextField name={`${at}.code`} label={t('charge.code')} required />
        <SelectField
          name={`${at}.kind`}
          label={t('charge.kind')}
          allowDeselect={false}
          data={(['recurring', 'usage'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <SelectField
          name={`${at}.model`}
          label={t('charge.model')}
          description={t(`modelHelp.${charge.model}`)}
          allowDeselect={false}
          data={models.map((value) => ({ value, label: t(`model.${value}`) }))}
        />
        <SelectField
          name={`${at}.timing`}
          label={t('charge.timing')}
          allowDeselect={false}
          data={timings(charge.kind, charge.model).map((value) => ({ value, label: t(`timing.${value}`) }))}
        />
        {usage ? (
          <SelectField
            name={`${at}.metric`}
            label={t('charge.metric')}
            required
            searchable
            data={metrics.data}
            nothingFoundMessage={t('charge.noMetric')}
          />
        ) : (
          <DecimalField name={`${at}.quantity`} label={t('charge.quantity')} description={t('charge.quantityHelp')} />
        )}
      </SimpleGrid>

      <Divider label={t('charge.priceIn', { currency })} labelPosition="left" />
      <PriceFields name={at} model={charge.model} currency={currency} />
      {usage && (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
          <DecimalField name={`${at}.minimum_amount`} label={t('charge.minimum', { currency })} />
          <DecimalField name={`${at}.maximum_amount`} label={t('charge.maximum', { currency })} />
        </SimpleGrid>
      )}
      {currencies.length > 0 && <OtherCurrencies at={at} charge={charge} currencies={currencies} />}

      {usage && (
        <>
          <Divider label={t('charge.divided')} labelPosition="left" />
          <MultiField
            name={`${at}.group_by`}
            label={t('charge.groupBy')}
            description={t('charge.groupByHelp')}
            data={[...new Set([...(metric?.group_keys ?? []), ...charge.group_by])]}
            maxValues={5}
          />
          <Filters at={at} charge={charge} currency={currency} />
        </>
      )}

      <Divider label={t('charge.onInvoices')} labelPosition="left" />
      <Group gap="xl" align="flex-start">
        <SwitchField name={`${at}.prorated`} label={t('charge.prorated')} description={t('charge.proratedHelp')} />
        <SwitchField name={`${at}.invoiceable`} label={t('charge.invoiceable')} description={t('charge.invoiceableHelp')} />
      </Group>
      <MultiField
        name={`${at}.tax_rates`}
        label={t('charge.taxRates')}
        description={t('charge.taxRatesHelp')}
        data={taxRates.data}
        maxValues={5}
        searchable
      />
    </Stack>
  );
}

function OtherCurrencies({ at, charge, currencies }: { at: string; charge: ChargeForm; currencies: string[] }) {
  const t = useTexts('catalog');
  const { setValue } = useFormContext();
  const missing = currencies.filter((currency) => charge.prices[currency] === undefined);
  useEffect(() => {
    for (const currency of missing) {
      setValue(`${at}.prices.${currency}`, emptyCurrencyPrice(charge.filters.length));
    }
  });
  return (
    <Tabs defaultValue={currencies[0]} keepMounted={false}>
      <Tabs.List mb="sm">
        {currencies.map((currency) => (
          <Tabs.Tab key={currency} value={currency}>
            {t('charge.priceIn', { currency })}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {currencies
        .filter((currency) => charge.prices[currency] !== undefined)
        .map((currency) => (
          <Tabs.Panel key={currency} value={currency}>
            <Stack gap="sm">
              <PriceFields name={`${at}.prices.${currency}`} model={charge.model} currency={currency} />
              {charge.kind === 'usage' && (
                <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
                  <DecimalField name={`${at}.prices.${currency}.minimum_amount`} label={t('charge.minimum', { currency })} />
                  <DecimalField name={`${at}.prices.${currency}.maximum_amount`} label={t('charge.maximum', { currency })} />
                </SimpleGrid>
              )}
              {charge.kind === 'usage' &&
                charge.filters.map((filter, i) => (
                  <Card key={i} withBorder padding="sm">
                    <Text size="sm" fw={500} mb="xs">
                      {t('filter.priceOf', { name: filter.name || i + 1 })}
                    </Text>
                    <PriceFields name={`${at}.prices.${currency}.filters.${i}`} model={charge.model} currency={currency} />
                  </Card>
                ))}
            </Stack>
          </Tabs.Panel>
        ))}
    </Tabs>
  );
}

/** Usage with a price of its own: events that have one of the values for every property. */
function Filters({ at, charge, currency }: { at: string; charge: ChargeForm; currency: string }) {
  const t = useTexts('catalog');
  const { fields, append, remove } = useFieldArray({ name: `${at}.filters` });
  const { setValue, getValues } = useFormContext();
  const removeFilter = (i: number) => {
    const prices = getValues(`${at}.prices`) as ChargeForm['prices'];
    for (const [of, price] of Object.entries(prices)) {
      setValue(`${at}.prices.${of}.filters`, price.filters.toSpliced(i, 1));
    }
    remove(i);
  };
  return (
    <Stack gap="sm">
      {fields.map((filter, i) => (
        <Card key={filter.id} withBorder padding="sm">
          <Stack gap="sm">
            <Group align="flex-start" wrap="nowrap">
              <TextField name={`${at}.filters.${i}.name`} label={t('filter.name')} required style={{ flex: 1 }} />
              <ActionIcon variant="subtle" color="gray" size={36} mt={24} aria-label={t('filter.remove')} onClick={() => removeFilter(i)}>
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
            <FilterValues name={`${at}.filters.${i}.values`} />
            <PriceFields name={`${at}.filters.${i}`} model={charge.model} currency={currency} />
          </Stack>
        </Card>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => append(emptyFilter())}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('filter.add')}
      </Button>
    </Stack>
  );
}

function FilterValues({ name }: { name: string }) {
  const t = useTexts('catalog');
  const { field, fieldState } = useController({ name });
  const rows = (field.value ?? []) as FilterForm['values'];
  const change = (i: number, row: FilterForm['values'][number]) => field.onChange(rows.with(i, row));
  return (
    <Stack gap={6}>
      {rows.map((row, i) => (
        <Group key={i} gap={6} wrap="nowrap" align="flex-start">
          <TextInput
            aria-label={t('filter.property')}
            placeholder={t('filter.property')}
            value={row.property}
            onChange={(event) => change(i, { ...row, property: event.currentTarget.value })}
            style={{ flex: 1 }}
          />
          <TagsInput
            aria-label={t('filter.values')}
            placeholder={row.values.length === 0 ? t('filter.values') : undefined}
            value={row.values}
            onChange={(values) => change(i, { ...row, values })}
            acceptValueOnBlur
            style={{ flex: 2 }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            disabled={rows.length === 1}
            aria-label={t('filter.removeProperty')}
            onClick={() => field.onChange(rows.toSpliced(i, 1))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {fieldState.error?.message && (
        <Text size="xs" c="var(--mantine-color-error)">
          {fieldState.error.message}
        </Text>
      )}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={12} />}
        onClick={() => field.onChange([...rows, { property: '', values: [] }])}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('filter.addProperty')}
      </Button>
    </Stack>
  );
}
