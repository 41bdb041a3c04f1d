/** What the newest version of a plan entitles to. */
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFieldArray, useWatch } from 'react-hook-form';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { DecimalField, SelectField } from '~/features/parts/fields';
import { FormModal } from '~/features/parts/Form';
import { IconPlus, IconTrash } from '~/features/parts/icons';
import { Rows } from '~/features/parts/Rows';
import { formatDecimal } from '~/format/money';
import { useLocale, useTexts } from '~/i18n';
import { ErrorState } from '~/ui/ErrorState';
import { EmptyState } from '~/ui/EmptyState';
import { Section } from '~/ui/layout';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { useFeatureChoices } from './choices';

type EntitlementView = Schemas['EntitlementView'];

interface Row {
  feature: string;
  enabled: string;
  quantity: string;
  limit: string;
  period: string;
}

/** By the kind of its feature an entitlement has one of these. */
export function entitlementOf(row: Row, kind: string | undefined): Schemas['Entitlement'] {
  if (kind === 'quantity') {
    return { feature: row.feature, quantity: row.quantity.trim() };
  }
  if (kind === 'metered') {
    return { feature: row.feature, limit: row.limit.trim(), period: row.period as Schemas['Period'] };
  }
  return { feature: row.feature, enabled: row.enabled === 'true' };
}

const emptyRow = (): Row => ({ feature: '', enabled: 'true', quantity: '', limit: '', period: 'month' });

export default function Entitlements({ planId }: { planId: string }) {
  const t = useTexts('catalog');
  const p = useTexts('parts');
  const locale = useLocale();
  const may = useMay('catalog:write');
  const [giving, setGiving] = useState(false);
  const features = useFeatureChoices();
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', 'entitlements', planId],
    queryFn: () => body(api.GET('/api/v1/plans/{id}/entitlements', { params: { path: { id: planId } } })),
  });
  if (error && !data) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (!data) {
    return <PageSkeleton />;
  }
  const what = (row: EntitlementView) => {
    if (row.kind === 'quantity') {
      return `${formatDecimal(locale, row.quantity)} ${row.unit ?? ''}`;
    }
    if (row.kind === 'metered') {
      return t(`ent.limitPer.${row.period}`, { limit: `${formatDecimal(locale, row.limit)} ${row.unit ?? ''}`.trim() });
    }
    return t(row.enabled ? 'ent.enabled' : 'ent.disabled');
  };
  const rows = data.data ?? [];
  return (
    <>
      <Section title={t('ent.title')} flush={rows.length > 0}>
        {rows.length > 0 ? (
          <>
            <Rows
              label={t('ent.title')}
              rows={rows}
              columns={[
                { label: t('ent.feature'), show: (row) => row.name },
                { label: t('feature.kind'), show: (row) => t(`feature.is.${row.kind}`) },
                { label: t('ent.what'), show: what },
              ]}
            />
            <Text size="xs" c="dimmed" p="sm">
              {t('ent.once')}
            </Text>
          </>
        ) : (
          <EmptyState title={t('ent.none')} action={may && <Button onClick={() => setGiving(true)}>{t('ent.give')}</Button>}>
            {t('ent.once')}
          </EmptyState>
        )}
      </Section>
      {giving && (
        <FormModal
          title={t('ent.give')}
          size="xl"
          submitLabel={p('save')}
          onClose={() => setGiving(false)}
          values={{ entitlements: [emptyRow()] }}
          send={(form) =>
            body(
              api.PUT('/api/v1/plans/{id}/entitlements', {
                params: { path: { id: planId } },
                body: { entitlements: form.entitlements.map((row) => entitlementOf(row, features.byCode.get(row.feature)?.kind)) },
              }),
            )
          }
          touched={['plans']}
          onDone={() => tellDone(p('saved'))}
        >
          <Text size="sm" c="dimmed">
            {t('ent.once')}
          </Text>
          <EntitlementRows features={features} />
        </FormModal>
      )}
    </>
  );
}

function EntitlementRows({ features }: { features: ReturnType<typeof useFeatureChoices> }) {
  const t = useTexts('catalog');
  const { fields, append, remove } = useFieldArray({ name: 'entitlements' });
  const rows = useWatch({ name: 'entitlements' }) as Row[];
  return (
    <>
      {fields.map((field, i) => {
        const at = `entitlements.${i}`;
        const kind = features.byCode.get(rows[i]?.feature ?? '')?.kind;
        return (
          <Group key={field.id} gap="xs" align="flex-start">
            <SelectField name={`${at}.feature`} label={t('ent.feature')} data={features.data} searchable style={{ flex: '2 1 200px' }} />
            {kind === 'quantity' ? (
              <DecimalField name={`${at}.quantity`} label={t('ent.quantity')} style={{ flex: '2 1 140px' }} />
            ) : kind === 'metered' ? (
              <>
                <DecimalField name={`${at}.limit`} label={t('ent.limit')} style={{ flex: '1 1 110px' }} />
                <SelectField
                  name={`${at}.period`}
                  label={t('ent.period')}
                  allowDeselect={false}
                  data={(['month', 'billing_period'] as const).map((value) => ({ value, label: t(`ent.per.${value}`) }))}
                  style={{ flex: '1 1 150px' }}
                />
              </>
            ) : (
              <SelectField
                name={`${at}.enabled`}
                label={t('ent.what')}
                allowDeselect={false}
                data={[
                  { value: 'true', label: t('ent.enabled') },
                  { value: 'false', label: t('ent.disabled') },
                ]}
                style={{ flex: '2 1 140px' }}
              />
            )}
            <ActionIcon variant="subtle" color="gray" size={36} mt={24} aria-label={t('ent.remove')} disabled={fields.length === 1} onClick={() => remove(i)}>
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        );
      })}
      <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => append(emptyRow())} style={{ alignSelf: 'flex-start' }}>
        {t('ent.add')}
      </Button>
    </>
  );
}
