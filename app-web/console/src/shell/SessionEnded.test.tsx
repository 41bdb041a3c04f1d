import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { serve, show } from '~/test-screen';
import SessionEnded from './SessionEnded';

afterEach(() => vi.unstubAllGlobals());

it('who has no password can log in another way', async () => {
  await serve([], {});
  show(SessionEnded, '/', '/');
  expect(await screen.findByRole('button', { name: 'Log in another way' })).toBeDefined();
});
