import { useMay } from '~/api/session';
import { useTenant } from '~/api/tenant';
import { Form } from '~/features/parts/Form';
import { useTexts } from '~/i18n';
import { ErrorState } from '~/ui/ErrorState';
import { Facts, Section } from '~/ui/layout';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { sellerFacts, SellerFields, sellerFromForm, sellerToForm } from './seller';
import { SettingsHeader } from './SettingsHeader';
import { changeTenant } from './tenant';

export default function SellerPage() {
  const t = useTexts('settings');
  const p = useTexts('parts');
  const may = useMay('tenant:write');
  const { data: tenant, error, refetch } = useTenant();
  if (error && !tenant) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  return (
    <>
      <SettingsHeader />
      {!tenant ? (
        <PageSkeleton />
      ) : (
        <Section title={t('tab.seller')}>
          {may ? (
            <Form
              key={tenant.version}
              values={{ seller: sellerToForm(tenant.seller) }}
              send={(form, attempt) => changeTenant(tenant, { seller: sellerFromForm(form.seller) }, attempt)}
              touched={['tenant']}
              onDone={() => tellDone(p('saved'))}
              submitLabel={p('save')}
            >
              <SellerFields at="seller." />
            </Form>
          ) : (
            <Facts of={sellerFacts(t, tenant.seller)} />
          )}
        </Section>
      )}
    </>
  );
}
