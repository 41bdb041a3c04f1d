// Finance makes a customer and sells a plan to him, and sees what will be invoiced before it is.
import { settled } from '../browser.mjs';
import { enter, must, open } from '../steps.mjs';

export default async function sale({ person, look, log, data }) {
  const page = await person();
  const name = `Charles Babbage & Co. ${Date.now()}`;
  await enter(page, data.people.finance);

  log('a form that lacks something says where, and loses nothing');
  await open(page, 'Customers');
  await page.getByRole('link', { name: 'Add customer' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'New customer' }).waitFor();
  await page.getByLabel('E-mail').fill('charles@babbage.example');
  await page.getByLabel('Country').fill('XX');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.locator('[aria-invalid="true"]').first().waitFor();
  must((await page.getByLabel('E-mail').inputValue()) === 'charles@babbage.example', 'what was typed is gone');
  await look(page, 'customer-form');

  log('a customer is made');
  await page.getByLabel('Name', { exact: false }).first().fill(name);
  await page.getByLabel('Country').fill('GB');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await settled(page);

  log('the invoices of a subscription are shown before it is made');
  await page.getByRole('link', { name: 'Subscribe' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'New subscription' }).waitFor();
  await page.getByRole('combobox', { name: 'Plan' }).or(page.getByRole('textbox', { name: 'Plan' })).first().click();
  await page.getByRole('option', { name: new RegExp(data.plan.name) }).first().click();
  await page.getByText('Invoice of').first().waitFor();
  await look(page, 'subscription-preview');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(/\/subscriptions\/[0-9a-f-]{36}$/);
  await settled(page);
  await look(page, 'subscription');

  log('it is in the list');
  await open(page, 'Subscriptions');
  await page.getByText(name).first().waitFor();
  await look(page, 'subscriptions');
}
