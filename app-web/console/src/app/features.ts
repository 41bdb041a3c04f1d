import { mayDo, type Session } from '~/api/session';
import type { Branding } from './branding';
import { SECTIONS, type Feature, type NavItem, type QuickAction, type Section } from './feature';

const found = import.meta.glob<Feature>('../features/*/feature.ts', { eager: true, import: 'default' });

/** All parts of the console. A new one is a new folder: nothing here names them. */
export const FEATURES: readonly Feature[] = Object.values(found);

export interface ShownNavItem extends NavItem {
  feature: string;
}

/** What the person may see of the sidebar, in the order of the product or of the branding. */
export function navigation(session: Session, branding: Branding, features = FEATURES): { section: Section; items: ShownNavItem[] }[] {
  const hidden = new Set(branding.navigation.hidden);
  const wanted = branding.navigation.order ?? [];
  const rank = (item: NavItem) => (wanted.includes(item.name) ? wanted.indexOf(item.name) - wanted.length : item.order);
  const items = features
    .flatMap(({ name, nav = [] }) => nav.map((item) => ({ ...item, feature: name })))
    .filter((item) => !hidden.has(item.name) && (!item.permission || mayDo(session, item.permission)))
    .sort((a, b) => rank(a) - rank(b));
  return SECTIONS.map((section) => ({ section, items: items.filter((item) => item.section === section) })).filter(({ items }) => items.length > 0);
}

export function quickActions(session: Session, features = FEATURES): (QuickAction & { feature: string })[] {
  return features.flatMap(({ name, actions = [] }) => actions.map((action) => ({ ...action, feature: name }))).filter(({ permission }) => mayDo(session, permission));
}
