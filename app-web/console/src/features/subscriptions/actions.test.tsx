import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { serve, show } from '~/test-screen';
import { SubscriptionActions } from './SubscriptionActions';
import { SubscriptionTable } from './SubscriptionTable';

afterEach(() => vi.unstubAllGlobals());

it.each(['active', 'trialing', 'past_due'] as const)('a subscription that is %s can be changed', async (status) => {
  await serve(['subscription:write'], {});
  show(() => <SubscriptionActions subscription={{ id: 's1', status }} />, '/', '/');
  expect(await screen.findByRole('button', { name: 'Change' })).toBeDefined();
});

it('who may not see subscriptions is told so', async () => {
  await serve(['customer:read'], {});
  show(() => <SubscriptionTable />, '/', '/');
  expect(await screen.findByText('You may not see this')).toBeDefined();
});
