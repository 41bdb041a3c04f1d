import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { problem, serve, show } from '~/test-screen';
import Cohorts, { tint } from './Cohorts';
import { chosen, monthsOf, newestFirst } from './data';
import Revenue from './Revenue';

vi.mock('~/ui/Chart', () => ({ default: () => null }));
afterEach(() => vi.unstubAllGlobals());

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const plain = (text: string | null) => (text ?? '').replaceAll(/\s/g, ' ');

describe('what is asked for', () => {
  it('are months; what is half typed is not sent', () => {
    expect(monthsOf({ from: '2026-03', through: '2026-1' })).toEqual({ from: '2026-03', through: undefined });
    expect(monthsOf({ from: '2026-13', through: '' })).toEqual({ from: undefined, through: undefined });
  });

  it('is one currency, the first where it has none', () => {
    const both = [{ currency: 'EUR' }, { currency: 'USD' }];
    expect(chosen(both, 'USD')).toBe(both[1]);
    expect(chosen(both, 'CHF')).toBe(both[0]);
    expect(chosen([], 'CHF')).toBeUndefined();
    expect(newestFirst([1, 2])).toEqual([2, 1]);
  });
});

it('a cell of a cohort is tinted by its rate, and never so that its text is hard to read', () => {
  expect(tint('0.5')).toContain(' 13%');
  expect(tint('2.5')).toContain(' 26%');
  expect(tint(null)).toContain(' 0%');
});

describe('the screens', () => {
  it('show the newest month above, and amounts as they are told', async () => {
    await serve(['analytics:read'], {
      'GET /analytics/revenue': () => ({ as_of: '2026-03-10', currencies: [{ currency: 'EUR', net: eur('12345678901234567.89'), months: [{ month: '2026-02', net: eur('1.00') }, { month: '2026-03', net: eur('-2.00'), credited: eur('2.00') }] }] }),
    });
    show(Revenue, '/analytics/revenue', '/analytics/revenue');
    const rows = await screen.findAllByRole('row');
    expect(rows.map((row) => row.textContent?.slice(0, 8))).toEqual(['MonthInv', 'Mar 2026', 'Feb 2026']);
    expect(screen.getByText('€12,345,678,901,234,567.89')).toBeDefined();
  });

  it('show cohorts by who stayed', async () => {
    await serve(['analytics:read'], {
      'GET /analytics/cohorts': () => ({ as_of: '2026-03-10', currencies: [{ currency: 'EUR', cohorts: [{ month: '2026-02', customers: 3, mrr: eur('87.00'), months: [{ age: 0, customers: 3, customer_rate: '1' }, { age: 1, customers: 2, customer_rate: '0.6667' }] }] }] }),
    });
    show(Cohorts, '/analytics/cohorts', '/analytics/cohorts');
    const row = (await screen.findByText('Feb 2026')).closest('tr');
    expect(plain(row?.textContent ?? '')).toBe('Feb 20263100%66.67%');
  });

  it('say what comes where there is nothing, and what went wrong', async () => {
    await serve(['analytics:read'], { 'GET /analytics/cohorts': () => ({ currencies: [] }) });
    show(Cohorts, '/analytics/cohorts', '/analytics/cohorts');
    expect(await screen.findByText('No figures yet')).toBeDefined();
    await serve(['analytics:read'], { 'GET /analytics/revenue': () => problem(422) });
    show(Revenue, '/analytics/revenue', '/analytics/revenue');
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
  });
});
