// Facets of a search. A field that has a condition is counted without it, so that one sees what else could be chosen.
import { queryOptions } from '@tanstack/react-query';
import { fieldOf, readFacet, type Facet } from '../model/facets';
import { conditionOn, withoutCondition, type Search } from '../model/search';
import { askFor } from './client';
import { question, type Scope } from './question';

async function facetsOf(search: Search, scope: Scope, wanted: string[], signal: AbortSignal): Promise<Facet[]> {
  const answer = await askFor('/api/v1/facets', {}, [...question(search, scope), ['facets', wanted.join(',')]], signal);
  return answer.facets.map(readFacet);
}

export function facets(search: Search, scope: Scope, wanted: string[]) {
  return queryOptions({
    queryKey: ['facets', question(search, scope), wanted],
    staleTime: Infinity, // as the list beside it
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
