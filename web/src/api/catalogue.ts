// What the pages ask, as options for TanStack Query: keys, requests, how long an answer is good.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { parameterNames } from '../model/columns';
import { union } from '../model/lineage';
import type { DatasetPage, DatasetSummary, Graph, Grouped, Statistics } from '../model/names';
import type { Search } from '../model/search';
import { askFor, Unreachable, type QueryOf } from './client';
import { question, sortedQuestion, type Scope } from './question';

const pageSize = 100;
const keptUnseen = 60_000; // ms; a list that one comes back to later is asked for anew

// A list is asked for again only when somebody wants that: what one reads does not move.
function paged<Page extends { nextCursor?: string }>(key: readonly unknown[], read: (place: ['limit' | 'cursor', string][], signal: AbortSignal) => Promise<Page>) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read([['limit', String(pageSize)], ...(pageParam ? [['cursor', pageParam] as ['cursor', string]] : [])], signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    staleTime: Infinity,
    gcTime: keptUnseen,
  });
}

// With the parameters that have columns.
function shownQuestion(search: Search, scope: Scope): QueryOf<'/api/v1/datasets'> {
  const shown = parameterNames(search.columns);
  return [...sortedQuestion(search, scope), ...(shown.length ? [['parameters', shown.join(',')] as ['parameters', string]] : [])];
}

export function datasets(search: Search, scope: Scope) {
  const query = shownQuestion(search, scope);
  return paged(['datasets', query], (place, signal) => askFor('/api/v1/datasets', {}, [...query, ...place], signal));
}

export const rowsAtOnce = pageSize;

// The key of all its pages.
export function datasetPages(search: Search, scope: Scope) {
  return ['datasetPages', shownQuestion(search, scope)] as const;
}

// The page-th hundred of a search, however far down it is.
export function datasetsPage(search: Search, scope: Scope, page: number) {
  const place: QueryOf<'/api/v1/datasets'> = page ? [['offset', String(page * rowsAtOnce)]] : [];
  return queryOptions({
    queryKey: [...datasetPages(search, scope), page] as const,
    queryFn: ({ signal }) => askFor('/api/v1/datasets', {}, [...shownQuestion(search, scope), ['limit', String(rowsAtOnce)], ...place], signal),
    staleTime: Infinity,
  });
}

// How many there are, and at which position that is so: from there on one can watch. Asked again when somebody wants that.
export function datasetsNow(search: Search, scope: Scope) {
  const query = question(search, scope);
  return queryOptions({
    queryKey: ['datasetsNow', query],
    queryFn: ({ signal }) => askFor('/api/v1/datasets', {}, [...query, ['limit', '1']], signal).then(({ total, seq }) => ({ total, seq })),
    staleTime: Infinity,
    gcTime: keptUnseen,
  });
}

// How many there are now, for pages that watch.
export function datasetCount(search: Search, scope: Scope) {
  const query = question(search, scope);
  return queryOptions({
    queryKey: ['datasetCount', query],
    queryFn: ({ signal }) => askFor('/api/v1/datasets', {}, [...query, ['limit', '1']], signal).then((page) => page.total),
  });
}

export function dataset(id: number) {
  return queryOptions({
    queryKey: ['dataset', id],
    queryFn: ({ signal }) => askFor('/api/v1/datasets/{id}', { id }, [['history', 'true']], signal),
  });
}

// Depth 0: all of it.
export function lineage(id: number, depth: number) {
  return queryOptions({
    queryKey: ['lineage', id, depth],
    queryFn: ({ signal }) => askFor('/api/v1/datasets/{id}/lineage', { id }, [['depth', String(depth)], ['nodes', '5000'], ['edges', '20000']], signal),
  });
}

export interface InvestigationLineage {
  graph: Graph;
  walked: number; // datasets that are in it
  total: number; // datasets of the investigation
}

const mostWalks = 150;
const walksAtOnce = 6;

// The graphs of its datasets put together. Raw ones first, and none that is in already: a walk for each piece of cloth.
export function investigationLineage(id: number) {
  return queryOptions({
    queryKey: ['investigationLineage', id],
    staleTime: Infinity,
    gcTime: keptUnseen,
    queryFn: async ({ signal }): Promise<InvestigationLineage> => {
      const page = await askFor('/api/v1/datasets', {}, [['investigation', String(id)], ['limit', '1000']], signal);
      const order = [...page.datasets].sort((a, b) => Number(a.type !== 'acquisition') - Number(b.type !== 'acquisition'));
      const graphs: Graph[] = [];
      const seen = new Set<number>();
      while (graphs.length < mostWalks) {
        const starts = order.filter((one) => !seen.has(one.id)).slice(0, walksAtOnce);
        if (!starts.length) break;
        const found = await Promise.all(starts.map((start) => askFor('/api/v1/datasets/{id}/lineage', { id: start.id }, [['nodes', '2000']], signal)));
        graphs.push(...found);
        for (const graph of found) for (const one of graph.nodes) seen.add(one.id);
      }
      return { graph: { ...union(graphs), start: 0 }, walked: order.filter((one) => seen.has(one.id)).length, total: page.total };
    },
  });
}

export function investigation(id: number) {
  return queryOptions({
    queryKey: ['investigation', id],
    queryFn: ({ signal }) => askFor('/api/v1/investigations/{id}', { id }, [], signal),
  });
}

export function investigations(filter: { proposal?: string; instrument?: string }) {
  const query: QueryOf<'/api/v1/investigations'> = [];
  if (filter.proposal) query.push(['proposal', filter.proposal]);
  if (filter.instrument) query.push(['instrument', filter.instrument]);
  return paged(['investigations', query], (place, signal) => askFor('/api/v1/investigations', {}, [...query, ...place], signal));
}

export function samples(investigationId: number) {
  return paged(['samples', investigationId], (place, signal) => askFor('/api/v1/samples', {}, [['investigation', String(investigationId)], ...place], signal));
}

export function instruments() {
  return queryOptions({
    queryKey: ['instruments'],
    queryFn: ({ signal }) => askFor('/api/v1/instruments', {}, [], signal).then((answer) => answer.instruments),
  });
}

export interface AllStatistics extends Statistics {
  byMonth: Grouped;
  byTechnique: Grouped;
}

// The totals and what the charts draw, asked together so that they agree.
export function statistics() {
  return queryOptions({
    queryKey: ['statistics'],
    queryFn: async ({ signal }): Promise<AllStatistics> => {
      const [all, byMonth, byTechnique] = await Promise.all([
        askFor('/api/v1/statistics', {}, [], signal),
        askFor('/api/v1/statistics', {}, [['by', 'month']], signal),
        askFor('/api/v1/statistics', {}, [['by', 'technique']], signal),
      ]);
      if ('by' in all || !('by' in byMonth) || !('by' in byTechnique)) throw new Unreachable();
      return { ...all, byMonth, byTechnique };
    },
  });
}

export function health() {
  return queryOptions({
    queryKey: ['health'],
    queryFn: ({ signal }) => askFor('/healthz', {}, [], signal),
  });
}

// All datasets of a search, page by page, for an export.
export async function* everyDataset(search: Search, scope: Scope, signal: AbortSignal): AsyncGenerator<{ datasets: DatasetSummary[]; total: number }> {
  const query = shownQuestion(search, scope);
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: DatasetPage = await askFor('/api/v1/datasets', {}, [...query, ['limit', '1000'], ...(cursor ? [['cursor', cursor] as ['cursor', string]] : [])], signal);
    yield page;
    cursor = page.nextCursor;
  }
}

export const datasetsPath = '/api/v1/datasets';
