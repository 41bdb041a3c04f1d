// Finance looks at a customer's invoice: where each line comes from, and the document itself.
import { readFileSync } from 'node:fs';
import { settled } from '../browser.mjs';
import { enter, must, open } from '../steps.mjs';

export default async function invoice({ person, look, log, data }) {
  const page = await person();
  await enter(page, data.people.finance);
  await look(page, 'home');

  log('from the list of customers to the invoice');
  await open(page, 'Customers');
  await page.getByRole('link', { name: data.customer.name }).waitFor();
  await look(page, 'customers');
  await page.getByRole('link', { name: data.customer.name }).click();
  await page.getByRole('heading', { level: 1, name: data.customer.name }).waitFor();
  await look(page, 'customer');
  await page.getByRole('link', { name: data.invoice.number }).click();
  await page.getByRole('heading', { level: 1, name: data.invoice.number }).waitFor();
  await look(page, 'invoice');

  log('a line is explained down to its events');
  await page.getByRole('row', { name: /Build minutes/ }).getByRole('button', { name: 'Explain' }).first().click();
  const panel = page.getByRole('dialog');
  await panel.getByText('Calculation').waitFor();
  await panel.getByText('Usage events').first().waitFor();
  await look(page, 'explain');
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });

  log('the document is a PDF');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PDF', exact: true }).click()]);
  must(readFileSync(await download.path()).subarray(0, 5).toString() === '%PDF-', 'what was saved is no PDF');
  must(download.suggestedFilename().includes(data.invoice.number), `the file is called ${download.suggestedFilename()}`);

  log('what this person may do is offered');
  await page.getByRole('button', { name: 'Record payment' }).waitFor();

  log('the list of invoices, and by a filter in its address');
  await open(page, 'Invoices');
  await look(page, 'invoices');
  await page.goto(`/invoices?number=${encodeURIComponent(data.invoice.number)}`);
  await page.getByRole('link', { name: data.invoice.number }).waitFor();
  await settled(page);
  must((await page.locator('tbody tr').count()) === 1, 'the filter of the address was not taken');
}
