import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useUrl } from '~/app/search';
import { SelectField, TextField } from '~/features/parts/fields';
import { FormModal } from '~/features/parts/Form';
import { IconMailPlus } from '~/features/parts/icons';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Section } from '~/ui/layout';
import { tellDone } from '~/ui/problems';
import { StatusBadge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';
import { PeopleHeader } from './PeopleHeader';
import { useRoleChoices } from './roles';

type Invitation = Schemas['InvitationView'];

export function InviteButton() {
  const t = useTexts('people');
  const may = useMay('member:write');
  const [{ invite }, change] = useUrl();
  const roles = useRoleChoices();
  if (!may) {
    return null;
  }
  return (
    <>
      <Button leftSection={<IconMailPlus size={16} />} onClick={() => change({ invite: '1' })}>
        {t('invite')}
      </Button>
      {invite === '1' && (
        <FormModal
          title={t('invite')}
          submitLabel={t('sendInvitation')}
          size="md"
          onClose={() => change({ invite: undefined })}
          values={{ email: '', role: 'viewer' }}
          send={(form, { headers }) => body(api.POST('/api/v1/invitations', { headers, body: { email: form.email.trim(), role: form.role } }))}
          touched={['invitations']}
          onDone={(made) => tellDone(t('invited', { email: made.email }))}
        >
          <TextField name="email" type="email" label={t('email')} autoComplete="off" required data-autofocus />
          <SelectField name="role" label={t('role')} description={t('roleHelp')} data={roles.data} allowDeselect={false} />
        </FormModal>
      )}
    </>
  );
}

export default function Invitations() {
  const t = useTexts('people');
  const p = useTexts('parts');
  const may = useMay('member:write');
  const [{ cursor }] = useUrl();
  const [revoking, revoke] = useState<Invitation>();
  const roles = useRoleChoices();
  const query = useQuery({ queryKey: ['invitations', cursor], queryFn: () => body(api.GET('/api/v1/invitations', { params: { query: { limit: '50', cursor } } })) });
  const taking = useSubmit((id: string) => api.DELETE('/api/v1/invitations/{id}', { params: { path: { id } } }), {
    touched: ['invitations'],
    onDone: () => {
      revoke(undefined);
      tellDone(t('invitationRevoked'));
    },
  });
  return (
    <>
      <PeopleHeader actions={<InviteButton />} />
      <Section flush>
        <DataTable<Invitation>
          name="invitations"
          caption={t('tab.invitations')}
          query={query}
          rowKey={(row) => row.id ?? ''}
          columns={[
            { id: 'email', header: t('email'), cell: (row) => row.email, text: (row) => row.email },
            { id: 'role', header: t('role'), cell: (row) => roles.nameOf(row.role), text: (row) => row.role },
            { id: 'status', header: p('thing.status'), cell: (row) => <StatusBadge status={row.status} />, text: (row) => row.status },
            { id: 'created_at', header: t('invitedAt'), cell: (row) => <DateTime value={row.created_at} />, text: (row) => row.created_at, wide: true },
            { id: 'expires_at', header: t('expires'), cell: (row) => <DateTime value={row.expires_at} />, text: (row) => row.expires_at, wide: true },
            {
              id: 'actions',
              header: '',
              align: 'right',
              cell: (row) => may && !row.accepted_at && !row.revoked_at && <Button size="compact-sm" variant="default" onClick={() => revoke(row)}>{t('revoke')}</Button>,
            },
          ]}
          empty={<EmptyState title={t('noInvitations')}>{t('noInvitationsHelp')}</EmptyState>}
        />
      </Section>
      <ConfirmModal opened={!!revoking} onClose={() => revoke(undefined)} title={`${t('revoke')}: ${revoking?.email}`} confirm={t('revoke')} danger pending={taking.isPending} error={taking.error} onConfirm={() => taking.mutate(revoking?.id ?? '')}>
        {t('revokeSure')}
      </ConfirmModal>
    </>
  );
}
