import { api, body, ifMatch } from '~/api/client';
import type { Attempt } from '~/api/submit';
import type { Schemas } from '~/api/types';

export type Tenant = Schemas['TenantView'];

/** Changes settings of the tenant, if they are still those that were read. */
export const changeTenant = (tenant: Tenant, change: Schemas['ChangeTenant'], { headers }: Attempt): Promise<Tenant> =>
  body(api.PATCH('/api/v1/tenant', { params: { header: ifMatch(tenant.version) }, headers, body: change }));

const LOCALES = ['en', 'de', 'fr', 'es', 'ja'] as const;

/** Locales of documents, with the one that is set. */
export const localesWith = (set: string | undefined): string[] => [...new Set([...(set ? [set] : []), ...LOCALES])];
