import { Skeleton, Stack } from '@mantine/core';

/** The place of a page that is on its way. */
export function PageSkeleton() {
  return (
    <Stack py="xs" gap="md" aria-busy="true">
      <Skeleton height={26} width={220} />
      <Skeleton height={14} width="min(340px, 80%)" />
      <Skeleton height={260} mt="sm" />
    </Stack>
  );
}
