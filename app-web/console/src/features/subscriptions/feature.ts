import { feature } from '~/app/feature';
import { IconRepeat } from '~/ui/icons';

export default feature({
  name: 'subscriptions',
  nav: [{ name: 'subscriptions', to: '/subscriptions', icon: IconRepeat, section: 'main', order: 20, permission: 'subscription:read', shortcut: 's' }],
  actions: [{ name: 'new-subscription', to: '/subscriptions/new', permission: 'subscription:write' }],
  routes: [
    { path: '/subscriptions', permission: 'subscription:read', component: () => import('./SubscriptionsPage') },
    { path: '/subscriptions/new', permission: 'subscription:write', component: () => import('./NewSubscriptionPage') },
    { path: '/subscriptions/$id', permission: 'subscription:read', component: () => import('./SubscriptionPage') },
  ],
});
