import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, body, ifMatch } from '~/api/client';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { ErrorState } from '~/ui/ErrorState';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { changeOf, customerSchema, valuesOf, type CustomerTyped } from './customer-form';
import { CustomerForm } from './CustomerForm';
import { useCustomer } from './data';

function Edit({ customer: read }: { customer: Schemas['CustomerView'] }) {
  const t = useTexts('customers');
  // What the form began with: what is read meanwhile must not take the place of what was shown, or no other change would be noticed.
  const [customer] = useState(read);
  const go = useGo();
  const id = customer.id ?? '';
  const initial = valuesOf(customer);
  const change = useSubmit(
    (typed: CustomerTyped, { headers }) =>
      body(api.PATCH('/api/v1/customers/{id}', { params: { path: { id } }, body: changeOf(customerSchema.parse(initial), typed), headers: { ...headers, ...ifMatch(customer.version) } })),
    {
      touched: ['customers', 'customer'],
      onDone: () => {
        tellDone(t('saved'));
        go(`/customers/${id}`);
      },
    },
  );
  return (
    <>
      <PageHeader title={t('editing', { name: customer.name })} back={{ to: `/customers/${id}`, label: customer.name ?? '' }} />
      <CustomerForm isNew={false} initial={initial} error={change.error} pending={change.isPending} onSubmit={(typed) => change.mutate(typed)} onCancel={() => go(`/customers/${id}`)} />
    </>
  );
}

export default function EditCustomerPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, refetch } = useCustomer(id);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  return data ? <Edit key={id} customer={data} /> : <PageSkeleton />;
}
