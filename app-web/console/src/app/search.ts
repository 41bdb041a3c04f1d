import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type Search = Record<string, string | undefined>;

/**
 * What is behind the ? of the URL, and how to change it. Changing a filter goes back to the first page and takes the place of
 * the entry in the browser's history unless it is said to be a step of its own.
 */
export function useUrl(): [Record<string, string>, (patch: Search, step?: boolean) => void] {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const navigate = useNavigate();
  const change = useCallback(
    (patch: Search, step = false) => {
      void navigate({ to: '.', replace: !step, state: ((before: object) => (step ? { ...before, stepped: true } : before)) as never, search: ((before: Search) => ({ ...before, ...('cursor' in patch ? {} : { cursor: undefined }), ...patch })) as never });
    },
    [navigate],
  );
  return [search, change];
}

/** Whether the entry before this one in the browser's history is this page as it was before a step. */
export const useStepped = (): boolean => (useLocation().state as { stepped?: boolean }).stepped === true;

/** Goes to a path of the console. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback((to, options) => void navigate({ to: to as never, replace: options?.replace }), [navigate]);
}

/** Only a path of this console may be gone to after logging in: no other site, no //host. */
export function safeNext(next: string | undefined | null): string {
  return next && /^\/(?![/\\])\P{Cc}*$/u.test(next) && !next.startsWith('/login') ? next : '/';
}
