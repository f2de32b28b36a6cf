import { Skeleton } from '@mantine/core';
import { lazy, Suspense, useRef } from 'react';
import { fileName } from '../../model/files';
import style from './Hdf5Panel.module.css';
import { useNoFocusWhileLoading } from './useNoFocusWhileLoading';

const Hdf5Explorer = lazy(() => import('./Hdf5Explorer'));

export interface Hdf5PanelProps {
  dataset: number;
  file: string;
  path?: string; // opened first; H5Web follows the default plot from there
  height?: number | string;
}

// An HDF5 file with H5Web, which is loaded when a panel first needs it.
export function Hdf5Panel({ dataset, file, path, height = 'min(76vh, 720px)' }: Hdf5PanelProps) {
  const place = useRef<HTMLElement>(null);
  const key = `${dataset}/${file}/${path ?? ''}`;
  useNoFocusWhileLoading(place, key);
  return (
    <section ref={place} className={`${style.panel} card`} style={{ height }} aria-label={`HDF5 of ${fileName(file)}`}>
      <Suspense fallback={<Skeleton height="100%" radius={0} />}>
        <Hdf5Explorer key={key} dataset={dataset} file={file} path={path} />
      </Suspense>
    </section>
  );
}
