import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { asProblem } from '~/api/problem';
import { answerFactor, askForMagicLink, currentState, login, type LoginStep, type Session } from '~/api/session';
import { useTexts } from '~/i18n';
import { Link } from '~/ui/Link';
import { ProblemAlert } from '~/ui/form';
import { FactorForm } from './FactorForm';

interface LoginFormProps {
  email?: string;
  tenant?: string;
  next?: string;
  onDone: (session: Session) => void;
  /** Links to sign-up, single sign-on and lost passwords: not over a page that waits for a login. */
  links?: boolean;
}

/** Password, mailed link, second factor. */
export function LoginForm({ email: given = '', tenant, onDone, links = false, next }: LoginFormProps) {
  const t = useTexts('account');
  const [email, setEmail] = useState(given);
  const [password, setPassword] = useState('');
  const [challenge, setChallenge] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState<'password' | 'link'>();
  const [mailed, setMailed] = useState(false);

  const done = (step: LoginStep) => {
    if (step.challenge) setChallenge(step.challenge);
    else onDone(currentState().session as Session);
  };
  const attempt = async (kind: 'password' | 'link', work: () => Promise<void>) => {
    setError(undefined);
    setPending(kind);
    try {
      await work();
    } catch (thrown) {
      setError(thrown);
      if (asProblem(thrown).status === 401) setPassword('');
    } finally {
      setPending(undefined);
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void attempt('password', async () => done(await login(email, password, tenant)));
  };
  const mail = () =>
    void attempt('link', async () => {
      await askForMagicLink(email);
      setMailed(true);
    });

  if (challenge) return <FactorForm answer={(code) => answerFactor(challenge, code)} onDone={done} onBack={() => setChallenge(undefined)} />;
  if (mailed) {
    return (
      <Stack gap="sm">
        <Text fw={600}>{t('mailed.title')}</Text>
        <Text c="dimmed">{t('mailed.text', { email })}</Text>
        <Button variant="default" onClick={() => setMailed(false)}>{t('back')}</Button>
      </Stack>
    );
  }
  const refused = error && asProblem(error).status === 401;
  return (
    <form onSubmit={submit} noValidate={false}>
      <Stack gap="sm">
        {refused ? <Text c="var(--mantine-color-error)" role="alert">{t('login.wrong')}</Text> : <ProblemAlert error={error} />}
        <TextInput label={t('email')} type="email" name="email" autoComplete="username" required autoFocus={!given} readOnly={!!given} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        <PasswordInput
          label={t('password')}
          name="password"
          autoComplete="current-password"
          required
          autoFocus={!!given}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        />
        {links && <Group justify="flex-end" mt={-6}><Anchor component={Link} to="/forgot-password" size="xs">{t('login.forgot')}</Anchor></Group>}
        <Button type="submit" fullWidth loading={pending === 'password'}>{t('login.submit')}</Button>
        {!given && <Button variant="default" fullWidth loading={pending === 'link'} disabled={!/.@./.test(email)} onClick={mail}>{t('login.byMail')}</Button>}
        {links && <SsoStart next={next} />}
      </Stack>
    </form>
  );
}

/** Leads to the identity provider of a tenant. */
function SsoStart({ next }: { next?: string }) {
  const t = useTexts('account');
  const [opened, setOpened] = useState(false);
  const [slug, setSlug] = useState('');
  const start = () => location.assign(`/api/v1/auth/sso/${encodeURIComponent(slug.trim().toLowerCase())}/start${next ? `?return_to=${encodeURIComponent(next)}` : ''}`);
  if (!opened) return <Button variant="subtle" fullWidth onClick={() => setOpened(true)}>{t('login.sso')}</Button>;
  return (
    <Stack gap={8}>
      <TextInput
        label={t('sso.slug')}
        description={t('sso.hint')}
        autoFocus
        value={slug}
        onChange={(event) => setSlug(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            if (slug.trim()) start();
          }
        }}
      />
      <Button variant="default" disabled={!slug.trim()} onClick={start}>{t('sso.go')}</Button>
    </Stack>
  );
}
