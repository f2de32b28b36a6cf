import { count } from '../model/figures';
import style from './SplitBar.module.css';

interface Props {
  acquisition: number;
  processed: number;
  write?: (value: number) => string;
  of?: number; // the length of a full bar; else the two parts fill it
}

// How much was measured, and how much was made from it.
export function SplitBar({ acquisition, processed, write = count, of }: Props) {
  const whole = of ?? acquisition + processed;
  const part = (value: number) => `${whole ? Math.max(value > 0 ? 0.6 : 0, (100 * value) / whole) : 0}%`;
  const words = `${write(acquisition)} acquisition, ${write(processed)} processed`;
  return (
    <div className={style.bar} role="img" aria-label={words} title={words}>
      <span className={style.acquisition} style={{ width: part(acquisition) }} />
      <span className={style.processed} style={{ width: part(processed) }} />
    </div>
  );
}
