import { lazy, Suspense } from 'react';
import { Skeleton } from '@mantine/core';
import type { Address } from '../../model/search';
import type { Viewer } from '../../model/viewer';

const DescribedList = lazy(() => import('./DescribedList').then((found) => ({ default: found.DescribedList })));

interface Props {
  viewer: Viewer;
  investigation: number;
  address: Address;
  onAddress: (next: Record<string, string | string[] | undefined>, again?: boolean) => void;
}

// A viewer's list, loaded when it is first looked at.
export function DescribedTab(props: Props) {
  return <Suspense fallback={<Skeleton height={420} radius="md" />}><DescribedList key={props.viewer.name} {...props} /></Suspense>;
}
