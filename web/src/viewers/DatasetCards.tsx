import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { lastFolders, place } from '../model/columns';
import { counted, duration, size } from '../model/figures';
import type { DatasetSummary } from '../model/names';
import { Kind } from '../parts/Kind';
import { When } from '../parts/When';
import style from './DatasetCards.module.css';
import { DatasetName } from './DatasetName';
import type { LongList } from './DatasetTable';
import { useSight } from './useSight';

export function DatasetCard({ dataset }: { dataset: DatasetSummary }) {
  const facts = [dataset.technique, dataset.program, duration(dataset.startDate, dataset.endDate)].filter(Boolean);
  const amount = dataset.fileCount === undefined ? [] : [counted(dataset.fileCount, 'file'), size(dataset.volume ?? 0)];
  return (
    <article className={`${style.card} card`} data-processed={dataset.type !== 'acquisition' || undefined}>
      <header>
        <span className="oneline"><DatasetName dataset={dataset} /></span>
        <Kind type={dataset.type} />
      </header>
      <div className={style.line}>{[dataset.sample, `${dataset.proposal} at ${dataset.instrument}`].filter(Boolean).join(' · ')}</div>
      <div className={style.line}>{facts.join(' · ') || '\u00a0'}</div>
      <div className={`${style.line} mono`} title={dataset.location}>{place(dataset) || lastFolders(dataset.location, 4)}</div>
      <footer>
        <When at={dataset.startDate} short />
        <span>{amount.join(' · ')}</span>
      </footer>
    </article>
  );
}

const cardHeight = 164;
const gap = 12;
const narrowest = 290;

// Cards in rows; only the rows in sight are in the page.
export function DatasetCards({ total, row, onDrawn, seen, active }: LongList) {
  const place = useRef<HTMLDivElement>(null);
  const [across, setAcross] = useState(1);
  useLayoutEffect(() => {
    const measure = () => setAcross(Math.max(1, Math.floor(((place.current?.clientWidth ?? 0) + gap) / (narrowest + gap))));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(place.current!);
    return () => watch.disconnect();
  }, []);
  const sight = useSight(place, Math.ceil(total / across), cardHeight + gap);
  const { first, last, before, after, show } = sight;
  seen.current = () => ({ first: sight.seen().first * across, last: sight.seen().last * across });
  const [from, to] = [first * across, Math.min(total, last * across)];
  useEffect(() => onDrawn(from, to), [from, to, onDrawn]);
  useEffect(() => {
    if (active >= 0) show(Math.floor(active / across));
  }, [active, across, show]);
  return (
    <div ref={place} role="list" aria-label="Datasets" style={{ paddingTop: before, paddingBottom: after }}>
      <div className={style.cards} role="presentation" style={{ gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))` }}>
        {Array.from({ length: to - from }, (_, step) => from + step).map((at) => {
          const dataset = row(at);
          return (
            <div role="listitem" key={at} aria-setsize={total} aria-posinset={at + 1} aria-busy={!dataset || undefined} className={style.slot} data-active={at === active || undefined}>
              {dataset ? <DatasetCard dataset={dataset} /> : <div className={`${style.card} card`} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
