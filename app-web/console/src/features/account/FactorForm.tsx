import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '~/api/problem';
import type { LoginStep } from '~/api/session';
import { useTexts } from '~/i18n';
import { ProblemAlert } from '~/ui/form';

/** The code of the authenticator app, or a recovery code. */
export function FactorForm({ answer, onDone, onBack }: { answer: (code: string) => Promise<LoginStep>; onDone: (step: LoginStep) => void; onBack: () => void }) {
  const t = useTexts('account');
  const [code, setCode] = useState('');
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const submit = async () => {
    setPending(true);
    setError(undefined);
    try {
      onDone(await answer(code));
    } catch (thrown) {
      setError(thrown);
      setCode('');
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        <Text fw={600}>{t('factor.title')}</Text>
        {error && asProblem(error).status === 401 ? <Text c="var(--mantine-color-error)" role="alert">{asProblem(error).message}</Text> : <ProblemAlert error={error} />}
        <TextInput label={t('factor.code')} name="code" autoComplete="one-time-code" autoCapitalize="off" spellCheck={false} required autoFocus value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        <Button type="submit" fullWidth loading={pending}>{t('login.submit')}</Button>
        <Button variant="subtle" fullWidth onClick={onBack}>{t('back')}</Button>
      </Stack>
    </form>
  );
}
