import { feature } from '~/app/feature';
import { IconBolt, IconGauge } from '~/features/parts/icons';

export default feature({
  name: 'usage',
  nav: [
    { name: 'usage', to: '/usage', icon: IconBolt, section: 'billing', order: 30, permission: 'usage:read', shortcut: 'u' },
    { name: 'alerts', to: '/usage-alerts', icon: IconGauge, section: 'billing', order: 35, permission: 'usage:read' },
  ],
  actions: [{ name: 'importUsage', to: '/usage/imports', permission: 'usage:write' }],
  routes: [
    { path: '/usage', permission: 'usage:read', component: () => import('./Events') },
    { path: '/usage/summary', permission: 'usage:read', component: () => import('./Summary') },
    { path: '/usage/imports', permission: 'usage:read', component: () => import('./Imports') },
    { path: '/usage/errors', permission: 'usage:read', component: () => import('./Errors') },
    { path: '/usage/reconciliation', permission: 'usage:read', component: () => import('./Reconciliation') },
    { path: '/usage-alerts', permission: 'usage:read', component: () => import('./AlertList') },
    { path: '/usage-alerts/$id', permission: 'usage:read', component: () => import('./AlertPage') },
  ],
});
