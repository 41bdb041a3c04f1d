import { feature } from '~/app/feature';

export default feature({
  name: 'account',
  routes: [],
  outside: [
    { path: '/login', component: () => import('./LoginPage') },
    { path: '/sign-up', component: () => import('./SignUpPage') },
    { path: '/forgot-password', component: () => import('./ForgotPasswordPage') },
    { path: '/arrive/$kind', component: () => import('./ArrivePage') },
  ],
});
