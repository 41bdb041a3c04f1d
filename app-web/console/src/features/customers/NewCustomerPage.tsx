import { api, body } from '~/api/client';
import { useSubmit } from '~/api/submit';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { PageHeader } from '~/ui/PageHeader';
import { tellDone } from '~/ui/problems';
import { creationOf, valuesOf, type CustomerTyped } from './customer-form';
import { CustomerForm } from './CustomerForm';

const EMPTY = valuesOf(undefined);

export default function NewCustomerPage() {
  const t = useTexts('customers');
  const go = useGo();
  const create = useSubmit((typed: CustomerTyped, { headers }) => body(api.POST('/api/v1/customers', { body: creationOf(typed), headers })), {
    touched: ['customers'],
    onDone: (made) => {
      tellDone(t('made', { name: made.name }));
      go(`/customers/${made.id}`, { replace: true });
    },
  });
  return (
    <>
      <PageHeader title={t('new')} back={{ to: '/customers', label: t('nav.customers') }} />
      <CustomerForm isNew initial={EMPTY} error={create.error} pending={create.isPending} onSubmit={(typed) => create.mutate(typed)} onCancel={() => go('/customers')} />
    </>
  );
}
