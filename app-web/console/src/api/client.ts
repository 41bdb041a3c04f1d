import { QueryClient } from '@tanstack/react-query';
import createClient, { type Middleware } from 'openapi-fetch';
import { asProblem, problemOf, ProblemError } from './problem';
import type { paths } from './schema';
import { currentState, currentToken, refresh, subscribe } from './session';

/** A new key for one thing that is asked for once, however often it has to be sent. */
export const newKey = () => crypto.randomUUID();

const WRITES = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);

/**
 * Sends a request with the session's token. 401 is answered by one refresh and one more try, a lacking connection by a
 * ProblemError. The body has been read into the request before: both tries send the same bytes and the same key.
 */
async function send(request: Request): Promise<Response> {
  const attempt = () => {
    const copy = request.clone();
    const token = currentToken();
    if (token) copy.headers.set('Authorization', `Bearer ${token}`);
    return fetch(copy);
  };
  try {
    const used = currentToken();
    const response = await attempt();
    if (response.status !== 401) return response;
    // Another request may have refreshed meanwhile: then its token is tried before the cookie is spent.
    if (currentToken() === used && !(await refresh())) return response;
    return await attempt();
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw asProblem(thrown);
  }
}

const rules: Middleware = {
  onRequest({ request }) {
    if (WRITES.has(request.method)) {
      if (!request.headers.has('Idempotency-Key') && request.method !== 'DELETE') request.headers.set('Idempotency-Key', newKey());
      if (!request.headers.has('Content-Type')) request.headers.set('Content-Type', 'application/json');
    }
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
    return response;
  },
};

/** The API, typed by docs/openapi.yaml. Every answer that is no success is thrown as a ProblemError. */
export const api = createClient<paths>({ baseUrl: typeof location === 'undefined' ? '' : location.origin, fetch: send, credentials: 'same-origin' });
api.use(rules);

/** The body of an answer: `const page = await body(api.GET('/api/v1/invoices'))`. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await answer;
  return data as NonNullable<T>;
}

/** Demands that what is changed is still what was read: the version that the view told. */
export const ifMatch = (version: number | undefined) => ({ 'If-Match': `"${version ?? 0}"` });

/**
 * Reads a file (PDF, CSV, XML) with the session's token.
 *
 * @param type asked for where the API tells the same in several
 */
export async function readFile(path: string, type?: string): Promise<{ blob: Blob; name?: string }> {
  const response = await send(new Request(new URL(path, location.origin), type ? { headers: { Accept: type } } : {}));
  if (!response.ok) throw await problemOf(response);
  const name = /filename="?([^";]+)"?/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  return { blob: await response.blob(), name };
}

/** Saves a file of the API on the person's machine. */
export async function download(path: string, fallbackName: string, type?: string): Promise<void> {
  const { blob, name } = await readFile(path, type);
  saveAs(blob, name ?? fallbackName);
}

export function saveAs(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** What is read again by itself: not what was refused, and nothing twice as fast as the server bears. */
function again(failures: number, thrown: unknown): boolean {
  const { status } = asProblem(thrown);
  return failures < 2 && (status === 0 || status === 429 || status >= 500);
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: again,
      retryDelay: (failures, thrown) => (thrown instanceof ProblemError && thrown.retryAfter ? Math.min(thrown.retryAfter, 10) * 1000 : 600 * 2 ** failures),
    },
    mutations: { retry: false },
  },
});

// Whoever comes next in this tab sees nothing of what another person, or the same in another tenant, read.
let reader: string | undefined;
subscribe(() => {
  const { session } = currentState();
  const now = session && `${session.user.id} ${session.tenant.id}`;
  if (now !== reader) queries.clear();
  reader = now;
});
