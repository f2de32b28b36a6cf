import { Link } from '@tanstack/react-router';
import { IconAward } from '@tabler/icons-react';
import { all, leaves, titleOf, type BestSpec, type Of, type Row } from '../../model/viewer';
import { alone, cell, subjects, unlisted } from '../../model/viewerValues';
import { Cell } from './Cell';
import { useDescribed } from './context';
import style from './Panels.module.css';
import { rankedBy, useRanking } from './rank';
import { fillWord } from './ResultTable';
import { Values } from './Values';

// The first result by a published rule, and by which.
export function Best({ row, best, of }: { row: Row; best: BestSpec; of?: Of }) {
  const { viewer, words } = useDescribed();
  const ranking = useRanking(best.rank);
  const results = rankedBy(ranking, subjects(row, best.of ?? of), viewer);
  const one = results[0]?.dataset;
  if (!one) return null;
  const left = unlisted(row, best.of ?? of);
  const found = alone(one);
  const columns = leaves(best.columns ?? []).map((leaf) => ({ ...leaf, value: { ...leaf.value, of: undefined } }));
  const rows = best.rows ?? [];
  const shown = columns.filter(({ value }) => rows.some(({ fill }) => cell(found, value, viewer, fill).contents.length > 0));
  return (
    <div className={style.best} data-content>
      <p className={style.winner}>
        <IconAward size={18} aria-hidden />
        <Link to="/datasets/$id" params={{ id: String(one.id) }} title={one.location}>{one.name}</Link>
        <span>of {results.length}{ranking.ranking && `, by ${ranking.ranking.title ?? ranking.ranking.name}`}{left > 0 && `; ${left} more are not ranked`}</span>
      </p>
      <Values row={found} values={all(best.values).map((value) => (typeof value === 'string' ? value : { ...value, of: undefined }))} />
      {shown.length > 0 && (
        <div className={style.scroll} tabIndex={0} role="group" aria-label="Statistics of the best result">
          <table className={style.small}>
            <thead><tr><th scope="col"><span className={style.hidden}>{fillWord(rows)}</span></th>{shown.map(({ value }, at) => <th scope="col" key={at}>{titleOf(value, words)}</th>)}</tr></thead>
            <tbody>
              {rows.map((line, at) => (
                <tr key={at}>
                  <th scope="row" data-colour={line.colour}>{line.title ?? Object.values(line.fill).join(' ')}</th>
                  {shown.map(({ value }, where) => <td key={where}><Cell row={found} value={value} fill={line.fill} /></td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
