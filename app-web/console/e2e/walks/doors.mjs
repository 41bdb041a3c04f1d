// What everybody sees before logging in.
import { enter } from '../steps.mjs';

export default async function doors({ person, look, data }) {
  const page = await person();
  for (const [path, heading, name] of [
    ['/login', 'Log in', 'login'],
    ['/sign-up', 'Create an account', 'sign-up'],
    ['/forgot-password', 'Set a new password', 'forgot-password'],
    ['/#/invitation?token=none', 'You are invited', 'invitation'],
    ['/#/magic-link?token=none', 'Log in by mail', 'magic-link'],
    ['/#/password-reset?token=none', 'Set a new password', 'password-reset'],
    ['/#/email-verification?token=none', 'Confirm your e-mail address', 'email-verification'],
  ]) {
    await page.goto('about:blank');
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await look(page, name);
  }
  await enter(page, data.people.owner);
  await look(page, 'home');
  await page.goto('/no/such/screen');
  await page.getByText('Nothing is here').waitFor();
  await look(page, 'not-found');
}
