import { useQuery } from '@tanstack/react-query';
import { Link } from '~/ui/Link';
import { api, body } from './client';
import { useMay } from './session';

/** The first hundred customers: enough to name most rows of a list without asking for each. */
function useSomeCustomers() {
  return useQuery({
    queryKey: ['customers', 'some'],
    queryFn: () => body(api.GET('/api/v1/customers', { params: { query: { limit: '100' } } })),
    staleTime: 120_000,
    enabled: useMay('customer:read'),
  });
}

/** The name of a customer that is told by his id alone. */
export function CustomerName({ id, link = true }: { id: string | undefined; link?: boolean }) {
  const some = useSomeCustomers();
  const may = useMay('customer:read');
  const among = some.data?.data?.find((customer) => customer.id === id);
  const one = useQuery({
    queryKey: ['customer', id],
    queryFn: () => body(api.GET('/api/v1/customers/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: may && !!id && some.isSuccess && !among,
    staleTime: 120_000,
  });
  const name = among?.name ?? one.data?.name ?? id?.slice(-8) ?? '–';
  return link && id ? <Link to={`/customers/${id}`}>{name}</Link> : <>{name}</>;
}

/** Customers to choose from; what is typed is looked for as an external id, too. */
export function useCustomerChoice(typed: string) {
  const some = useSomeCustomers();
  const byId = useQuery({
    queryKey: ['customers', { external_id: typed }],
    queryFn: () => body(api.GET('/api/v1/customers', { params: { query: { external_id: typed } } })),
    enabled: typed.length > 1 && some.isSuccess && some.data.next_cursor !== null,
  });
  const all = [...(some.data?.data ?? []), ...(byId.data?.data ?? [])];
  return [...new Map(all.map((customer) => [customer.id, customer])).values()];
}

/** The plans of the catalog, published ones first to be chosen. */
export function usePlans() {
  return useQuery({
    queryKey: ['plans', 'some'],
    queryFn: () => body(api.GET('/api/v1/plans', { params: { query: { limit: '100' } } })),
    staleTime: 60_000,
    enabled: useMay('catalog:read'),
  });
}

export function useTaxRates() {
  return useQuery({
    queryKey: ['tax-rates', 'some'],
    queryFn: () => body(api.GET('/api/v1/tax-rates', { params: { query: { limit: '100', archived: 'false' } } })),
    staleTime: 60_000,
    enabled: useMay('catalog:read'),
  });
}

export function useLegalEntities() {
  return useQuery({
    queryKey: ['legal-entities', 'some'],
    queryFn: () => body(api.GET('/api/v1/legal-entities', { params: { query: { limit: '100', archived: 'false' } } })),
    staleTime: 60_000,
    enabled: useMay('tenant:read'),
  });
}
