import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, type AnyRoute } from '@tanstack/react-router';
import type { FunctionComponent } from 'react';
import { useMay } from '~/api/session';
import type { Permission } from '~/api/types';
import { ErrorState } from '~/ui/ErrorState';
import { Forbidden } from '~/ui/Forbidden';
import { NotFound } from '~/ui/NotFound';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { Inside, Outside } from './doors';
import { FEATURES } from './features';
import type { FeatureRoute } from './feature';
import { parseSearch, stringifySearch } from './router-search';

function gated(permission: Permission | undefined, Screen: FunctionComponent): FunctionComponent {
  if (!permission) return Screen;
  return function Gate() {
    return useMay(permission) ? <Screen /> : <Forbidden permission={permission} />;
  };
}

function routeOf(parent: AnyRoute, { path, permission, component }: FeatureRoute): AnyRoute {
  return createRoute({ getParentRoute: () => parent, path, component: gated(permission, lazyRouteComponent(component)) });
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Inside });
const outside = createRoute({ getParentRoute: () => root, id: 'outside', component: Outside });

inside.addChildren(FEATURES.flatMap((feature) => feature.routes.map((route) => routeOf(inside, route))));
outside.addChildren(FEATURES.flatMap((feature) => (feature.outside ?? []).map((route) => routeOf(outside, route))));

export const router = createRouter({
  routeTree: root.addChildren([inside, outside]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} retry={reset} />,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});
