/** What something costs, by the model of its charge. */
import { ActionIcon, Button, Group, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '~/features/parts/icons';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { useTexts } from '~/i18n';
import { DecimalField, SwitchField, TextField } from '~/features/parts/fields';
import { emptyTier, priceFields, tierIsRate, type Model, type TierForm } from './charges';

export function PriceFields({ name, model, currency }: { name: string; model: Model; currency: string }) {
  const t = useTexts('catalog');
  const fields = priceFields(model);
  if (fields.includes('tiers')) {
    return <Tiers name={name} model={model} currency={currency} />;
  }
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
      {fields.map((field) => {
        const common = { name: `${name}.${field}`, label: t(`price.${field}`), description: t(`priceHelp.${field}`, { currency }) };
        if (field === 'amount_field') {
          return <TextField key={field} {...common} />;
        }
        if (field === 'free_transactions') {
          return <CountOrText key={field} {...common} />;
        }
        return (
          <DecimalField
            key={field}
            {...common}
            rightSection={<Unit of={field} currency={currency} />}
            rightSectionWidth={48}
          />
        );
      })}
    </SimpleGrid>
  );
}

function CountOrText(props: { name: string; label: string; description: string }) {
  return <DecimalField {...props} inputMode="numeric" />;
}

function Unit({ of, currency }: { of: string; currency: string }) {
  const unit = of === 'rate' ? '%' : ['package_size', 'free_units'].includes(of) ? '' : currency;
  return unit === '' ? null : (
    <Text size="xs" c="dimmed">
      {unit}
    </Text>
  );
}

/** Tiers adjoin: each begins where the one before ends, so only where it ends is asked for. */
function Tiers({ name, model, currency }: { name: string; model: Model; currency: string }) {
  const t = useTexts('catalog');
  const { fields, insert, remove } = useFieldArray({ name: `${name}.tiers` });
  const { getFieldState, formState } = useFormContext();
  const tiers = (useWatch({ name: `${name}.tiers` }) ?? []) as TierForm[];
  const rate = tierIsRate(model);
  const step = model === 'stair_step';
  const message = getFieldState(`${name}.tiers`, formState).error?.message;
  return (
    <Stack gap="xs">
      <Table.ScrollContainer minWidth={480}>
        <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('tiers.from')}</Table.Th>
              <Table.Th>{t('tiers.upTo')}</Table.Th>
              {!step && <Table.Th>{rate ? t('tiers.rate') : t('tiers.unitAmount', { currency })}</Table.Th>}
              <Table.Th>{step ? t('tiers.stepAmount', { currency }) : t('tiers.flatAmount', { currency })}</Table.Th>
              <Table.Th w={36} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((tier, i) => {
              const at = `${name}.tiers.${i}`;
              const last = i === fields.length - 1;
              return (
                <Table.Tr key={tier.id} style={{ verticalAlign: 'top' }}>
                  <Table.Td className="num" style={{ lineHeight: '36px' }}>
                    {i === 0 ? '0' : tiers[i - 1]?.up_to || '…'}
                  </Table.Td>
                  <Table.Td>
                    {last ? (
                      <Text c="dimmed" style={{ lineHeight: '36px' }}>
                        {t('tiers.noEnd')}
                      </Text>
                    ) : (
                      <DecimalField name={`${at}.up_to`} aria-label={t('tiers.upToOf', { number: i + 1 })} />
                    )}
                  </Table.Td>
                  {!step && (
                    <Table.Td>
                      <DecimalField
                        name={`${at}.unit_amount`}
                        aria-label={t('tiers.unitAmountOf', { number: i + 1 })}
                        rightSection={rate ? <Text size="xs" c="dimmed">%</Text> : undefined}
                      />
                    </Table.Td>
                  )}
                  <Table.Td>
                    <DecimalField name={`${at}.flat_amount`} aria-label={t('tiers.flatAmountOf', { number: i + 1 })} />
                  </Table.Td>
                  <Table.Td>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={36}
                      disabled={fields.length === 1}
                      aria-label={t('tiers.remove', { number: i + 1 })}
                      onClick={() => remove(i)}
                    >
                      <IconTrash size={16} />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {message && (
        <Text size="xs" c="var(--mantine-color-error)">
          {message}
        </Text>
      )}
      <Group justify="space-between">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => insert(Math.max(fields.length - 1, 0), emptyTier())}
        >
          {t('tiers.add')}
        </Button>
        <SwitchField name={`${name}.flat_at_zero`} label={t('tiers.flatAtZero')} size="xs" />
      </Group>
    </Stack>
  );
}

