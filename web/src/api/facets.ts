// Facets of a search. A field that has a condition is counted without it, so that one sees what else could be chosen.
import { queryOptions } from '@tanstack/react-query';
import { fieldOf, readFacet, type Facet, type Facets } from '../model/facets';
import { conditionOn, withoutCondition, type Search } from '../model/search';
import { ask, isNotFound, type Query } from './client';
import { question, type Scope } from './question';
import type { DatasetPage, Instrument } from '../model/names';

function served(search: Search, scope: Scope, wanted: string[], signal: AbortSignal): Promise<Facets> {
  return ask<Facets>('/api/v1/facets', [...question(search, scope), ['facets', wanted.join(',')]], signal);
}

// A server that serves no facets counts the values of two fields one by one.
async function counted(search: Search, scope: Scope, wanted: string[], signal: AbortSignal): Promise<Facet[]> {
  const total = (query: Query) => ask<DatasetPage>('/api/v1/datasets', [...query, ['limit', '1']], signal).then((page) => page.total);
  const known: Record<string, () => Promise<string[]>> = {
    type: async () => ['acquisition', 'processed'],
    instrument: () => ask<{ instruments: Instrument[] }>('/api/v1/instruments', [], signal).then((all) => all.instruments.map((one) => one.name)),
  };
  return Promise.all(wanted.filter((facet) => known[facet]).map(async (field): Promise<Facet> => {
    const values = await known[field]!();
    const query = question(search, scope);
    const counts = await Promise.all(values.map(async (value) => ({ value, count: await total([...query, [field, value]]) })));
    const found = counts.filter((one) => one.count > 0).sort((a, b) => b.count - a.count);
    const datasets = found.reduce((sum, one) => sum + one.count, 0);
    return { field, name: field, kind: 'values', unit: '', datasets, distinct: found.length, counts: found, buckets: [] };
  }));
}

async function facetsOf(search: Search, scope: Scope, wanted: string[], signal: AbortSignal): Promise<Facet[]> {
  try {
    return (await served(search, scope, wanted, signal)).facets.map(readFacet);
  } catch (failure) {
    if (!isNotFound(failure)) throw failure;
    return counted(search, scope, wanted, signal);
  }
}

export function facets(search: Search, scope: Scope, wanted: string[]) {
  return queryOptions({
    queryKey: ['facets', question(search, scope), wanted],
    queryFn: async ({ signal }): Promise<Facet[]> => {
      const apart = wanted.filter((facet) => conditionOn(search, fieldOf(facet)));
      const together = wanted.filter((facet) => !apart.includes(facet));
      const answers = await Promise.all([
        together.length ? facetsOf(search, scope, together, signal) : [],
        ...apart.map((facet) => facetsOf(withoutCondition(search, fieldOf(facet)), scope, [facet], signal)),
      ]);
      const byField = new Map(answers.flat().map((facet) => [facet.field, facet]));
      return wanted.flatMap((facet) => byField.get(facet) ?? []);
    },
  });
}
