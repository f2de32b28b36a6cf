import { Link } from '@tanstack/react-router';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { memo, useEffect, useLayoutEffect, useRef, useState, type MutableRefObject } from 'react';
import { lastFolders, place as placeOf, type Column } from '../model/columns';
import type { DatasetSummary } from '../model/names';
import { Kind } from '../parts/Kind';
import { When } from '../parts/When';
import { DatasetName } from './DatasetName';
import style from './DatasetTable.module.css';
import { useSight, type Rows } from './useSight';

// A list of datasets of any length, of which those in sight are known.
export interface LongList {
  total: number;
  row: (at: number) => DatasetSummary | undefined; // undefined: on its way
  onDrawn: (first: number, last: number) => void; // these are wanted, to before the last
  seen: MutableRefObject<() => Rows>; // which are in sight, for the keyboard
  active: number; // the row the keyboard is on
}

interface Props extends LongList {
  columns: Column[];
  sort?: string;
  onSort?: (name: string) => void;
}

const rowHeight = 46;
const frameBorders = 2;

function Cell({ column, dataset }: { column: Column; dataset: DatasetSummary }) {
  switch (column.name) {
    case 'name':
      return (
        <span className={style.name}>
          <DatasetName dataset={dataset} />
          {placeOf(dataset) && <span className={style.place}>{placeOf(dataset)}</span>}
          {!dataset.complete && <span className={style.mark} title="More statements will come">incomplete</span>}
          {dataset.state === 'deleted' && <span className={style.mark}>deleted</span>}
        </span>
      );
    case 'type':
      return <Kind type={dataset.type} />;
    case 'startDate':
      return <When at={dataset.startDate} short />;
    case 'proposal':
      return dataset.investigation ? (
        <Link to="/investigations/$id" params={{ id: String(dataset.investigation) }} className="plainlink">{dataset.proposal}</Link>
      ) : (
        dataset.proposal
      );
    case 'location':
      return <span className="mono" title={dataset.location}>{lastFolders(dataset.location, 5)}</span>;
    default:
      return column.text(dataset);
  }
}

function ariaSort(sort: string | undefined, name: string): 'ascending' | 'descending' | undefined {
  return sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : undefined;
}

interface RowProps {
  at: number;
  dataset?: DatasetSummary;
  columns: Column[];
  active: boolean;
}

const Row = memo(function Row({ at, dataset, columns, active }: RowProps) {
  return (
    <tr aria-rowindex={at + 2} style={{ height: rowHeight }} data-active={active || undefined} data-deleted={dataset?.state === 'deleted' || undefined} aria-busy={!dataset || undefined}>
      {columns.map((column) => (
        <td key={column.name} data-align={column.align}>{dataset ? <Cell column={column} dataset={dataset} /> : <span className={style.coming} />}</td>
      ))}
    </tr>
  );
});

// A table of which only the rows in sight are in the page, however long it is.
export function DatasetTable({ total, row, onDrawn, seen, active, columns, sort, onSort }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [room, setRoom] = useState(Infinity);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(() => setRoom((place.current?.getBoundingClientRect().width ?? Infinity) - frameBorders));
    watch.observe(place.current!);
    return () => watch.disconnect();
  }, []);
  const sight = useSight(body, total, rowHeight);
  const { first, last, before, after, show } = sight;
  seen.current = sight.seen;
  useEffect(() => onDrawn(first, last), [first, last, onDrawn]);
  useEffect(() => {
    if (active >= 0) show(active);
  }, [active, show]);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div ref={place} className={`${style.frame} card`} data-wide={width > room || undefined} tabIndex={0} role="region" aria-label="Datasets">
      <table className={style.table} aria-rowcount={total + 1} style={{ minWidth: width }}>
        <colgroup>
          {columns.map((column) => <col key={column.name} style={{ width: column.width }} />)}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" data-align={column.align} aria-sort={ariaSort(sort, column.name)}>
                {onSort ? (
                  <button type="button" onClick={() => onSort(column.name)} title={`Sort by ${column.title.toLowerCase()}`}>
                    {column.title}
                    {sort === column.name && <IconArrowUp size={13} aria-hidden />}
                    {sort === `-${column.name}` && <IconArrowDown size={13} aria-hidden />}
                  </button>
                ) : (
                  column.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {before > 0 && <tr aria-hidden style={{ height: before }}><td colSpan={columns.length} /></tr>}
          {Array.from({ length: last - first }, (_, step) => first + step).map((at) => <Row key={at} at={at} dataset={row(at)} columns={columns} active={at === active} />)}
          {after > 0 && <tr aria-hidden style={{ height: after }}><td colSpan={columns.length} /></tr>}
        </tbody>
      </table>
    </div>
  );
}
