import { useQuery } from '@tanstack/react-query';
import { dataset } from '../../api/catalogue';
import { isParameterGroup, spelled, titleOf, type Of, type ParameterGroup, type Row, type Value } from '../../model/viewer';
import { isOfGroup } from '../../model/viewerCompare';
import { alone, cell, linesOf, subjects } from '../../model/viewerValues';
import { Cell } from './Cell';
import { useDescribed } from './context';
import style from './Panels.module.css';

// Names and values, one below the other; what has no value is left out.
export function Values({ row, values }: { row: Row; values: Value[] }) {
  const { viewer, words } = useDescribed();
  const shown = values.filter((value) => spelled(value).links || linesOf(value).some((line) => cell(row, line, viewer).contents.length > 0));
  if (!shown.length) return null;
  return (
    <dl className={style.values} data-content>
      {shown.map((value, at) => (
        <div key={at}>
          <dt title={spelled(value).parameter}>{titleOf(value, words)}</dt>
          <dd><Cell row={row} value={value} /></dd>
        </div>
      ))}
    </dl>
  );
}

// Every parameter whose name begins so.
function GroupValues({ row, group, of }: { row: Row; group: ParameterGroup; of?: Of }) {
  const one = subjects(row, of)[0];
  const { data } = useQuery({ ...dataset(one?.id ?? 0), enabled: one !== undefined });
  if (!data) return null;
  const parameters = { ...data.sampleParameters, ...data.parameters };
  const names = Object.keys(parameters).filter((name) => isOfGroup(name, group)).sort();
  return <div className={style.columns}><Values row={alone({ ...data, parameters })} values={names.map((parameter) => ({ parameter }))} /></div>;
}

export function ParametersPanel({ row, values, of }: { row: Row; values: Value[] | ParameterGroup; of?: Of }) {
  if (isParameterGroup(values)) return <GroupValues row={row} group={values} of={of} />;
  return <Values row={row} values={values.map((value) => ({ of, ...spelled(value) }))} />;
}
