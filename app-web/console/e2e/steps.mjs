// What several walks do.
import { settled } from './browser.mjs';

export function must(condition, text) {
  if (!condition) throw new Error(text);
}

export async function logIn(page, { email, password }) {
  await page.getByLabel('E-mail').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

/** From nothing to the home page. */
export async function enter(page, person) {
  await page.goto('/');
  await logIn(page, person);
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
  await settled(page);
}

/** Opens a part of the console by its place in the sidebar. */
export async function open(page, name) {
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await settled(page);
}

export async function logOut(page) {
  await page.getByRole('button', { name: /^Account:/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
}
