import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useLegalEntities } from '~/api/lookups';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { useTexts } from '~/i18n';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { SelectFilter, TextFilter } from '~/ui/filters';
import { IconPlus, IconUsers } from '~/ui/icons';
import { Section } from '~/ui/layout';
import { Link } from '~/ui/Link';
import { PageHeader } from '~/ui/PageHeader';
import { DateTime } from '~/ui/values';

type Customer = Schemas['CustomerView'];

export default function CustomersPage() {
  const t = useTexts('customers');
  const [{ cursor, external_id, legal_entity }] = useUrl();
  const mayWrite = useMay('customer:write');
  const entities = useLegalEntities().data?.data ?? [];
  const filters = { cursor, external_id, legal_entity };
  const query = useQuery({
    queryKey: ['customers', filters],
    queryFn: () => body(api.GET('/api/v1/customers', { params: { query: { ...filters, limit: '25' } } })),
    placeholderData: keepPreviousData,
  });
  const columns: Column<Customer>[] = [
    { id: 'name', header: t('name'), cell: (row) => <Link to={`/customers/${row.id}`}>{row.name}</Link>, text: (row) => row.name },
    { id: 'external_id', header: t('externalId'), cell: (row) => <span className="mono">{row.external_id}</span>, text: (row) => row.external_id, wide: true },
    { id: 'email', header: t('email'), cell: (row) => row.email ?? '–', text: (row) => row.email, wide: true },
    { id: 'country', header: t('country'), cell: (row) => row.country ?? '–', text: (row) => row.country, wide: true },
    { id: 'currency', header: t('currency'), cell: (row) => row.currency, text: (row) => row.currency },
    { id: 'vat_id', header: t('vatId'), cell: (row) => row.vat_id ?? '–', text: (row) => row.vat_id, optional: true },
    { id: 'legal_entity', header: t('legalEntity'), cell: (row) => row.legal_entity ?? '–', text: (row) => row.legal_entity, optional: true },
    { id: 'time_zone', header: t('timeZone'), cell: (row) => row.time_zone, text: (row) => row.time_zone, optional: true },
    { id: 'created_at', header: t('created'), cell: (row) => <DateTime value={row.created_at} />, text: (row) => row.created_at },
    { id: 'id', header: 'ID', cell: (row) => <span className="mono">{row.id}</span>, text: (row) => row.id, optional: true },
  ];
  const add = mayWrite && <Button component={Link} to="/customers/new" leftSection={<IconPlus size={16} />}>{t('add')}</Button>;
  return (
    <>
      <PageHeader title={t('nav.customers')} actions={add} />
      <Section flush>
        <DataTable
          name="customers"
          caption={t('nav.customers')}
          columns={columns}
          query={query}
          rowKey={(row) => row.id ?? ''}
          rowLink={(row) => `/customers/${row.id}`}
          filters={
            <>
              <TextFilter name="external_id" label={t('externalId')} first />
              {entities.length > 0 && <SelectFilter name="legal_entity" label={t('legalEntity')} values={entities.map(({ code = '', seller }) => ({ value: code, label: seller?.legal_name ?? code }))} />}
            </>
          }
          empty={
            external_id || legal_entity
              ? <EmptyState title={t('noneFound')} icon={IconUsers}>{t('noneFoundText')}</EmptyState>
              : <EmptyState title={t('none')} icon={IconUsers} action={add}>{t('noneText')}</EmptyState>
          }
        />
      </Section>
    </>
  );
}
