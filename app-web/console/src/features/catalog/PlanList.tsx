import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import { useUrl } from '~/app/search';
import { IconPlus } from '~/features/parts/icons';
import { useTexts } from '~/i18n';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { TextFilter } from '~/ui/filters';
import { Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageHeader } from '~/ui/PageHeader';
import { DateTime } from '~/ui/values';
import { VersionBadge } from './PlanParts';
import { PriceReading } from './reading';
import type { PlanView } from './plans';

/** What the first recurring fee says, or the first charge: enough to tell plans from each other. */
function Leading({ plan }: { plan: PlanView }) {
  const t = useTexts('catalog');
  const charges = plan.charges ?? [];
  const lead = charges.find((charge) => charge.kind === 'recurring') ?? charges[0];
  if (!lead) {
    return '–';
  }
  return (
    <>
      <PriceReading price={lead} model={lead.model ?? 'standard'} currency={plan.currency ?? ''} />
      {charges.length > 1 && ` ${t('plan.andMore', { count: charges.length - 1 })}`}
    </>
  );
}

export default function PlanList() {
  const t = useTexts('catalog');
  const p = useTexts('parts');
  const [{ cursor, code }, change] = useUrl();
  const may = useMay('catalog:write');
  const query = useQuery({
    queryKey: ['plans', 'list', cursor, code],
    queryFn: () => body(api.GET('/api/v1/plans', { params: { query: { limit: '50', cursor, code } } })),
  });
  const create = may && (
    <Button component={Link} to="/plans/new" leftSection={<IconPlus size={16} />}>
      {t('plan.new')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('plan.title')}
        actions={
          <>
            <Button component={Link} to="/plans/document" variant="default">
              {t('plan.asDocument')}
            </Button>
            {create}
          </>
        }
      />
      <Section flush>
        <DataTable
          name="plans"
          caption={t('plan.title')}
          query={query}
          rowKey={(plan) => plan.id ?? ''}
          rowLink={(plan) => `/plans/${plan.id}`}
          filters={<TextFilter name="code" label={p('thing.code')} first />}
          columns={[
            { id: 'name', header: p('thing.name'), cell: (plan) => <strong style={{ fontWeight: 550 }}>{plan.name}</strong>, text: (plan) => plan.name },
            { id: 'code', header: p('thing.code'), cell: (plan) => <span className="mono">{plan.code}</span>, text: (plan) => plan.code, wide: true },
            { id: 'status', header: p('thing.status'), cell: (plan) => <VersionBadge status={plan.status} />, text: (plan) => plan.status },
            { id: 'version', header: t('plan.versionShort'), align: 'right', cell: (plan) => plan.version, text: (plan) => plan.version, wide: true },
            { id: 'interval', header: t('plan.billed'), cell: (plan) => t(`plan.everyInterval.${plan.interval}`, { count: plan.interval_count ?? 1 }), text: (plan) => `${plan.interval_count} ${plan.interval}`, wide: true },
            { id: 'price', header: t('plan.price'), cell: (plan) => <Leading plan={plan} />, wrap: true },
            { id: 'currencies', header: t('plan.currency'), cell: (plan) => (plan.currencies ?? [plan.currency]).join(', '), text: (plan) => (plan.currencies ?? []).join(' '), wide: true },
            { id: 'external_id', header: p('thing.externalId'), cell: (plan) => plan.external_id ?? '–', text: (plan) => plan.external_id, optional: true },
            { id: 'created_at', header: p('thing.createdAt'), cell: (plan) => <DateTime value={plan.created_at} />, text: (plan) => plan.created_at, optional: true },
          ]}
          empty={
            code ? (
              <EmptyState title={p('nothingFound')} action={<Button variant="default" onClick={() => change({ code: undefined })}>{p('clearFilters')}</Button>} />
            ) : (
              <EmptyState title={t('plan.empty')} action={create}>
                {t('plan.emptyHelp')}
              </EmptyState>
            )
          }
        />
      </Section>
    </>
  );
}
