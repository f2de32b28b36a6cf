// What the pages ask, as options for TanStack Query: keys, requests, how long an answer is good.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { parameterNames } from '../model/columns';
import { union } from '../model/lineage';
import type {
  Dataset, DatasetPage, DatasetSummary, Graph, Grouped, Instrument, Investigation, Sample, Statistics,
} from '../model/names';
import type { Search } from '../model/search';
import { ask, type Query } from './client';
import { question, sortedQuestion, type Scope } from './question';

const api = '/api/v1';
const pageSize = 100;
const keptUnseen = 60_000; // ms; a list that one comes back to later is asked for anew

interface Paged {
  total: number;
  nextCursor?: string;
  seq: number;
}

// A list is asked for again only when somebody wants that: what one reads does not move.
function paged<T extends Paged>(key: readonly unknown[], path: string, query: Query, limit = pageSize) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      ask<T>(`${api}${path}`, [...query, ['limit', String(limit)], ...(pageParam ? [['cursor', pageParam] as [string, string]] : [])], signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    staleTime: Infinity,
    gcTime: keptUnseen,
  });
}

// With the parameters that have columns.
function shownQuestion(search: Search, scope: Scope): Query {
  const shown = parameterNames(search.columns);
  return [...sortedQuestion(search, scope), ...(shown.length ? [['parameters', shown.join(',')] as [string, string]] : [])];
}

export function datasets(search: Search, scope: Scope) {
  const query = shownQuestion(search, scope);
  return paged<DatasetPage>(['datasets', query], '/datasets', query);
}

export const rowsAtOnce = pageSize;

// The key of all its pages.
export function datasetPages(search: Search, scope: Scope) {
  return ['datasetPages', shownQuestion(search, scope)] as const;
}

// The page-th hundred of a search, however far down it is.
export function datasetsPage(search: Search, scope: Scope, page: number) {
  const place: Query = page ? [['offset', String(page * rowsAtOnce)]] : [];
  return queryOptions({
    queryKey: [...datasetPages(search, scope), page] as const,
    queryFn: ({ signal }) => ask<DatasetPage>(`${api}/datasets`, [...shownQuestion(search, scope), ['limit', String(rowsAtOnce)], ...place], signal),
    staleTime: Infinity,
  });
}

// How many there are, and at which position that is so: from there on one can watch. Asked again when somebody wants that.
export function datasetsNow(search: Search, scope: Scope) {
  const query = question(search, scope);
  return queryOptions({
    queryKey: ['datasetsNow', query],
    queryFn: ({ signal }) => ask<DatasetPage>(`${api}/datasets`, [...query, ['limit', '1']], signal).then(({ total, seq }) => ({ total, seq })),
    staleTime: Infinity,
    gcTime: keptUnseen,
  });
}

// How many there are now, for pages that watch.
export function datasetCount(search: Search, scope: Scope) {
  const query = question(search, scope);
  return queryOptions({
    queryKey: ['datasetCount', query],
    queryFn: ({ signal }) => ask<DatasetPage>(`${api}/datasets`, [...query, ['limit', '1']], signal).then((page) => page.total),
  });
}

export function dataset(id: number) {
  return queryOptions({
    queryKey: ['dataset', id],
    queryFn: ({ signal }) => ask<Dataset>(`${api}/datasets/${id}`, [['history', 'true']], signal),
  });
}

// Depth 0: all of it.
export function lineage(id: number, depth: number) {
  return queryOptions({
    queryKey: ['lineage', id, depth],
    queryFn: ({ signal }) => ask<Graph>(`${api}/datasets/${id}/lineage`, [['depth', String(depth)], ['nodes', '5000'], ['edges', '20000']], signal),
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
      const page = await ask<DatasetPage>(`${api}/datasets`, [['investigation', String(id)], ['limit', '1000']], signal);
      const order = [...page.datasets].sort((a, b) => Number(a.type !== 'acquisition') - Number(b.type !== 'acquisition'));
      const graphs: Graph[] = [];
      const seen = new Set<number>();
      while (graphs.length < mostWalks) {
        const starts = order.filter((one) => !seen.has(one.id)).slice(0, walksAtOnce);
        if (!starts.length) break;
        const found = await Promise.all(starts.map((start) => ask<Graph>(`${api}/datasets/${start.id}/lineage`, [['nodes', '2000']], signal)));
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
    queryFn: ({ signal }) => ask<Investigation>(`${api}/investigations/${id}`, [], signal),
  });
}

interface InvestigationPage extends Paged {
  investigations: Investigation[];
}

export function investigations(filter: { proposal?: string; instrument?: string }) {
  const query = Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return paged<InvestigationPage>(['investigations', query], '/investigations', query);
}

interface SamplePage extends Paged {
  samples: Sample[];
}

export function samples(investigationId: number) {
  return paged<SamplePage>(['samples', investigationId], '/samples', [['investigation', String(investigationId)]]);
}

export function instruments() {
  return queryOptions({
    queryKey: ['instruments'],
    queryFn: ({ signal }) => ask<{ instruments: Instrument[] }>(`${api}/instruments`, [], signal).then((answer) => answer.instruments),
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
      const grouped = (by: string) => ask<Grouped>(`${api}/statistics`, [['by', by]], signal);
      const [all, byMonth, byTechnique] = await Promise.all([ask<Statistics>(`${api}/statistics`, [], signal), grouped('month'), grouped('technique')]);
      return { ...all, byMonth, byTechnique };
    },
  });
}

export function health() {
  return queryOptions({
    queryKey: ['health'],
    queryFn: ({ signal }) => ask<{ status: string; version: string; seq: number }>('/healthz', [], signal),
  });
}

// All datasets of a search, page by page, for an export.
export async function* everyDataset(search: Search, scope: Scope, signal: AbortSignal): AsyncGenerator<{ datasets: DatasetSummary[]; total: number }> {
  const query = shownQuestion(search, scope);
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: DatasetPage = await ask<DatasetPage>(`${api}/datasets`, [...query, ['limit', '1000'], ...(cursor ? [['cursor', cursor] as [string, string]] : [])], signal);
    yield page;
    cursor = page.nextCursor;
  }
}

export const datasetsPath = `${api}/datasets`;
