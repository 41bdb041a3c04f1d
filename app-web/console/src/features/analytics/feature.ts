import { feature } from '~/app/feature';
import { IconChartBar } from '~/ui/icons';

export default feature({
  name: 'analytics',
  nav: [{ name: 'analytics', to: '/analytics', icon: IconChartBar, section: 'main', order: 40, permission: 'analytics:read', shortcut: 'a' }],
  routes: [
    { path: '/analytics', permission: 'analytics:read', component: () => import('./Mrr') },
    { path: '/analytics/churn', permission: 'analytics:read', component: () => import('./Churn') },
    { path: '/analytics/cohorts', permission: 'analytics:read', component: () => import('./Cohorts') },
    { path: '/analytics/revenue', permission: 'analytics:read', component: () => import('./Revenue') },
    { path: '/analytics/receivables', permission: 'analytics:read', component: () => import('./Receivables') },
    { path: '/analytics/usage', permission: 'analytics:read', component: () => import('./Usage') },
  ],
});
