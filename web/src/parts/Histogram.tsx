import { useState } from 'react';
import { boundLabel, isInside, rangeOf, type Facet } from '../model/facets';
import { count } from '../model/figures';
import type { Range } from '../model/search';
import style from './Histogram.module.css';

interface Props {
  facet: Facet;
  range?: Range;
  onRange: (range: Range) => void;
}

// Buckets as bars; dragging over them, or Enter and Shift with Enter, chooses a range.
export function Histogram({ facet, range, onRange }: Props) {
  const [brush, setBrush] = useState<{ from: number; to: number }>();
  const highest = Math.max(1, ...facet.buckets.map((bucket) => bucket.count));
  const shown = brush ? rangeOf(facet, brush.from, brush.to) : range;
  const choose = (from: number, to: number) => onRange(rangeOf(facet, from, to));
  const last = facet.buckets.length - 1;
  if (last < 0) return null;
  return (
    <div>
      <div className={style.bars} onPointerLeave={() => setBrush(undefined)}>
        {facet.buckets.map((bucket, at) => {
          const words = `${boundLabel(facet, bucket.from)} to ${boundLabel(facet, bucket.to)} ${facet.kind === 'numbers' ? facet.unit : ''}: ${count(bucket.count)}`;
          return (
            <button
              key={bucket.from}
              type="button"
              className={style.slot}
              title={words}
              aria-label={words}
              data-inside={isInside(facet, bucket, shown) || undefined}
              onPointerDown={(press) => {
                press.currentTarget.releasePointerCapture?.(press.pointerId);
                setBrush({ from: at, to: at });
              }}
              onPointerEnter={() => brush && setBrush({ ...brush, to: at })}
              onPointerUp={() => {
                if (brush) choose(brush.from, at);
                setBrush(undefined);
              }}
              onClick={(click) => click.detail === 0 && choose(at, at)}
            >
              <span style={{ height: bucket.count ? `${Math.max(6, (100 * bucket.count) / highest)}%` : 0 }} />
            </button>
          );
        })}
      </div>
      <div className={style.bounds}>
        <span>{boundLabel(facet, facet.buckets[0]!.from)}</span>
        <span>
          {boundLabel(facet, facet.buckets[last]!.to)} {facet.kind === 'numbers' && facet.unit}
        </span>
      </div>
    </div>
  );
}
