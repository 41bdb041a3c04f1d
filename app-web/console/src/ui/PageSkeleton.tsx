import { Skeleton, Stack } from '@mantine/core';

/** The place of a page that is on its way. */
export function PageSkeleton() {
  return (
    <Stack p="lg" gap="md" aria-busy="true">
      <Skeleton height={26} width={220} />
      <Skeleton height={14} width={340} />
      <Skeleton height={260} mt="sm" />
    </Stack>
  );
}
