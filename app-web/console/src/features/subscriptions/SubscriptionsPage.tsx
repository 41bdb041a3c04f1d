import { Button } from '@mantine/core';
import { useMay } from '~/api/session';
import { useUrl } from '~/app/search';
import { useTexts } from '~/i18n';
import { SelectFilter, TextFilter } from '~/ui/filters';
import { IconPlus } from '~/ui/icons';
import { Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageHeader } from '~/ui/PageHeader';
import { SubscriptionTable } from './SubscriptionTable';

const STATUSES = ['pending', 'incomplete', 'trialing', 'active', 'past_due', 'paused', 'canceled', 'ended'] as const;

export default function SubscriptionsPage() {
  const t = useTexts('subscriptions');
  const [{ cursor, status, parked, external_id }] = useUrl();
  const mayWrite = useMay('subscription:write');
  const add = mayWrite && <Button component={Link} to="/subscriptions/new" leftSection={<IconPlus size={16} />}>{t('add')}</Button>;
  return (
    <>
      <PageHeader title={t('nav.subscriptions')} actions={add} />
      <Section flush>
        <SubscriptionTable
          full
          filter={{ status, parked, external_id }}
          cursor={cursor}
          action={add}
          filters={
            <>
              <TextFilter name="external_id" label={t('externalId')} first />
              <SelectFilter name="status" label={t('status')} values={STATUSES.map((value) => ({ value, label: t(`common:status.${value}`) }))} />
              <SelectFilter name="parked" label={t('parked')} values={[{ value: 'true', label: t('parked.yes') }, { value: 'false', label: t('parked.no') }]} />
            </>
          }
        />
      </Section>
    </>
  );
}
