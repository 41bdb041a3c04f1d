import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from './eventTypes';

describe('the types of events that forms offer', () => {
  it('are those of docs/EVENTS.md', () => {
    const told = readFileSync(join(import.meta.dirname, '../../../../../docs/EVENTS.md'), 'utf8');
    expect([...EVENT_TYPES].sort()).toEqual([...told.matchAll(/^### `([a-z_.]+)`$/gm)].map((match) => match[1]).sort());
  });
});
