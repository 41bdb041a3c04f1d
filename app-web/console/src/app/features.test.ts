import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Permission } from '~/api/types';
import type { Session } from '~/api/session';
import { brandingOf, DEFAULTS } from './branding';
import type { Feature } from './feature';
import { FEATURES, navigation, quickActions } from './features';

const session = (...permissions: string[]) => ({ permissions: new Set(permissions) }) as unknown as Session;

function place(name: string, order: number, permission?: Permission, action?: Permission): Feature {
  return { name, routes: [], nav: [{ name, to: `/${name}`, icon: () => null, section: 'main', order, permission }], actions: action ? [{ name: `new-${name}`, to: `/${name}/new`, permission: action }] : [] };
}
const PLACES = [place('home', 0), place('invoices', 30, 'invoice:read'), place('customers', 10, 'customer:read', 'customer:write'), place('subscriptions', 20, 'subscription:read')];
const names = (of: Session, branding = DEFAULTS) => navigation(of, branding, PLACES).flatMap(({ items }) => items.map(({ name }) => name));

describe('the navigation', () => {
  it('shows what a person may see and nothing else', () => {
    expect(names(session('customer:read'))).toEqual(['home', 'customers']);
    expect(names(session())).toEqual(['home']);
  });

  it('offers what a person may do and nothing else', () => {
    expect(quickActions(session('customer:read'), PLACES)).toEqual([]);
    expect(quickActions(session('customer:write'), PLACES).map(({ name }) => name)).toEqual(['new-customers']);
  });

  it('hides and orders what the branding says', () => {
    const all = session('customer:read', 'invoice:read', 'subscription:read');
    expect(names(all, brandingOf({ navigation: { hidden: ['customers'], order: ['invoices'] } }))).toEqual(['invoices', 'home', 'subscriptions']);
  });

  it('has no shortcut and no path twice', () => {
    const shortcuts = FEATURES.flatMap(({ nav = [] }) => nav.flatMap(({ shortcut }) => shortcut ?? []));
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
    const paths = FEATURES.flatMap(({ routes, outside = [] }) => [...routes, ...outside].map(({ path }) => path));
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('and all links lead to where something is', () => {
    const src = join(import.meta.dirname, '..');
    const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !/test|schema/.test(name));
    const links = sources.flatMap((name) => [...readFileSync(join(src, name), 'utf8').matchAll(/(?:\bto[=:] ?\{?|\bgo\(|=> )["'`](\/[^"'`?]*)/g)].map(([, link = '']) => link.replaceAll(/\$\{[^}]*\}/g, 'x')));
    const routes = FEATURES.flatMap(({ routes, outside = [] }) => [...routes, ...outside].map(({ path }) => new RegExp(`^${path.replaceAll(/\$\w+/g, '[^/]+')}$`)));
    expect(links.length).toBeGreaterThan(60);
    expect(links.filter((link) => !/^\/(api|x)\//.test(link) && link !== '/x' && !routes.some((route) => route.test(link)))).toEqual([]);
  });
});
