// A search as the query of a request. What the server takes as a plain parameter is sent as one; the rest is an expression.
import { expression } from '../model/expression';
import { isValues, type Condition, type Search } from '../model/search';
import type { QueryOf } from './client';

export interface Scope {
  investigation?: number;
}

export const nowhere: Scope = {};

// What every path takes that asks for datasets.
export type Question = QueryOf<'/api/v1/datasets'> & QueryOf<'/api/v1/facets'> & QueryOf<'/api/v1/changes'>;

const plain = ['type', 'instrument', 'proposal', 'name', 'location'] as const;

function isPlain(condition: Condition): condition is { name: (typeof plain)[number]; values: [string] } {
  return isValues(condition) && condition.values.length === 1 && plain.some((name) => name === condition.name);
}

function unplain(search: Search): Condition[] {
  return search.conditions.filter((condition) => !isPlain(condition));
}

// How many letters stand before what was typed in the expression that is asked: a bracket, where conditions follow.
export function beforeTyped(search: Search): number {
  return unplain(search).length ? 1 : 0;
}

export function question(search: Search, scope: Scope = nowhere): Question {
  const query: Question = [];
  if (scope.investigation !== undefined) query.push(['investigation', String(scope.investigation)]);
  for (const condition of search.conditions) if (isPlain(condition)) query.push([condition.name, condition.values[0]]);
  const rest = expression({ text: search.text, conditions: unplain(search) });
  if (rest) query.push(['q', rest]);
  return query;
}

export function sortedQuestion(search: Search, scope: Scope = nowhere): QueryOf<'/api/v1/datasets'> {
  const query = question(search, scope);
  return search.sort ? [...query, ['sort', search.sort]] : query;
}
