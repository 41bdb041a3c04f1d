import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { problem, serve, show } from '~/test-screen';
import { Collecting } from './PaymentLink';
import { CustomerPayments, methodName } from './PaymentMethods';
import { PaymentTable } from './PaymentTable';

afterEach(() => vi.unstubAllGlobals());

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const PAYMENT = { id: 'p1', invoice_id: 'i1', customer_id: 'c1', gateway: 'manual', reference: 'wire 7', amount: eur('1250.00'), paid_on: '2026-03-01' };
const INVOICE = { id: 'i1', number: 'R-1', status: 'finalized' as const, currency: 'EUR', due: eur('12.00') };

describe('a refund', () => {
  it('is of all that is left where no amount is typed, and never the thousandth part of one that is', async () => {
    const calls = await serve(['payment:read', 'payment:write'], { 'GET /payments': () => ({ data: [PAYMENT] }), 'POST /payments/p1/refund': () => ({ id: 'r1', status: 'succeeded' }) });
    show(() => <PaymentTable filter={{}} hide={['customer']} />, '/', '/');
    fireEvent.click(await screen.findByRole('button', { name: 'Refund' }));
    const amount = await screen.findByLabelText('Amount in EUR');
    const send = () => screen.getAllByRole<HTMLButtonElement>('button', { name: 'Refund' }).at(-1) as HTMLButtonElement;
    fireEvent.change(amount, { target: { value: '1.000' } });
    expect(send().disabled).toBe(true);
    fireEvent.change(amount, { target: { value: '' } });
    fireEvent.click(send());
    await waitFor(() => expect(calls.find(({ path }) => path === '/payments/p1/refund')?.body).toEqual({}));
    expect(calls.find(({ path }) => path === '/payments/p1/refund')?.headers.get('Idempotency-Key')).toMatch(/./);
  });

  it('is told why it is refused at its field, with what was typed', async () => {
    await serve(['payment:read', 'payment:write'], {
      'GET /payments': () => ({ data: [PAYMENT] }),
      'POST /payments/p1/refund': () => new Response(JSON.stringify({ title: 'No', status: 422, code: 'validation_failed', errors: [{ field: 'amount', code: 'too_much', message: 'must be at most 50.00' }] }), { status: 422 }),
    });
    show(() => <PaymentTable filter={{}} hide={['customer']} />, '/', '/');
    fireEvent.click(await screen.findByRole('button', { name: 'Refund' }));
    fireEvent.change(await screen.findByLabelText('Amount in EUR'), { target: { value: '99,50' } });
    fireEvent.click(screen.getAllByRole('button', { name: 'Refund' }).at(-1) as HTMLElement);
    expect(await screen.findByText('must be at most 50.00')).toBeDefined();
    expect(screen.getByDisplayValue('99,50')).toBeDefined();
  });

  it('is not offered to who may only read', async () => {
    await serve(['payment:read'], { 'GET /payments': () => ({ data: [PAYMENT] }) });
    show(() => <PaymentTable filter={{}} hide={['customer']} />, '/', '/');
    expect(await screen.findByText('wire 7')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Refund' })).toBeNull();
  });
});

describe('a payment link', () => {
  it('is offered where there was none, and asks where the customer is to get', async () => {
    const calls = await serve(['payment:read', 'payment:write'], { 'GET /invoices/i1/payment-link': () => problem(404), 'POST /invoices/i1/payment-link': () => ({ id: 'l1', status: 'open' }) });
    show(() => <Collecting invoice={INVOICE} />, '/', '/');
    fireEvent.click(await screen.findByRole('button', { name: 'Make payment link' }));
    const make = () => screen.getAllByRole<HTMLButtonElement>('button', { name: 'Make payment link' }).at(-1) as HTMLButtonElement;
    const url = await screen.findByLabelText(/^Where the customer gets to/);
    expect(make().disabled).toBe(true);
    fireEvent.change(url, { target: { value: 'https://shop.example/paid' } });
    fireEvent.click(make());
    await waitFor(() => expect(calls.find(({ method, path }) => method === 'POST' && path.endsWith('/payment-link'))?.body).toEqual({ success_url: 'https://shop.example/paid' }));
  });

  it('that is open keeps its invoice from being charged otherwise', async () => {
    await serve(['payment:read', 'payment:write', 'tenant:read'], { 'GET /invoices/i1/payment-link': () => ({ id: 'l1', status: 'open', url: 'https://checkout.stripe.com/c/pay/cs_test', amount: eur('12.00') }) });
    show(() => <Collecting invoice={INVOICE} />, '/', '/');
    expect(await screen.findByText('https://checkout.stripe.com/c/pay/cs_test')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Charge now' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Close payment link' })).toBeDefined();
  });
});

describe('a payment method', () => {
  it('is named by what may be told of it', () => {
    expect(methodName({ brand: 'Visa', kind: 'card', last4: '4242' })).toBe('Visa •••• 4242');
    expect(methodName({ kind: 'sepa_debit' })).toBe('sepa_debit');
  });

  it('can be made the default one of its customer', async () => {
    const calls = await serve(['payment:read', 'payment:write'], {
      'GET /customers/c1/payment-methods': () => ({ data: [{ id: 'm1', brand: 'Visa', last4: '4242', is_default: true, chargeable: true, version: 0 }, { id: 'm2', brand: 'Amex', last4: '0005', is_default: false, chargeable: true, version: 3 }] }),
      'GET /payments': () => ({ data: [] }),
      'PATCH /customers/c1/payment-methods/m2': () => ({ id: 'm2' }),
    });
    show(() => <CustomerPayments customer="c1" />, '/', '/');
    fireEvent.click(await screen.findByRole('button', { name: 'Make default' }));
    await waitFor(() => expect(calls.find(({ method }) => method === 'PATCH')?.headers.get('If-Match')).toBe('"3"'));
    expect(calls.find(({ method }) => method === 'PATCH')?.body).toEqual({ is_default: true });
  });
});
