import { count, counted, size } from '../../model/figures';
import type { RowCounters } from '../../model/viewerRows';
import style from './Panels.module.css';

// Datasets, files and volume in one line.
export function RowCounterLine({ counters: c }: { counters: RowCounters }) {
  return (
    <span className={style.counters}>
      <span>{counted(c.datasets, 'dataset')}</span>
      <span data-kind="acquisition">{count(c.acquisition)} acquisition</span>
      <span data-kind="processed">{count(c.processed)} processed</span>
      <span>{counted(c.files, 'file')}</span>
      <span>{size(c.volume)}</span>
    </span>
  );
}
