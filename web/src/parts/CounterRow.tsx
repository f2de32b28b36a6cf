import { count, size } from '../model/figures';
import type { Counters } from '../model/names';
import style from './CounterRow.module.css';
import { SplitBar } from './SplitBar';

interface FigureProps {
  title: string;
  value: string;
  acquisition?: number;
  processed?: number;
  write?: (value: number) => string;
}

export function Figure({ title, value, acquisition, processed, write = count }: FigureProps) {
  const split = acquisition !== undefined && processed !== undefined;
  return (
    <div className={style.figure}>
      <dt>{title}</dt>
      <dd>
        <span className={style.value}>{value}</span>
        {split && (
          <>
            <SplitBar acquisition={acquisition} processed={processed} write={write} />
            <span className={style.parts}>
              <span data-kind="acquisition">{write(acquisition)} acquisition</span>
              <span data-kind="processed">{write(processed)} processed</span>
            </span>
          </>
        )}
      </dd>
    </div>
  );
}

// The counters of an investigation, a sample or the whole catalogue.
export function CounterRow({ counters, samples = true }: { counters: Counters; samples?: boolean }) {
  const c = counters;
  return (
    <dl className={`${style.row} card`} aria-label="Counters">
      {samples && <Figure title="Samples" value={count(c.samples)} />}
      <Figure title="Datasets" value={count(c.datasets)} acquisition={c.acquisition} processed={c.processed} />
      <Figure title="Files" value={count(c.files)} acquisition={c.acquisitionFiles} processed={c.processedFiles} />
      <Figure title="Volume" value={size(c.volume)} acquisition={c.acquisitionVolume} processed={c.processedVolume} write={size} />
    </dl>
  );
}
