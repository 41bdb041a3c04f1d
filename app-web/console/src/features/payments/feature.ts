import { feature } from '~/app/feature';
import { IconCreditCard } from '~/ui/icons';

export default feature({
  name: 'payments',
  nav: [{ name: 'payments', to: '/payments', icon: IconCreditCard, section: 'main', order: 35, permission: 'payment:read', shortcut: 'y' }],
  routes: [
    { path: '/payments', permission: 'payment:read', component: () => import('./PaymentsPage') },
    { path: '/payments/attempts', permission: 'payment:read', component: () => import('./AttemptsPage') },
    { path: '/payments/refunds', permission: 'payment:read', component: () => import('./RefundsPage') },
  ],
});
