import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import type { Schemas } from '~/api/types';

export type Role = Schemas['RoleView'];

export const useRoles = () => useQuery({ queryKey: ['roles'], queryFn: () => body(api.GET('/api/v1/roles')), staleTime: 60_000 });

/** Roles to choose from, and what they are called. */
export function useRoleChoices() {
  const roles = useRoles().data?.data ?? [];
  return {
    data: roles.map(({ code = '', name = code }) => ({ value: code, label: name })),
    nameOf: (code: string | undefined) => roles.find((role) => role.code === code)?.name ?? code ?? '–',
  };
}

/** All permissions that some role has, by their resources. */
export function matrixOf(roles: readonly Role[]): { permission: string; having: Set<string> }[] {
  const all = [...new Set(roles.flatMap((role) => role.permissions ?? []))].sort();
  return all.map((permission) => ({ permission, having: new Set(roles.filter((role) => role.permissions?.includes(permission)).map((role) => role.code ?? '')) }));
}
