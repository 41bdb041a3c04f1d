import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { queries } from '~/api/client';
import { problem, serve, show } from '~/test-screen';
import EditCustomerPage from './EditCustomerPage';

afterEach(() => vi.unstubAllGlobals());

const ADA = { id: 'c1', name: 'Ada', email: 'ada@b.example', net_terms_days: 14, version: 3 };

async function edited() {
  let now: unknown = ADA;
  const calls = await serve(['customer:read', 'customer:write'], { 'GET /customers/c1': () => now, 'PATCH /customers/c1': () => ADA });
  show(EditCustomerPage, '/customers/$id/edit', '/customers/c1/edit');
  const email = await screen.findByDisplayValue('ada@b.example');
  fireEvent.change(email, { target: { value: 'new@b.example' } });
  return {
    calls,
    readAgain: async (then: unknown) => {
      now = then;
      await act(async () => {
        await queries.invalidateQueries({ queryKey: ['customer', 'c1'] });
        await new Promise((resolve) => setTimeout(resolve, 50));
      });
    },
  };
}

it('sends what was typed as a change of what was shown, whatever was read meanwhile', async () => {
  const { calls, readAgain } = await edited();
  await readAgain({ ...ADA, net_terms_days: 30, version: 4 });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(calls.find(({ method }) => method === 'PATCH')).toBeDefined());
  const sent = calls.find(({ method }) => method === 'PATCH');
  expect(sent?.headers.get('If-Match')).toBe('"3"');
  expect(sent?.body).toEqual({ email: 'new@b.example' });
});

it('keeps what was typed where reading again fails', async () => {
  const { readAgain } = await edited();
  await readAgain(problem(404));
  await waitFor(() => expect(queries.getQueryState(['customer', 'c1'])?.status).toBe('error'));
  expect(screen.getByDisplayValue('new@b.example')).toBeDefined();
});
