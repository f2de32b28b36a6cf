import { lazy, Suspense, useMemo } from 'react';
import { Skeleton } from '@mantine/core';
import type { Plot, Row } from '../../model/viewer';
import { pointsOf } from '../../model/viewerRows';
import { useDescribed } from './context';
import style from './PlotOverRows.module.css';

const PointsPlot = lazy(() => import('./PointsPlot'));

// One plot, a point for each row.
export function PlotOverRows({ plot, rows, height = 230 }: { plot: Plot; rows: Row[]; height?: number }) {
  const { viewer, words } = useDescribed();
  const points = useMemo(() => pointsOf(plot, rows, viewer, words), [plot, rows, viewer, words]);
  if (!points.series.length) return null;
  const title = plot.title ?? [points.y || points.series.map((one) => one.title).join(', '), points.x && `over ${points.x}`].filter(Boolean).join(' ');
  return (
    <figure className={style.plot} data-content>
      <figcaption>{title}</figcaption>
      <Suspense fallback={<Skeleton height={height} radius="md" />}>
        <PointsPlot plot={plot} points={points} title={title} height={height} />
      </Suspense>
    </figure>
  );
}
