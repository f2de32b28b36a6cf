import { useMemo, useState } from 'react';
import { place } from '../model/columns';
import { count, counted } from '../model/figures';
import { stages } from '../model/lineage';
import type { DatasetSummary, Graph } from '../model/names';
import { Kind } from '../parts/Kind';
import { DatasetName } from './DatasetName';
import style from './LineageList.module.css';

const few = 12;

function Stage({ datasets, at, start, inputsOf }: { datasets: DatasetSummary[]; at: number; start?: number; inputsOf: Map<number, string[]> }) {
  const [all, setAll] = useState(false);
  const shown = all ? datasets : datasets.slice(0, few);
  return (
    <li>
      <h2>{at === 0 ? 'Start' : `Step ${at}`} <span className={style.many}>{counted(datasets.length, 'dataset')}</span></h2>
      <ul>
        {shown.map((dataset) => (
          <li key={dataset.id} aria-current={dataset.id === start || undefined}>
            <span className={style.line}>
              <DatasetName dataset={dataset} />
              <Kind type={dataset.type} />
              <span className="muted">{[dataset.program ?? dataset.technique, place(dataset) || dataset.sample].filter(Boolean).join(' · ')}</span>
            </span>
            {inputsOf.has(dataset.id) && <span className={style.from}>from {inputsOf.get(dataset.id)!.slice(0, 8).join(', ')}{inputsOf.get(dataset.id)!.length > 8 && ' …'}</span>}
          </li>
        ))}
      </ul>
      {datasets.length > few && <button type="button" className={style.more} onClick={() => setAll(!all)}>{all ? 'Fewer' : `${count(datasets.length - few)} more`}</button>}
    </li>
  );
}

// The lineage as a list by steps of processing: the same as the drawing, for whoever reads or listens.
export function LineageList({ graph, start }: { graph: Graph; start?: number }) {
  const columns = useMemo(() => stages(graph), [graph]);
  const inputsOf = useMemo(() => {
    const names = new Map(graph.nodes.map((dataset) => [dataset.id, [dataset.name, place(dataset)].filter(Boolean).join(' · ')]));
    const found = new Map<number, string[]>();
    for (const edge of graph.edges) found.set(edge.output, [...(found.get(edge.output) ?? []), `${names.get(edge.input)}${edge.role ? ` (${edge.role})` : ''}`]);
    for (const one of graph.pending) found.set(one.output, [...(found.get(one.output) ?? []), `${one.text} (${one.state})`]);
    return found;
  }, [graph]);
  return (
    <ol className={style.list}>
      {columns.map((datasets, at) => <Stage key={at} datasets={datasets} at={at} start={start} inputsOf={inputsOf} />)}
    </ol>
  );
}
