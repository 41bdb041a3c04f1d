/** The whole catalog as a document: taken away, and brought back after a look at what would change. */
import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { api, body, download } from '~/api/client';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { IconUpload } from '~/features/parts/icons';
import { Rows } from '~/features/parts/Rows';
import { useTexts } from '~/i18n';
import { ProblemAlert } from '~/ui/form';
import { IconDownload } from '~/ui/icons';
import { Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { tellDone, tellProblem } from '~/ui/problems';
import { Badge } from '~/ui/StatusBadge';

type Catalog = Schemas['ImportCatalog'];

const TONES = { created: 'success', changed: 'info', unchanged: 'neutral' } as const;

/** What the file of a catalog holds. @throws SyntaxError for what is no JSON */
export function catalogOf(text: string): Catalog {
  const read: unknown = JSON.parse(text);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw new SyntaxError('No object');
  }
  return read as Catalog;
}

export default function CatalogDocument() {
  const t = useTexts('catalog');
  const common = useTexts();
  const may = useMay('catalog:write');
  const [file, setFile] = useState<{ name: string; catalog?: Catalog }>();
  const looking = useSubmit((catalog: Catalog, { headers }) => body(api.POST('/api/v1/catalog/import', { params: { query: { dry_run: true } }, headers, body: catalog })));
  const applying = useSubmit((catalog: Catalog, { headers }) => body(api.POST('/api/v1/catalog/import', { headers, body: catalog })), {
    touched: ['plans', 'billable-metrics', 'add-ons', 'coupons', 'tax-rates', 'features'],
    onDone: () => tellDone(t('doc.done')),
  });
  const choose = async (chosen: File | null) => {
    if (!chosen) {
      return;
    }
    looking.reset();
    applying.reset();
    try {
      setFile({ name: chosen.name, catalog: catalogOf(await chosen.text()) });
    } catch {
      setFile({ name: chosen.name });
    }
  };
  const result = applying.data ?? looking.data;
  const items = (result?.items ?? []).filter((item) => item.action !== 'unchanged');
  return (
    <>
      <PageHeader title={t('doc.title')} description={t('doc.help')} back={{ to: '/plans', label: t('plan.title') }} />
      <Section title={t('doc.export')}>
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => download('/api/v1/catalog/export', 'catalog.json').catch((thrown: unknown) => tellProblem(common, thrown))}>
          {t('doc.export')}
        </Button>
      </Section>
      {may && (
        <Section title={t('doc.import')}>
          <Stack gap="md">
            <Text size="sm" c="dimmed">
              {t('doc.importHelp')}
            </Text>
            <Group>
              <FileButton accept="application/json,.json" onChange={(chosen) => void choose(chosen)}>
                {(props) => (
                  <Button variant="default" leftSection={<IconUpload size={16} />} {...props}>
                    {t('doc.choose')}
                  </Button>
                )}
              </FileButton>
              {file && <span className="mono">{file.name}</span>}
            </Group>
            {file && !file.catalog && <Text c="var(--mantine-color-error)">{t('doc.notJson')}</Text>}
            <ProblemAlert error={looking.error ?? applying.error} />
            {file?.catalog && (
              <Group>
                <Button variant="default" loading={looking.isPending} onClick={() => looking.mutate(file.catalog as Catalog)}>
                  {t('doc.dryRun')}
                </Button>
                <Button loading={applying.isPending} disabled={!looking.data || applying.isSuccess} onClick={() => applying.mutate(file.catalog as Catalog)}>
                  {t('doc.apply')}
                </Button>
              </Group>
            )}
            {result && (
              <Rows
                label={t('doc.dryRun')}
                empty={t('doc.nothing')}
                rows={items}
                columns={[
                  { label: t('doc.type'), show: (item) => <span className="mono">{item.type}</span> },
                  { label: t('doc.code'), show: (item) => <span className="mono">{item.code}</span> },
                  { label: t('doc.action'), show: (item) => item.action && <Badge tone={TONES[item.action]}>{t(`doc.act.${item.action}`)}</Badge> },
                ]}
              />
            )}
          </Stack>
        </Section>
      )}
    </>
  );
}
