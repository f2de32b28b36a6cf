// Completions for the search box.
import { queryOptions } from '@tanstack/react-query';
import { ask } from './client';

export interface Suggestion {
  kind: 'name' | 'sign' | 'keyword' | 'relation' | 'value' | 'unit';
  text: string; // put it in the place of [from, to)
  label: string;
  description?: string;
  unit?: string;
  count?: number;
  from: number; // code points
  to: number;
}

export interface Suggestions {
  position: number; // where the cursor stood when they were asked for, in code points
  found: Suggestion[];
}

export function suggestions(text: string, position: number) {
  return queryOptions({
    queryKey: ['suggestions', text, position],
    staleTime: 30_000,
    retry: false,
    queryFn: async ({ signal }): Promise<Suggestions> => {
      const answer = await ask<{ suggestions: Suggestion[] }>('/api/v1/suggest', [['prefix', text], ['position', String(position)], ['limit', '10']], signal);
      return { position, found: answer.suggestions };
    },
  });
}
