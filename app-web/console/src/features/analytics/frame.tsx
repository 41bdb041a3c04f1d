/** What all screens of figures have: tabs, months, a currency, a chart and the API's own table as a file. */
import { Button, Group, SegmentedControl, Skeleton, Tabs, Text, TextInput } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { download } from '~/api/client';
import { useGo, useUrl } from '~/app/search';
import { useTexts } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { ErrorState } from '~/ui/ErrorState';
import { IconChartBar, IconDownload } from '~/ui/icons';
import { Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellProblem } from '~/ui/problems';
import type { Series } from '~/ui/series';
import { DateOnly } from '~/ui/values';
import { monthsOf } from './data';

const Chart = lazy(() => import('~/ui/Chart'));
const HEIGHT = 280;

const TABS = { mrr: '/analytics', churn: '/analytics/churn', cohorts: '/analytics/cohorts', revenue: '/analytics/revenue', receivables: '/analytics/receivables', usage: '/analytics/usage' } as const;
type Tab = keyof typeof TABS;

function MonthInput({ name, label }: { name: 'from' | 'through'; label: string }) {
  const [search, change] = useUrl();
  return <TextInput type="month" size="xs" w={170} label={label} placeholder="2026-03" value={search[name] ?? ''} onChange={(event) => change({ [name]: event.currentTarget.value || undefined })} />;
}

/** The head of a screen of figures: where the others are, and which months are meant. */
function Head({ tab, currencies, months }: { tab: Tab; currencies: readonly string[]; months: boolean }) {
  const t = useTexts('analytics');
  const go = useGo();
  const { pathname } = useLocation();
  const [search, change] = useUrl();
  const [pending, setPending] = useState(false);
  const saveTable = () => {
    const asked = new URLSearchParams(Object.entries(months ? monthsOf(search) : {}).filter((one): one is [string, string] => !!one[1]));
    setPending(true);
    download(`/api/v1/analytics/${tab}?${asked}`, `${tab}.csv`, 'text/csv')
      .catch((thrown: unknown) => tellProblem(t, thrown))
      .finally(() => setPending(false));
  };
  return (
    <>
      <PageHeader title={t('nav.analytics')} actions={<Button variant="default" leftSection={<IconDownload size={16} />} loading={pending} onClick={saveTable}>CSV</Button>} />
      <Tabs value={pathname} onChange={(path) => path && go(path)} mb="md">
        <Tabs.List style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
          {Object.entries(TABS).map(([name, path]) => <Tabs.Tab key={name} value={path}>{t(`tab.${name}`)}</Tabs.Tab>)}
        </Tabs.List>
      </Tabs>
      <Group mb="md" gap="xs" align="flex-end" className="no-print">
        {months && <><MonthInput name="from" label={t('from')} /><MonthInput name="through" label={t('through')} /></>}
        {currencies.length > 1 && <SegmentedControl size="xs" aria-label={t('currency')} data={[...currencies]} value={currencies.includes(search.currency ?? '') ? search.currency : currencies[0]} onChange={(currency) => change({ currency })} />}
      </Group>
    </>
  );
}

interface FiguresProps<Data> {
  tab: Tab;
  query: UseQueryResult<Data>;
  /** Those that there are figures of; a choice is offered where they are several. */
  currencies?: readonly (string | undefined)[];
  /** Whether there is anything to show. */
  empty: boolean;
  months?: boolean;
  asOf?: string;
  children: ReactNode;
}

/** A screen of figures: its head, and what is there while it loads, where it failed and where there is nothing. */
export function Figures<Data>({ tab, query, currencies = [], empty, months = true, asOf, children }: FiguresProps<Data>) {
  const t = useTexts('analytics');
  return (
    <>
      <Head tab={tab} months={months} currencies={currencies.filter((one) => one !== undefined)} />
      {query.error && !query.data ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : !query.data ? (
        <PageSkeleton />
      ) : empty ? (
        <Section><EmptyState icon={IconChartBar} title={t('none')}>{t(`none.${tab}`)}</EmptyState></Section>
      ) : (
        <>
          {children}
          <Text size="xs" c="dimmed">{t('asOf')} <DateOnly value={asOf} /> · {t(`about.${tab}`)}</Text>
        </>
      )}
    </>
  );
}

/** A chart in a card, loaded when it is shown. */
export function ChartCard({ title, ...chart }: { title: string; series: readonly Series[]; labels: readonly string[]; axis?: (value: number) => string }) {
  return (
    <Section title={title}>
      <Suspense fallback={<Skeleton height={HEIGHT} />}>
        <Chart label={title} height={HEIGHT} {...chart} />
      </Suspense>
    </Section>
  );
}

/** Rows that are there already, as a table. */
export function FigureTable<Row>({ name, caption, columns, rows, rowKey, rowLink }: { name: string; caption: string; columns: Column<Row>[]; rows: Row[]; rowKey: (row: Row) => string; rowLink?: (row: Row) => string | undefined }) {
  const query = { data: { data: rows }, error: null, isPending: false, isFetching: false, refetch: (() => undefined) as never };
  return <Section flush><DataTable plain name={name} caption={caption} columns={columns} query={query} rowKey={rowKey} rowLink={rowLink} empty={null} /></Section>;
}
