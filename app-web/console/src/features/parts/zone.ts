import { useTenant } from '~/api/tenant';

/** The time zone that the tenant's days are in. */
export const useZone = (): string => useTenant().data?.time_zone ?? 'UTC';
