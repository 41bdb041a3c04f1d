import { Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { acceptInvitation, answerFactor, fetchSsoTokens, followMagicLink, setNewPassword, verifyEmail, type LoginStep } from '~/api/session';
import { currentArrival, type ArrivalKind } from '~/app/arrival';
import { safeNext, useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { Link } from '~/ui/Link';
import { ProblemAlert } from '~/ui/form';
import { NotFound } from '~/ui/NotFound';
import { FactorForm } from './FactorForm';

interface Typed {
  name: string;
  password: string;
}

interface Way {
  fields: (keyof Typed)[];
  passwordAutocomplete?: string;
  /** Undefined where nothing is entered: the link did something, and one logs in afterwards. */
  follow: (token: string, typed: Typed) => Promise<LoginStep | undefined>;
}

const without = (answer: Promise<unknown>) => answer.then(() => undefined);

// A token is used when a button is pressed: programs that follow the links of a mail press none.
const WAYS: Record<Exclude<ArrivalKind, 'sso'>, Way> = {
  'magic-link': { fields: [], follow: (token) => followMagicLink(token) },
  'email-verification': { fields: [], follow: (token) => without(verifyEmail(token)) },
  'password-reset': { fields: ['password'], passwordAutocomplete: 'new-password', follow: (token, { password }) => without(setNewPassword(token, password)) },
  invitation: { fields: ['name', 'password'], passwordAutocomplete: 'current-password', follow: (token, { name, password }) => acceptInvitation({ token, password, ...(name ? { name } : {}) }) },
};

export default function ArrivePage() {
  const { kind } = useParams({ strict: false }) as { kind: string };
  if (kind === 'sso') return <SsoArrival />;
  const way = Object.hasOwn(WAYS, kind) ? WAYS[kind as keyof typeof WAYS] : undefined;
  return way ? <LinkArrival kind={kind as keyof typeof WAYS} way={way} /> : <NotFound />;
}

function LinkArrival({ kind, way }: { kind: keyof typeof WAYS; way: Way }) {
  const t = useTexts('account');
  const go = useGo();
  const [token] = useState(() => currentArrival(kind).get('token') ?? '');
  const [typed, setTyped] = useState<Typed>({ name: '', password: '' });
  const [challenge, setChallenge] = useState<string>();
  const [standing, setStanding] = useState<'open' | 'pending' | 'done'>('open');
  const [error, setError] = useState<unknown>();

  const arrive = (step: LoginStep | undefined) => {
    if (step?.challenge) setChallenge(step.challenge);
    else if (step) go('/', { replace: true });
    setStanding(step ? 'open' : 'done');
  };
  const submit = async () => {
    setStanding('pending');
    setError(undefined);
    try {
      arrive(await way.follow(token, typed));
    } catch (thrown) {
      setError(thrown);
      setStanding('open');
    }
  };
  if (challenge) return <FactorForm answer={(code) => answerFactor(challenge, code)} onDone={arrive} onBack={() => go('/login')} />;
  return (
    <>
      <Title order={1} mb="xs">{t(`arrive.${kind}.title`)}</Title>
      {standing === 'done' ? (
        <Text c="dimmed" role="status">{t(`arrive.${kind}.done`)}</Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack gap="sm">
            <Text c="dimmed">{token ? t(`arrive.${kind}.text`) : t('arrive.used')}</Text>
            <ProblemAlert error={error} />
            {token && way.fields.includes('name') && <TextInput label={t('arrive.name')} autoComplete="name" maxLength={200} value={typed.name} onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })} />}
            {token && way.fields.includes('password') && (
              <PasswordInput
                label={t(`arrive.${kind}.password`)}
                autoComplete={way.passwordAutocomplete}
                required
                maxLength={256}
                value={typed.password}
                onChange={(event) => setTyped({ ...typed, password: event.currentTarget.value })}
                visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
              />
            )}
            {token && <Button type="submit" loading={standing === 'pending'} autoFocus={way.fields.length === 0}>{t(`arrive.${kind}.submit`)}</Button>}
          </Stack>
        </form>
      )}
      <Text ta="center" size="sm" mt="md"><Anchor component={Link} to="/login" inherit>{t('toLogin')}</Anchor></Text>
    </>
  );
}

// The code is good once: the page asks for its tokens once, however often it is drawn.
let fetched: Promise<LoginStep> | undefined;

function SsoArrival() {
  const t = useTexts('account');
  const go = useGo();
  const [parameters] = useState(() => currentArrival('sso'));
  const [error, setError] = useState<unknown>();
  const refused = parameters.get('error');
  useEffect(() => {
    if (refused) return;
    fetched ??= fetchSsoTokens(parameters.get('code') ?? '');
    fetched.then(() => go(safeNext(parameters.get('return_to')), { replace: true }), setError);
  }, [go, parameters, refused]);
  return (
    <Stack gap="sm">
      <Title order={1}>{t('login.sso')}</Title>
      {refused && <Text role="alert" c="var(--mantine-color-error)">{t('sso.refused', { error: refused })}</Text>}
      <ProblemAlert error={error} />
      {!refused && !error && <Text c="dimmed" role="status">{t('sso.wait')}</Text>}
      <Text ta="center" size="sm"><Anchor component={Link} to="/login" inherit>{t('toLogin')}</Anchor></Text>
    </Stack>
  );
}
