import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { IconArrowRight } from '@tabler/icons-react';
import { lineage } from '../api/catalogue';
import { lastFolders, place } from '../model/columns';
import { count } from '../model/figures';
import type { Dataset, DatasetSummary, Input } from '../model/names';
import style from './Relations.module.css';

const few = 6;

function Neighbour({ dataset, role }: { dataset: DatasetSummary; role?: string }) {
  return (
    <Link to="/datasets/$id" params={{ id: String(dataset.id) }} className={style.neighbour} data-processed={dataset.type !== 'acquisition' || undefined}
      title={dataset.location}>
      <strong className="oneline">{dataset.name}</strong>
      <span className="oneline">{[role, dataset.program ?? dataset.technique, place(dataset) || dataset.sample].filter(Boolean).join(' · ')}</span>
    </Link>
  );
}

const why: Partial<Record<Input['state'], string>> = {
  pending: 'not in the catalogue yet',
  withdrawn: 'was deleted',
  itself: 'names this dataset itself',
  not_a_path: 'is no folder, DOI or id',
  restricted: 'not shown to you',
};

function Missing({ input }: { input: Input }) {
  return (
    <div className={style.missing} data-state={input.state} title={input.text}>
      <strong className="oneline mono">{lastFolders(input.text, 3)}</strong>
      <span>{why[input.state]}</span>
    </div>
  );
}

// What a dataset was made from, and what was made from it: one step each way.
export function Relations({ dataset }: { dataset: Dataset }) {
  const { data: graph } = useQuery(lineage(dataset.id, 1));
  const known = new Map(graph?.nodes.map((one) => [one.id, one]));
  const roles = new Map(dataset.inputs.flatMap((input) => input.datasets.map((id) => [id, input.role] as const)));
  const from = [...new Set(dataset.inputs.flatMap((input) => input.datasets))];
  const missing = dataset.inputs.filter((input) => input.state !== 'resolved');
  const out = dataset.outputs.datasets;
  const shown = (ids: number[]) => ids.slice(0, few).flatMap((id) => known.get(id) ?? []);
  const rest = (total: number) =>
    total > few && (
      <Link to="/datasets/$id" params={{ id: String(dataset.id) }} search={{ tab: 'lineage' }} className={style.more}>
        and {count(total - few)} more
      </Link>
    );
  return (
    <div className={style.relations}>
      <div role="group" className={style.side} aria-label="Made from">
        <h2>Made from</h2>
        {shown(from).map((one) => <Neighbour key={one.id} dataset={one} role={roles.get(one.id)} />)}
        {rest(from.length)}
        {missing.slice(0, few).map((input) => <Missing key={input.position} input={input} />)}
        {!dataset.inputs.length && <p>{dataset.type === 'acquisition' ? 'Measured, not made from other datasets.' : 'No inputs were named.'}</p>}
      </div>
      <IconArrowRight className={style.arrow} aria-hidden />
      <div className={style.self} data-processed={dataset.type !== 'acquisition' || undefined}>
        <span>This dataset</span>
        <strong>{dataset.name}</strong>
        <span>{dataset.program ?? dataset.technique ?? dataset.instrument}</span>
      </div>
      <IconArrowRight className={style.arrow} aria-hidden />
      <div role="group" className={style.side} aria-label="Came of it">
        <h2>Came of it</h2>
        {shown(out).map((one) => <Neighbour key={one.id} dataset={one} />)}
        {rest(dataset.outputs.total)}
        {!dataset.outputs.total && <p>Nothing yet.</p>}
      </div>
    </div>
  );
}
