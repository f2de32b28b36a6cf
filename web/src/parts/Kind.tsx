import { isProcessed } from '../model/names';
import style from './Kind.module.css';

// What a dataset is, in its colour: measured, or made from others.
export function Kind({ type }: { type: string }) {
  return (
    <span className={style.kind} data-processed={isProcessed({ type }) || undefined}>
      {type}
    </span>
  );
}
