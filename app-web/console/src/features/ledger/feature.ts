import { feature } from '~/app/feature';
import { IconBook } from '~/ui/icons';

export default feature({
  name: 'ledger',
  nav: [{ name: 'ledger', to: '/ledger', icon: IconBook, section: 'billing', order: 60, permission: 'ledger:read', shortcut: 'l' }],
  routes: [
    { path: '/ledger', permission: 'ledger:read', component: () => import('./Accounts') },
    { path: '/ledger/entries', permission: 'ledger:read', component: () => import('./Entries') },
    { path: '/ledger/trial-balance', permission: 'ledger:read', component: () => import('./TrialBalance') },
  ],
});
