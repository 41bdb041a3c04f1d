import { Button } from '@mantine/core';
import type { Permission } from '~/api/types';
import { useTexts } from '~/i18n';
import { EmptyState } from './EmptyState';
import { IconLock } from './icons';
import { Link } from './Link';

export function Forbidden({ permission }: { permission?: Permission }) {
  const t = useTexts();
  return (
    <EmptyState title={t('forbidden.title')} icon={IconLock} action={<Button component={Link} to="/" variant="default">{t('home')}</Button>}>
      {permission ? t('forbidden.needs', { permission }) : t('forbidden.text')}
    </EmptyState>
  );
}
