import { MultiField, TextField } from '~/features/parts/fields';
import { useTexts } from '~/i18n';
import { SELECTORS } from './eventTypes';

export function EndpointFields() {
  const t = useTexts('developers');
  const p = useTexts('parts');
  return (
    <>
      <TextField name="url" label={t('endpoint.url')} placeholder="https://" required data-autofocus />
      <TextField name="description" label={p('thing.description')} />
      <MultiField name="event_types" label={t('endpoint.types')} description={t('endpoint.typesHelp')} data={SELECTORS} searchable clearable maxDropdownHeight={260} />
    </>
  );
}
