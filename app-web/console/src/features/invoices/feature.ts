import { feature } from '~/app/feature';
import { IconFileInvoice } from '~/ui/icons';

export default feature({
  name: 'invoices',
  nav: [{ name: 'invoices', to: '/invoices', icon: IconFileInvoice, section: 'main', order: 30, permission: 'invoice:read', shortcut: 'i' }],
  routes: [
    { path: '/invoices', permission: 'invoice:read', component: () => import('./InvoicesPage') },
    { path: '/invoices/$id', permission: 'invoice:read', component: () => import('./InvoicePage') },
    { path: '/draft-invoices/$subscription', permission: 'invoice:read', component: () => import('./DraftInvoicePage') },
  ],
});
