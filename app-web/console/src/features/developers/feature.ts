import { feature } from '~/app/feature';
import { IconFileCode } from '~/features/parts/icons';
import { IconKey, IconWebhook } from '~/ui/icons';

export default feature({
  name: 'developers',
  nav: [
    { name: 'apiKeys', to: '/keys', icon: IconKey, section: 'developers', order: 10, permission: 'api_key:read', shortcut: 'k' },
    { name: 'webhooks', to: '/webhook-endpoints', icon: IconWebhook, section: 'developers', order: 20, permission: 'webhook:read', shortcut: 'w' },
    { name: 'events', to: '/events', icon: IconFileCode, section: 'developers', order: 30, permission: 'event:read', shortcut: 'e' },
  ],
  actions: [
    { name: 'newKey', to: '/keys?new=1', permission: 'api_key:write' },
    { name: 'newEndpoint', to: '/webhook-endpoints?new=1', permission: 'webhook:write' },
  ],
  routes: [
    { path: '/keys', permission: 'api_key:read', component: () => import('./ApiKeys') },
    { path: '/webhook-endpoints', permission: 'webhook:read', component: () => import('./Endpoints') },
    { path: '/webhook-endpoints/$id', permission: 'webhook:read', component: () => import('./Endpoint') },
    { path: '/events', permission: 'event:read', component: () => import('./Events') },
  ],
});
