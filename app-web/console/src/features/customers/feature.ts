import { feature } from '~/app/feature';
import { IconUsers } from '~/ui/icons';

export default feature({
  name: 'customers',
  nav: [{ name: 'customers', to: '/customers', icon: IconUsers, section: 'main', order: 10, permission: 'customer:read', shortcut: 'c' }],
  actions: [{ name: 'new-customer', to: '/customers/new', permission: 'customer:write' }],
  routes: [
    { path: '/customers', permission: 'customer:read', component: () => import('./CustomersPage') },
    { path: '/customers/new', permission: 'customer:write', component: () => import('./NewCustomerPage') },
    { path: '/customers/$id', permission: 'customer:read', component: () => import('./CustomerPage') },
    { path: '/customers/$id/edit', permission: 'customer:write', component: () => import('./EditCustomerPage') },
  ],
});
