import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { refresh, useSessionState } from '~/api/session';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { useGo } from './search';
import { OutsideFrame } from '~/shell/OutsideFrame';

const Shell = lazy(() => import('~/shell/Shell'));

/** Everything that only people who are logged in see. */
export function Inside() {
  const { standing, left } = useSessionState();
  const { href } = useLocation();
  const go = useGo();
  const lost = standing === 'none';
  useEffect(() => {
    if (lost) go(left || href === '/' ? '/login' : `/login?next=${encodeURIComponent(href)}`, { replace: true });
    // Where the person was when the session was lost is what counts, not where the page goes now.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [lost]);
  // Who came by a mailed link was not asked for a session yet.
  useEffect(() => {
    if (standing === 'unknown') void refresh().catch(() => undefined);
  }, [standing]);
  if (standing === 'none' || standing === 'unknown') return <PageSkeleton />;
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Shell />
    </Suspense>
  );
}

/** Logging in and what goes with it. */
export function Outside() {
  return (
    <OutsideFrame>
      <Outlet />
    </OutsideFrame>
  );
}
