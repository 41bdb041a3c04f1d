import { PageHeader } from '~/ui/PageHeader';
import { useTexts } from '~/i18n';

export default function HomePage() {
  const t = useTexts('home');
  return <PageHeader title={t('nav.home')} />;
}
