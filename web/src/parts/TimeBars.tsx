import { short } from '../model/figures';
import style from './TimeBars.module.css';

export interface TimeBar {
  key: string; // 2023, 2023-04
  acquisition: number;
  processed: number;
}

// Months without data are part of the picture. Other keys stay as they are.
export function withGaps(bars: TimeBar[]): TimeBar[] {
  const months = bars.map((bar) => /^(\d{4})-(\d{2})$/.exec(bar.key));
  const first = months[0];
  const last = months[months.length - 1];
  if (!first || !last || months.includes(null)) return bars;
  const known = new Map(bars.map((bar) => [bar.key, bar]));
  const at = (found: RegExpExecArray) => Number(found[1]) * 12 + Number(found[2]) - 1;
  return Array.from({ length: Math.min(1200, at(last) - at(first) + 1) }, (_, step) => {
    const month = at(first) + step;
    const key = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    return known.get(key) ?? { key, acquisition: 0, processed: 0 };
  });
}

// Columns over time, what was measured below and what was made from it above.
export function TimeBars({ bars, write }: { bars: TimeBar[]; write: (value: number) => string }) {
  const shown = withGaps(bars);
  const highest = Math.max(1, ...shown.map((bar) => bar.acquisition + bar.processed));
  const each = Math.max(1, Math.ceil(shown.length / 12));
  return (
    <div className={style.chart}>
      <span className={style.highest}>{highest >= 1e6 ? short(highest) : write(highest)}</span>
      <div className={style.bars} role="list" aria-label="Over time">
        {shown.map((bar) => {
          const words = `${bar.key}: ${write(bar.acquisition)} acquisition, ${write(bar.processed)} processed`;
          return (
            <div key={bar.key} role="listitem" className={style.slot} title={words} aria-label={words}>
              <span data-kind="processed" style={{ height: `${(100 * bar.processed) / highest}%` }} />
              <span data-kind="acquisition" style={{ height: `${(100 * bar.acquisition) / highest}%` }} />
            </div>
          );
        })}
      </div>
      <div className={style.axis} aria-hidden>
        {shown.map((bar, at) => <span key={bar.key}>{at % each === 0 ? bar.key : ''}</span>)}
      </div>
    </div>
  );
}
