/** What of the catalog a form can choose from. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, body } from '~/api/client';
import type { Page } from '~/api/types';

/** Currencies that forms offer; the server knows all of ISO 4217. */
export const CURRENCIES = Intl.supportedValuesOf('currency');

const MOST = 1000;

/** All pages of a list, up to a thousand rows: for lists that people choose from. */
export async function readAll<Row>(read: (cursor: string | undefined) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    rows.push(...(page.data ?? []));
    cursor = page.next_cursor ?? undefined;
  } while (cursor && rows.length < MOST);
  return rows;
}

interface Coded {
  code?: string;
  name?: string;
}

function useChoices<Row extends Coded>(key: string, read: (cursor: string | undefined) => Promise<Page<Row>>, enabled = true) {
  const { data: rows } = useQuery({ queryKey: [key, 'all'], queryFn: () => readAll(read), staleTime: 60_000, enabled });
  return useMemo(
    () => ({
      rows: rows ?? [],
      data: (rows ?? []).map(({ code, name }) => ({ value: code ?? '', label: name && name !== code ? `${name} (${code})` : (code ?? '') })),
      byCode: new Map((rows ?? []).map((row) => [row.code ?? '', row])),
    }),
    [rows],
  );
}

export const useMetricChoices = () =>
  useChoices('billable-metrics', (cursor) => body(api.GET('/api/v1/billable-metrics', { params: { query: { limit: '100', cursor } } })));

export const useTaxRateChoices = () =>
  useChoices('tax-rates', (cursor) => body(api.GET('/api/v1/tax-rates', { params: { query: { limit: '100', cursor, archived: 'false' } } })));

export const useFeatureChoices = () =>
  useChoices('features', (cursor) => body(api.GET('/api/v1/features', { params: { query: { limit: '100', cursor, archived: 'false' } } })));

export const usePlanChoices = () =>
  useChoices('plans', (cursor) => body(api.GET('/api/v1/plans', { params: { query: { limit: '100', cursor } } })));
