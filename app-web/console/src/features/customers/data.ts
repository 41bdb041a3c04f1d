import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';

export function useCustomer(id: string) {
  return useQuery({ queryKey: ['customer', id], queryFn: () => body(api.GET('/api/v1/customers/{id}', { params: { path: { id } } })) });
}
