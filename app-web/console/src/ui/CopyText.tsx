import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTexts } from '~/i18n';
import { IconCheck, IconCopy } from './icons';

/** An id or a secret with a button that copies it. */
export function CopyText({ text, shown = text }: { text: string | undefined | null; shown?: string | null }) {
  const t = useTexts();
  const clipboard = useClipboard({ timeout: 1500 });
  if (!text) return <span>–</span>;
  return (
    <Group gap={2} wrap="nowrap" component="span">
      <span className="mono" style={{ overflowWrap: 'anywhere' }}>{shown}</span>
      <Tooltip label={clipboard.copied ? t('copied') : t('copy')}>
        <ActionIcon size={22} onClick={() => clipboard.copy(text)} aria-label={t('copy')}>{clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}</ActionIcon>
      </Tooltip>
    </Group>
  );
}
