import { Progress, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useUrl } from '~/app/search';
import { formatCount } from '~/format/money';
import { useLocale, useTexts } from '~/i18n';
import { ErrorState } from '~/ui/ErrorState';
import { Facts, Kpi, Kpis, Section } from '~/ui/layout';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { Count } from '~/ui/values';
import { SettingsHeader } from './SettingsHeader';

const COUNTS = ['usage_events', 'usage_events_received', 'invoices', 'customers', 'active_subscriptions', 'members'] as const;

export default function TierUsage() {
  const t = useTexts('settings');
  const locale = useLocale();
  const [{ period }, change] = useUrl();
  const { data: report, error, refetch } = useQuery({ queryKey: ['tenant', 'usage', period], queryFn: () => body(api.GET('/api/v1/tenant/usage', { params: { query: { period } } })) });
  if (error && !report) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  // what is about events is zero where the tier says nothing
  const limits = Object.entries(report?.limits ?? {}).filter(([name, value]) => value !== null && value !== undefined && !(name.startsWith('usage_events') && value === 0));
  return (
    <>
      <SettingsHeader />
      <TextInput type="month" size="xs" w={170} mb="md" label={t('tier.month')} value={period ?? report?.from?.slice(0, 7) ?? ''} onChange={(event) => change({ period: event.currentTarget.value || undefined })} />
      {!report ? (
        <PageSkeleton />
      ) : (
        <>
          <Kpis>
            {COUNTS.map((name) => (
              <Kpi key={name} label={t(`tier.${name}`)}>
                <Count value={report[name]} />
              </Kpi>
            ))}
          </Kpis>
          <Section title={t('tier.of', { month: new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(report.from ?? 0)) })}>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
              <Meter label={t('tier.usage_events_received')} used={report.usage_events_received} limit={report.limits?.usage_events_per_month} />
              <Meter label={t('tier.storage')} used={report.storage?.used_bytes} limit={report.storage?.limit_bytes} bytes />
            </SimpleGrid>
          </Section>
          <Section title={t('tier.limits', { plan: report.plan ?? '–' })}>
            <Facts of={limits.map(([name, value]) => [t(`limit.${name}`, name), formatCount(locale, value)])} />
          </Section>
        </>
      )}
    </>
  );
}

/** How much of what the tier allows is used. */
function Meter({ label, used, limit, bytes = false }: { label: string; used?: number | null; limit?: number | null; bytes?: boolean }) {
  const t = useTexts('settings');
  const locale = useLocale();
  const shown = (value: number) => (bytes ? `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value / 1_048_576)} MiB` : formatCount(locale, value));
  const share = limit ? Math.min(((used ?? 0) / limit) * 100, 100) : 0;
  return (
    <Stack gap={4}>
      <Text size="sm">{label}</Text>
      <Progress value={share} color={share >= 100 ? 'red.8' : share >= 80 ? 'yellow.8' : 'brand'} aria-label={label} />
      <Text size="xs" c="dimmed">{limit ? t('tier.usedOf', { used: shown(used ?? 0), limit: shown(limit) }) : t('tier.unlimited', { used: shown(used ?? 0) })}</Text>
    </Stack>
  );
}
