import type { Dataset, HistoryStatement } from '../model/names';
import { When } from '../parts/When';
import style from './History.module.css';

function said(statement: HistoryStatement): [string, string | null][] {
  const fields = (['type', 'startDate', 'endDate', 'sample', 'comment'] as const).flatMap((name) => {
    const value = statement[name];
    return value === undefined ? [] : [[name, value] as [string, string]];
  });
  const parameters = [...statement.parameters, ...(statement.sampleParameters ?? [])].map(({ name, text }) => [name, text] as [string, string | null]);
  return [...fields, ...parameters];
}

// What each statement said, oldest first; a value that a later one replaced is struck out.
export function History({ dataset }: { dataset: Dataset }) {
  const statements = dataset.history ?? [];
  const stands = (name: string, seq: number) => {
    const values = dataset.parameterHistory?.[name];
    return !values || values[values.length - 1]?.seq === seq;
  };
  if (!statements.length) return <p className="muted">No history was kept.</p>;
  return (
    <ol className={style.history}>
      {statements.map((statement) => (
        <li key={statement.seq}>
          <h2>
            {statement.kind === 'update' ? 'Update' : 'Statement'} <span className="muted">no. {statement.seq}, received <When at={statement.receivedAt} /></span>
            {statement.complete === false && <span className={style.mark}>more to come</span>}
          </h2>
          <details open={statements.length === 1 || statement.kind === 'update' || statement === statements[statements.length - 1]}>
            <summary>{said(statement).length} values{statement.inputs && `, ${statement.inputs.length} inputs`}</summary>
            <dl>
              {said(statement).map(([name, text], at) => (
                <div key={`${name}${at}`} data-replaced={!stands(name, statement.seq) || undefined}>
                  <dt>{name}</dt>
                  <dd>{text ?? <em>removed</em>}</dd>
                </div>
              ))}
              {statement.inputs?.map((input) => (
                <div key={input}>
                  <dt>made from</dt>
                  <dd className="mono">{input}</dd>
                </div>
              ))}
            </dl>
          </details>
        </li>
      ))}
    </ol>
  );
}
