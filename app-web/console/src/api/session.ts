import { useSyncExternalStore } from 'react';
import { asProblem, problemOf, ProblemError } from './problem';
import type { Permission, Schemas } from './types';

type LoginAnswer = Schemas['LoginAnswer'];
type Challenge = Schemas['Challenge'];

/** Who works here, in which tenant, and what he may do. */
export interface Session {
  user: { id: string; email: string; name: string; role: string };
  tenant: { id: string; slug: string };
  permissions: ReadonlySet<string>;
  /** When a second factor has to be set up at the latest, if it still has to be. */
  factorDueAt?: string;
  /** Only a second factor can be set up: nothing else is allowed before. */
  enrolmentOnly: boolean;
}

/** unknown: not asked yet; none: nobody logged in; ended: somebody was, and has to log in again; open: somebody is. */
export type Standing = 'unknown' | 'none' | 'ended' | 'open';

interface State {
  standing: Standing;
  session?: Session;
  /** Somebody logged out: whoever comes next has nothing to do with where that was. */
  left?: boolean;
}

/** Said with every request that gives or takes the session's cookie; no other site can make a browser send it. */
export const CONSOLE_HEADER = { 'X-Countinghouse-Console': '1' } as const;

const LOCK = 'countinghouse-session';
const BASE = '/api/v1';

// The access token is here and nowhere else: a closed tab forgets it, no script of another page can read it.
let accessToken: string | undefined;
let state: State = { standing: 'unknown' };
let refreshing: Promise<boolean> | undefined;
const listeners = new Set<() => void>();
const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('countinghouse-session');

function become(next: State) {
  state = next;
  listeners.forEach((listener) => listener());
}

/** Calls the listener at each change of the session. */
export function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The session as it stands, without React. */
export const currentState = () => state;
export const currentToken = () => accessToken;

/** The session as it stands; the component is drawn again when it changes. */
export function useSessionState(): State {
  return useSyncExternalStore(subscribe, currentState);
}

/** The session of a screen that is shown only to people who are logged in. */
export function useSession(): Session {
  const { session } = useSessionState();
  if (!session) throw new Error('No session');
  return session;
}

export function mayDo(session: Session | undefined, ...wanted: Permission[]): boolean {
  return !!session && wanted.every((permission) => session.permissions.has(permission));
}

/** Whether the person may do all of this. */
export function useMay(...wanted: Permission[]): boolean {
  return mayDo(useSessionState().session, ...wanted);
}

async function post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: T }> {
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', ...CONSOLE_HEADER, ...headers },
      body: JSON.stringify(body ?? {}),
      keepalive: true, // a page that is left or loaded again meanwhile must not lose the cookie that the answer brings
    });
  } catch (thrown) {
    throw asProblem(thrown);
  }
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T };
}

async function enter(answer: LoginAnswer): Promise<void> {
  const token = answer.access_token;
  const validation = (await post<Schemas['Validation']>('/auth/validate', {}, { Authorization: `Bearer ${token}` })).body;
  accessToken = token;
  become({
    standing: 'open',
    session: {
      user: { id: answer.user?.id ?? '', email: answer.user?.email ?? '', name: answer.user?.name ?? '', role: answer.user?.role ?? '' },
      tenant: { id: answer.tenant?.id ?? '', slug: answer.tenant?.slug ?? '' },
      permissions: new Set(validation.permissions),
      factorDueAt: answer.mfa_due_at ?? undefined,
      enrolmentOnly: answer.mfa_enrolment_only ?? false,
    },
  });
}

const under = <T>(work: () => Promise<T>): Promise<T> =>
  typeof navigator !== 'undefined' && navigator.locks ? navigator.locks.request(LOCK, work) as Promise<T> : work();

/**
 * Fetches a new access token by the cookie. One at a time in this tab, and one at a time in all tabs: each use changes the
 * cookie, and a token that is used twice ends the session.
 *
 * @returns whether there is a session; false says that the person has to log in
 * @throws ProblemError when the server could not be asked
 */
export function refresh(): Promise<boolean> {
  refreshing ??= under(async () => {
    try {
      const { body } = await post<LoginAnswer>('/auth/refresh', {});
      const before = state.session;
      if (before && (body.tenant?.id !== before.tenant.id || body.user?.id !== before.user.id)) {
        // Another tab went to another tenant, or somebody else logged in there. What this page shows is not of that one.
        location.reload();
        return true;
      }
      await enter(body);
      return true;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.status < 400 || problem.status >= 500 || problem.status === 429) {
        if (state.standing === 'unknown') become({ standing: 'none' }); // the login tells why it cannot be used
        throw problem;
      }
      accessToken = undefined;
      become(state.session ? { standing: 'ended', session: state.session } : { standing: 'none' });
      return false;
    }
  }).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

/** What a way of logging in leads to: a session, or the question for the second factor. */
export type LoginStep = { challenge?: string };

async function goOn(answer: Promise<{ body: LoginAnswer | Challenge }>): Promise<LoginStep> {
  const { body } = await answer;
  if ('mfa_required' in body && body.mfa_required) return { challenge: body.challenge };
  await enter(body as LoginAnswer);
  tabs?.postMessage('entered');
  return {};
}

export const login = (email: string, password: string, tenant?: string) =>
  goOn(under(() => post('/auth/login', { email, password, ...(tenant ? { tenant } : {}) })));

/** A code of the authenticator app, or one of the recovery codes. */
export function answerFactor(challenge: string, typed: string): Promise<LoginStep> {
  const text = typed.trim();
  const answer = /^[0-9]{3} ?[0-9]{3}$/.test(text) ? { code: text.replace(' ', '') } : { recovery_code: text };
  return goOn(under(() => post('/auth/mfa', { challenge, ...answer })));
}

export const followMagicLink = (token: string) => goOn(under(() => post('/auth/magic-link/verify', { token })));
export const fetchSsoTokens = (code: string) => goOn(under(() => post('/auth/sso/token', { code })));
export const acceptInvitation = (invitation: { token: string; name?: string; password: string }) =>
  goOn(under(() => post('/auth/invitations/accept', invitation)));
export const register = (registration: Schemas['Register']) => goOn(under(() => post('/auth/register', registration)));

export const askForMagicLink = (email: string) => post('/auth/magic-link', { email });
export const askForPasswordReset = (email: string) => post('/auth/password-reset', { email });
export const setNewPassword = (token: string, newPassword: string) => post('/auth/password-reset/confirm', { token, new_password: newPassword });
export const verifyEmail = (token: string) => post('/auth/verify-email', { token });

/** Asks with the access token, once more with a new one where it has run out and the session goes on by its cookie. */
async function askAs(path: string, body: unknown): Promise<void> {
  const ask = () => under(() => post(path, body, { Authorization: `Bearer ${accessToken}` }));
  try {
    await ask();
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.status !== 401) throw problem;
    if (await refresh()) await ask();
  }
}

/** Goes to another tenant of the same person. The page starts anew, so that nothing of the other tenant stays on it. */
export async function switchTenant(tenant: string): Promise<void> {
  await askAs('/auth/switch', { tenant });
  tabs?.postMessage('switched');
  location.assign('/');
}

/** Ends the session here and in all tabs. */
export async function logout(): Promise<void> {
  await askAs('/auth/logout', {});
  accessToken = undefined;
  tabs?.postMessage('left');
  become({ standing: 'none', left: true });
}

tabs?.addEventListener('message', (event) => {
  if (event.data === 'left' && state.standing === 'open') {
    accessToken = undefined;
    become({ standing: 'none', left: true });
  }
  // Who logged in there need not do so here; where it is somebody else, the page starts anew.
  if (event.data === 'entered' && state.standing !== 'open') void refresh().catch(() => undefined);
  if (event.data === 'switched') location.assign('/');
});

/** For tests: forgets everything. */
export function forgetSession(): void {
  accessToken = undefined;
  refreshing = undefined;
  state = { standing: 'unknown' };
}

export { ProblemError };
