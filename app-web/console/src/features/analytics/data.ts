import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useUrl } from '~/app/search';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The months of the URL that are months; what is half typed is left out. */
export function monthsOf({ from, through }: Record<string, string>): { from?: string; through?: string } {
  return { from: from && MONTH.test(from) ? from : undefined, through: through && MONTH.test(through) ? through : undefined };
}

/** Figures as JSON: the API tells the same as a table, which is text. */
const told = <T>(answer: Promise<{ data?: T }>) => body(answer) as Promise<Exclude<NonNullable<T>, string>>;

const useMonths = () => monthsOf(useUrl()[0]);

/** One currency of several: the one that is asked for, else the first. */
export const chosen = <One extends { currency?: string }>(currencies: readonly One[] | undefined, currency: string | undefined): One | undefined =>
  currencies?.find((one) => one.currency === currency) ?? currencies?.[0];

/** Newest first, for tables; charts run from left to right. */
export const newestFirst = <Row>(rows: readonly Row[] | undefined): Row[] => [...(rows ?? [])].reverse();

export function useMrr() {
  const query = useMonths();
  return useQuery({ queryKey: ['analytics', 'mrr', query], queryFn: () => told(api.GET('/api/v1/analytics/mrr', { params: { query } })) });
}

export function useChurn() {
  const query = useMonths();
  return useQuery({ queryKey: ['analytics', 'churn', query], queryFn: () => told(api.GET('/api/v1/analytics/churn', { params: { query } })) });
}

export function useCohorts() {
  const query = useMonths();
  return useQuery({ queryKey: ['analytics', 'cohorts', query], queryFn: () => told(api.GET('/api/v1/analytics/cohorts', { params: { query } })) });
}

export function useRevenue() {
  const query = useMonths();
  return useQuery({ queryKey: ['analytics', 'revenue', query], queryFn: () => told(api.GET('/api/v1/analytics/revenue', { params: { query } })) });
}

export function useReceivables() {
  return useQuery({ queryKey: ['analytics', 'receivables'], queryFn: () => told(api.GET('/api/v1/analytics/receivables')) });
}

export function useUsed() {
  const query = useMonths();
  return useQuery({ queryKey: ['analytics', 'usage', query], queryFn: () => told(api.GET('/api/v1/analytics/usage', { params: { query } })) });
}
