import { describe, expect, it } from 'vitest';
import { asProblem, faultsByField, problemOf, ProblemError } from './problem';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });

describe('a problem', () => {
  it('has code, detail, faults and request id of its body', async () => {
    const problem = await problemOf(answer(422, { code: 'validation_failed', title: 'Refused', detail: 'Two fields are wrong', errors: [{ field: 'name', code: 'blank', message: 'must not be blank' }], request_id: 'r-1' }));
    expect(problem).toMatchObject({ status: 422, code: 'validation_failed', message: 'Two fields are wrong', requestId: 'r-1' });
    expect(problem.faults).toHaveLength(1);
  });

  it('is one, too, where a proxy answered with a page', async () => {
    const problem = await problemOf(answer(502, '<html>', { 'X-Request-Id': 'r-2', 'Retry-After': '7' }));
    expect(problem).toMatchObject({ status: 502, code: 'http_502', requestId: 'r-2', retryAfter: 7 });
  });

  it('of a lacking connection says so', () => {
    expect(asProblem(new TypeError('Failed to fetch')).offline).toBe(true);
    expect(asProblem(new Error('bug')).offline).toBe(false);
  });

  it('gives its faults to the fields of the form and keeps the rest', () => {
    const problem = new ProblemError(422, 'validation_failed', '', {
      faults: [
        { field: 'address.city', code: 'size', message: 'too long' },
        { field: 'lines[0].quantity', code: 'positive', message: 'must be positive' },
        { field: 'lines[0].quantity', code: 'digits', message: 'has too many digits' },
        { field: 'metadata', code: 'size', message: 'has too many' },
      ],
    });
    const { fields, rest } = faultsByField(problem, ['address.city', 'lines.0.quantity']);
    expect(fields.get('address.city')).toBe('too long');
    expect(fields.get('lines.0.quantity')).toBe('must be positive; has too many digits');
    expect(rest.map((fault) => fault.field)).toEqual(['metadata']);
  });
});
