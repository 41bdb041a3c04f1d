import { feature } from '~/app/feature';
import { IconShield, IconTool } from '~/features/parts/icons';
import { IconBuilding, IconSettings } from '~/ui/icons';

export default feature({
  name: 'settings',
  nav: [
    { name: 'settings', to: '/settings', icon: IconSettings, section: 'settings', order: 30, permission: 'tenant:read', shortcut: ',' },
    { name: 'legalEntities', to: '/legal-entities', icon: IconBuilding, section: 'settings', order: 40, permission: 'tenant:read' },
    { name: 'sso', to: '/single-sign-on', icon: IconShield, section: 'settings', order: 50, permission: 'sso:read' },
    { name: 'data', to: '/data', icon: IconTool, section: 'settings', order: 60, permission: 'job:read' },
  ],
  routes: [
    { path: '/settings', permission: 'tenant:read', component: () => import('./Settings') },
    { path: '/settings/branding', permission: 'tenant:read', component: () => import('./BrandingPage') },
    { path: '/settings/seller', permission: 'tenant:read', component: () => import('./SellerPage') },
    { path: '/settings/usage', permission: 'tenant:read', component: () => import('./TierUsage') },
    { path: '/legal-entities', permission: 'tenant:read', component: () => import('./LegalEntityList') },
    { path: '/legal-entities/$id', permission: 'tenant:read', component: () => import('./LegalEntityPage') },
    { path: '/single-sign-on', permission: 'sso:read', component: () => import('./Sso') },
    { path: '/data', permission: 'job:read', component: () => import('./Data') },
    // one's own: no permission of the tenant's is needed to keep one's account safe
    { path: '/account', component: () => import('./Account') },
  ],
});
