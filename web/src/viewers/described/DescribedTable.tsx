import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Fragment, useMemo } from 'react';
import { leaves, spelled, titleOf, type Column, type Leaf, type Row, type ValueSpec, type Viewer } from '../../model/viewer';
import { colourOf } from '../../model/viewerColours';
import { readSort, sortName, type RowGroup } from '../../model/viewerRows';
import { cell, linesOf } from '../../model/viewerValues';
import { DatasetName } from '../DatasetName';
import { Cell } from './Cell';
import { useDescribed } from './context';
import style from './DescribedTable.module.css';
import { GroupHead } from './GroupHead';
import { useVirtualRows } from './useVirtualRows';

interface Props {
  groups: RowGroup[];
  columns: Column[];
  sort: string;
  onSort: (sort: string) => void;
  chosen: ReadonlySet<number>;
  onChoose?: (id: number) => void;
}

export type Line = { kind: 'group'; group: RowGroup } | { kind: 'row'; row: Row };

// Groups and their rows as one list.
export function linesOfGroups(groups: RowGroup[]): Line[] {
  if (groups.length === 1 && !groups[0]!.name) return groups[0]!.rows.map((row) => ({ kind: 'row', row }));
  return groups.flatMap((group): Line[] => [{ kind: 'group', group }, ...group.rows.map((row): Line => ({ kind: 'row', row }))]);
}

// How a column is called in the address.
export function columnName(leaf: Leaf): string {
  const spec = leaf.value.lines?.[0] === undefined ? leaf.value : spelled(leaf.value.lines[0]);
  return [leaf.head, titleOf(leaf.value) || titleOf(spec)].filter(Boolean).join(' ');
}

export function markOf(row: Row, viewer: Viewer) {
  const mark = viewer.list?.mark;
  if (mark === undefined) return undefined;
  const one = cell(row, mark, viewer).contents[0];
  return one?.coloured ?? (one && colourOf(spelled(mark).colour, { number: one.number, text: one.text }, viewer));
}

function isPicture(value: ValueSpec): boolean {
  return linesOf(value).every((line) => line.image !== undefined);
}

function hasName(columns: Leaf[]): boolean {
  return columns.some(({ value }) => linesOf(value).some((line) => line.field === 'name'));
}

// A column that no row has a value for is not there.
function useful(columns: Leaf[], groups: RowGroup[], viewer: Viewer): Leaf[] {
  return columns.filter(({ value }) => linesOf(value).some((line) => line.image !== undefined || line.links !== undefined || line.download !== undefined || groups.some((group) => group.rows.some((row) => cell(row, line, viewer).contents.length > 0))));
}

// Head of two levels: groups of columns over columns.
function Head({ columns, sort, onSort, choosing, extra }: { columns: Leaf[]; sort: string; onSort: (sort: string) => void; choosing: boolean; extra: boolean }) {
  const { words } = useDescribed();
  const now = readSort(sort);
  const grouped = columns.some((column) => column.head);
  const heads = columns.reduce<{ title: string; from: number; count: number }[]>((found, column, at) => {
    const last = found[found.length - 1];
    if (last && column.head && last.title === column.head) last.count += 1;
    else found.push({ title: column.head, from: at, count: 1 });
    return found;
  }, []);
  const press = (name: string) => onSort(now?.name !== name ? name : now.descending ? '' : sortName({ name, descending: true }));
  const single = (column: Leaf, rowSpan?: number) => {
    const name = columnName(column);
    const title = titleOf(column.value, words) || (column.value.lines ? titleOf(column.value.lines[0]!, words) : '');
    const sorted = now?.name === name ? (now.descending ? 'descending' : 'ascending') : undefined;
    return (
      <th key={name} scope="col" rowSpan={rowSpan} aria-sort={sorted}>
        {isPicture(column.value) || column.value.links || column.value.download !== undefined ? title : (
          <button type="button" onClick={() => press(name)} title={`Sort by ${name}`}>
            {title}
            {sorted === 'ascending' && <IconArrowUp size={12} aria-hidden />}
            {sorted === 'descending' && <IconArrowDown size={12} aria-hidden />}
          </button>
        )}
      </th>
    );
  };
  return (
    <thead>
      <tr>
        {choosing && <th scope="col" rowSpan={grouped ? 2 : 1} className={style.choose}><span className={style.hidden}>Choose</span></th>}
        {extra && <th scope="col" rowSpan={grouped ? 2 : 1}>Dataset</th>}
        {heads.map((head) => (head.title
          ? <th key={head.from} scope="colgroup" colSpan={head.count} className={style.group}>{head.title}</th>
          : <Fragment key={head.from}>{single(columns[head.from]!, grouped ? 2 : 1)}</Fragment>))}
      </tr>
      {grouped && <tr>{columns.filter((column) => column.head).map((column) => single(column))}</tr>}
    </thead>
  );
}

// Rows with grouped columns and thumbnails; only those in sight are in the page.
export function DescribedTable({ groups, columns, sort, onSort, chosen, onChoose }: Props) {
  const { viewer } = useDescribed();
  const lines = linesOfGroups(groups);
  const shown = useMemo(() => useful(leaves(columns), groups, viewer), [columns, groups, viewer]);
  const { place, offset, virtual } = useVirtualRows(lines.length, (index) => (lines[index]!.kind === 'group' ? 52 : 104), 8,
    (index) => { const line = lines[index]!; return line.kind === 'group' ? `g${line.group.name}` : String(line.row.dataset.id); });
  const visible = virtual.getVirtualItems();
  const before = (visible[0]?.start ?? offset) - offset;
  const after = virtual.getTotalSize() - ((visible[visible.length - 1]?.end ?? offset) - offset);
  const under = viewer.list?.under ?? [];
  const extra = !hasName(shown);
  const across = shown.length + Number(Boolean(onChoose)) + Number(extra);
  return (
    <div ref={place} className={`${style.frame} card`} tabIndex={0} role="region" aria-label="Datasets of this viewer">
      <table className={style.table} aria-rowcount={lines.length + 1}>
        <Head columns={shown} sort={sort} onSort={onSort} choosing={Boolean(onChoose)} extra={extra} />
        {before > 0 && <tbody aria-hidden style={{ height: before }}><tr><td colSpan={across} /></tr></tbody>}
        {visible.map((slot) => {
          const line = lines[slot.index]!;
          if (line.kind === 'group') {
            return <tbody key={slot.key} data-index={slot.index} ref={virtual.measureElement}><tr className={style.groupRow}><th scope="colgroup" colSpan={across}><GroupHead group={line.group} /></th></tr></tbody>;
          }
          const { row } = line;
          const mark = markOf(row, viewer);
          const tag = mark?.tag ? <span className={style.tag} data-mark={mark.colour}>{mark.tag}</span> : null;
          const below = under.filter((value) => cell(row, value, viewer).contents.length > 0);
          const states = { 'data-mark': mark?.colour, 'data-chosen': chosen.has(row.dataset.id) || undefined };
          return (
            <tbody key={slot.key} data-index={slot.index} ref={virtual.measureElement}>
              <tr aria-rowindex={slot.index + 2} {...states} data-over={below.length > 0 || undefined}>
                {onChoose && <td className={style.choose}><Checkbox size="xs" radius="sm" checked={chosen.has(row.dataset.id)} onChange={() => onChoose(row.dataset.id)} aria-label={`Choose ${row.dataset.name}`} /></td>}
                {extra && (
                  <td className={style.name}>
                    <DatasetName dataset={row.dataset} />
                    {tag}
                  </td>
                )}
                {shown.map((column, at) => (
                  <td key={at} data-image={isPicture(column.value) || undefined} data-lines={(column.value.lines && !isPicture(column.value)) || undefined}>
                    <Cell row={row} value={column.value} />{at === 0 && !extra && tag && <span className={style.own}>{tag}</span>}
                  </td>
                ))}
              </tr>
              {below.length > 0 && (
                <tr className={style.under} {...states}>
                  <td colSpan={across}><div>{below.map((value, at) => <span key={at}><Cell row={row} value={value} /></span>)}</div></td>
                </tr>
              )}
            </tbody>
          );
        })}
        {after > 0 && <tbody aria-hidden style={{ height: after }}><tr><td colSpan={across} /></tr></tbody>}
      </table>
    </div>
  );
}
