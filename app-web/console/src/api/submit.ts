import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { newKey } from './client';
import { asProblem, type ProblemError } from './problem';

/** What a form's sending needs to know: the key that stays the same for as long as it is the same submission. */
export interface Attempt {
  headers: { 'Idempotency-Key': string };
}

/**
 * Remembers the Idempotency-Key of a submission. Sending the same values again (no answer came, the server was busy) uses
 * the same key, so that nothing is made twice; other values, or a success, get a new one.
 */
export class SubmissionKeys {
  private key = newKey();
  private sent: string | undefined;

  keyFor(values: unknown): string {
    const text = JSON.stringify(values) ?? '';
    if (this.sent !== undefined && this.sent !== text) this.key = newKey();
    this.sent = text;
    return this.key;
  }

  /** The server decided: what comes next is another submission. */
  settled(): void {
    this.key = newKey();
    this.sent = undefined;
  }
}

/**
 * A write of the API as a mutation: sends with a key of its submission, reads again what it changed.
 *
 * @param send does it; gets the values and the headers to send
 * @param touched the first parts of the query keys that are to be read again afterwards
 */
export function useSubmit<Values, Result>(
  send: (values: Values, attempt: Attempt) => Promise<Result>,
  options: { touched?: readonly string[]; onDone?: (result: Result, values: Values) => void } = {},
) {
  const keys = useRef<SubmissionKeys>(null);
  const client = useQueryClient();
  const submissions = (keys.current ??= new SubmissionKeys());
  return useMutation<Result, ProblemError, Values>({
    mutationFn: async (values) => {
      try {
        const result = await send(values, { headers: { 'Idempotency-Key': submissions.keyFor(values) } });
        submissions.settled();
        return result;
      } catch (thrown) {
        const problem = asProblem(thrown);
        // Only where it is unknown whether the server did it, the key has to stay.
        if (problem.status >= 400 && problem.status < 500 && problem.status !== 409 && problem.status !== 429) submissions.settled();
        throw problem;
      }
    },
    onSuccess: async (result, values) => {
      await Promise.all((options.touched ?? []).map((key) => client.invalidateQueries({ queryKey: [key] })));
      options.onDone?.(result, values);
    },
  });
}
