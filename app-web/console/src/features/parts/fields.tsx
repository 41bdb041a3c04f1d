/** Inputs that are bound to the form around them by the name of their field: its value, and what is wrong with it. */
import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
  MultiSelect,
  type MultiSelectProps,
  type SelectProps,
  type SwitchProps,
  type TagsInputProps,
  type TextareaProps,
  type TextInputProps,
} from '@mantine/core';
import { IconPlus, IconTrash } from '~/features/parts/icons';
import { useController, useFieldArray, useFormContext } from 'react-hook-form';
import { amountTyped } from '~/format/money';
import { useTexts } from '~/i18n';

/** What is said about a field stands below it, so that fields in a row begin at one height. */
const inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

interface Named {
  name: string;
}

/** @param kept whether the API cannot take away again what was there */
function useField(name: string, kept = false) {
  const t = useTexts();
  const validate = (value: unknown) => (kept && (value === '' || value === null) ? t('field.kept') : true);
  const { field, fieldState } = useController({ name, rules: { validate } });
  return { field, error: fieldState.error?.message };
}

export function TextField({ name, ...props }: Named & Omit<TextInputProps, 'name'>) {
  const { field, error } = useField(name);
  return <TextInput inputWrapperOrder={inputWrapperOrder} {...field} value={field.value ?? ''} error={error} {...props} />;
}

/** A decimal number as text: amounts of money and quantities are never turned into a float. */
export function DecimalField(props: Named & Omit<TextInputProps, 'name'>) {
  return <TextField inputMode="decimal" autoComplete="off" {...props} />;
}

/** An amount of money. What may be meant as a thousand times of that is refused; what to send is `amountOf` of it. */
export function AmountField({ name, currency, ...props }: Named & { currency: string } & Omit<TextInputProps, 'name'>) {
  const t = useTexts();
  const { formState } = useFormContext();
  const told = name.split('.').reduce<unknown>((values, part) => (values as Record<string, unknown> | undefined)?.[part], formState.defaultValues) as string | undefined;
  const validate = (text: string) => text.trim() === '' || amountTyped(text, currency, told) !== undefined || t('field.amount');
  const { field, fieldState } = useController({ name, rules: { validate } });
  return <TextInput inputWrapperOrder={inputWrapperOrder} inputMode="decimal" autoComplete="off" {...field} value={field.value ?? ''} error={fieldState.error?.message} {...props} />;
}

/** What an AmountField sends; of an amount that is none the API says so. */
export const amountOf = ({ amount, currency }: { amount: string; currency: string }) => ({ amount: amountTyped(amount, currency) ?? amount.trim(), currency });

export function AreaField({ name, ...props }: Named & Omit<TextareaProps, 'name'>) {
  const { field, error } = useField(name);
  return <Textarea inputWrapperOrder={inputWrapperOrder} autosize minRows={2} maxRows={8} {...field} value={field.value ?? ''} error={error} {...props} />;
}

export function SecretField({ name, ...props }: Named & Omit<TextInputProps, 'name'>) {
  const { field, error } = useField(name);
  const t = useTexts('parts');
  return (
    <PasswordInput
      inputWrapperOrder={inputWrapperOrder}
      {...field}
      value={field.value ?? ''}
      error={error}
      visibilityToggleButtonProps={{ 'aria-label': t('showSecret') }}
      {...(props as object)}
    />
  );
}

/** A whole number; empty is null. */
export function CountField({
  name,
  kept,
  ...props
}: Named & { kept?: boolean; label?: string; description?: string; min?: number; max?: number; suffix?: string; w?: number | string; required?: boolean; 'aria-label'?: string; disabled?: boolean }) {
  const { field, error } = useField(name, kept);
  return (
    <NumberInput
      inputWrapperOrder={inputWrapperOrder}
      {...field}
      value={field.value ?? ''}
      onChange={(value) => field.onChange(value !== '' && Number.isFinite(Number(value)) ? Number(value) : null)}
      allowDecimal={false}
      allowNegative={(props.min ?? 0) < 0}
      clampBehavior="strict"
      hideControls
      error={error}
      {...props}
    />
  );
}

export function SelectField({ name, ...props }: Named & Omit<SelectProps, 'name'>) {
  const { field, error } = useField(name);
  return (
    <Select
      inputWrapperOrder={inputWrapperOrder}
      {...field}
      value={field.value === '' ? null : field.value}
      onChange={(value) => field.onChange(value ?? '')}
      error={error}
      checkIconPosition="right"
      {...props}
    />
  );
}

export function MultiField({ name, ...props }: Named & Omit<MultiSelectProps, 'name'>) {
  const { field, error } = useField(name);
  return <MultiSelect inputWrapperOrder={inputWrapperOrder} {...field} value={field.value ?? []} error={error} hidePickedOptions {...props} />;
}

export function TagsField({ name, ...props }: Named & Omit<TagsInputProps, 'name'>) {
  const { field, error } = useField(name);
  return (
    <TagsInput
      inputWrapperOrder={inputWrapperOrder}
      {...field}
      value={field.value ?? []}
      error={error}
      acceptValueOnBlur
      splitChars={[',', ';', ' ']}
      {...props}
    />
  );
}

export function SwitchField({ name, ...props }: Named & Omit<SwitchProps, 'name'>) {
  const { field, error } = useField(name);
  const { value, onChange, ...rest } = field;
  return (
    <Switch
      {...rest}
      checked={Boolean(value)}
      onChange={(event) => onChange(event.currentTarget.checked)}
      error={error}
      {...props}
    />
  );
}

export function CheckField({ name, ...props }: Named & Omit<SwitchProps, 'name'>) {
  const { field, error } = useField(name);
  const { value, onChange, ...rest } = field;
  return (
    <Checkbox
      {...rest}
      checked={Boolean(value)}
      onChange={(event) => onChange(event.currentTarget.checked)}
      error={error}
      {...(props as object)}
    />
  );
}

/** A day and a time, in the tenant's time zone. */
export function DateTimeField({ name, kept, ...props }: Named & { kept?: boolean } & Omit<TextInputProps, 'name'>) {
  const { field, error } = useField(name, kept);
  return <TextInput inputWrapperOrder={inputWrapperOrder} type="datetime-local" {...field} value={field.value ?? ''} error={error} {...props} />;
}

export interface Pair {
  key: string;
  value: string;
}

/** Free names and values, such as metadata. */
export function PairsField({ name, label, description, keyLabel, valueLabel }: Named & { label: string; description?: string; keyLabel: string; valueLabel: string }) {
  const { fields, append, remove } = useFieldArray({ name });
  const t = useTexts('parts');
  const { formState } = useFormContext();
  const error = (formState.errors as Record<string, { message?: string; root?: { message?: string } } | undefined>)[name];
  const message = error?.message ?? error?.root?.message;
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      {description && (
        <Text size="xs" c="dimmed">
          {description}
        </Text>
      )}
      {fields.map((row, i) => (
        <Group key={row.id} gap={6} wrap="nowrap" align="flex-start">
          <TextField name={`${name}.${i}.key`} aria-label={keyLabel} placeholder={keyLabel} style={{ flex: 1 }} />
          <TextField name={`${name}.${i}.value`} aria-label={valueLabel} placeholder={valueLabel} style={{ flex: 2 }} />
          <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('removeRow')} onClick={() => remove(i)}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {message && (
        <Text size="xs" c="var(--mantine-color-error)">
          {message}
        </Text>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => append({ key: '', value: '' })}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('addRow')}
      </Button>
    </Stack>
  );
}

export function pairsOf(map: Record<string, unknown> | null | undefined): Pair[] {
  return Object.entries(map ?? {}).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}

export function mapOf(pairs: Pair[]): Record<string, string> {
  return Object.fromEntries(pairs.filter(({ key }) => key.trim() !== '').map(({ key, value }) => [key.trim(), value]));
}
