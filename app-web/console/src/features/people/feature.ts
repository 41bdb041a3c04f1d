import { feature } from '~/app/feature';
import { IconUsersGroup } from '~/ui/icons';

export default feature({
  name: 'people',
  nav: [{ name: 'members', to: '/members', icon: IconUsersGroup, section: 'settings', order: 10, permission: 'member:read' }],
  actions: [{ name: 'invite', to: '/members?invite=1', permission: 'member:write' }],
  routes: [
    { path: '/members', permission: 'member:read', component: () => import('./Members') },
    { path: '/invitations', permission: 'member:read', component: () => import('./Invitations') },
    { path: '/roles', permission: 'tenant:read', component: () => import('./Roles') },
  ],
});
