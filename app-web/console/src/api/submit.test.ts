import { describe, expect, it } from 'vitest';
import { SubmissionKeys } from './submit';

describe('the key of a submission', () => {
  it('stays for the same values until the server has decided', () => {
    const keys = new SubmissionKeys();
    const first = keys.keyFor({ name: 'Globex' });
    expect(keys.keyFor({ name: 'Globex' })).toBe(first);
    keys.settled();
    expect(keys.keyFor({ name: 'Globex' })).not.toBe(first);
  });

  it('is another for other values', () => {
    const keys = new SubmissionKeys();
    expect(keys.keyFor({ name: 'Globex' })).not.toBe(keys.keyFor({ name: 'Initech' }));
  });
});
