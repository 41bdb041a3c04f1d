import { describe, expect, it } from 'vitest';
import { changesOf, told } from './changes';

describe('what an audit entry changed', () => {
  it('is told field by field, by paths within objects', () => {
    expect(changesOf({ name: 'A', address: { city: 'Paris', zip: '1' }, tags: ['x'] }, { name: 'B', address: { city: 'Lyon', zip: '1' }, tags: ['x', 'y'] })).toEqual([
      { field: 'address.city', before: 'Paris', after: 'Lyon' },
      { field: 'name', before: 'A', after: 'B' },
      { field: 'tags', before: ['x'], after: ['x', 'y'] },
    ]);
  });

  it('is also what came and what went', () => {
    expect(changesOf({ a: 1 }, { b: 2 })).toEqual([
      { field: 'a', before: 1, after: undefined },
      { field: 'b', before: undefined, after: 2 },
    ]);
    expect(told(undefined)).toBe('–');
  });

  it('is nothing where nothing changed', () => {
    expect(changesOf({ a: { b: [1] } }, { a: { b: [1] } })).toEqual([]);
  });
});
