/** Forms that send to the API: what it says about a field stands at the field, and nothing that was typed is lost. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { FormProvider, useForm, type DefaultValues, type FieldValues, type UseFormReturn } from 'react-hook-form';
import { ProblemError } from '~/api/problem';
import { useSubmit, type Attempt } from '~/api/submit';
import { useTexts } from '~/i18n';
import { FormErrors } from '~/ui/form';

export interface Sending<V extends FieldValues, R> {
  /** What the form begins with. */
  values: V;
  send: (values: V, attempt: Attempt) => Promise<R>;
  /** First parts of the query keys that are to be read again. */
  touched?: readonly string[];
  onDone?: (result: R, values: V) => void;
  /** The form's name of a field of the API; without it they are the same. */
  fieldOf?: (path: string, values: V) => string;
}

/** A problem whose faults name the form's fields instead of the API's. */
export function renamed<V>(problem: ProblemError, values: V, fieldOf: (path: string, values: V) => string): ProblemError {
  return new ProblemError(problem.status, problem.code, problem.message, {
    faults: problem.faults.map((fault) => ({ ...fault, field: fieldOf(fault.field, values) })),
    requestId: problem.requestId,
    retryAfter: problem.retryAfter,
  });
}

export function useSending<V extends FieldValues, R>({ values, send, touched, onDone, fieldOf }: Sending<V, R>) {
  const form = useForm<V>({ defaultValues: values as DefaultValues<V> });
  const submission = useSubmit<V, R>(send, { touched, onDone });
  const { error: thrown, variables } = submission;
  const error = useMemo(
    () => (thrown && fieldOf && variables ? renamed(thrown, variables, fieldOf) : thrown),
    // a problem is told once, by the values that it was an answer to
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [thrown],
  );
  const submit = form.handleSubmit((typed) => submission.mutate(typed as V));
  return { form, submit, error, pending: submission.isPending };
}

interface FormProps<V extends FieldValues, R> extends Sending<V, R> {
  children: ReactNode | ((form: UseFormReturn<V>) => ReactNode);
  submitLabel: string;
  onCancel?: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Buttons beside the one that sends. */
  more?: ReactNode;
}

/** A form with its button. */
export function Form<V extends FieldValues, R>({ children, submitLabel, onCancel, danger, disabled, more, ...sending }: FormProps<V, R>) {
  const t = useTexts();
  const { form, submit, error, pending } = useSending(sending);
  return (
    <FormProvider {...form}>
      <form
        onSubmit={(event) => {
          event.stopPropagation();
          void submit(event);
        }}
        noValidate
      >
        <Stack gap="md">
          <FormErrors form={form} error={error} />
          {typeof children === 'function' ? children(form) : children}
          <Group justify="flex-end" gap="xs">
            {more}
            {onCancel && (
              <Button variant="default" onClick={onCancel} disabled={pending}>
                {t('cancel')}
              </Button>
            )}
            <Button type="submit" loading={pending} disabled={disabled} color={danger ? 'red.8' : undefined}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormProvider>
  );
}

/** A form over the page. It is not closed by a click beside it: what was typed would be lost. */
export function FormModal<V extends FieldValues, R>({
  title,
  onClose,
  size = 'lg',
  onDone,
  ...form
}: Omit<FormProps<V, R>, 'onCancel'> & { title: string; onClose: () => void; size?: string }) {
  const t = useTexts();
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': t('close') }}>
      <Form
        {...form}
        onCancel={onClose}
        onDone={(result, values) => {
          onClose();
          onDone?.(result, values);
        }}
      />
    </Modal>
  );
}
