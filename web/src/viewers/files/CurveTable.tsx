import { useState } from 'react';
import { axisTitle, type Curve } from '../../model/curves';
import { count, number } from '../../model/figures';
import style from './CurvePanel.module.css';

const most = 300;

function written(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : number(value);
}

function Table({ curve }: { curve: Curve }) {
  const lines = curve.x.values.slice(0, most);
  return (
    <table>
      <caption>{curve.name}{curve.x.values.length > most && `, the first ${most} of ${count(curve.x.values.length)} points; the CSV has them all`}</caption>
      <thead>
        <tr>
          <th scope="col">{axisTitle(curve.x)}</th>
          <th scope="col">{axisTitle(curve.y)}</th>
          {curve.errors && <th scope="col">errors</th>}
        </tr>
      </thead>
      <tbody>
        {lines.map((x, at) => (
          <tr key={at}>
            <td>{written(x)}</td>
            <td>{written(curve.y.values[at])}</td>
            {curve.errors && <td>{written(curve.errors.values[at])}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// The numbers behind the drawing, made when they are asked for.
export function CurveTable({ all }: { all: Curve[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={style.table} onToggle={(toggle) => setOpen(toggle.currentTarget.open)}>
      <summary>The numbers</summary>
      {open && <div className={style.tables} tabIndex={0} role="region" aria-label="Numbers of the curves">{all.map((curve) => <Table key={curve.key} curve={curve} />)}</div>}
    </details>
  );
}
