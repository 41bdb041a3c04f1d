import { Anchor, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useSessionState } from '~/api/session';
import { currentBranding } from '~/app/branding';
import { safeNext, useGo, useUrl } from '~/app/search';
import { useTexts } from '~/i18n';
import { Link } from '~/ui/Link';
import { LoginForm } from './LoginForm';

export default function LoginPage() {
  const t = useTexts('account');
  const go = useGo();
  const [search] = useUrl();
  const { standing } = useSessionState();
  const next = safeNext(search.next);
  useEffect(() => {
    document.title = `${t('login.title')} · ${currentBranding().name}`;
    if (standing === 'open') go(next, { replace: true });
  }, [standing, go, next, t]);
  return (
    <>
      <Title order={1} mb="md">{t('login.title')}</Title>
      <LoginForm links next={next} onDone={() => go(next, { replace: true })} />
      <Text c="dimmed" ta="center" size="sm" mt="md">{t('login.newHere')} <Anchor component={Link} to="/sign-up" inherit underline="always">{t('signUp.title')}</Anchor></Text>
    </>
  );
}
