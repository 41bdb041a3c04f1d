import { notifications } from '@mantine/notifications';
import i18next, { type TFunction } from 'i18next';
import { asProblem, type ProblemError } from '~/api/problem';

/** A short name for what happened, in the person's language. The API's own sentence goes beside it. */
export function problemTitle(t: TFunction, problem: ProblemError): string {
  const known: Record<number, string> = { 0: 'error.offline', 403: 'error.forbidden', 404: 'error.notFound', 409: 'error.conflict', 412: 'error.stalePage', 429: 'error.tooMany' };
  return t(known[problem.status] ?? (problem.status >= 500 ? 'error.server' : problem.status < 0 ? 'error.unexpected' : 'error.refused'));
}

const closing = () => ({ closeButtonProps: { 'aria-label': i18next.t('close') } });

/** Tells of a failure of something that has no form to show it in. */
export function tellProblem(t: TFunction, thrown: unknown): void {
  const problem = asProblem(thrown);
  const id = problem.requestId ? ` (${problem.requestId})` : '';
  notifications.show({ ...closing(), color: 'red', title: problemTitle(t, problem), message: problem.offline ? t('error.offlineHint') : `${problem.message}${id}`, autoClose: 9000 });
}

export function tellDone(message: string): void {
  notifications.show({ ...closing(), color: 'brand', message, autoClose: 4000 });
}
