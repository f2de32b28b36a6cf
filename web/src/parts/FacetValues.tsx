import { useState } from 'react';
import type { Facet } from '../model/facets';
import { count } from '../model/figures';
import style from './FacetValues.module.css';

interface Props {
  facet: Facet;
  chosen: string[];
  onToggle: (value: string) => void;
}

const few = 6;

// The values of a field, most frequent first, each with its exact count over the whole result.
export function FacetValues({ facet, chosen, onToggle }: Props) {
  const [all, setAll] = useState(false);
  const gone = chosen.filter((value) => !facet.counts.some((one) => one.value === value)).map((value) => ({ value, count: 0 }));
  const values = [...gone, ...facet.counts];
  const highest = Math.max(1, ...facet.counts.map((one) => one.count));
  const shown = all ? values : values.slice(0, Math.max(few, gone.length));
  return (
    <div className={style.values}>
      {shown.map((one) => (
        <label key={one.value} className={style.value}>
          <span className={style.share} style={{ width: `${(100 * one.count) / highest}%` }} />
          <input type="checkbox" checked={chosen.includes(one.value)} onChange={() => onToggle(one.value)} />
          <span className="oneline" title={one.value}>{one.value}</span>
          <span className={style.count}>{count(one.count)}</span>
        </label>
      ))}
      {values.length > few && (
        <button type="button" className={style.more} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${count(values.length - few)} more`}
        </button>
      )}
      {facet.distinct > facet.counts.length && all && (
        <span className={style.more}>the first {count(facet.counts.length)} of {count(facet.distinct)}</span>
      )}
    </div>
  );
}
