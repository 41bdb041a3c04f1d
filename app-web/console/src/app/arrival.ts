/** Where mailed links and an identity provider's answer lead: /#/<kind>?token=... */
export const ARRIVALS = ['magic-link', 'email-verification', 'password-reset', 'invitation', 'sso'] as const;
export type ArrivalKind = (typeof ARRIVALS)[number];

export interface Arrival {
  kind: ArrivalKind;
  parameters: URLSearchParams;
}

let arrival: Arrival | undefined;

export function parseArrival(hash: string): Arrival | undefined {
  const [kind = '', query = ''] = hash.replace(/^#\//, '').split('?');
  return hash.startsWith('#/') && (ARRIVALS as readonly string[]).includes(kind) ? { kind: kind as ArrivalKind, parameters: new URLSearchParams(query) } : undefined;
}

/** What is behind # is used once and kept nowhere: not in the URL, not in the browser's history. */
export function takeArrival(): void {
  arrival = parseArrival(location.hash);
  if (arrival) history.replaceState(null, '', `/arrive/${arrival.kind}`);
}

export const currentArrival = (kind: ArrivalKind): URLSearchParams => (arrival?.kind === kind ? arrival.parameters : new URLSearchParams());
