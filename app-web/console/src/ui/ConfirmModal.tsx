import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '~/i18n';
import { ProblemAlert } from './form';

interface ConfirmModalProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in full sentences, and what else has to be said (a reason). */
  children: ReactNode;
  confirm: string;
  danger?: boolean;
  pending: boolean;
  error?: unknown;
  disabled?: boolean;
  onConfirm: () => void;
  size?: string;
}

/** Asks before what cannot be taken back. */
export function ConfirmModal({ opened, onClose, title, children, confirm, danger = false, pending, error, disabled = false, onConfirm, size = 'md' }: ConfirmModalProps) {
  const t = useTexts();
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <Stack gap="md">
          <ProblemAlert error={error} />
          {children}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{danger ? t('close') : t('cancel')}</Button>
            <Button type="submit" color={danger ? 'red.9' : undefined} loading={pending} disabled={disabled} data-autofocus={danger ? undefined : true}>{confirm}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
