// Completions for the search box.
import { queryOptions } from '@tanstack/react-query';
import { askFor, type Answer } from './client';

export type Suggestion = Answer<'/api/v1/suggest'>['suggestions'][number]; // from, to: code points

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
      const answer = await askFor('/api/v1/suggest', {}, [['prefix', text], ['position', String(position)], ['limit', '10']], signal);
      return { position, found: answer.suggestions };
    },
  });
}
