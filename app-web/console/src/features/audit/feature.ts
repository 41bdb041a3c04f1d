import { feature } from '~/app/feature';
import { IconHistory } from '~/ui/icons';

export default feature({
  name: 'audit',
  nav: [{ name: 'audit', to: '/audit-log', icon: IconHistory, section: 'settings', order: 20, permission: 'audit:read' }],
  routes: [{ path: '/audit-log', permission: 'audit:read', component: () => import('./AuditLog') }],
});
