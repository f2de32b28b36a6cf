// Which ranking a person chose, as the address keeps it: ?rank=NAME&by=CRITERION&fill.WORD=VALUE.
import type { DatasetSummary } from '../../model/names';
import { all, rankingsOf, type Ranking, type Viewer } from '../../model/viewer';
import { fillOf, ranked, type Choice, type Ranked } from '../../model/viewerRanking';
import { first, useDescribed } from './context';

export interface Chosen {
  offered: Ranking[];
  ranking?: Ranking;
  choice: Choice;
}

// Those that a panel names come first, then the viewer's others: a person may always see what another rule says.
export function offeredRankings(viewer: Viewer, names: string | string[] | undefined): Ranking[] {
  const named = rankingsOf(viewer, names);
  return all(names).length ? [...new Set([...named, ...(viewer.rankings ?? [])])] : [];
}

export function useRanking(names: string | string[] | undefined): Chosen {
  const { viewer, address } = useDescribed();
  const offered = offeredRankings(viewer, names);
  const ranking = offered.find((one) => one.name === first(address.rank)) ?? offered[0];
  const fill = Object.fromEntries(Object.entries(address).flatMap(([key, value]) => (key.startsWith('fill.') ? [[key.slice(5), first(value)]] : [])));
  return { offered, ranking, choice: { by: first(address.by) || undefined, fill } };
}

export function rankedBy({ ranking, choice }: Chosen, datasets: DatasetSummary[], viewer: Viewer): Ranked[] {
  return ranking ? ranked(datasets, ranking, viewer, choice) : datasets.map((dataset) => ({ dataset, label: '', kept: true }));
}

export { fillOf };
