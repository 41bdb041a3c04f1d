import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import { useTenant } from '~/api/tenant';
import { useGo } from '~/app/search';
import { SwitchField } from '~/features/parts/fields';
import { Form } from '~/features/parts/Form';
import '~/features/parts/styles';
import { useTexts } from '~/i18n';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { PlanEditor } from './PlanEditor';
import { emptyPlan, fieldOf, planFromForm, type PlanForm, type PlanView } from './plans';

export default function PlanNew() {
  const t = useTexts('catalog');
  const p = useTexts('parts');
  const go = useGo();
  const tenant = useTenant();
  const mayKnow = useMay('tenant:read');
  if (mayKnow && tenant.isPending) {
    return <PageSkeleton />;
  }
  return (
    <>
      <PageHeader title={t('plan.new')} back={{ to: '/plans', label: t('plan.title') }} />
      <Form<PlanForm, PlanView>
        values={emptyPlan(tenant.data?.currency ?? 'EUR')}
        send={(form, { headers }) => body(api.POST('/api/v1/plans', { headers, body: planFromForm(form, form.publish ? 'published' : 'draft') }))}
        touched={['plans']}
        fieldOf={fieldOf}
        submitLabel={p('create')}
        onCancel={() => go('/plans')}
        onDone={(plan) => {
          tellDone(p('created'));
          go(`/plans/${plan.id}`);
        }}
        more={<SwitchField name="publish" label={t('plan.publishAtOnce')} mr="auto" />}
      >
        <PlanEditor naming />
      </Form>
    </>
  );
}
