import { ActionIcon, Alert, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFieldArray } from 'react-hook-form';
import { api, body, ifMatch } from '~/api/client';
import { asProblem } from '~/api/problem';
import { useMay, useSession } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { SecretField, SelectField, SwitchField, TagsField, TextField } from '~/features/parts/fields';
import { Form } from '~/features/parts/Form';
import { IconPlus, IconTrash } from '~/features/parts/icons';
import { useRoleChoices } from '~/features/people/roles';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { CopyText } from '~/ui/CopyText';
import { ErrorState } from '~/ui/ErrorState';
import { ProblemAlert } from '~/ui/form';
import { Facts, Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { Badge } from '~/ui/StatusBadge';

type Sso = Schemas['SsoView'];

export default function SsoPage() {
  const t = useTexts('settings');
  const p = useTexts('parts');
  const may = useMay('sso:write');
  const { tenant } = useSession();
  const [ending, setEnding] = useState(false);
  const { data: sso, error, isPending, refetch } = useQuery({
    queryKey: ['sso'],
    queryFn: async (): Promise<Sso | null> => {
      try {
        return await body(api.GET('/api/v1/tenant/sso'));
      } catch (thrown) {
        if (asProblem(thrown).status === 404) {
          return null;
        }
        throw thrown;
      }
    },
  });
  const testing = useMutation({ mutationFn: () => body(api.POST('/api/v1/tenant/sso/test')) });
  const removing = useSubmit(() => api.DELETE('/api/v1/tenant/sso'), {
    touched: ['sso'],
    onDone: () => {
      setEnding(false);
      tellDone(t('sso.ended'));
    },
  });
  if (error) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (isPending) {
    return <PageSkeleton />;
  }
  return (
    <>
      <PageHeader
        title={t('sso.title')}
        description={t('sso.help')}
        badges={sso && <Badge tone={sso.enabled ? 'success' : 'neutral'}>{t(sso.enabled ? 'mfa.on' : 'mfa.off')}</Badge>}
        actions={
          may &&
          sso?.issuer && (
            <>
              <Button variant="default" onClick={() => setEnding(true)}>{t('sso.end')}</Button>
              <Button variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>{t('sso.test')}</Button>
            </>
          )
        }
      />
      <ProblemAlert error={testing.error} />
      {testing.data && (
        <Alert color={testing.data.ok ? 'green' : 'red'} variant="light" mb="md" role="status" style={{ background: testing.data.ok ? 'var(--ch-success-bg)' : 'var(--ch-danger-bg)' }} styles={{ message: { color: testing.data.ok ? 'var(--ch-success-text)' : 'var(--ch-danger-text)' } }}>
          {testing.data.ok ? t('sso.works', { issuer: testing.data.issuer }) : `${testing.data.fault}: ${testing.data.detail}`}
        </Alert>
      )}
      <Section title={t('sso.provider')}>
        <Stack gap="md">
          <Facts of={[[t('sso.redirect'), <CopyText key="r" text={`${location.origin}/api/v1/auth/sso/${tenant.slug}/callback`} />]]} />
          {may ? (
            <Form
              key={sso?.version ?? 'new'}
              values={{
                enabled: sso?.enabled ?? true,
                required: sso?.required ?? false,
                issuer: sso?.issuer ?? '',
                client_id: sso?.client_id ?? '',
                client_secret: '',
                scopes: sso?.scopes ?? ['openid', 'email', 'profile'],
                groups_claim: sso?.groups_claim ?? '',
                group_roles: (sso?.group_roles ?? []).map(({ group = '', role = '' }) => ({ group, role })),
                default_role: sso?.default_role ?? '',
                email_domains: sso?.email_domains ?? [],
                creates_users: sso?.creates_users ?? true,
              }}
              send={(form) =>
                body(
                  api.PUT('/api/v1/tenant/sso', {
                    params: { header: sso?.version === undefined ? {} : ifMatch(sso.version) },
                    body: {
                      enabled: form.enabled,
                      required: form.required,
                      issuer: form.issuer.trim(),
                      client_id: form.client_id.trim(),
                      ...(form.client_secret ? { client_secret: form.client_secret } : {}),
                      ...(form.scopes.length > 0 ? { scopes: form.scopes } : {}),
                      ...(form.groups_claim.trim() ? { groups_claim: form.groups_claim.trim() } : {}),
                      group_roles: form.group_roles,
                      ...(form.default_role ? { default_role: form.default_role } : {}),
                      email_domains: form.email_domains,
                      creates_users: form.creates_users,
                    },
                  }),
                )
              }
              touched={['sso']}
              onDone={() => tellDone(p('saved'))}
              submitLabel={p('save')}
            >
              <SsoFields known={!!sso?.issuer} />
            </Form>
          ) : (
            <Facts
              of={[
                [t('sso.issuer'), sso?.issuer],
                [t('sso.clientId'), sso?.client_id],
                [t('sso.domains'), sso?.email_domains?.join(', ')],
                [t('sso.defaultRole'), sso?.default_role],
              ]}
            />
          )}
        </Stack>
      </Section>
      <ConfirmModal opened={ending} onClose={() => setEnding(false)} title={t('sso.end')} confirm={t('sso.end')} danger pending={removing.isPending} error={removing.error} onConfirm={() => removing.mutate(undefined)}>
        {t('sso.endSure')}
      </ConfirmModal>
    </>
  );
}

function SsoFields({ known }: { known: boolean }) {
  const t = useTexts('settings');
  const p = useTexts('parts');
  const roles = useRoleChoices();
  const { fields, append, remove } = useFieldArray({ name: 'group_roles' });
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextField name="issuer" label={t('sso.issuer')} placeholder="https://" required />
        <TextField name="client_id" label={t('sso.clientId')} required />
        <SecretField name="client_secret" label={t('sso.secret')} description={known ? t('sso.secretStays') : undefined} autoComplete="off" />
        <TagsField name="scopes" label={t('sso.scopes')} />
        <TagsField name="email_domains" label={t('sso.domains')} description={t('sso.domainsHelp')} required />
        <SelectField name="default_role" label={t('sso.defaultRole')} description={t('sso.defaultRoleHelp')} data={roles.data} clearable />
        <TextField name="groups_claim" label={t('sso.groupsClaim')} placeholder="groups" />
      </SimpleGrid>
      <Stack gap={6}>
        <Text size="sm" fw={500}>{t('sso.groupRoles')}</Text>
        <Text size="xs" c="dimmed">{t('sso.groupRolesHelp')}</Text>
        {fields.map((field, i) => (
          <Group key={field.id} gap={6} wrap="nowrap" align="flex-start">
            <TextField name={`group_roles.${i}.group`} aria-label={t('sso.group')} placeholder={t('sso.group')} style={{ flex: 2 }} />
            <SelectField name={`group_roles.${i}.role`} aria-label={t('account.role')} data={roles.data} allowDeselect={false} style={{ flex: 1 }} />
            <ActionIcon size={36} aria-label={p('removeRow')} onClick={() => remove(i)}><IconTrash size={16} /></ActionIcon>
          </Group>
        ))}
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => append({ group: '', role: 'viewer' })} style={{ alignSelf: 'flex-start' }}>
          {p('addRow')}
        </Button>
      </Stack>
      <Group gap="xl" align="flex-start">
        <SwitchField name="enabled" label={t('sso.enabled')} />
        <SwitchField name="required" label={t('sso.required')} description={t('sso.requiredHelp')} />
        <SwitchField name="creates_users" label={t('sso.creates')} description={t('sso.createsHelp')} />
      </Group>
    </>
  );
}
