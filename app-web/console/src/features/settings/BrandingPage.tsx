import { Button, ColorSwatch, FileButton, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useFormContext, useWatch } from 'react-hook-form';
import { useMay } from '~/api/session';
import { useTenant } from '~/api/tenant';
import type { Schemas } from '~/api/types';
import { AreaField, TextField } from '~/features/parts/fields';
import { Form } from '~/features/parts/Form';
import { useTexts } from '~/i18n';
import { ErrorState } from '~/ui/ErrorState';
import { Facts, Section } from '~/ui/layout';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { SettingsHeader } from './SettingsHeader';
import { changeTenant } from './tenant';

const NAMES = ['display_name', 'primary_color', 'support_email', 'logo_url', 'logo', 'footer'] as const;
type BrandingForm = Record<(typeof NAMES)[number], string>;

/** A branding is set as a whole: what is empty is the product's own. */
export function brandingFromForm(form: BrandingForm): Schemas['ChangeBranding'] {
  return Object.fromEntries(NAMES.map((name) => [name, form[name].trim()]).filter(([, value]) => value !== ''));
}

export default function BrandingPage() {
  const t = useTexts('settings');
  const p = useTexts('parts');
  const may = useMay('tenant:write');
  const { data: tenant, error, refetch } = useTenant();
  if (error && !tenant) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  const branding = tenant?.branding;
  return (
    <>
      <SettingsHeader />
      {!tenant ? (
        <PageSkeleton />
      ) : (
        <Section title={t('tab.branding')}>
          {may ? (
            <Form
              key={tenant.version}
              values={{ branding: Object.fromEntries(NAMES.map((name) => [name, branding?.[name] ?? ''])) as BrandingForm }}
              send={(form, attempt) => changeTenant(tenant, { branding: brandingFromForm(form.branding) }, attempt)}
              touched={['tenant']}
              onDone={() => tellDone(p('saved'))}
              submitLabel={p('save')}
            >
              <Text size="sm" c="dimmed">{t('branding.help')}</Text>
              <BrandingFields />
            </Form>
          ) : (
            <Facts of={NAMES.filter((name) => name !== 'logo').map((name) => [t(`branding.${name}`), branding?.[name] ?? undefined])} />
          )}
        </Section>
      )}
    </>
  );
}

function BrandingFields() {
  const t = useTexts('settings');
  const { setValue, setError } = useFormContext();
  const color = useWatch({ name: 'branding.primary_color' }) as string;
  const logo = useWatch({ name: 'branding.logo' }) as string;
  const read = (file: File | null) => {
    if (!file) {
      return;
    }
    if (file.size > 48_000) {
      setError('branding.logo', { message: t('branding.logoTooLarge') });
      return;
    }
    const reader = new FileReader();
    reader.addEventListener('load', () => setValue('branding.logo', String(reader.result), { shouldDirty: true }));
    reader.readAsDataURL(file);
  };
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextField name="branding.display_name" label={t('branding.display_name')} />
        <TextField name="branding.primary_color" label={t('branding.primary_color')} placeholder="#1f5f8b" rightSection={/^#[0-9a-f]{6}$/i.test(color) ? <ColorSwatch color={color} size={18} /> : null} />
        <TextField name="branding.support_email" label={t('branding.support_email')} type="email" />
        <TextField name="branding.logo_url" label={t('branding.logo_url')} placeholder="https://" />
      </SimpleGrid>
      <Stack gap={6}>
        <Text size="sm" fw={500}>{t('branding.logo')}</Text>
        <Text size="xs" c="dimmed">{t('branding.logoHelp')}</Text>
        <Group>
          {/^data:image\/(png|jpeg);base64,/.test(logo) && <img src={logo} alt={t('branding.logo')} style={{ maxHeight: 48, maxWidth: 200, background: '#fff', border: '1px solid var(--ch-line)', borderRadius: 4, padding: 4 }} />}
          <FileButton accept="image/png,image/jpeg" onChange={read}>
            {(props) => <Button variant="default" {...props}>{t('branding.choose')}</Button>}
          </FileButton>
          {logo && <Button variant="subtle" onClick={() => setValue('branding.logo', '')}>{t('branding.removeLogo')}</Button>}
        </Group>
      </Stack>
      <AreaField name="branding.footer" label={t('branding.footer')} description={t('branding.footerHelp')} />
    </>
  );
}
