import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { bucketAt, bucketWords, firstLabel, isInside, lastLabel, rangeOf, type Facet } from '../model/facets';
import { count } from '../model/figures';
import type { Range } from '../model/search';
import style from './Histogram.module.css';

interface Props {
  facet: Facet;
  range?: Range;
  onRange: (range: Range) => void;
}

// Buckets as bars. Dragging over them chooses a range, with a mouse or a finger; so does Enter on one and Shift with Enter
// on another.
export function Histogram({ facet, range, onRange }: Props) {
  const [brush, setBrush] = useState<{ from: number; to: number }>();
  const bars = useRef<HTMLDivElement>(null);
  const anchor = useRef<number>();
  const highest = Math.max(1, ...facet.buckets.map((bucket) => bucket.count));
  const shown = brush ? rangeOf(facet, brush.from, brush.to) : range;
  const last = facet.buckets.length - 1;
  if (last < 0) return null;
  const under = (pointer: PointerEvent) => {
    const { left, width } = bars.current!.getBoundingClientRect();
    return bucketAt(facet, (pointer.clientX - left) / width);
  };
  const begin = (pointer: PointerEvent) => {
    if (pointer.button !== 0) return;
    bars.current!.setPointerCapture(pointer.pointerId);
    setBrush({ from: under(pointer), to: under(pointer) });
  };
  const end = (pointer: PointerEvent) => {
    if (!brush) return;
    anchor.current = brush.from;
    onRange(rangeOf(facet, brush.from, under(pointer)));
    setBrush(undefined);
  };
  const choose = (at: number) => {
    anchor.current = at;
    onRange(rangeOf(facet, at, at));
  };
  const press = (key: KeyboardEvent, at: number) => {
    if (key.key !== 'Enter') return;
    key.preventDefault();
    if (key.shiftKey && anchor.current !== undefined) onRange(rangeOf(facet, anchor.current, at));
    else choose(at);
  };
  return (
    <div>
      <div ref={bars} className={style.bars} onPointerDown={begin} onPointerMove={(pointer) => brush && setBrush({ ...brush, to: under(pointer) })}
        onPointerUp={end} onPointerCancel={() => setBrush(undefined)}>
        {facet.buckets.map((bucket, at) => {
          const words = `${bucketWords(facet, at)}: ${count(bucket.count)}`;
          return (
            <button key={bucket.from} type="button" className={style.slot} title={words} aria-label={words}
              data-inside={isInside(facet, bucket, shown) || undefined} onKeyDown={(key) => press(key, at)}
              onClick={(click) => click.detail === 0 && choose(at)}>
              <span style={{ height: bucket.count ? `${Math.max(6, (100 * bucket.count) / highest)}%` : 0 }} />
            </button>
          );
        })}
      </div>
      <div className={style.bounds}>
        <span>{firstLabel(facet)}</span>
        <span>
          {lastLabel(facet)} {facet.kind === 'numbers' && facet.unit}
        </span>
      </div>
    </div>
  );
}
