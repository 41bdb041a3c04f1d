import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { serve, show } from '~/test-screen';
import { DataTable } from './DataTable';

afterEach(() => vi.unstubAllGlobals());

const List = () => (
  <DataTable name="rows" columns={[{ id: 'id', header: 'ID', cell: (row: { id: string }) => row.id }]} query={{ data: { data: [{ id: '1' }], next_cursor: 'c2' }, error: null, isPending: false, isFetching: false, refetch: (() => undefined) as never }} rowKey={(row) => row.id} empty={null} />
);

it('leads back only where one came from another of its pages', async () => {
  await serve([], {});
  const router = show(List, '/rows', '/rows?cursor=c1');
  await screen.findByRole('button', { name: 'First page' });
  expect(screen.queryByRole('button', { name: 'Previous' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByRole('button', { name: 'Previous' });
  expect(router.state.location.search).toEqual({ cursor: 'c2' });
  act(() => router.history.back());
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Previous' })).toBeNull());
});
