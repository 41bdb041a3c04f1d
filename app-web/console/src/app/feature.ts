import type { ComponentType, FunctionComponent } from 'react';
import type { Permission } from '~/api/types';
import type { IconProps } from '~/ui/icons';

/** The parts of the sidebar, from above to below. */
export const SECTIONS = ['main', 'billing', 'catalog', 'developers', 'settings'] as const;
export type Section = (typeof SECTIONS)[number];

/** A place in the sidebar and the palette. */
export interface NavItem {
  /** The name for branding's navigation, and the key of its text: `nav.<name>` in the feature's texts. */
  name: string;
  to: string;
  icon: FunctionComponent<IconProps>;
  section: Section;
  /** The place within its section; small is above. */
  order: number;
  permission?: Permission;
  /** Pressed after g. */
  shortcut?: string;
}

/** Something to do at once, from the palette and the home page. */
export interface QuickAction {
  /** The key of its text: `action.<name>`. */
  name: string;
  to: string;
  permission: Permission;
}

export interface FeatureRoute {
  /** A path of TanStack Router: /customers/$id */
  path: string;
  permission?: Permission;
  component: () => Promise<{ default: ComponentType }>;
}

/**
 * A part of the console: src/features/<name>/feature.ts exports one by default and is found by that. Its texts are en.json
 * and de.json beside it, its namespace is its folder's name.
 */
export interface Feature {
  name: string;
  nav?: NavItem[];
  actions?: QuickAction[];
  routes: FeatureRoute[];
  /** Pages for people who are not logged in, without the sidebar. */
  outside?: FeatureRoute[];
}

/** Checks a feature's shape where it is written. */
export const feature = (made: Feature): Feature => made;
