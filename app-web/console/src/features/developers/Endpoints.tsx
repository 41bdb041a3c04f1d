import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import type { Schemas } from '~/api/types';
import { useGo, useUrl } from '~/app/search';
import { FormModal } from '~/features/parts/Form';
import { IconPlus } from '~/features/parts/icons';
import { SecretModal } from '~/features/parts/Secret';
import { useTexts } from '~/i18n';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { StatusBadge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';
import { EndpointFields } from './EndpointFields';

type Endpoint = Schemas['WebhookEndpointView'];

export default function Endpoints() {
  const t = useTexts('developers');
  const p = useTexts('parts');
  const go = useGo();
  const [{ cursor, new: making }, change] = useUrl();
  const may = useMay('webhook:write');
  const [made, setMade] = useState<Endpoint>();
  const query = useQuery({ queryKey: ['webhook-endpoints', 'list', cursor], queryFn: () => body(api.GET('/api/v1/webhook-endpoints', { params: { query: { limit: '50', cursor } } })) });
  const create = may && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => change({ new: '1' })}>
      {t('endpoint.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('endpoint.title')} description={t('endpoint.help')} actions={create} />
      <Section flush>
        <DataTable<Endpoint>
          name="webhook-endpoints"
          caption={t('endpoint.title')}
          query={query}
          rowKey={(endpoint) => endpoint.id ?? ''}
          rowLink={(endpoint) => `/webhook-endpoints/${endpoint.id}`}
          columns={[
            { id: 'url', header: t('endpoint.url'), cell: (endpoint) => <span className="mono">{endpoint.url}</span>, text: (endpoint) => endpoint.url },
            { id: 'status', header: p('thing.status'), cell: (endpoint) => <EndpointStatus endpoint={endpoint} />, text: (endpoint) => endpoint.status },
            { id: 'types', header: t('endpoint.types'), cell: (endpoint) => (endpoint.event_types?.length ? endpoint.event_types.join(', ') : t('endpoint.allTypes')), text: (endpoint) => endpoint.event_types?.join(' '), wide: true },
            { id: 'last_success_at', header: t('endpoint.lastSuccess'), cell: (endpoint) => (endpoint.last_success_at ? <DateTime value={endpoint.last_success_at} /> : t('key.never')), text: (endpoint) => endpoint.last_success_at, wide: true },
            { id: 'created_at', header: p('thing.createdAt'), cell: (endpoint) => <DateTime value={endpoint.created_at} />, text: (endpoint) => endpoint.created_at, optional: true },
          ]}
          empty={<EmptyState title={t('endpoint.empty')} action={create}>{t('endpoint.help')}</EmptyState>}
        />
      </Section>
      {making === '1' && may && (
        <FormModal
          title={t('endpoint.new')}
          submitLabel={p('create')}
          onClose={() => change({ new: undefined })}
          values={{ url: '', description: '', event_types: [] as string[] }}
          send={(form, { headers }) =>
            body(api.POST('/api/v1/webhook-endpoints', { headers, body: { url: form.url.trim(), ...(form.description ? { description: form.description } : {}), ...(form.event_types.length > 0 ? { event_types: form.event_types } : {}) } }))
          }
          touched={['webhook-endpoints']}
          onDone={setMade}
        >
          <EndpointFields />
        </FormModal>
      )}
      <SecretModal
        title={t('endpoint.secret')}
        secret={made?.secret ?? undefined}
        onClose={() => {
          const id = made?.id;
          setMade(undefined);
          go(`/webhook-endpoints/${id}`);
        }}
      >
        {t('endpoint.secretHelp')}
      </SecretModal>
    </>
  );
}

export function EndpointStatus({ endpoint }: { endpoint: Endpoint }) {
  const t = useTexts('developers');
  return (
    <>
      <StatusBadge status={endpoint.status} />
      {endpoint.disabled_because && endpoint.disabled_because !== 'asked' && <span style={{ marginLeft: 6, fontSize: 12 }}>{t(`endpoint.because.${endpoint.disabled_because}`)}</span>}
    </>
  );
}
