import { Checkbox } from '@mantine/core';
import { memo } from 'react';
import { all, spelled, type Row } from '../../model/viewer';
import type { RowGroup } from '../../model/viewerRows';
import { cell, isWhen } from '../../model/viewerValues';
import { DatasetName } from '../DatasetName';
import { Cell } from './Cell';
import { useDescribed } from './context';
import style from './DescribedCards.module.css';
import { linesOfGroups, markOf } from './DescribedTable';
import { GroupHead } from './GroupHead';
import { PanelView } from './Panels';
import { useVirtualRows } from './useVirtualRows';

interface CardProps {
  row: Row;
  chosen: boolean;
  onChoose?: (id: number) => void;
}

// One dataset: heading, panels side by side, footer.
const Card = memo(function Card({ row, chosen, onChoose }: CardProps) {
  const { viewer } = useDescribed();
  const list = viewer.list ?? {};
  const mark = markOf(row, viewer);
  const heading = all(list.heading).filter((value) => cell(row, value, viewer).contents.length);
  const named = heading.some((value) => spelled(value).field === 'name');
  return (
    <article className={`${style.card} card`} data-mark={mark?.colour} aria-label={row.dataset.name}>
      <header>
        {onChoose && <Checkbox size="xs" radius="sm" checked={chosen} onChange={() => onChoose(row.dataset.id)} aria-label={`Choose ${row.dataset.name}`} />}
        <h3>{heading.map((value, at) => <span key={at}><Cell row={row} value={value} /></span>)}{!heading.length && <DatasetName dataset={row.dataset} />}</h3>
        {mark?.tag && <span className={style.tag}>{mark.tag}</span>}
        {heading.length > 0 && !named && <span className={style.own}><DatasetName dataset={row.dataset} /></span>}
      </header>
      <div className={style.panels}>
        {(list.card ?? []).map((panel, at) => isWhen(row, panel.when) && <PanelView key={at} row={row} panel={panel} compact />)}
      </div>
      {list.footer && <footer>{list.footer.map((value, at) => <span key={at}><Cell row={row} value={value} /></span>)}</footer>}
    </article>
  );
});

interface Props {
  groups: RowGroup[];
  chosen: ReadonlySet<number>;
  onChoose?: (id: number) => void;
}

// A card for each row; only those in sight are in the page.
export function DescribedCards({ groups, chosen, onChoose }: Props) {
  const lines = linesOfGroups(groups);
  const { place, offset, virtual } = useVirtualRows(lines.length, (index) => (lines[index]!.kind === 'group' ? 46 : 480), 2,
    (index) => { const line = lines[index]!; return line.kind === 'group' ? `g${line.group.name}` : String(line.row.dataset.id); });
  return (
    <div ref={place} className={style.cards} style={{ height: virtual.getTotalSize() }} role="list" aria-label="Datasets of this viewer">
      {virtual.getVirtualItems().map((slot) => {
        const line = lines[slot.index]!;
        return (
          <div key={slot.key} data-index={slot.index} ref={virtual.measureElement} className={style.slot} role="listitem" style={{ transform: `translateY(${slot.start - offset}px)` }}>
            {line.kind === 'group' ? <h2 className={style.group}><GroupHead group={line.group} /></h2> : <Card row={line.row} chosen={chosen.has(line.row.dataset.id)} onChoose={onChoose} />}
          </div>
        );
      })}
    </div>
  );
}
