import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { serve, show } from '~/test-screen';
import { CreditNoteModal } from './CreditNoteModal';
import { InvoiceActions } from './InvoiceActions';
import { InvoiceTable } from './InvoiceTable';

afterEach(() => vi.unstubAllGlobals());

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const INVOICE = { id: 'i1', number: 'R-1', status: 'finalized' as const, currency: 'EUR', due: eur('12500.00'), lines: [{ id: 'l1', description: 'Seats', amount: eur('100.00') }] };
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

describe('a payment', () => {
  it('is never the thousandth part of what was meant', async () => {
    const calls = await serve(['payment:write', 'tenant:read'], { 'GET /tenant': () => ({ time_zone: 'UTC' }), 'GET /tenant/clock': () => ({ now: '2026-01-01T00:00:00Z' }), 'POST /invoices/i1/payments': () => ({ id: 'p1' }) });
    show(() => <InvoiceActions invoice={INVOICE} />, '/', '/');
    fireEvent.click(await screen.findByRole('button', { name: 'Record payment' }));
    const amount = await screen.findByDisplayValue('12500.00');
    fireEvent.change(screen.getByLabelText(/^Reference/), { target: { value: 'wire' } });
    const record = () => screen.getAllByRole<HTMLButtonElement>('button', { name: 'Record payment' }).at(-1) as HTMLButtonElement;
    await waitFor(() => expect(record().disabled).toBe(false));
    fireEvent.change(amount, { target: { value: '12,500' } });
    expect(record().disabled).toBe(true);
    expect(screen.getByText(/without marks for thousands/)).toBeDefined();
    fireEvent.change(amount, { target: { value: '12500,5' } });
    fireEvent.click(record());
    await waitFor(() => expect(calls.find(({ method, path }) => method === 'POST' && path.endsWith('/payments'))?.body).toMatchObject({ amount: eur('12500.5') }));
  });
});

describe('a credit note', () => {
  it('is what was shown before, and can be issued only then', async () => {
    const calls = await serve(['credit_note:write'], { 'POST /invoices/i1/credit-notes/preview': () => ({ total: eur('100.00') }) });
    show(() => <CreditNoteModal invoice={INVOICE} touched={[]} onClose={() => undefined} />, '/', '/');
    fireEvent.change(await screen.findByLabelText(/^Reason/), { target: { value: 'Too much' } });
    await waitFor(() => expect(button('Issue credit note').disabled).toBe(false));
    const previews = () => calls.filter(({ path }) => path.endsWith('/preview'));
    fireEvent.change(screen.getByLabelText('Amount of Seats'), { target: { value: '5,50' } });
    expect(button('Issue credit note').disabled).toBe(true);
    await waitFor(() => expect(button('Issue credit note').disabled).toBe(false));
    expect(previews().at(-1)?.body).toMatchObject({ lines: [{ line_id: 'l1', amount: eur('5.50') }] });
    fireEvent.change(screen.getByLabelText('Amount of Seats'), { target: { value: '1,000' } });
    const asked = previews().length;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(button('Issue credit note').disabled).toBe(true);
    expect(previews()).toHaveLength(asked);
  });
});

it('who may not see invoices is told so', async () => {
  await serve(['customer:read'], {});
  show(() => <InvoiceTable filter={{}} limit={5} />, '/', '/');
  expect(await screen.findByText('You may not see this')).toBeDefined();
});
