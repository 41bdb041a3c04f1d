/** Filters of lists that are kept in the URL, beside those of ui/filters. */
import { TextInput } from '@mantine/core';
import { useUrl } from '~/app/search';
import { useTexts } from '~/i18n';
import { CustomerPicker } from './CustomerPicker';
import { useZone } from './zone';
import { instantOf, localOf } from './zoned';

/** An instant, shown as a day and a time in the tenant's zone. */
export function InstantFilter({ name, label }: { name: string; label: string }) {
  const [search, change] = useUrl();
  const zone = useZone();
  const p = useTexts('parts');
  return (
    <TextInput
      size="xs"
      w={190}
      type="datetime-local"
      aria-label={`${label}, ${p('inZone', { zone })}`}
      title={`${label}, ${p('inZone', { zone })}`}
      leftSection={<span style={{ fontSize: 12 }}>{label}</span>}
      leftSectionWidth={44}
      value={localOf(search[name], zone)}
      onChange={(event) => change({ [name]: event.currentTarget.value ? instantOf(event.currentTarget.value, zone) : undefined })}
    />
  );
}

export function CustomerFilter() {
  const [search, change] = useUrl();
  const p = useTexts('parts');
  return <CustomerPicker size="xs" w={220} aria-label={p('customer')} placeholder={p('customer')} value={search.customer_id ?? null} onChange={(id) => change({ customer_id: id ?? undefined })} />;
}
