// As ui/icons: each icon by its own file.
export { default as IconArrowDown } from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
export { default as IconArrowUp } from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
export { default as IconBolt } from '@tabler/icons-react/dist/esm/icons/IconBolt.mjs';
export { default as IconBox } from '@tabler/icons-react/dist/esm/icons/IconBox.mjs';
export { default as IconTicket } from '@tabler/icons-react/dist/esm/icons/IconTicket.mjs';
export { default as IconFileCode } from '@tabler/icons-react/dist/esm/icons/IconFileCode.mjs';
export { default as IconGauge } from '@tabler/icons-react/dist/esm/icons/IconGauge.mjs';
export { default as IconMailPlus } from '@tabler/icons-react/dist/esm/icons/IconMailPlus.mjs';
export { default as IconPercentage } from '@tabler/icons-react/dist/esm/icons/IconPercentage.mjs';
export { default as IconPlayerPlay } from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
export { default as IconPuzzle } from '@tabler/icons-react/dist/esm/icons/IconPuzzle.mjs';
export { default as IconRulerMeasure } from '@tabler/icons-react/dist/esm/icons/IconRulerMeasure.mjs';
export { default as IconShield } from '@tabler/icons-react/dist/esm/icons/IconShieldLock.mjs';
export { default as IconStack } from '@tabler/icons-react/dist/esm/icons/IconStack2.mjs';
export { default as IconTool } from '@tabler/icons-react/dist/esm/icons/IconTool.mjs';
export { default as IconUpload } from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
export { IconCheck, IconCopy, IconPlus, IconRefresh, IconTrash } from '~/ui/icons';
