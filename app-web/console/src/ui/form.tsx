import { Alert, List } from '@mantine/core';
import { useEffect } from 'react';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';
import { asProblem, faultsByField, type FieldFault } from '~/api/problem';
import { useTexts } from '~/i18n';
import { problemTitle } from './problems';

function Fault({ title, message, faults, requestId }: { title: string; message?: string; faults?: FieldFault[]; requestId?: string }) {
  const t = useTexts();
  // Of one fault alone the message says it already.
  const listed = (faults ?? []).filter((fault) => !message?.includes(fault.message));
  return (
    <Alert color="red" variant="light" title={title} role="alert" styles={{ title: { color: 'var(--ch-danger-text)' } }}>
      {message}
      {listed.length > 0 && (
        <List size="sm" mt={4}>
          {listed.map((fault) => <List.Item key={fault.field + fault.code}><span className="mono">{fault.field}</span>: {fault.message}</List.Item>)}
        </List>
      )}
      {requestId && <div style={{ fontSize: 12, marginTop: 4 }}>{t('error.requestId')} <span className="mono">{requestId}</span></div>}
    </Alert>
  );
}

/** A problem above what it concerns, with all its faults. */
export function ProblemAlert({ error }: { error: unknown }) {
  const t = useTexts();
  if (!error) return null;
  const problem = asProblem(error);
  return <Fault title={problemTitle(t, problem)} message={problem.offline ? t('error.offlineHint') : problem.message} faults={problem.faults} requestId={problem.requestId} />;
}

/** Every field of a form's values by its path: "address.city", "lines.0.quantity". */
export function pathsOf(values: unknown, prefix = ''): string[] {
  if (typeof values !== 'object' || values === null) return [prefix];
  return Object.entries(values).flatMap(([name, value]) => pathsOf(value, prefix ? `${prefix}.${name}` : name)).concat(prefix ? [prefix] : []);
}

/**
 * Shows a problem in a form: each fault at the field it names, the rest above. What was typed stays.
 *
 * @param names the API's name of a field where the form has another
 */
export function FormErrors<Values extends FieldValues>({ form, error, names = {} }: { form: UseFormReturn<Values>; error: unknown; names?: Record<string, string> }) {
  const t = useTexts();
  const problem = error ? asProblem(error) : undefined;
  const renamed = problem && Object.keys(names).length > 0
    ? Object.assign(Object.create(Object.getPrototypeOf(problem) as object) as typeof problem, problem, { faults: problem.faults.map((fault) => ({ ...fault, field: names[fault.field] ?? fault.field })) })
    : problem;
  const sorted = renamed && faultsByField(renamed, pathsOf(form.getValues()));
  useEffect(() => {
    sorted?.fields.forEach((message, field) => form.setError(field as Path<Values>, { type: 'server', message }));
    const first = sorted && [...sorted.fields.keys()][0];
    if (first) form.setFocus(first as Path<Values>);
    // Once for each problem: what is typed afterwards clears the field's fault.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [problem]);
  if (!problem || !sorted) return null;
  if (sorted.fields.size > 0 && sorted.rest.length === 0) return <Fault title={t('error.seeFields')} />;
  return <Fault title={problemTitle(t, problem)} message={problem.offline ? t('error.offlineHint') : problem.message} faults={sorted.rest} requestId={problem.requestId} />;
}
