/** Which permissions somebody or something is to have: by resource, as the server names them. */
import { Checkbox, Group, SimpleGrid, Text } from '@mantine/core';
import { useController } from 'react-hook-form';
import { useTexts } from '~/i18n';

/** Permissions by their resources, in order. */
export function byResource(permissions: Iterable<string>): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const permission of [...permissions].sort()) {
    const resource = permission.split(':')[0] ?? '';
    found.set(resource, [...(found.get(resource) ?? []), permission]);
  }
  return [...found];
}

export const ACTION_OF = (permission: string): string => permission.split(':')[1] ?? permission;

export function PermissionPicker({ name, offered }: { name: string; offered: Iterable<string> }) {
  const p = useTexts('parts');
  const { field, fieldState } = useController({ name });
  const chosen = new Set(field.value as string[]);
  const all = [...offered];
  const set = (permissions: Iterable<string>) => field.onChange([...permissions].sort());
  const toggle = (permission: string) => set(chosen.has(permission) ? [...chosen].filter((other) => other !== permission) : [...chosen, permission]);
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <Group justify="space-between" mb={6}>
        <Text component="legend" size="sm" fw={500} p={0}>{p('permissions')}</Text>
        <Group gap="md">
          <Checkbox size="xs" label={p('onlyReading')} checked={chosen.size > 0 && [...chosen].every((permission) => permission.endsWith(':read'))} onChange={() => set(all.filter((permission) => permission.endsWith(':read')))} />
          <Checkbox size="xs" label={p('allPermissions')} checked={all.length > 0 && all.every((permission) => chosen.has(permission))} onChange={(event) => set(event.currentTarget.checked ? all : [])} />
        </Group>
      </Group>
      {fieldState.error?.message && <Text size="xs" c="var(--mantine-color-error)" mb={4}>{fieldState.error.message}</Text>}
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="xs" verticalSpacing={10}>
        {byResource(all).map(([resource, permissions]) => (
          <div key={resource}>
            <Text size="xs" c="dimmed" mb={3}>{p(`resource.${resource}`, resource)}</Text>
            <Group gap="sm">
              {permissions.map((permission) => (
                <Checkbox key={permission} size="xs" label={p(`do.${ACTION_OF(permission)}`, ACTION_OF(permission))} aria-label={permission} checked={chosen.has(permission)} onChange={() => toggle(permission)} />
              ))}
            </Group>
          </div>
        ))}
      </SimpleGrid>
    </fieldset>
  );
}
