import { describe, expect, it } from 'vitest';
import { pointsOf } from './Sparkline';
import { toDraw, toDrawDown } from './series';

describe('a small line', () => {
  it('reaches from the lowest value to the highest', () => {
    expect(pointsOf([1, 3, 2])).toBe('2.0,26.0 60.0,2.0 118.0,14.0');
  });

  it('is level where nothing changes, and none where values are missing', () => {
    expect(pointsOf([5, 5])).toBe('2.0,14.0 118.0,14.0');
    expect(pointsOf([5])).toBe('');
    expect(pointsOf([1, null, 2])).toBe('');
  });
});

describe('what is drawn', () => {
  it('is nothing where nothing is told, which is not zero', () => {
    expect(toDraw('12.50')).toBe(12.5);
    expect(toDraw(null)).toBeNull();
    expect(toDrawDown('3')).toBe(-3);
    expect(Object.is(toDrawDown('0.00'), 0)).toBe(true);
    expect(toDrawDown(undefined)).toBeNull();
  });
});
