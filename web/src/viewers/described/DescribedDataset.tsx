import { Skeleton } from '@mantine/core';
import { lazy, Suspense, type ComponentProps } from 'react';

const DescribedPanels = lazy(() => import('./DescribedPanels'));

// What viewers show of a dataset, loaded when it is first looked at.
export function DescribedDataset(props: ComponentProps<typeof DescribedPanels>) {
  return <Suspense fallback={<Skeleton height={280} radius="md" />}><DescribedPanels {...props} /></Suspense>;
}
