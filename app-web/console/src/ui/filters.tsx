import { CloseButton, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useUrl } from '~/app/search';
import { useTexts } from '~/i18n';
import { IconSearch } from './icons';

/** A filter of a list that has a few values, kept in the URL. */
export function SelectFilter({ name, label, values }: { name: string; label: string; values: { value: string; label: string }[] }) {
  const [search, change] = useUrl();
  return (
    <Select
      size="xs"
      w={170}
      aria-label={label}
      placeholder={label}
      clearable
      clearButtonProps={{ 'aria-label': `${label}: ×` }}
      data={values}
      value={search[name] ?? null}
      onChange={(value) => change({ [name]: value ?? undefined })}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  );
}

/** A filter of a list that is typed, kept in the URL. The first one of a page is reached by /. */
export function TextFilter({ name, label, first = false, width = 230 }: { name: string; label: string; first?: boolean; width?: number }) {
  const t = useTexts();
  const [search, change] = useUrl();
  const told = search[name] ?? '';
  const [typed, setTyped] = useState(told);
  const sent = useRef(told);
  useEffect(() => {
    if (told !== sent.current) setTyped(told);
    sent.current = told;
  }, [told]);
  const send = useDebouncedCallback((value: string) => {
    sent.current = value.trim();
    change({ [name]: value.trim() || undefined });
  }, 350);
  const set = (value: string) => {
    setTyped(value);
    send(value);
  };
  return (
    <TextInput
      size="xs"
      w={width}
      aria-label={label}
      placeholder={label}
      data-search={first || undefined}
      leftSection={<IconSearch size={14} />}
      value={typed}
      onChange={(event) => set(event.currentTarget.value)}
      rightSection={typed ? <CloseButton size="xs" aria-label={t('clear')} onClick={() => set('')} /> : null}
    />
  );
}
