import { feature } from '~/app/feature';
import { IconPlayerPlay } from '~/features/parts/icons';

export default feature({
  name: 'billing-runs',
  nav: [{ name: 'billingRuns', to: '/billing-runs', icon: IconPlayerPlay, section: 'billing', order: 50, permission: 'invoice:read', shortcut: 'b' }],
  actions: [{ name: 'rehearse', to: '/billing-runs/rehearsal', permission: 'subscription:write' }],
  routes: [
    { path: '/billing-runs', permission: 'invoice:read', component: () => import('./Runs') },
    { path: '/billing-runs/rehearsal', permission: 'subscription:write', component: () => import('./Rehearsal') },
    { path: '/billing-runs/parked', permission: 'subscription:read', component: () => import('./Parked') },
  ],
});
