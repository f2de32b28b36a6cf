import { bucketLabel, marks, timeBuckets, type TimeBucket } from '../model/timeBuckets';
import style from './TimeBars.module.css';

interface Props {
  months: TimeBucket[];
  write: (value: number) => string;
  mark: (value: number) => string; // on the scale
}

const mostLabels = 12; // below the columns; a third of them where there is little room
const fewLabels = 3;

// Columns over time with their scale, what was measured below and what was made from it above.
export function TimeBars({ months, write, mark: written }: Props) {
  const shown = timeBuckets(months);
  const scale = marks(Math.max(0, ...shown.map((bar) => bar.acquisition + bar.processed)));
  const top = scale.at(-1)!;
  const each = Math.max(1, Math.ceil(shown.length / mostLabels));
  const few = each * Math.max(1, Math.ceil(shown.length / each / fewLabels));
  return (
    <div className={style.chart}>
      <div className={style.scale} aria-hidden>
        {scale.map((mark) => <span key={mark} style={{ bottom: `${(100 * mark) / top}%` }}>{written(mark)}</span>)}
      </div>
      <div className={style.bars} role="list" aria-label="Over time">
        {scale.map((mark) => <i key={mark} aria-hidden style={{ bottom: `${(100 * mark) / top}%` }} />)}
        {shown.map((bar) => {
          const words = `${bucketLabel(bar.key)}: ${write(bar.acquisition)} acquisition, ${write(bar.processed)} processed`;
          return (
            <div key={bar.key} role="listitem" className={style.slot} title={words} aria-label={words}>
              <span data-kind="processed" style={{ height: `${(100 * bar.processed) / top}%` }} />
              <span data-kind="acquisition" style={{ height: `${(100 * bar.acquisition) / top}%` }} />
            </div>
          );
        })}
      </div>
      <div className={style.axis} aria-hidden>
        {shown.map((bar, at) => <span key={bar.key} data-few={at % few === 0 || undefined}>{at % each === 0 && <b>{bucketLabel(bar.key)}</b>}</span>)}
      </div>
    </div>
  );
}
