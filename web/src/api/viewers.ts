// Viewer descriptions, for which datasets they are, and the rows they are made of.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DatasetSummary } from '../model/names';
import type { Definition } from '../model/parameters';
import type { Search } from '../model/search';
import type { Row, Viewer } from '../model/viewer';
import { ask, isNotFound, type Query } from './client';
import { question } from './question';

const api = '/api/v1';

interface FoundRow extends DatasetSummary {
  related?: Record<string, DatasetSummary[]>;
  relatedTotal?: Record<string, number>;
}

interface RowPage {
  total: number;
  datasets: FoundRow[];
  nextCursor?: string;
  seq: number;
}

function none<T>(empty: T) {
  return (failure: unknown): T => {
    if (isNotFound(failure)) return empty;
    throw failure;
  };
}

// All of them, those of the highest priority first. A server without viewers has none.
export function viewers() {
  return queryOptions({
    queryKey: ['viewers'],
    staleTime: 30_000,
    queryFn: ({ signal }): Promise<Viewer[]> =>
      ask<{ viewers: Viewer[] }>(`${api}/viewers`, [], signal)
        .then((answer) => [...answer.viewers].sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0) || a.name.localeCompare(b.name)))
        .catch(none<Viewer[]>([])),
  });
}

// The names of those that are for this dataset, best first.
export function viewersOf(id: number) {
  return queryOptions({
    queryKey: ['viewersOf', id],
    queryFn: ({ signal }): Promise<string[]> =>
      ask<{ viewers: string[] }>(`${api}/datasets/${id}/viewers`, [], signal).then((answer) => answer.viewers).catch(none<string[]>([])),
  });
}

// All conditions at once: the viewer's own and what a person typed beside it.
export function together(...conditions: (string | undefined)[]): string {
  const parts = conditions.flatMap((one) => one?.trim() || []);
  return parts.length > 1 ? parts.map((part) => `(${part})`).join(' and ') : parts[0] ?? '';
}

// Which datasets are rows of its list.
export function rowsCondition(viewer: Viewer): string {
  return together(viewer.for, viewer.list?.rows);
}

// How many rows a viewer's list has in an investigation.
export function viewerTotal(viewer: Viewer, investigation: number) {
  return queryOptions({
    queryKey: ['viewerTotal', viewer.name, rowsCondition(viewer), investigation],
    queryFn: ({ signal }) => {
      const condition = rowsCondition(viewer);
      const query: Query = [['investigation', String(investigation)], ...(condition ? [['q', condition] as [string, string]] : []), ['limit', '1']];
      return ask<RowPage>(`${api}/datasets`, query, signal).then((page) => page.total);
    },
  });
}

function asRow({ related, relatedTotal, ...dataset }: FoundRow): Row {
  return { dataset, related: related ?? {}, relatedTotal: relatedTotal ?? {} };
}

function asked(viewer: Viewer, parameters: string[]): Query {
  return [
    ...(parameters.length ? [['parameters', parameters.join(',')] as [string, string]] : []),
    ...Object.entries(viewer.related ?? {}).map(([name, relation]): [string, string] => ['related', `${name}:${relation}`]),
  ];
}

export interface RowsPage {
  rows: Row[];
  total: number;
  seq: number;
  nextCursor?: string;
}

export const rowsAtOnce = 100;

// The rows of a viewer's list: its datasets of an investigation, narrowed by what a person chose.
export function viewerRows(viewer: Viewer, search: Search, investigation: number, parameters: string[]) {
  const query: Query = [...question({ ...search, text: together(rowsCondition(viewer), search.text) }, { investigation }), ...asked(viewer, parameters)];
  return infiniteQueryOptions({
    queryKey: ['viewerRows', viewer.name, query],
    queryFn: ({ pageParam, signal }): Promise<RowsPage> =>
      ask<RowPage>(`${api}/datasets`, [...query, ['limit', String(rowsAtOnce)], ...(pageParam ? [['cursor', pageParam] as [string, string]] : [])], signal)
        .then((page) => ({ rows: page.datasets.map(asRow), total: page.total, seq: page.seq, nextCursor: page.nextCursor })),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });
}

const mostAbout = 200;

// Of the rows of that list those with one of `ids`, and those that come before or after one of `told`, as they are now.
export function rowsAbout(viewer: Viewer, search: Search, investigation: number, parameters: string[], told: number[], ids: number[]) {
  const near = told.join(', ');
  const about = `id in (${ids.slice(0, mostAbout).join(', ')}) or descendant(id in (${near})) or ancestor(id in (${near}))`;
  const query: Query = [...question({ ...search, text: together(rowsCondition(viewer), search.text, about) }, { investigation }), ...asked(viewer, parameters), ['limit', String(mostAbout)]];
  return queryOptions({
    queryKey: ['rowsAbout', viewer.name, query],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => ask<RowPage>(`${api}/datasets`, query, signal).then((page) => ({ rows: page.datasets.map(asRow), total: page.total })),
  });
}

export const relatedAtOnce = 500; // the most there are of a set, where all are ranked or compared

// One dataset as a viewer sees it.
export function viewerRow(viewer: Viewer, id: number, parameters: string[]) {
  const query: Query = [['q', `id = ${id}`], ...asked(viewer, parameters), ['limit', '1'], ...(viewer.related ? [['relatedLimit', String(relatedAtOnce)] as [string, string]] : [])];
  return queryOptions({
    queryKey: ['viewerRow', viewer.name, id, query],
    queryFn: ({ signal }): Promise<Row | null> => ask<RowPage>(`${api}/datasets`, query, signal).then((page) => (page.datasets[0] ? asRow(page.datasets[0]) : null)),
  });
}

// These datasets with these parameters, in the order of the ids.
export function datasetsWith(ids: number[], parameters: string[]) {
  return queryOptions({
    queryKey: ['datasetsWith', ids, parameters],
    enabled: ids.length > 0,
    queryFn: ({ signal }): Promise<DatasetSummary[]> =>
      ask<RowPage>(`${api}/datasets`, [['q', `id in (${ids.join(', ')})`], ...(parameters.length ? [['parameters', parameters.join(',')] as [string, string]] : []), ['limit', '1000']], signal)
        .then((page) => ids.flatMap((id) => page.datasets.find((one) => one.id === id) ?? [])),
  });
}

// What the dictionary says of these names. A server that does not tell leaves the names to speak for themselves.
export function definitions(names: string[]) {
  return queryOptions({
    queryKey: ['definitions', names],
    enabled: names.length > 0,
    staleTime: 600_000,
    queryFn: ({ signal }): Promise<Definition[]> =>
      ask<{ definitions: Definition[] }>(`${api}/definitions`, [['names', names.join(',')]], signal).then((answer) => answer.definitions).catch(none<Definition[]>([])),
  });
}
