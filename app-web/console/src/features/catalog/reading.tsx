/** What a price says, in a few words. It says what the API says and reckons nothing. */
import { Stack, Table, Text } from '@mantine/core';
import { formatDecimal, formatPrice, isZero } from '~/format/money';
import { useLocale, useTexts } from '~/i18n';
import { Badge } from '~/ui/StatusBadge';
import type { Schemas } from '~/api/types';
import { tierIsRate, type Model } from './charges';

export type Charge = Schemas['Charge'];

type Priced = Pick<Schemas['ChargePrice'], 'unit_amount' | 'package_size' | 'package_amount' | 'free_units' | 'rate' | 'fixed_fee' | 'amount_field' | 'tiers' | 'minimum_amount' | 'maximum_amount'>;

/** A price in one line. */
export function PriceReading({ price, model, currency }: { price: Priced; model: Model; currency: string }) {
  const t = useTexts('catalog');
  const locale = useLocale();
  const money = (amount: string | null | undefined) => formatPrice(locale, amount, currency);
  const parts: string[] = [];
  if (price.tiers?.length) {
    parts.push(t('read.tiers', { count: price.tiers.length }));
  } else if (model === 'package') {
    parts.push(
      price.free_units
        ? t('read.packageFree', { price: money(price.package_amount), size: formatDecimal(locale, price.package_size), free: formatDecimal(locale, price.free_units) })
        : t('read.package', { price: money(price.package_amount), size: formatDecimal(locale, price.package_size) }),
    );
  } else if (model === 'dynamic') {
    parts.push(t('read.dynamic', { field: price.amount_field }));
  } else if (model === 'percentage') {
    parts.push(t('read.rate', { rate: formatDecimal(locale, price.rate) }));
    if (price.fixed_fee) {
      parts.push(`+ ${t('read.each', { price: money(price.fixed_fee) })}`);
    }
  } else {
    parts.push(t('read.each', { price: money(price.unit_amount) }));
  }
  if (price.minimum_amount) {
    parts.push(t('read.minimum', { amount: money(price.minimum_amount) }));
  }
  if (price.maximum_amount) {
    parts.push(t('read.maximum', { amount: money(price.maximum_amount) }));
  }
  return <span className="num">{parts.join(', ')}</span>;
}

/** The tiers of a price. */
export function TierTable({ price, model, currency }: { price: Priced; model: Model; currency: string }) {
  const t = useTexts('catalog');
  const locale = useLocale();
  if (!price.tiers?.length) {
    return null;
  }
  const rate = tierIsRate(model);
  const flat = model === 'stair_step' || price.tiers.some((tier) => tier.flat_amount && !isZero({ amount: tier.flat_amount }));
  return (
    <Table borderColor="var(--ch-line)" verticalSpacing={3} horizontalSpacing="xs" fz="xs" w="auto" withRowBorders={false}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th ta="right" c="dimmed" fw={500} fz="xs">{t('tiers.from')}</Table.Th>
          <Table.Th ta="right" c="dimmed" fw={500} fz="xs">{t('tiers.upTo')}</Table.Th>
          {model !== 'stair_step' && <Table.Th ta="right" c="dimmed" fw={500} fz="xs">{rate ? t('tiers.rate') : t('price.unit_amount')}</Table.Th>}
          {flat && <Table.Th ta="right" c="dimmed" fw={500} fz="xs">{t(model === 'stair_step' ? 'tiers.stepAmount' : 'tiers.flatAmount', { currency })}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {price.tiers.map((tier, i) => (
          <Table.Tr key={i}>
            <Table.Td ta="right" className="num">{formatDecimal(locale, tier.from ?? (i === 0 ? '0' : price.tiers?.[i - 1]?.up_to))}</Table.Td>
            <Table.Td ta="right" className="num">{tier.up_to ? formatDecimal(locale, tier.up_to) : t('tiers.noEnd')}</Table.Td>
            {model !== 'stair_step' && (
              <Table.Td ta="right" className="num">{rate ? `${formatDecimal(locale, tier.unit_amount)} %` : formatPrice(locale, tier.unit_amount, currency)}</Table.Td>
            )}
            {flat && <Table.Td ta="right" className="num">{tier.flat_amount ? formatPrice(locale, tier.flat_amount, currency) : '–'}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The charges of a version, each with all that it says. */
export function ChargeTable({ charges, currency }: { charges: readonly Charge[]; currency: string }) {
  const t = useTexts('catalog');
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('plan.charges') } }}>
      <Table borderColor="var(--ch-line)" verticalSpacing="xs" horizontalSpacing="md" aria-label={t('plan.charges')}>
        <Table.Thead>
          <Table.Tr>
            {['charge.name', 'charge.kind', 'charge.model', 'charge.metric', 'plan.billed', 'plan.price'].map((key) => (
              <Table.Th key={key} c="dimmed" fz="xs" fw={550}>
                {t(key)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {charges.map((charge) => (
            <ChargeRow key={charge.code} charge={charge} currency={currency} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ChargeRow({ charge, currency }: { charge: Charge; currency: string }) {
  const t = useTexts('catalog');
  const model = charge.model ?? 'standard';
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Text size="sm" fw={550}>{charge.name}</Text>
        <Text size="xs" c="dimmed" className="mono">{charge.code}</Text>
      </Table.Td>
      <Table.Td>{t(`kind.${charge.kind}`)}</Table.Td>
      <Table.Td>{t(`model.${model}`)}</Table.Td>
      <Table.Td>{charge.metric ? <span className="mono">{charge.metric}</span> : '–'}</Table.Td>
      <Table.Td>
        <Stack gap={2} align="flex-start">
          <span>{t(`timing.${charge.timing}`)}</span>
          {charge.prorated && <Badge>{t('charge.prorated')}</Badge>}
          {charge.invoiceable === false && <Badge tone="warning">{t('charge.invoiceableHelp')}</Badge>}
          {charge.tax_rates?.map((code) => <Badge key={code}>{code}</Badge>)}
        </Stack>
      </Table.Td>
      <Table.Td>
        <Stack gap={4}>
          <PriceReading price={charge} model={model} currency={currency} />
          <TierTable price={charge} model={model} currency={currency} />
          {charge.quantity && <Text size="xs" c="dimmed">{`${t('charge.quantity')}: ${charge.quantity}`}</Text>}
          {Object.entries(charge.prices ?? {}).map(([other, price]) => (
            <div key={other}>
              <PriceReading price={price} model={model} currency={other} />
              <TierTable price={price} model={model} currency={other} />
            </div>
          ))}
          {charge.filters?.map((filter) => (
            <div key={filter.name}>
              <Text size="xs" c="dimmed">
                {filter.name}: {Object.entries(filter.values ?? {}).map(([property, values]) => `${property} = ${values.join(', ')}`).join('; ')}
              </Text>
              <PriceReading price={filter} model={model} currency={currency} />
              <TierTable price={filter} model={model} currency={currency} />
            </div>
          ))}
          {charge.group_by && charge.group_by.length > 0 && (
            <Text size="xs" c="dimmed">{`${t('charge.groupBy')}: ${charge.group_by.join(', ')}`}</Text>
          )}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
}
