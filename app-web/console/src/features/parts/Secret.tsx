import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '~/i18n';
import { CopyText } from '~/ui/CopyText';

/** A secret that the API tells once. It is closed by its button alone: neither by a click beside it nor by Escape. */
export function SecretModal({ title, secret, children, onClose }: { title: string; secret: string | undefined; children?: ReactNode; onClose: () => void }) {
  const p = useTexts('parts');
  return (
    <Modal opened={!!secret} onClose={onClose} title={title} size="lg" closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false}>
      <Stack gap="md">
        <Alert color="yellow" variant="light" title={p('secretTitle')} style={{ background: 'var(--ch-warning-bg)' }} styles={{ title: { color: 'var(--ch-warning-text)' }, message: { color: 'var(--ch-warning-text)' } }}>
          {p('secretHelp')}
        </Alert>
        <Text component="div" p="sm" style={{ background: 'var(--ch-side)', border: '1px solid var(--ch-line)', borderRadius: 6 }}>
          <CopyText text={secret} />
        </Text>
        {children}
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>{p('secretKept')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
