import { Button, Menu, ActionIcon, Table } from '@mantine/core';
import { useState } from 'react';
import { api, body, ifMatch } from '~/api/client';
import { useMay, useSession } from '~/api/session';
import { useSubmit } from '~/api/submit';
import { useUrl } from '~/app/search';
import { TextField } from '~/features/parts/fields';
import { FormModal } from '~/features/parts/Form';
import { IconPlus } from '~/features/parts/icons';
import { ACTION_OF, PermissionPicker } from '~/features/parts/PermissionPicker';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { ErrorState } from '~/ui/ErrorState';
import { IconCheck, IconDots } from '~/ui/icons';
import { Section } from '~/ui/layout';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { PeopleHeader } from './PeopleHeader';
import { matrixOf, useRoles, type Role } from './roles';

export default function Roles() {
  const t = useTexts('people');
  const p = useTexts('parts');
  const { permissions } = useSession();
  const may = useMay('role:write');
  const [{ new: making }, change] = useUrl();
  const [editing, edit] = useState<Role>();
  const [deleting, setDeleting] = useState<Role>();
  const { data, error, refetch } = useRoles();
  const removing = useSubmit((role: Role) => api.DELETE('/api/v1/roles/{id}', { params: { path: { id: role.id ?? '' }, header: ifMatch(role.version) } }), {
    touched: ['roles'],
    onDone: () => {
      setDeleting(undefined);
      tellDone(t('roleDeleted'));
    },
  });
  if (error && !data) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  const roles = data?.data ?? [];
  const rows = matrixOf(roles);
  const offered = [...permissions].filter((permission) => permission !== 'tenant:own');
  return (
    <>
      <PeopleHeader
        actions={
          may && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => change({ new: '1' })}>
              {t('newRole')}
            </Button>
          )
        }
      />
      {data ? (
        <Section flush>
          <Table.ScrollContainer minWidth={160 + roles.length * 96} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('matrix') } }}>
            <Table borderColor="var(--ch-line)" verticalSpacing={4} horizontalSpacing="sm" aria-label={t('matrix')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th c="dimmed" fz="xs">{p('permissions')}</Table.Th>
                  {roles.map((role) => (
                    <Table.Th key={role.code} ta="center" fz="xs" style={{ whiteSpace: 'nowrap' }}>
                      {role.name}
                      {may && !role.built_in && (
                        <Menu position="bottom-end">
                          <Menu.Target>
                            <ActionIcon size={22} ml={4} aria-label={`${t('actions')}: ${role.name}`}><IconDots size={14} /></ActionIcon>
                          </Menu.Target>
                          <Menu.Dropdown>
                            <Menu.Item onClick={() => edit(role)}>{p('edit')}</Menu.Item>
                            <Menu.Item c="var(--ch-danger-text)" onClick={() => setDeleting(role)}>{t('deleteRole')}</Menu.Item>
                          </Menu.Dropdown>
                        </Menu>
                      )}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map(({ permission, having }, i) => {
                  const resource = permission.split(':')[0] ?? '';
                  const first = rows[i - 1]?.permission.split(':')[0] !== resource;
                  return (
                    <Table.Tr key={permission}>
                      <Table.Th scope="row" fw={400} title={permission}>
                        <span style={{ display: 'inline-block', minWidth: 160, fontWeight: 550 }}>{first ? p(`resource.${resource}`, resource) : ''}</span>
                        <span style={{ color: 'var(--mantine-color-dimmed)' }}>{p(`do.${ACTION_OF(permission)}`, ACTION_OF(permission))}</span>
                      </Table.Th>
                      {roles.map((role) => (
                        <Table.Td key={role.code} ta="center">
                          {having.has(role.code ?? '') ? <><IconCheck size={16} color="var(--ch-success-text)" /><span className="visually-hidden">{p('yes')}</span></> : <span className="visually-hidden">{p('no')}</span>}
                        </Table.Td>
                      ))}
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Section>
      ) : (
        <PageSkeleton />
      )}
      {making === '1' && may && (
        <FormModal
          title={t('newRole')}
          submitLabel={p('create')}
          size="xl"
          onClose={() => change({ new: undefined })}
          values={{ code: '', name: '', permissions: [] as string[] }}
          send={(form, { headers }) => body(api.POST('/api/v1/roles', { headers, body: { code: form.code.trim(), name: form.name.trim(), permissions: form.permissions } }))}
          touched={['roles']}
          onDone={() => tellDone(p('created'))}
        >
          <TextField name="name" label={p('thing.name')} required data-autofocus />
          <TextField name="code" label={p('thing.code')} description={t('roleCodeHelp')} required />
          <PermissionPicker name="permissions" offered={offered} />
        </FormModal>
      )}
      {editing && (
        <FormModal
          title={editing.name ?? ''}
          submitLabel={p('save')}
          size="xl"
          onClose={() => edit(undefined)}
          values={{ name: editing.name ?? '', permissions: editing.permissions ?? [] }}
          send={(form, { headers }) =>
            body(api.PATCH('/api/v1/roles/{id}', { params: { path: { id: editing.id ?? '' }, header: ifMatch(editing.version) }, headers, body: { name: form.name.trim(), permissions: form.permissions } }))
          }
          touched={['roles', 'members']}
          onDone={() => tellDone(p('saved'))}
        >
          <TextField name="name" label={p('thing.name')} description={t('roleChangeHelp')} required data-autofocus />
          <PermissionPicker name="permissions" offered={[...new Set([...offered, ...(editing.permissions ?? [])])]} />
        </FormModal>
      )}
      <ConfirmModal
        opened={!!deleting}
        onClose={() => setDeleting(undefined)}
        title={`${t('deleteRole')}: ${deleting?.name}`}
        confirm={t('deleteRole')}
        danger
        pending={removing.isPending}
        error={removing.error}
        onConfirm={() => deleting && removing.mutate(deleting)}
      >
        {t('deleteRoleSure')}
      </ConfirmModal>
    </>
  );
}
