import type { ReactNode } from 'react';
import { count } from '../model/figures';
import style from './Bars.module.css';
import { SplitBar } from './SplitBar';

export interface Bar {
  key: string;
  label: ReactNode;
  acquisition: number;
  processed: number;
}

// Bars beside each other, the longest as long as there is room.
export function Bars({ bars, write = count }: { bars: Bar[]; write?: (value: number) => string }) {
  const longest = Math.max(1, ...bars.map((bar) => bar.acquisition + bar.processed));
  return (
    <ul className={style.bars}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <span className="oneline">{bar.label}</span>
          <SplitBar acquisition={bar.acquisition} processed={bar.processed} of={longest} write={write} />
          <span className={style.value}>{write(bar.acquisition + bar.processed)}</span>
        </li>
      ))}
    </ul>
  );
}
