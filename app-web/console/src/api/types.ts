import type { components } from './schema';

/** The API's own types: what docs/openapi.yaml calls its schemas. */
export type Schemas = components['schemas'];

/** An amount as the API tells it: a decimal text and a currency. Never made a number. */
export type Amount = Schemas['MoneyView'];

/** One page of a list. */
export interface Page<Row> {
  data?: Row[];
  next_cursor?: string | null;
}

/** The permissions of the server (identity.Permission). What a person may not do is not shown. */
export type Permission =
  | 'customer:read' | 'customer:write' | 'customer:erase'
  | 'catalog:read' | 'catalog:write'
  | 'subscription:read' | 'subscription:write'
  | 'usage:read' | 'usage:write'
  | 'invoice:read'
  | 'credit_note:read' | 'credit_note:write'
  | 'payment:read' | 'payment:write'
  | 'ledger:read'
  | 'analytics:read'
  | 'event:read'
  | 'webhook:read' | 'webhook:write'
  | 'tenant:read' | 'tenant:write' | 'tenant:export' | 'tenant:own'
  | 'member:read' | 'member:write'
  | 'role:write'
  | 'audit:read'
  | 'api_key:read' | 'api_key:write'
  | 'job:read' | 'job:write'
  | 'sandbox:read' | 'sandbox:write'
  | 'sso:read' | 'sso:write'
  | 'platform:read' | 'platform:write';
