// Who may only look is offered nothing else, and is refused by the page and the server when he knows the address.
import { enter, must, open } from '../steps.mjs';

const CHANGES = /^(Add|New|Create|Edit|Record payment|Issue|Void|Write off|Bill again|Cancel|Change|Pause|Subscribe|Actions|Invite|Delete|Top up)\b/;

export default async function viewer({ person, look, log, data, base }) {
  const page = await person();
  await enter(page, data.people.viewer);
  const offersNothing = async (where) => {
    for (const role of ['button', 'link']) {
      const names = await page.getByRole('main').getByRole(role).evaluateAll((found) => found.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''));
      const wrong = names.filter((name) => CHANGES.test(name.trim()));
      must(wrong.length === 0, `${where} offers: ${wrong.join(', ')}`);
    }
  };
  await offersNothing('home');
  await look(page, 'home');
  for (const part of ['Customers', 'Invoices', 'Subscriptions']) {
    await open(page, part);
    await offersNothing(part);
  }
  await page.goto(data.deepLink.path);
  await page.getByRole('heading', { level: 1, name: data.invoice.number }).waitFor();
  await offersNothing('the invoice');

  log('no part that only others may see is in the sidebar');
  const parts = await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link').allTextContents();
  must(!parts.some((part) => /API keys|Members|Audit/.test(part)), `the sidebar shows ${parts.join(', ')}`);

  log('an address of a form is answered by who is to be asked');
  await page.goto('/customers/new');
  await page.getByText('customer:write').waitFor();
  await look(page, 'forbidden');

  log('and the server refuses what a page would send');
  const login = await page.context().request.post(`${base}/api/v1/auth/login`, { data: { email: data.people.viewer.email, password: data.people.viewer.password } });
  const { access_token: token } = await login.json();
  const refused = await page.context().request.post(`${base}/api/v1/customers`, { data: { external_id: 'x', name: 'X' }, headers: { Authorization: `Bearer ${token}` } });
  must(refused.status() === 403, `the server answered ${refused.status()}`);
}
