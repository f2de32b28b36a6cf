import { Skeleton } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { curve } from '../../api/files';
import { curves, type Source } from '../../model/curves';
import { counted } from '../../model/figures';
import { fileName } from '../../model/files';
import style from './CurvePanel.module.css';
import { Curves } from './Curves';
import { PanelNotice, PanelProblem } from './PanelNotice';

export interface CurvePanelProps {
  dataset: number | number[];
  file: string; // path or glob
  hdf5?: string; // the group of an HDF5 file
  columns?: string[]; // the y to draw; all by default
  skip?: number; // lines before the table of a text file
  names?: Record<number, string>; // of the datasets, for the legend
  title?: string;
  logX?: boolean; // else as the file says
  logY?: boolean;
  height?: number;
}

// The curves of a file of one dataset, or of several laid over each other.
export function CurvePanel({ dataset, file, hdf5, columns, skip, names, title, logX, logY, height = 360 }: CurvePanelProps) {
  const datasets = useMemo(() => [...new Set(Array.isArray(dataset) ? dataset : [dataset])], [dataset]);
  const answers = useQueries({ queries: datasets.map((one) => curve(one, { file, hdf5, skip, columns })) });
  const many = datasets.length > 1;
  const stamp = answers.map((answer) => answer.dataUpdatedAt).join();
  const found = useMemo(
    () => {
      const sources: Source[] = answers.flatMap(({ data }, at) => {
        const id = datasets[at]!;
        return data ? [{ key: String(id), name: many ? (names?.[id] ?? `dataset ${id}`) : '', answer: data }] : [];
      });
      return { all: curves(sources, columns), title: sources[0]?.answer.title };
    },
    // The answers are new objects each time; what is in them changes with the stamp.
    [stamp, datasets, many, names, columns],
  );
  const failed = answers.flatMap(({ error, data }) => (error && !data ? [error] : []));
  const waiting = answers.filter((answer) => answer.isPending).length;
  if (waiting === answers.length && waiting > 0) return <Skeleton height={height} radius="md" />;
  if (failed.length === answers.length && failed[0]) {
    return <PanelProblem failure={failed[0]} missing="No curve" onRetry={() => answers.forEach((answer) => void answer.refetch())} />;
  }
  if (!found.all.length) return <PanelNotice>{answers.length ? 'There are no two columns of numbers to draw.' : 'No dataset was chosen.'}</PanelNotice>;
  const head = title ?? (many ? undefined : found.title);
  return (
    <section className={style.panel} aria-label={`Curves of ${[...new Set([head, fileName(file), hdf5])].filter(Boolean).join(', ')}`}>
      <Curves all={found.all} title={head} logX={logX} logY={logY} height={height} name={hdf5 ?? file} save={fileName(file).replace(/[^\w.-]+/g, '_') || 'curves'} />
      {failed.length > 0 && <p className={style.note}>{counted(failed.length, 'dataset')} of {answers.length} {failed.length === 1 ? 'has' : 'have'} no such curve.</p>}
    </section>
  );
}
