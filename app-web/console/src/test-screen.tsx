/** For tests of screens: a screen at its address, before a server that is told what to answer. */
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { FunctionComponent } from 'react';
import { vi } from 'vitest';
import { queries } from '~/api/client';
import { forgetSession, refresh } from '~/api/session';
import { parseSearch, stringifySearch } from '~/app/router-search';
import { startTexts } from '~/i18n';

export interface Call {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

/** What the server answers by "METHOD /path"; a Response is given as it is, all else as JSON. */
export type Answers = Record<string, (call: Call) => unknown>;

const LOGIN = { access_token: 't', tenant: { id: 't1', slug: 'acme' }, user: { id: 'u1', email: 'a@b.example', name: 'Ada', role: 'owner' } };

export const problem = (status: number) => new Response(JSON.stringify({ title: 'No', status, code: 'no' }), { status });

/** Logs in somebody with these permissions before a server that answers so; what is not told is 404. */
export async function serve(permissions: string[], answers: Answers): Promise<Call[]> {
  const calls: Call[] = [];
  const all: Answers = { 'POST /auth/refresh': () => LOGIN, 'POST /auth/validate': () => ({ permissions }), ...answers };
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request = new Request(typeof input === 'string' ? new URL(input, location.origin) : input, init);
    const text = await request.clone().text();
    const call = { method: request.method, path: new URL(request.url).pathname.replace('/api/v1', ''), headers: request.headers, body: text ? JSON.parse(text) : undefined };
    calls.push(call);
    const answer = all[`${call.method} ${call.path}`]?.(call) ?? problem(404);
    return answer instanceof Response ? answer : new Response(JSON.stringify(answer), { headers: { 'Content-Type': 'application/json' } });
  });
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined }));
  vi.stubGlobal('scrollTo', () => undefined);
  Object.assign(document, { fonts: new EventTarget() });
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} });
  queries.clear();
  forgetSession();
  await Promise.all([startTexts(), refresh()]);
  return calls;
}

/** Shows a screen at an address of its route. */
export function show(Screen: FunctionComponent, route: string, address: string) {
  const root = createRootRoute({ component: Outlet });
  const elsewhere = createRoute({ getParentRoute: () => root, path: '$', component: () => null });
  const here = createRoute({ getParentRoute: () => root, path: route, component: Screen });
  const router = createRouter({ routeTree: root.addChildren([here, elsewhere]), history: createMemoryHistory({ initialEntries: [address] }), parseSearch, stringifySearch });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return router;
}
