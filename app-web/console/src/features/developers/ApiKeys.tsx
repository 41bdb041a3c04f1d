import { Button, Group, Menu, ActionIcon, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { api, body } from '~/api/client';
import { useMay, useSession } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { CountField, DateTimeField, SwitchField, TagsField, TextField } from '~/features/parts/fields';
import { FormModal } from '~/features/parts/Form';
import { IconPlus } from '~/features/parts/icons';
import { PermissionPicker } from '~/features/parts/PermissionPicker';
import { SecretModal } from '~/features/parts/Secret';
import { useZone } from '~/features/parts/zone';
import { instantOf } from '~/features/parts/zoned';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { IconDots } from '~/ui/icons';
import { Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { tellDone } from '~/ui/problems';
import { Badge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';

type Key = Schemas['ApiKeyView'];

/** How a key stands at an instant. */
export function keyState(key: Pick<Key, 'revoked_at' | 'expires_at' | 'replaced_by'>, now: number): 'revoked' | 'expired' | 'replaced' | 'active' {
  if (key.revoked_at && Date.parse(key.revoked_at) <= now) {
    return 'revoked';
  }
  if (key.expires_at && Date.parse(key.expires_at) <= now) {
    return 'expired';
  }
  return key.replaced_by ? 'replaced' : 'active';
}

const TONES = { revoked: 'neutral', expired: 'neutral', replaced: 'warning', active: 'success' } as const;

export default function ApiKeys() {
  const t = useTexts('developers');
  const p = useTexts('parts');
  const [{ cursor, new: making }, change] = useUrl();
  const may = useMay('api_key:write');
  const [made, setMade] = useState<Key>();
  const [rotating, rotate] = useState<Key>();
  const [revoking, revoke] = useState<Key>();
  const query = useQuery({ queryKey: ['api-keys', cursor], queryFn: () => body(api.GET('/api/v1/api-keys', { params: { query: { limit: '50', cursor } } })) });
  const ending = useSubmit((id: string) => api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } }), {
    touched: ['api-keys'],
    onDone: () => {
      revoke(undefined);
      tellDone(t('key.wasRevoked'));
    },
  });
  const [now] = useState(() => Date.now());
  const create = may && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => change({ new: '1' })}>
      {t('key.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('key.title')} description={t('key.help')} actions={create} />
      <Section flush>
        <DataTable<Key>
          name="api-keys"
          caption={t('key.title')}
          query={query}
          rowKey={(key) => key.id ?? ''}
          columns={[
            { id: 'name', header: p('thing.name'), cell: (key) => <strong style={{ fontWeight: 550 }}>{key.name}</strong>, text: (key) => key.name },
            { id: 'prefix', header: t('key.key'), cell: (key) => <span className="mono">{key.prefix}…</span>, text: (key) => key.prefix },
            { id: 'state', header: p('thing.status'), cell: (key) => { const state = keyState(key, now); return <Badge tone={TONES[state]}>{t(`key.is.${state}`)}</Badge>; }, text: (key) => keyState(key, now) },
            { id: 'permissions', header: p('permissions'), cell: (key) => <span title={key.permissions?.join('\n')}>{t('key.permissionCount', { count: key.permissions?.length ?? 0 })}</span>, text: (key) => key.permissions?.join(' '), wide: true },
            { id: 'ips', header: t('key.ips'), cell: (key) => (key.allowed_ips?.length ? key.allowed_ips.join(', ') : t('key.anywhere')), text: (key) => key.allowed_ips?.join(' '), wide: true, optional: true },
            { id: 'last_used_at', header: t('key.lastUsed'), cell: (key) => (key.last_used_at ? <DateTime value={key.last_used_at} /> : t('key.never')), text: (key) => key.last_used_at, wide: true },
            { id: 'expires_at', header: t('key.expires'), cell: (key) => (key.expires_at ? <DateTime value={key.expires_at} /> : t('key.never')), text: (key) => key.expires_at, wide: true },
            { id: 'created_at', header: p('thing.createdAt'), cell: (key) => <DateTime value={key.created_at} />, text: (key) => key.created_at, optional: true },
            {
              id: 'actions',
              header: '',
              align: 'right',
              cell: (key) =>
                may &&
                ['active', 'replaced'].includes(keyState(key, now)) && (
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon aria-label={`${t('key.actions')}: ${key.name}`}><IconDots size={16} /></ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {!key.replaced_by && <Menu.Item onClick={() => rotate(key)}>{t('key.rotate')}</Menu.Item>}
                      <Menu.Item c="var(--ch-danger-text)" onClick={() => revoke(key)}>{t('key.revoke')}</Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                ),
            },
          ]}
          empty={<EmptyState title={t('key.empty')} action={create}>{t('key.help')}</EmptyState>}
        />
      </Section>
      {making === '1' && may && <NewKey onClose={() => change({ new: undefined })} onMade={setMade} />}
      {rotating && <Rotate apiKey={rotating} onClose={() => rotate(undefined)} onMade={setMade} />}
      <SecretModal title={made?.name ?? ''} secret={made?.secret ?? undefined} onClose={() => setMade(undefined)}>
        <Text size="sm" c="dimmed" className="mono" style={{ overflowWrap: 'anywhere' }}>{`curl -H 'X-API-Key: ${made?.prefix ?? ''}…' ${location.origin}/api/v1/customers`}</Text>
      </SecretModal>
      <ConfirmModal
        opened={!!revoking}
        onClose={() => revoke(undefined)}
        title={`${t('key.revoke')}: ${revoking?.name}`}
        confirm={t('key.revoke')}
        danger
        pending={ending.isPending}
        error={ending.error}
        onConfirm={() => ending.mutate(revoking?.id ?? '')}
      >
        {t('key.revokeSure')}
      </ConfirmModal>
    </>
  );
}

interface KeyForm {
  name: string;
  all: boolean;
  permissions: string[];
  allowed_ips: string[];
  expires_at: string;
}

function NewKey({ onClose, onMade }: { onClose: () => void; onMade: (key: Key) => void }) {
  const t = useTexts('developers');
  const p = useTexts('parts');
  const zone = useZone();
  const { permissions } = useSession();
  return (
    <FormModal<KeyForm, Key>
      title={t('key.new')}
      submitLabel={p('create')}
      size="xl"
      onClose={onClose}
      values={{ name: '', all: false, permissions: [], allowed_ips: [], expires_at: '' }}
      send={(form, { headers }) =>
        body(
          api.POST('/api/v1/api-keys', {
            headers,
            body: {
              name: form.name,
              ...(form.all ? {} : { permissions: form.permissions }),
              ...(form.allowed_ips.length > 0 ? { allowed_ips: form.allowed_ips } : {}),
              ...(form.expires_at ? { expires_at: instantOf(form.expires_at, zone) ?? form.expires_at } : {}),
            },
          }),
        )
      }
      touched={['api-keys']}
      onDone={onMade}
    >
      <TextField name="name" label={p('thing.name')} description={t('key.nameHelp')} required data-autofocus />
      <Permissions offered={[...permissions].filter((permission) => permission !== 'tenant:own')} />
      <Group grow align="flex-start">
        <TagsField name="allowed_ips" label={t('key.ips')} description={t('key.ipsHelp')} maxTags={20} />
        <DateTimeField name="expires_at" label={t('key.expires')} description={p('inZone', { zone })} />
      </Group>
    </FormModal>
  );
}

function Permissions({ offered }: { offered: string[] }) {
  const t = useTexts('developers');
  const all = useWatch({ name: 'all' }) as boolean;
  const { clearErrors } = useFormContext();
  return (
    <>
      <SwitchField name="all" label={t('key.all')} onClick={() => clearErrors('permissions')} />
      {!all && <PermissionPicker name="permissions" offered={offered} />}
    </>
  );
}

function Rotate({ apiKey, onClose, onMade }: { apiKey: Key; onClose: () => void; onMade: (key: Key) => void }) {
  const t = useTexts('developers');
  const p = useTexts('parts');
  const zone = useZone();
  return (
    <FormModal
      title={`${t('key.rotate')}: ${apiKey.name}`}
      submitLabel={t('key.rotate')}
      size="md"
      onClose={onClose}
      values={{ hours: 24 as number | null, expires_at: '' }}
      send={(form, { headers }) =>
        body(
          api.POST('/api/v1/api-keys/{id}/rotate', {
            params: { path: { id: apiKey.id ?? '' } },
            headers,
            body: { overlap_seconds: (form.hours ?? 0) * 3600, ...(form.expires_at ? { expires_at: instantOf(form.expires_at, zone) ?? form.expires_at } : {}) },
          }),
        )
      }
      touched={['api-keys']}
      onDone={onMade}
      fieldOf={(path) => (path === 'overlap_seconds' ? 'hours' : path)}
    >
      <Text size="sm">{t('key.rotateHelp')}</Text>
      <CountField name="hours" label={t('key.overlap')} description={t('key.overlapHelp')} min={0} max={168} />
      <DateTimeField name="expires_at" label={t('key.newExpires')} description={p('inZone', { zone })} />
    </FormModal>
  );
}
