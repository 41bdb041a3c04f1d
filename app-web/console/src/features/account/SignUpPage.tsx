import { Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { asProblem, faultsByField } from '~/api/problem';
import { register } from '~/api/session';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { Link } from '~/ui/Link';
import { ProblemAlert } from '~/ui/form';

const EMPTY = { company: '', slug: '', name: '', email: '', password: '' };
type Field = keyof typeof EMPTY;

/** What a company's name makes as a tenant's short name: small letters, digits, dashes. */
export function slugOf(company: string): string {
  return company.toLowerCase().normalize('NFKD').replaceAll('ß', 'ss').replaceAll(/[̀-ͯ]/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[^a-z]+|-+$/g, '').slice(0, 40).replace(/-+$/, '');
}

export default function SignUpPage() {
  const t = useTexts('account');
  const go = useGo();
  const [values, setValues] = useState(EMPTY);
  const [ownSlug, setOwnSlug] = useState(false);
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const faults = error ? faultsByField(asProblem(error), Object.keys(EMPTY)) : undefined;
  const set = (field: Field, value: string) => {
    setOwnSlug(ownSlug || field === 'slug');
    setValues({ ...values, [field]: value, ...(field === 'company' && !ownSlug ? { slug: slugOf(value) } : {}) });
  };
  const field = (name: Field) => ({
    label: t(`signUp.${name}`),
    required: true,
    value: values[name],
    error: faults?.fields.get(name),
    onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
  });
  const submit = async () => {
    setPending(true);
    setError(undefined);
    try {
      await register({ ...values, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
      go('/', { replace: true });
    } catch (thrown) {
      setError(thrown);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Title order={1} mb="md">{t('signUp.title')}</Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          {faults && faults.fields.size > 0 && faults.rest.length === 0 ? null : <ProblemAlert error={error} />}
          <TextInput {...field('company')} autoComplete="organization" autoFocus maxLength={200} />
          <TextInput {...field('slug')} description={t('signUp.slugHint')} maxLength={40} />
          <TextInput {...field('name')} autoComplete="name" maxLength={200} />
          <TextInput {...field('email')} type="email" autoComplete="username" maxLength={254} />
          <PasswordInput {...field('password')} description={t('signUp.passwordHint')} autoComplete="new-password" minLength={15} maxLength={256} visibilityToggleButtonProps={{ 'aria-label': t('password.show') }} />
          <Button type="submit" loading={pending}>{t('signUp.submit')}</Button>
        </Stack>
      </form>
      <Text c="dimmed" ta="center" size="sm" mt="md">{t('signUp.known')} <Anchor component={Link} to="/login" inherit underline="always">{t('login.title')}</Anchor></Text>
    </>
  );
}
