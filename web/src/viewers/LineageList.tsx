import { useMemo, useState } from 'react';
import { place } from '../model/columns';
import { count, counted } from '../model/figures';
import { backEdges, stages } from '../model/lineage';
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
              {dataset.state === 'deleted' && <span className={style.gone}>withdrawn</span>}
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

// From what each dataset was made; said is also which link closes a cycle, and what is not there.
function inputsInWords(graph: Graph): Map<number, string[]> {
  const names = new Map(graph.nodes.map((dataset) => [dataset.id, [dataset.name, place(dataset)].filter(Boolean).join(' · ')]));
  const gone = new Set(graph.nodes.flatMap((dataset) => (dataset.state === 'deleted' ? dataset.id : [])));
  const back = backEdges(graph);
  const found = new Map<number, string[]>();
  const add = (output: number, words: string) => (found.get(output) ?? found.set(output, []).get(output)!).push(words);
  for (const { input, output, role } of graph.edges) {
    const remarks = [role, gone.has(input) && 'withdrawn', back.has(`${input}>${output}`) && 'closes a cycle'].filter(Boolean);
    add(output, `${names.get(input)}${remarks.length ? ` (${remarks.join(', ')})` : ''}`);
  }
  for (const one of graph.pending) add(one.output, `${one.text} (${one.state === 'pending' ? 'not here yet' : one.state})`);
  return found;
}

// The lineage as a list by steps of processing: the same as the drawing, for whoever reads or listens.
export function LineageList({ graph, start }: { graph: Graph; start?: number }) {
  const columns = useMemo(() => stages(graph), [graph]);
  const inputsOf = useMemo(() => inputsInWords(graph), [graph]);
  return (
    <ol className={style.list}>
      {columns.map((datasets, at) => <Stage key={at} datasets={datasets} at={at} start={start} inputsOf={inputsOf} />)}
    </ol>
  );
}
