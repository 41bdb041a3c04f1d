import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { useSession } from '~/api/session';
import { currentBranding } from '~/app/branding';
import { navigation } from '~/app/features';
import { useTexts } from '~/i18n';

export default function ShortcutHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTexts();
  const items = navigation(useSession(), currentBranding()).flatMap((section) => section.items);
  const rows: [string[], string][] = [
    [['Ctrl', 'K'], t('shortcut.palette')],
    [['/'], t('shortcut.search')],
    [['?'], t('shortcut.help')],
    [['↑', '↓'], t('shortcut.rows')],
    ...items.filter((item) => item.shortcut).map((item): [string[], string] => [['g', item.shortcut ?? ''], t(`${item.feature}:nav.${item.name}`)]),
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={t('shortcut.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack gap={8}>
        {rows.map(([keys, label]) => (
          <Group key={label} justify="space-between">
            <Text>{label}</Text>
            <Group gap={4}>{keys.map((key) => <Kbd key={key}>{key}</Kbd>)}</Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
