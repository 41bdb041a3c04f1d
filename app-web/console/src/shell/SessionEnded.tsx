import { Button, Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useSession } from '~/api/session';
import { LoginForm } from '~/features/account/LoginForm';
import { useTexts } from '~/i18n';

/** Asks to log in again over the page, so that what was typed into it is not lost. */
export default function SessionEnded() {
  const t = useTexts();
  const client = useQueryClient();
  const { user, tenant } = useSession();
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false} title={t('ended.title')} size={420}>
      <Text c="dimmed" mb="md">{t('ended.text')}</Text>
      <LoginForm
        email={user.email}
        tenant={tenant.slug}
        onDone={(now) => {
          if (now.user.id !== user.id || now.tenant.id !== tenant.id) location.assign('/');
          else void client.invalidateQueries();
        }}
      />
      <Button variant="subtle" fullWidth mt="xs" onClick={() => location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`)}>{t('ended.otherWay')}</Button>
    </Modal>
  );
}
