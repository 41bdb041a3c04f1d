import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useTexts } from '~/i18n';

/** Finds a customer among the newest hundred by his name, and any by the whole of his external id: more the API does not search. */
export function CustomerPicker({ value, onChange, ...props }: { value: string | null; onChange: (id: string | null) => void } & Omit<SelectProps, 'value' | 'onChange' | 'data'>) {
  const p = useTexts('parts');
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), 250);
  const chosen = useQuery({
    queryKey: ['customers', 'one', value],
    queryFn: () => body(api.GET('/api/v1/customers/{id}', { params: { path: { id: value ?? '' } } })),
    enabled: !!value,
    staleTime: 60_000,
  });
  const newest = useQuery({
    queryKey: ['customers', 'picker'],
    queryFn: () => body(api.GET('/api/v1/customers', { params: { query: { limit: '100' } } })),
    staleTime: 60_000,
  });
  const byExternalId = useQuery({
    queryKey: ['customers', 'picker', asked],
    queryFn: () => body(api.GET('/api/v1/customers', { params: { query: { limit: '1', external_id: asked } } })),
    enabled: asked.length > 0 && asked.length <= 255,
  });
  const customers = new Map(
    [...(byExternalId.data?.data ?? []), ...(value && chosen.data ? [chosen.data] : []), ...(newest.data?.data ?? [])].map((customer) => [customer.id ?? '', customer]),
  );
  const options = [...customers.values()].map(({ id = '', name, external_id: externalId }) => ({ value: id, label: externalId ? `${name} (${externalId})` : (name ?? id) }));
  return (
    <Select
      data={options}
      value={value}
      onChange={onChange}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={p('nobodyFound')}
      clearable
      clearButtonProps={{ 'aria-label': p('clear') }}
      limit={50}
      {...props}
    />
  );
}
