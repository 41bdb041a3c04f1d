import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { serve, show } from '~/test-screen';
import Accounts from './Accounts';

afterEach(() => vi.unstubAllGlobals());

it('an account has its name, and one that this console does not know the word of the API', async () => {
  await serve(['ledger:read'], { 'GET /ledger/accounts': () => ({ data: ['cash_stripe', 'cash_adyen'].map((account) => ({ account, currency: 'EUR' })) }) });
  show(Accounts, '/ledger', '/ledger');
  expect(await screen.findByText('Cash (Stripe)')).toBeDefined();
  expect(screen.getByText('cash_adyen')).toBeDefined();
});
