import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { queries } from '~/api/client';
import { problem, serve, show } from '~/test-screen';
import { ADD_ONS } from './addOnKind';
import { COUPONS } from './couponKind';
import { TAX_RATES } from './taxRateKind';
import PlanDraft from './PlanDraft';
import PlanNew from './PlanNew';
import { ThingList, ThingPage } from '~/features/parts/things';

afterEach(() => vi.unstubAllGlobals());

const RATE = { id: 'r1', code: 'de19', name: 'VAT', percent: '19', version: 1 };
const PLAN = { id: 'p1', code: 'pro', name: 'Pro', currency: 'EUR', status: 'published', version: 1, revision: 1, charges: [] };
const DRAFT = { ...PLAN, plan_id: 'p1', number: 2, status: 'draft', trial_days: 0, revision: 5 };

describe('the form of a thing', () => {
  it('is sent as a change of the version that it began with', async () => {
    let now = RATE;
    const calls = await serve(['catalog:read', 'catalog:write'], { 'GET /tax-rates/r1': () => now, 'PATCH /tax-rates/r1': () => now });
    show(() => <ThingPage kind={TAX_RATES} />, '/tax-rates/$id', '/tax-rates/r1');
    fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    fireEvent.change(await screen.findByDisplayValue('VAT'), { target: { value: 'Sales tax' } });
    now = { ...RATE, name: 'Other', version: 2 };
    await act(() => queries.invalidateQueries());
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Other'));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(calls.find(({ method }) => method === 'PATCH')?.headers.get('If-Match')).toBe('"1"'));
  });

  it('takes no amount that may be meant as a thousand times of that', async () => {
    const calls = await serve(['catalog:read', 'catalog:write'], { 'GET /add-ons': () => ({ data: [] }), 'GET /tax-rates': () => ({ data: [] }), 'POST /add-ons': () => ({ id: 'a1' }) });
    show(() => <ThingList kind={ADD_ONS} />, '/add-ons', '/add-ons?new=1');
    const amount = await screen.findByLabelText(/^Amount/);
    fireEvent.change(amount, { target: { value: '1.000' } });
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    await screen.findByText(/without marks for thousands/);
    expect(calls.filter(({ method, path }) => method === 'POST' && path === '/add-ons')).toEqual([]);
    fireEvent.change(amount, { target: { value: '1000,5' } });
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(calls.find(({ method, path }) => method === 'POST' && path === '/add-ons')?.body).toMatchObject({ amount: { amount: '1000.5', currency: 'EUR' } }));
  });
});

it('what the API cannot take away from a coupon again is asked for', async () => {
  const calls = await serve(['catalog:read', 'catalog:write'], { 'GET /coupons/k1': () => ({ id: 'k1', code: 'ten', name: 'Ten', discount: 'percent', percent: '10', duration: 'once', max_redemptions: 5, version: 1 }) });
  show(() => <ThingPage kind={COUPONS} />, '/coupons/$id', '/coupons/k1');
  fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  fireEvent.change(await screen.findByDisplayValue('5'), { target: { value: '' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('This can be changed but not taken away')).toBeDefined();
  expect(calls.filter(({ method }) => method === 'PATCH')).toEqual([]);
});

describe("a plan's draft", () => {
  it('keeps what was typed when it is read again, and where that fails', async () => {
    let answer: () => unknown = () => DRAFT;
    const calls = await serve(['catalog:read', 'catalog:write'], {
      'GET /plans/p1': () => PLAN,
      'GET /plans/p1/versions/2': () => answer(),
      'PATCH /plans/p1/versions/2': () => problem(412),
      'GET /tax-rates': () => ({ data: [] }),
      'GET /billable-metrics': () => ({ data: [] }),
    });
    show(PlanDraft, '/plans/$id/versions/$number/edit', '/plans/p1/versions/2/edit');
    const trial = await screen.findByLabelText(/^Days of trial/);
    fireEvent.change(trial, { target: { value: '21' } });
    answer = () => ({ ...DRAFT, revision: 6 });
    await act(() => queries.invalidateQueries());
    expect(screen.getByDisplayValue('21')).toBeDefined();
    answer = () => problem(404);
    await act(() => queries.invalidateQueries());
    expect(screen.getByDisplayValue('21')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    await waitFor(() => expect(calls.find(({ method }) => method === 'PATCH')?.headers.get('If-Match')).toBe('"5"'));
  });

  it('of a new plan can be begun without knowing the tenant', async () => {
    await serve(['catalog:read', 'catalog:write'], {});
    show(PlanNew, '/plans/new', '/plans/new');
    expect(await screen.findByRole('button', { name: 'Create' })).toBeDefined();
  });
});
