import { ActionIcon, Button, Menu, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { logout, useMay, useSession } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { SecretField } from '~/features/parts/fields';
import { FormModal } from '~/features/parts/Form';
import { Rows } from '~/features/parts/Rows';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { IconDots } from '~/ui/icons';
import { Section } from '~/ui/layout';
import { tellDone } from '~/ui/problems';
import { Badge, StatusBadge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';
import { InviteButton } from './Invitations';
import { PeopleHeader } from './PeopleHeader';
import { useRoleChoices } from './roles';

type Member = Schemas['UserView'];
type Doing = { member: Member; what: 'role' | 'remove' | 'mfa' | 'sessions' | 'owner' };

export default function Members() {
  const t = useTexts('people');
  const p = useTexts('parts');
  const { user } = useSession();
  const [{ cursor }] = useUrl();
  const may = useMay('member:write');
  const mayOwn = useMay('tenant:own');
  const [doing, setDoing] = useState<Doing>();
  const [leaving, setLeaving] = useState(false);
  const query = useQuery({ queryKey: ['members', cursor], queryFn: () => body(api.GET('/api/v1/members', { params: { query: { limit: '50', cursor } } })) });
  const roles = useRoleChoices();
  const leave = useSubmit(() => api.DELETE('/api/v1/members/me'), { onDone: () => void logout() });
  const close = () => setDoing(undefined);
  return (
    <>
      <PeopleHeader actions={<InviteButton />} />
      <Section flush>
        <DataTable<Member>
          name="members"
          caption={t('tab.members')}
          query={query}
          rowKey={(member) => member.id ?? ''}
          columns={[
            { id: 'name', header: p('thing.name'), cell: (member) => <><strong style={{ fontWeight: 550 }}>{member.name}</strong>{member.id === user.id && <> <Badge>{t('you')}</Badge></>}</>, text: (member) => member.name },
            { id: 'email', header: t('email'), cell: (member) => member.email, text: (member) => member.email },
            { id: 'role', header: t('role'), cell: (member) => roles.nameOf(member.role), text: (member) => member.role },
            { id: 'status', header: p('thing.status'), cell: (member) => <StatusBadge status={member.status} />, text: (member) => member.status, wide: true },
            { id: 'verified', header: t('verified'), cell: (member) => (member.email_verified_at ? <DateTime value={member.email_verified_at} /> : t('notYet')), text: (member) => member.email_verified_at, wide: true },
            { id: 'created', header: t('since'), cell: (member) => <DateTime value={member.created_at} />, text: (member) => member.created_at, wide: true },
            {
              id: 'actions',
              header: '',
              align: 'right',
              cell: (member) => {
                const own = member.id === user.id;
                return (
                  may && (
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <ActionIcon aria-label={`${t('actions')}: ${member.name}`}><IconDots size={16} /></ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        {!own && <Menu.Item onClick={() => setDoing({ member, what: 'role' })}>{t('changeRole')}</Menu.Item>}
                        <Menu.Item onClick={() => setDoing({ member, what: 'sessions' })}>{t('sessions')}</Menu.Item>
                        {!own && <Menu.Item onClick={() => setDoing({ member, what: 'mfa' })}>{t('resetMfa')}</Menu.Item>}
                        {!own && mayOwn && <Menu.Item onClick={() => setDoing({ member, what: 'owner' })}>{t('makeOwner')}</Menu.Item>}
                        <Menu.Divider />
                        {own ? (
                          <Menu.Item c="var(--ch-danger-text)" onClick={() => setLeaving(true)}>{t('leave')}</Menu.Item>
                        ) : (
                          <Menu.Item c="var(--ch-danger-text)" onClick={() => setDoing({ member, what: 'remove' })}>{t('remove')}</Menu.Item>
                        )}
                      </Menu.Dropdown>
                    </Menu>
                  )
                );
              },
            },
          ]}
          empty={<EmptyState title={t('nobody')} />}
        />
      </Section>
      {doing?.what === 'role' && <ChangeRole member={doing.member} onClose={close} />}
      {doing?.what === 'sessions' && <MemberSessions member={doing.member} onClose={close} />}
      {doing?.what === 'owner' && <MakeOwner member={doing.member} onClose={close} />}
      {(doing?.what === 'remove' || doing?.what === 'mfa') && <Taking doing={doing} onClose={close} />}
      <ConfirmModal opened={leaving} onClose={() => setLeaving(false)} title={t('leave')} confirm={t('leave')} danger pending={leave.isPending} error={leave.error} onConfirm={() => leave.mutate(undefined)}>
        {t('leaveSure')}
      </ConfirmModal>
    </>
  );
}

function ChangeRole({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTexts('people');
  const p = useTexts('parts');
  const roles = useRoleChoices();
  const [role, setRole] = useState(member.role ?? '');
  const changing = useSubmit((wanted: string, { headers }) => body(api.PATCH('/api/v1/members/{user_id}', { params: { path: { user_id: member.id ?? '' } }, headers, body: { role: wanted } })), {
    touched: ['members'],
    onDone: () => {
      tellDone(p('saved'));
      onClose();
    },
  });
  return (
    <ConfirmModal opened onClose={onClose} title={`${t('changeRole')}: ${member.name}`} confirm={p('save')} pending={changing.isPending} error={changing.error} disabled={role === member.role} onConfirm={() => changing.mutate(role)}>
      <Select label={t('role')} description={t('roleHelp')} data={roles.data} value={role} allowDeselect={false} onChange={(value) => setRole(value ?? '')} />
    </ConfirmModal>
  );
}

/** Ends a membership, or takes a lost second factor away. */
function Taking({ doing: { member, what }, onClose }: { doing: Doing; onClose: () => void }) {
  const t = useTexts('people');
  const params = { path: { user_id: member.id ?? '' } };
  const taking = useSubmit(
    async () => {
      await (what === 'remove' ? api.DELETE('/api/v1/members/{user_id}', { params }) : api.DELETE('/api/v1/members/{user_id}/mfa', { params }));
    },
    {
      touched: ['members'],
      onDone: () => {
        tellDone(t(what === 'remove' ? 'removed' : 'mfaReset'));
        onClose();
      },
    },
  );
  const title = t(what === 'remove' ? 'remove' : 'resetMfa');
  return (
    <ConfirmModal opened onClose={onClose} title={`${title}: ${member.name}`} confirm={title} danger pending={taking.isPending} error={taking.error} onConfirm={() => taking.mutate(undefined)}>
      {t(what === 'remove' ? 'removeSure' : 'resetMfaSure')}
    </ConfirmModal>
  );
}

function MakeOwner({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTexts('people');
  return (
    <FormModal
      title={`${t('makeOwner')}: ${member.name}`}
      submitLabel={t('makeOwner')}
      danger
      size="md"
      onClose={onClose}
      values={{ password: '' }}
      send={(form, { headers }) => body(api.POST('/api/v1/tenant/ownership', { headers, body: { user_id: member.id ?? '', password: form.password } }))}
      touched={['members']}
      onDone={() => location.reload()}
    >
      <span>{t('makeOwnerSure')}</span>
      <SecretField name="password" label={t('yourPassword')} autoComplete="current-password" required data-autofocus />
    </FormModal>
  );
}

function MemberSessions({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTexts('people');
  const p = useTexts('parts');
  const { data, error } = useQuery({
    queryKey: ['sessions', member.id],
    queryFn: () => body(api.GET('/api/v1/sessions', { params: { query: { user_id: member.id, limit: '50' } } })),
  });
  const ending = useSubmit((id: string) => api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } }), { touched: ['sessions'] });
  return (
    <ConfirmModal opened onClose={onClose} title={`${t('sessions')}: ${member.name}`} confirm={p('done')} size="xl" pending={false} error={error ?? ending.error} onConfirm={onClose}>
      <Rows
        label={t('sessions')}
        empty={t('noSessions')}
        rows={data?.data ?? []}
        columns={[
          { label: t('device'), show: (row) => <span style={{ display: 'block', maxWidth: 320, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={row.user_agent ?? undefined}>{row.user_agent ?? '–'}</span> },
          { label: 'IP', show: (row) => <span className="mono">{row.ip}</span> },
          { label: t('since'), show: (row) => <DateTime value={row.created_at} /> },
          { label: '', right: true, show: (row) => <Button size="compact-sm" variant="default" loading={ending.isPending && ending.variables === row.id} onClick={() => ending.mutate(row.id ?? '')}>{t('end')}</Button> },
        ]}
      />
    </ConfirmModal>
  );
}
