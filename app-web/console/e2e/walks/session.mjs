// A session of the console: how it begins, that no script reads what it goes on by, and how it ends.
import { logIn, logOut, must } from '../steps.mjs';
import { settled } from '../browser.mjs';

export default async function session({ person, log, data, base }) {
  const { owner } = data.people;
  const page = await person();
  const answers = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/v1/auth/')) answers.push(response.text().catch(() => ''));
  });

  log('a wrong password is told, and what was typed as the address stays');
  await page.goto('/');
  await logIn(page, { email: owner.email, password: 'wrong horse battery staple' });
  await page.getByRole('alert').getByText('E-mail or password is wrong').waitFor();
  must((await page.getByLabel('E-mail').inputValue()) === owner.email, 'the address is gone');

  log('the right one leads to the home page');
  await logIn(page, owner);
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor();

  log('the refresh token is in a cookie that no script reads, and nowhere else');
  const cookies = await page.context().cookies();
  const cookie = cookies.find(({ name }) => name === '__Host-ch_refresh');
  must(cookie, 'there is no cookie');
  must(cookie.httpOnly && cookie.secure && cookie.sameSite === 'Strict' && cookie.path === '/', `the cookie is too open: ${JSON.stringify({ ...cookie, value: '' })}`);
  const kept = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]));
  must(!kept.includes('ch_refresh') && !kept.includes(cookie.value) && !kept.includes('eyJ'), 'a script of the page can read a token');
  for (const text of await Promise.all(answers)) must(!text.includes('refresh_token'), 'an answer holds the refresh token');

  log('a page that is loaded again goes on');
  await page.reload();
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
  await page.reload();
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
  await settled(page);

  log('so does a second tab beside it');
  const second = await page.context().newPage();
  await Promise.all([second.goto('/'), page.reload()]);
  await second.getByRole('navigation', { name: 'Main navigation' }).waitFor();
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor();

  log('a form of another site moves nothing: its answer is a refusal and the session goes on');
  const refused = await page.context().request.post(`${base}/api/v1/auth/refresh`, { form: { refresh_token: cookie.value }, headers: { Origin: 'https://evil.example' } });
  must(refused.status() === 415, `a form was answered ${refused.status()}`);

  log('logging out ends it here, in the other tab and for whoever kept the cookie');
  const last = (await page.context().cookies()).find(({ name }) => name === '__Host-ch_refresh').value;
  await logOut(page);
  await second.getByRole('heading', { name: 'Log in' }).waitFor();
  must(!(await page.context().cookies()).some(({ name }) => name === '__Host-ch_refresh'), 'the cookie is still there');
  await page.reload();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  const again = await page.context().request.post(`${base}/api/v1/auth/refresh`, { data: {}, headers: { 'X-Countinghouse-Console': '1', Cookie: `__Host-ch_refresh=${last}` } });
  must(again.status() === 401, `the cookie of before was answered ${again.status()}`);

  log('who comes by a deep link logs in and is there');
  const other = await person();
  await other.goto('/no-such-screen?status=draft');
  await other.goto(data.deepLink.path);
  await other.getByRole('heading', { name: 'Log in' }).waitFor();
  await logIn(other, owner);
  await other.waitForURL((url) => url.pathname + url.search === data.deepLink.path);
  await other.getByRole('navigation', { name: 'Main navigation' }).waitFor();
}
