import { Stack, Text } from '@mantine/core';
import type { FunctionComponent, ReactNode } from 'react';
import { IconInbox, type IconProps } from './icons';

/** Nothing here yet, and what can be done about it. */
export function EmptyState({ title, children, action, icon: Icon = IconInbox }: { title: string; children?: ReactNode; action?: ReactNode; icon?: FunctionComponent<IconProps> }) {
  return (
    <Stack align="center" gap={6} py={48} px="md" ta="center">
      <Icon size={30} stroke={1.4} color="var(--mantine-color-dimmed)" />
      <Text fw={600} mt={4}>{title}</Text>
      {children && <Text c="dimmed" size="sm" maw={420}>{children}</Text>}
      {action && <div style={{ marginTop: 10 }}>{action}</div>}
    </Stack>
  );
}
