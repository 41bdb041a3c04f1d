import { Anchor, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { askForPasswordReset } from '~/api/session';
import { useTexts } from '~/i18n';
import { Link } from '~/ui/Link';
import { ProblemAlert } from '~/ui/form';

export default function ForgotPasswordPage() {
  const t = useTexts('account');
  const [email, setEmail] = useState('');
  const [standing, setStanding] = useState<'open' | 'pending' | 'mailed'>('open');
  const [error, setError] = useState<unknown>();
  const submit = async () => {
    setStanding('pending');
    setError(undefined);
    try {
      await askForPasswordReset(email);
      setStanding('mailed');
    } catch (thrown) {
      setError(thrown);
      setStanding('open');
    }
  };
  return (
    <>
      <Title order={1} mb="xs">{t('forgot.title')}</Title>
      {standing === 'mailed' ? (
        <Text c="dimmed" mb="md" role="status">{t('forgot.mailed', { email })}</Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Stack gap="sm">
            <Text c="dimmed">{t('forgot.text')}</Text>
            <ProblemAlert error={error} />
            <TextInput label={t('email')} type="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
            <Button type="submit" loading={standing === 'pending'}>{t('forgot.submit')}</Button>
          </Stack>
        </form>
      )}
      <Text ta="center" size="sm" mt="md"><Anchor component={Link} to="/login" inherit>{t('toLogin')}</Anchor></Text>
    </>
  );
}
