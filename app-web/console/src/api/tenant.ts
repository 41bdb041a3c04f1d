import { useQuery } from '@tanstack/react-query';
import { api, body } from './client';
import { mayDo, useSessionState } from './session';

/** The tenant of the session with its settings. */
export function useTenant() {
  const { session } = useSessionState();
  return useQuery({
    queryKey: ['tenant'],
    queryFn: () => body(api.GET('/api/v1/tenant')),
    staleTime: 300_000,
    enabled: mayDo(session, 'tenant:read'),
  });
}

/** The tenant's clock: the real one, or a test clock that stands where it was put. */
export function useClock() {
  const { session } = useSessionState();
  return useQuery({
    queryKey: ['clock'],
    queryFn: () => body(api.GET('/api/v1/tenant/clock')),
    staleTime: 30_000,
    refetchInterval: (query) => (query.state.data?.settled === false ? 2000 : false),
    enabled: mayDo(session, 'tenant:read') && !session?.enrolmentOnly,
  });
}
