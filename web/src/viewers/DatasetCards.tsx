import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { lastFolders, place } from '../model/columns';
import { counted, duration, size } from '../model/figures';
import type { DatasetSummary } from '../model/names';
import { Kind } from '../parts/Kind';
import { When } from '../parts/When';
import style from './DatasetCards.module.css';
import { DatasetName } from './DatasetName';

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
const narrowest = 290;

// Cards in rows; only the rows in sight are in the page.
export function DatasetCards({ datasets, onEnd }: { datasets: DatasetSummary[]; onEnd?: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ offset: 0, across: 1 });
  useLayoutEffect(() => {
    const measure = () => {
      const box = place.current?.getBoundingClientRect();
      if (box) setRoom({ offset: box.top + window.scrollY, across: Math.max(1, Math.floor((box.width + 12) / (narrowest + 12))) });
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
  const rows = Math.ceil(datasets.length / room.across);
  const virtual = useWindowVirtualizer({ count: rows, estimateSize: () => cardHeight + 12, overscan: 4, scrollMargin: room.offset });
  const visible = virtual.getVirtualItems();
  const last = visible[visible.length - 1]?.index ?? 0;
  useEffect(() => {
    if (onEnd && rows && last >= rows - 4) onEnd();
  }, [last, rows, onEnd]);
  return (
    <div ref={place} style={{ position: 'relative', height: virtual.getTotalSize() }} role="list" aria-label="Datasets">
      {visible.map((row) => (
        <div key={row.key} className={style.row} role="presentation"
          style={{ transform: `translateY(${row.start - room.offset}px)`, gridTemplateColumns: `repeat(${room.across}, minmax(0, 1fr))` }}>
          {datasets.slice(row.index * room.across, (row.index + 1) * room.across).map((dataset) => (
            <div role="listitem" key={dataset.id}><DatasetCard dataset={dataset} /></div>
          ))}
        </div>
      ))}
    </div>
  );
}
