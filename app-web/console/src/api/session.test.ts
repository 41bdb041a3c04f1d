import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api, body, queries } from './client';
import { ProblemError } from './problem';
import { currentState, currentToken, forgetSession, login, logout, mayDo, refresh, switchTenant, type Session } from './session';

const LOGIN = { tenant: { id: 't1', slug: 'acme', schema: 'tenant_acme' }, user: { id: 'u1', email: 'a@b.example', name: 'Ada', role: 'owner' }, expires_in: 1800 };
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json' } });
const UNAUTHENTICATED = { title: 'Log in', status: 401, code: 'unauthenticated' };

let calls: { url: string; headers: Headers; body: string }[];
let server: (url: string, headers: Headers) => Response;
let tokens: number;

beforeEach(() => {
  forgetSession();
  calls = [];
  tokens = 0;
  server = (url) => {
    if (url.endsWith('/auth/refresh') || url.endsWith('/auth/login')) return json({ ...LOGIN, access_token: `token-${(tokens += 1)}` });
    if (url.endsWith('/auth/validate')) return json({ valid: true, permissions: ['invoice:read'] });
    return json({ data: [] });
  };
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request = new Request(typeof input === 'string' ? new URL(input, 'http://localhost') : input, init);
    calls.push({ url: request.url, headers: request.headers, body: await request.clone().text() });
    return server(request.url, request.headers);
  });
});
afterEach(() => vi.unstubAllGlobals());

const count = (path: string) => calls.filter(({ url }) => url.endsWith(path)).length;

describe('the session', () => {
  it('is restored by the cookie alone, with the header that no other site can send', async () => {
    expect(await refresh()).toBe(true);
    const asked = calls.find(({ url }) => url.endsWith('/auth/refresh'));
    expect(asked?.headers.get('X-Countinghouse-Console')).toBe('1');
    expect(asked?.body).toBe('{}');
    expect(currentState().session?.tenant.slug).toBe('acme');
  });

  it('is refreshed once for all requests that were refused at the same time', async () => {
    await refresh();
    const old = currentToken();
    const usual = server;
    server = (url, headers) => (url.includes('/invoices') && headers.get('Authorization') === `Bearer ${old}` ? json(UNAUTHENTICATED, 401) : usual(url, headers));
    await Promise.all([1, 2, 3, 4].map(() => body(api.GET('/api/v1/invoices'))));
    expect(count('/auth/refresh')).toBe(2);
    expect(currentToken()).not.toBe(old);
  });

  it('sends a refused write again with the same key and body', async () => {
    await refresh();
    const old = currentToken();
    const usual = server;
    server = (url, headers) => (url.endsWith('/customers') && headers.get('Authorization') === `Bearer ${old}` ? json(UNAUTHENTICATED, 401) : usual(url, headers));
    await body(api.POST('/api/v1/customers', { body: { name: 'Globex' } }));
    const sent = calls.filter(({ url }) => url.endsWith('/customers'));
    expect(sent).toHaveLength(2);
    expect(sent[1]?.headers.get('Idempotency-Key')).toBe(sent[0]?.headers.get('Idempotency-Key'));
    expect(sent[1]?.body).toBe('{"name":"Globex"}');
  });

  it('that is over leaves what is on the page and asks to log in', async () => {
    await login('a@b.example', 'a password of length');
    server = () => json(UNAUTHENTICATED, 401);
    await expect(body(api.GET('/api/v1/invoices'))).rejects.toMatchObject({ status: 401 });
    expect(currentState().standing).toBe('ended');
    expect(currentState().session?.user.email).toBe('a@b.example');
    expect(count('/auth/refresh')).toBe(1);
  });

  it('is not over where the server could not be asked', async () => {
    await refresh();
    server = () => {
      throw new TypeError('Failed to fetch');
    };
    await expect(refresh()).rejects.toMatchObject({ status: 0 });
    expect(currentState().standing).toBe('open');
  });

  it('that cannot be asked for at the beginning is none: the login tells why', async () => {
    server = () => json({ title: 'Busy', status: 503 }, 503);
    await expect(refresh()).rejects.toMatchObject({ status: 503 });
    expect(currentState().standing).toBe('none');
  });

  it('does not go on as somebody else who logged in elsewhere, nor in another tenant', async () => {
    for (const other of [{ user: { ...LOGIN.user, id: 'u2' } }, { tenant: { ...LOGIN.tenant, id: 't2' } }]) {
      forgetSession();
      await refresh();
      const before = currentToken();
      const usual = server;
      server = (url, headers) => (url.endsWith('/auth/refresh') ? json({ ...LOGIN, ...other, access_token: 'of somebody else' }) : usual(url, headers));
      await refresh();
      expect(currentToken()).toBe(before);
      expect(currentState().session?.user.id).toBe('u1');
      server = usual;
    }
  });

  it('leaves nothing that was read to who comes next', async () => {
    await login('a@b.example', 'a password of length');
    queries.setQueryData(['tenant'], { name: 'Acme', currency: 'USD' });
    await refresh();
    expect(queries.getQueryData(['tenant'])).toBeDefined();
    await logout();
    expect(currentState()).toMatchObject({ standing: 'none', left: true });
    expect(queries.getQueryData(['tenant'])).toBeUndefined();
    queries.setQueryData(['tenant'], { name: 'Acme', currency: 'USD' });
    const usual = server;
    server = (url, headers) => (url.endsWith('/auth/login') ? json({ ...LOGIN, tenant: { id: 't2', slug: 'globex' }, access_token: 'x' }) : usual(url, headers));
    await login('b@b.example', 'a password of length');
    expect(queries.getQueryData(['tenant'])).toBeUndefined();
  });

  it('that is over is taken up again when somebody logs in in another tab', async () => {
    await refresh();
    const usual = server;
    server = () => json(UNAUTHENTICATED, 401);
    await refresh();
    expect(currentState().standing).toBe('ended');
    server = usual;
    const other = new BroadcastChannel('countinghouse-session');
    other.postMessage('entered');
    await vi.waitFor(() => expect(currentState().standing).toBe('open'), 10_000);
    other.close();
  });

  it('goes to another tenant with a token that has run out, too', async () => {
    await refresh();
    const old = currentToken();
    const usual = server;
    server = (url, headers) => (url.endsWith('/auth/switch') && headers.get('Authorization') === `Bearer ${old}` ? json(UNAUTHENTICATED, 401) : usual(url, headers));
    await switchTenant('globex');
    expect(count('/auth/switch')).toBe(2);
  });

  it('begins after the second factor where one is asked for', async () => {
    const usual = server;
    server = (url, headers) => (url.endsWith('/auth/login') ? json({ mfa_required: true, challenge: 'c', expires_in: 300 }, 202) : usual(url, headers));
    expect(await login('a@b.example', 'x')).toEqual({ challenge: 'c' });
    expect(currentState().standing).toBe('unknown');
  });
});

describe('a refused request', () => {
  it('is thrown as the problem that the API told', async () => {
    server = () => json({ code: 'not_found', title: 'No such invoice', status: 404, request_id: 'r' }, 404);
    await expect(body(api.GET('/api/v1/invoices'))).rejects.toBeInstanceOf(ProblemError);
  });
});

describe('permissions', () => {
  const session = { permissions: new Set(['invoice:read', 'customer:read']) } as unknown as Session;
  it('have to be all there', () => {
    expect(mayDo(session, 'invoice:read', 'customer:read')).toBe(true);
    expect(mayDo(session, 'invoice:read', 'payment:write')).toBe(false);
    expect(mayDo(undefined, 'invoice:read')).toBe(false);
  });
});
