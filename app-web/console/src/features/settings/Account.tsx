import { Alert, Button, Code, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body, ifMatch, newKey, saveAs } from '~/api/client';
import { asProblem } from '~/api/problem';
import { logout, useSession, useSessionState } from '~/api/session';
import { useSubmit } from '~/api/submit';
import { SecretField, TextField } from '~/features/parts/fields';
import { Form, FormModal } from '~/features/parts/Form';
import { Rows } from '~/features/parts/Rows';
import { useTexts } from '~/i18n';
import { CopyText } from '~/ui/CopyText';
import { ErrorState } from '~/ui/ErrorState';
import { ProblemAlert } from '~/ui/form';
import { Facts, Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { tellDone, tellProblem } from '~/ui/problems';
import { Badge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';
import { deviceOf } from './device';

/** One's own name, password, second factor and sessions. */
export default function Account() {
  const t = useTexts('settings');
  const { session } = useSessionState();
  // who has yet to set up his second factor may do nothing else
  const only = session?.enrolmentOnly ?? false;
  return (
    <>
      <PageHeader title={t('account.title')} description={t('account.help')} />
      <SecondFactor />
      {!only && (
        <>
          <Profile />
          <Password />
          <Sessions />
        </>
      )}
    </>
  );
}

function Profile() {
  const t = useTexts('settings');
  const p = useTexts('parts');
  const common = useTexts();
  const { data: me, error, refetch } = useQuery({ queryKey: ['me'], queryFn: () => body(api.GET('/api/v1/users/me')) });
  const mailing = useSubmit((_: undefined, { headers }) => api.POST('/api/v1/users/me/email-verification', { headers }), { onDone: () => tellDone(t('account.mailed')) });
  if (error && !me) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (!me) {
    return null;
  }
  return (
    <Section title={t('account.profile')}>
      <Form
        key={me.version}
        values={{ name: me.name ?? '' }}
        send={(form, { headers }) => body(api.PATCH('/api/v1/users/me', { params: { header: ifMatch(me.version) }, headers, body: { name: form.name.trim() } }))}
        touched={['me', 'members']}
        onDone={() => tellDone(p('saved'))}
        submitLabel={p('save')}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextField name="name" label={p('thing.name')} required />
        </SimpleGrid>
        <Facts
          of={[
            [t('account.email'), me.email],
            [
              t('account.confirmed'),
              me.email_verified_at ? (
                <DateTime value={me.email_verified_at} />
              ) : (
                <Group gap="xs">
                  <Badge tone="warning">{t('account.unconfirmed')}</Badge>
                  <Button size="compact-xs" variant="default" loading={mailing.isPending} onClick={() => mailing.mutate(undefined, { onError: (thrown) => tellProblem(common, thrown) })}>
                    {t('account.mailAgain')}
                  </Button>
                </Group>
              ),
            ],
            [t('account.role'), me.role],
          ]}
        />
      </Form>
    </Section>
  );
}

function Password() {
  const t = useTexts('settings');
  const [turn, setTurn] = useState(0);
  return (
    <Section title={t('password.title')}>
      <Form
        key={turn}
        values={{ current_password: '', new_password: '' }}
        send={(form, { headers }) => api.POST('/api/v1/users/me/password', { headers, body: form })}
        touched={['sessions']}
        onDone={() => {
          setTurn((before) => before + 1);
          tellDone(t('password.changed'));
        }}
        submitLabel={t('password.change')}
      >
        <Text size="sm" c="dimmed">{t('password.help')}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <SecretField name="current_password" label={t('password.current')} autoComplete="current-password" required />
          <SecretField name="new_password" label={t('password.new')} description={t('password.newHelp')} autoComplete="new-password" required />
        </SimpleGrid>
      </Form>
    </Section>
  );
}

type Step = 'begin' | 'renew' | 'disable';

function SecondFactor() {
  const t = useTexts('settings');
  const { enrolmentOnly, factorDueAt } = useSession();
  const { data: factor, error, refetch } = useQuery({ queryKey: ['mfa'], queryFn: () => body(api.GET('/api/v1/users/me/mfa')) });
  const [step, setStep] = useState<Step>();
  const [secret, setSecret] = useState<{ secret?: string; otpauth_uri?: string }>();
  const [codes, setCodes] = useState<string[]>();
  if (error && !factor) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (!factor) {
    return null;
  }
  const close = () => setStep(undefined);
  return (
    <Section
      title={<>{t('mfa.title')} <Badge tone={factor.enabled ? 'success' : 'neutral'}>{t(factor.enabled ? 'mfa.on' : 'mfa.off')}</Badge></>}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">{t('mfa.help')}</Text>
        {(factor.due_at ?? factorDueAt) && !factor.enabled && (
          <Text size="sm">{t('mfa.due')} <DateTime value={factor.due_at ?? factorDueAt} /></Text>
        )}
        {codes ? (
          <Codes
            codes={codes}
            onKept={() => {
              setCodes(undefined);
              // a session that could do nothing but this has to begin anew
              if (enrolmentOnly) {
                location.assign('/');
              }
            }}
          />
        ) : secret ? (
          <Form
            values={{ code: '' }}
            send={(form) => body(api.POST('/api/v1/users/me/mfa/confirm', { body: { code: form.code.replaceAll(' ', '') } }))}
            touched={['mfa', 'sessions']}
            onDone={(made) => {
              setSecret(undefined);
              setCodes(made.recovery_codes ?? []);
            }}
            submitLabel={t('mfa.confirm')}
            onCancel={() => setSecret(undefined)}
          >
            <Text size="sm">{t('mfa.scan')}</Text>
            <Facts
              of={[
                [t('mfa.secret'), <CopyText key="s" text={secret.secret} />],
                [t('mfa.address'), <CopyText key="u" text={secret.otpauth_uri} />],
              ]}
            />
            <TextField name="code" label={t('mfa.code')} inputMode="numeric" autoComplete="one-time-code" required data-autofocus maw={220} />
          </Form>
        ) : (
          <>
            <Facts
              of={[
                [t('mfa.since'), factor.enabled_at && <DateTime value={factor.enabled_at} />],
                [t('mfa.codesLeft'), factor.enabled ? factor.recovery_codes_left : undefined],
              ]}
            />
            <Group>
              {factor.enabled ? (
                <>
                  <Button variant="default" onClick={() => setStep('renew')}>{t('mfa.renew')}</Button>
                  <Button variant="default" onClick={() => setStep('disable')}>{t('mfa.disable')}</Button>
                </>
              ) : (
                <Begin onAskPassword={() => setStep('begin')} onBegun={setSecret} />
              )}
            </Group>
          </>
        )}
      </Stack>
      {step === 'begin' && (
        <FormModal
          title={t('mfa.begin')}
          size="md"
          submitLabel={t('mfa.begin')}
          onClose={close}
          values={{ password: '' }}
          send={(form) => body(api.POST('/api/v1/users/me/mfa', { body: { password: form.password } }))}
          onDone={setSecret}
        >
          <SecretField name="password" label={t('password.current')} autoComplete="current-password" required data-autofocus />
        </FormModal>
      )}
      {(step === 'renew' || step === 'disable') && (
        <FormModal
          title={t(step === 'renew' ? 'mfa.renew' : 'mfa.disable')}
          size="md"
          submitLabel={t(step === 'renew' ? 'mfa.renew' : 'mfa.disable')}
          danger={step === 'disable'}
          onClose={close}
          values={{ password: '', code: '' }}
          send={async (form) => {
            const answer = { ...(form.password ? { password: form.password } : {}), code: form.code.replaceAll(' ', '') };
            if (step === 'disable') {
              await api.POST('/api/v1/users/me/mfa/disable', { body: answer });
              return undefined;
            }
            return body(api.POST('/api/v1/users/me/mfa/recovery-codes', { body: answer }));
          }}
          touched={['mfa']}
          onDone={(made) => (made ? setCodes(made.recovery_codes ?? []) : tellDone(t('mfa.disabled')))}
        >
          <Text size="sm">{t(step === 'renew' ? 'mfa.renewHelp' : 'mfa.disableHelp')}</Text>
          <SecretField name="password" label={t('password.current')} description={t('mfa.passwordHelp')} autoComplete="current-password" />
          <TextField name="code" label={t('mfa.code')} inputMode="numeric" autoComplete="one-time-code" required />
        </FormModal>
      )}
    </Section>
  );
}

/** Begins at once shortly after logging in; later the API wants the password. */
function Begin({ onAskPassword, onBegun }: { onAskPassword: () => void; onBegun: (secret: { secret?: string; otpauth_uri?: string }) => void }) {
  const t = useTexts('settings');
  const beginning = useSubmit(() => body(api.POST('/api/v1/users/me/mfa', { headers: { 'Idempotency-Key': newKey() }, body: {} })), { onDone: onBegun });
  const asks = beginning.error && asProblem(beginning.error).faults.some(({ field }) => field === 'password');
  return (
    <Stack gap="xs" align="flex-start">
      {!asks && <ProblemAlert error={beginning.error} />}
      <Button
        loading={beginning.isPending}
        onClick={() =>
          beginning.mutate(undefined, {
            onError: (thrown) => {
              const problem = asProblem(thrown);
              if (problem.status > 0 && problem.status < 500) {
                onAskPassword();
              }
            },
          })
        }
      >
        {t('mfa.begin')}
      </Button>
    </Stack>
  );
}

function Codes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const t = useTexts('settings');
  const p = useTexts('parts');
  return (
    <Stack gap="sm">
      <Alert color="yellow" variant="light" title={p('secretTitle')} style={{ background: 'var(--ch-warning-bg)' }} styles={{ title: { color: 'var(--ch-warning-text)' }, message: { color: 'var(--ch-warning-text)' } }}>
        {t('mfa.codesHelp')}
      </Alert>
      <Code block fz="sm">{codes.join('\n')}</Code>
      <Group>
        <Button variant="default" onClick={() => saveAs(new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }), 'recovery-codes.txt')}>{t('mfa.saveCodes')}</Button>
        <Button onClick={onKept}>{p('secretKept')}</Button>
      </Group>
    </Stack>
  );
}

function Sessions() {
  const t = useTexts('settings');
  const common = useTexts();
  const { data, error, refetch } = useQuery({ queryKey: ['sessions', 'mine'], queryFn: () => body(api.GET('/api/v1/sessions', { params: { query: { limit: '100' } } })) });
  const ending = useSubmit((id: string) => api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } }), { touched: ['sessions'], onDone: () => tellDone(t('sessions.ended')) });
  const others = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/sessions/end-others', { headers })), {
    touched: ['sessions'],
    onDone: (answer) => tellDone(t('sessions.othersEnded', { count: answer.ended ?? 0 })),
  });
  if (error && !data) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  const rows = data?.data ?? [];
  const tell = (thrown: unknown) => tellProblem(common, thrown);
  return (
    <Section
      title={t('sessions.title')}
      flush
      actions={
        rows.length > 1 && (
          <Button size="xs" variant="default" loading={others.isPending} onClick={() => others.mutate(undefined, { onError: tell })}>
            {t('sessions.endOthers')}
          </Button>
        )
      }
    >
      <Rows
        label={t('sessions.title')}
        minWidth={560}
        rows={rows}
        keyOf={(row) => row.id ?? ''}
        columns={[
          { label: t('sessions.device'), show: (row) => <><span title={row.user_agent ?? undefined}>{deviceOf(row.user_agent) ?? t('sessions.unknown')}</span> {row.current && <Badge tone="success">{t('sessions.current')}</Badge>}</> },
          { label: 'IP', show: (row) => <span className="mono">{row.ip ?? '–'}</span> },
          { label: t('sessions.begun'), show: (row) => <DateTime value={row.created_at} /> },
          { label: t('sessions.used'), show: (row) => <DateTime value={row.refreshed_at} /> },
          {
            label: t('sessions.end'),
            right: true,
            show: (row) =>
              row.current ? (
                <Button size="compact-sm" variant="default" onClick={() => void logout().catch(tell)}>{t('sessions.logout')}</Button>
              ) : (
                <Button size="compact-sm" variant="default" loading={ending.isPending && ending.variables === row.id} onClick={() => ending.mutate(row.id ?? '', { onError: tell })}>{t('sessions.end')}</Button>
              ),
          },
        ]}
      />
    </Section>
  );
}
