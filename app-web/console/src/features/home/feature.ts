import { feature } from '~/app/feature';
import { IconHome } from '~/ui/icons';

export default feature({
  name: 'home',
  nav: [{ name: 'home', to: '/', icon: IconHome, section: 'main', order: 0, shortcut: 'h' }],
  routes: [{ path: '/', component: () => import('./HomePage') }],
});
