import { Skeleton } from '@mantine/core';
import { lazy, Suspense, type ComponentType } from 'react';

// A part of a page that is fetched when it is first shown, so that the page itself is light.
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, height = 240) {
  const Part = lazy(() => load().then((found) => ({ default: found as ComponentType<object> })));
  return function Later(props: Props) {
    return (
      <Suspense fallback={<Skeleton height={height} radius="md" />}>
        <Part {...props} />
      </Suspense>
    );
  };
}
