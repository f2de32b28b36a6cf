import { Button, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconArrowRight } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { DatasetSummary } from '../../model/names';
import { leaves, titleOf, type Leaf, type Of, type Row, type RowFill, type TableSpec } from '../../model/viewer';
import { sortedDatasets } from '../../model/viewerRows';
import { varies } from '../../model/viewerTemplates';
import { alone, cell, linesOf, subjects, unlisted } from '../../model/viewerValues';
import { Cell } from './Cell';
import { useDescribed } from './context';
import { rankedBy, useRanking } from './rank';
import { RankChoice } from './RankChoice';
import style from './ResultTable.module.css';

// Columns that nobody has a value for are not there.
function useful(columns: Leaf[], datasets: DatasetSummary[], rows: RowFill[], viewer: Parameters<typeof cell>[2]): Leaf[] {
  const fills = rows.length ? rows.map((row) => row.fill) : [{}];
  return columns.filter(({ value }) => value.image || value.links || value.download !== undefined || datasets.some((one) => fills.some((fill) => linesOf(value).some((line) => cell(alone(one), line, viewer, fill).contents.length > 0))));
}

// What tells the rows of one dataset apart, as the viewer calls it.
export function fillWord(rows: RowFill[]): string {
  const word = Object.keys(rows[0]?.fill ?? {})[0] ?? '';
  return word.charAt(0).toUpperCase() + word.slice(1);
}

interface HeadProps {
  columns: Leaf[];
  rows: RowFill[];
  at: number; // the first column that repeats
  choosing: boolean;
  open: boolean;
}

// With a column more at its ends, where datasets are chosen and opened.
function Head({ columns, rows, at, choosing, open }: HeadProps) {
  const { words } = useDescribed();
  return (
    <thead>
      <tr>
        {choosing && <th scope="col"><span className={style.hidden}>Choose</span></th>}
        {columns.map((column, index) => (
          <Fragment key={index}>
            {index === at && rows.length > 0 && <th scope="col">{fillWord(rows)}</th>}
            <th scope="col">{column.head && <span className={style.head}>{column.head} </span>}{titleOf(column.value, words)}</th>
          </Fragment>
        ))}
        {open && <th scope="col"><span className={style.hidden}>Open</span></th>}
      </tr>
    </thead>
  );
}

interface Props {
  row: Row;
  table: TableSpec;
  of?: Of;
  compact?: boolean;
}

// A row for each dataset of a set, or several where the columns repeat for each shell; ranked by a published rule.
export function ResultTable({ row, table, of, compact = false }: Props) {
  const { viewer } = useDescribed();
  const [chosen, setChosen] = useState<number[]>([]);
  const ranking = useRanking(table.rank);
  const datasets = sortedDatasets(subjects(row, table.of ?? of), table.sort);
  if (!datasets.length) return null;
  const left = unlisted(row, table.of ?? of);
  const rows = table.rows ?? [];
  const fills = rows.map((one) => one.fill);
  const columns = useful(leaves(table.columns).map((leaf) => ({ ...leaf, value: { ...leaf.value, of: undefined } })), datasets, rows, viewer);
  const at = Math.max(0, columns.findIndex(({ value }) => varies(value, fills)));
  const results = rankedBy(ranking, datasets, viewer);
  const named = columns.some(({ value }) => value.field === 'name' || value.lines?.some((line) => line === 'name' || (typeof line === 'object' && line.field === 'name')));
  const choosing = !compact && datasets.length > 1;
  const toggle = (id: number) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <div data-content>
      {(ranking.offered.length > 0 || choosing) && (
        <div className={style.tools}>
          <RankChoice names={table.rank} />
          {choosing && (
            <Button size="xs" variant={chosen.length > 1 ? 'filled' : 'default'} disabled={chosen.length < 2} renderRoot={(props) => <Link to="/compare" search={{ ids: chosen.join(',') }} {...props} />}>
              Compare {chosen.length > 1 ? chosen.length : 'chosen'}
            </Button>
          )}
        </div>
      )}
      <div className={style.frame} tabIndex={0} role="group" aria-label="Results">
        <table className={style.table}>
          <Head columns={columns} rows={rows} at={at} choosing={choosing} open={!named} />
          {results.map(({ dataset, label, kept }, place) => (
            <tbody key={dataset.id} data-best={(kept && place === 0 && ranking.ranking !== undefined) || undefined} data-behind={!kept || undefined}>
              {(rows.length ? rows : [{ fill: {} } as RowFill]).map((line, index, lines) => (
                <tr key={index}>
                  {index === 0 && choosing && (
                    <td rowSpan={lines.length} className={style.choose}><Checkbox size="xs" radius="sm" checked={chosen.includes(dataset.id)} onChange={() => toggle(dataset.id)} aria-label={`Choose ${dataset.name}`} /></td>
                  )}
                  {columns.map((column, where) => {
                    const repeats = varies(column.value, fills);
                    const shell = where === at && rows.length > 0 && <th scope="row" className={style.shell} data-colour={line.colour}>{line.title ?? Object.values(line.fill).join(' ')}</th>;
                    if (!repeats && index > 0) return <Fragment key={where}>{shell}</Fragment>;
                    return (
                      <Fragment key={where}>
                        {shell}
                        <td rowSpan={repeats ? undefined : lines.length} data-repeats={repeats || undefined}>
                          {where === 0 && label && <span className={style.label} data-kept={kept || undefined}>{label}</span>}
                          <Cell row={alone(dataset)} value={column.value} fill={line.fill} />
                        </td>
                      </Fragment>
                    );
                  })}
                  {index === 0 && !named && (
                    <td rowSpan={lines.length} className={style.choose}>
                      <Link to="/datasets/$id" params={{ id: String(dataset.id) }} aria-label={`Open ${dataset.name}`} title={dataset.location}><IconArrowRight size={16} /></Link>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {left > 0 && <p className="muted">{left} more are not listed{ranking.ranking && ', and not ranked'}.</p>}
    </div>
  );
}
