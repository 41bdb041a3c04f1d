import { SimpleGrid, Text } from '@mantine/core';
import { useTenant } from '~/api/tenant';
import { useMay } from '~/api/session';
import { CURRENCIES } from '~/features/catalog/choices';
import { CountField, MultiField, SelectField, TextField } from '~/features/parts/fields';
import { Form } from '~/features/parts/Form';
import { useRoleChoices } from '~/features/people/roles';
import { useTexts } from '~/i18n';
import { CopyText } from '~/ui/CopyText';
import { ErrorState } from '~/ui/ErrorState';
import { Facts, Section } from '~/ui/layout';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { StatusBadge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';
import { SettingsHeader } from './SettingsHeader';
import { changeTenant, localesWith, type Tenant } from './tenant';
import { TestClock } from './TestClock';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')];

export default function Settings() {
  const { data: tenant, error, refetch } = useTenant();
  if (error && !tenant) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  return (
    <>
      <SettingsHeader />
      {tenant ? <General key={tenant.version} tenant={tenant} /> : <PageSkeleton />}
    </>
  );
}

function General({ tenant }: { tenant: Tenant }) {
  const t = useTexts('settings');
  const p = useTexts('parts');
  const may = useMay('tenant:write');
  const roles = useRoleChoices();
  const languages = new Intl.DisplayNames([document.documentElement.lang || 'en'], { type: 'language' });
  const facts = (
    <Section title={p('details')}>
      <Facts
        of={[
          [t('slug'), <CopyText key="s" text={tenant.slug} />],
          ['ID', <CopyText key="i" text={tenant.id} />],
          [t('schema'), <span key="h" className="mono">{tenant.schema}</span>],
          [t('schemaVersion'), tenant.schema_version],
          [p('thing.status'), <StatusBadge key="t" status={tenant.status} />],
          [p('thing.createdAt'), <DateTime key="c" value={tenant.created_at} />],
        ]}
      />
    </Section>
  );
  if (!may) {
    return (
      <>
        <Section title={t('tab.general')}>
          <Facts
            of={[
              [p('thing.name'), tenant.name],
              [t('timeZone'), tenant.time_zone],
              [t('currency'), tenant.currency],
              [t('locale'), tenant.locale],
              [t('netTerms'), t('days', { count: tenant.net_terms_days ?? 0 })],
              [t('grace'), t('days', { count: tenant.grace_period_days ?? 0 })],
            ]}
          />
        </Section>
        {facts}
      </>
    );
  }
  return (
    <>
      <Section title={t('tab.general')}>
        <Form
          values={{
            name: tenant.name ?? '',
            time_zone: tenant.time_zone ?? '',
            currency: tenant.currency ?? '',
            locale: tenant.locale ?? '',
            net_terms_days: tenant.net_terms_days ?? null,
            grace_period_days: tenant.grace_period_days ?? null,
            usage_retention_months: tenant.usage_retention_months ?? null,
            mfa_required_for: tenant.mfa_required_for ?? [],
          }}
          send={(form, attempt) =>
            changeTenant(
              tenant,
              {
                ...form,
                net_terms_days: form.net_terms_days ?? undefined,
                grace_period_days: form.grace_period_days ?? undefined,
                usage_retention_months: form.usage_retention_months ?? undefined,
              },
              attempt,
            )
          }
          touched={['tenant']}
          onDone={() => tellDone(p('saved'))}
          submitLabel={p('save')}
        >
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextField name="name" label={p('thing.name')} required />
            <SelectField name="time_zone" label={t('timeZone')} description={t('timeZoneHelp')} data={ZONES} searchable limit={100} allowDeselect={false} />
            <SelectField name="currency" label={t('currency')} description={t('currencyHelp')} data={CURRENCIES} searchable allowDeselect={false} />
            <SelectField name="locale" label={t('locale')} description={t('localeHelp')} data={localesWith(tenant.locale).map((value) => ({ value, label: languages.of(value) ?? value }))} allowDeselect={false} />
            <CountField name="net_terms_days" label={t('netTerms')} description={t('netTermsHelp')} min={0} max={365} />
            <CountField name="grace_period_days" label={t('grace')} description={t('graceHelp')} min={0} max={30} />
            <CountField name="usage_retention_months" label={t('retention')} description={t('retentionHelp')} min={0} max={240} />
            <MultiField name="mfa_required_for" label={t('mfaFor')} description={t('mfaForHelp')} data={roles.data} />
          </SimpleGrid>
        </Form>
      </Section>
      <TestClock />
      {facts}
      <Text size="xs" c="dimmed">{t('version', { version: tenant.version })}</Text>
    </>
  );
}
