import { Button, Stack, Text } from '@mantine/core';
import { asProblem } from '~/api/problem';
import { useTexts } from '~/i18n';
import { problemTitle } from './problems';
import { IconAlertTriangle, IconWifiOff } from './icons';

const isStaleBuild = (error: unknown) => error instanceof Error && /dynamically imported module|Importing a module script/.test(error.message);

/** What went wrong, what can be done, and the request's id for whoever looks into it. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useTexts();
  const problem = asProblem(error);
  const stale = isStaleBuild(error);
  const Icon = problem.offline ? IconWifiOff : IconAlertTriangle;
  return (
    <Stack align="center" gap={6} py={48} px="md" ta="center" role="alert">
      <Icon size={30} stroke={1.4} color="var(--mantine-color-dimmed)" />
      <Text fw={600} mt={4}>{stale ? t('error.stale') : problemTitle(t, problem)}</Text>
      {!stale && <Text c="dimmed" size="sm" maw={480}>{problem.offline ? t('error.offlineHint') : problem.message}</Text>}
      {problem.requestId && <Text c="dimmed" size="xs">{t('error.requestId')} <span className="mono">{problem.requestId}</span></Text>}
      {stale ? (
        <Button variant="default" mt="xs" onClick={() => location.reload()}>{t('error.reload')}</Button>
      ) : (
        retry && problem.status !== 404 && <Button variant="default" mt="xs" onClick={retry}>{t('error.retry')}</Button>
      )}
    </Stack>
  );
}
