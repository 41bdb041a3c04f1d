import { Button } from '@mantine/core';
import { useTexts } from '~/i18n';
import { EmptyState } from './EmptyState';
import { IconSearch } from './icons';
import { Link } from './Link';

export function NotFound() {
  const t = useTexts();
  return (
    <EmptyState title={t('notFound.title')} icon={IconSearch} action={<Button component={Link} to="/" variant="default">{t('home')}</Button>}>
      {t('notFound.text')}
    </EmptyState>
  );
}
