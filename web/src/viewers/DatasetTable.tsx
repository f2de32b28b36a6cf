import { Link } from '@tanstack/react-router';
import { flexRender, getCoreRowModel, useReactTable, type ColumnDef } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { lastFolders, place as placeOf, type Column } from '../model/columns';
import type { DatasetSummary } from '../model/names';
import { Kind } from '../parts/Kind';
import { When } from '../parts/When';
import { DatasetName } from './DatasetName';
import style from './DatasetTable.module.css';

interface Props {
  datasets: DatasetSummary[];
  columns: Column[];
  sort?: string;
  onSort?: (name: string) => void;
  onEnd?: () => void; // more are wanted
  active?: number; // the row the keyboard is on
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

// A table of which only the rows in sight are in the page, however long it is.
export function DatasetTable({ datasets, columns, sort, onSort, onEnd, active }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  const [room, setRoom] = useState(Infinity);
  useLayoutEffect(() => {
    const measure = () => {
      const box = place.current?.getBoundingClientRect();
      if (!box) return;
      setOffset(box.top + window.scrollY);
      setRoom(box.width - frameBorders);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
  const definitions = useMemo<ColumnDef<DatasetSummary>[]>(
    () => columns.map((column) => ({ id: column.name, header: column.title, cell: ({ row }) => <Cell column={column} dataset={row.original} /> })),
    [columns],
  );
  const table = useReactTable({ data: datasets, columns: definitions, getCoreRowModel: getCoreRowModel(), getRowId: (d) => String(d.id) });
  const rows = table.getRowModel().rows;
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowHeight, overscan: 12, scrollMargin: offset });
  const visible = virtual.getVirtualItems();
  const lastVisible = visible[visible.length - 1]?.index ?? 0;
  useEffect(() => {
    if (onEnd && rows.length && lastVisible >= rows.length - 20) onEnd();
  }, [lastVisible, rows.length, onEnd]);
  useEffect(() => {
    if (active !== undefined && active >= 0) virtual.scrollToIndex(active, { align: 'auto' });
  }, [active, virtual]);
  const before = (visible[0]?.start ?? offset) - offset;
  const after = virtual.getTotalSize() - ((visible[visible.length - 1]?.end ?? offset) - offset);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div ref={place} className={`${style.frame} card`} data-wide={width > room || undefined} tabIndex={0} role="region" aria-label="Datasets">
      <table className={style.table} aria-rowcount={rows.length + 1} style={{ minWidth: width }}>
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
        <tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }}><td colSpan={columns.length} /></tr>}
          {visible.map((slot) => {
            const row = rows[slot.index];
            if (!row) return null;
            return (
              <tr key={row.id} aria-rowindex={slot.index + 2} style={{ height: rowHeight }} data-active={slot.index === active || undefined}
                data-deleted={row.original.state === 'deleted' || undefined}>
                {row.getVisibleCells().map((cell, at) => (
                  <td key={cell.id} data-align={columns[at]?.align}>{flexRender(cell.column.columnDef.cell, cell.getContext())}</td>
                ))}
              </tr>
            );
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }}><td colSpan={columns.length} /></tr>}
        </tbody>
      </table>
    </div>
  );
}
