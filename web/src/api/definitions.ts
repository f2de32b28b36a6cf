// What the dictionary says of parameters.
import { queryOptions } from '@tanstack/react-query';
import type { Definition } from '../model/parameters';
import { askFor, isNotFound } from './client';

const atOnce = 80; // names in one address

// By name. A server that does not tell leaves the names to speak for themselves.
export function dictionary(names: string[]) {
  const wanted = [...names].sort();
  return queryOptions({
    queryKey: ['dictionary', wanted],
    enabled: wanted.length > 0,
    staleTime: 600_000,
    queryFn: async ({ signal }): Promise<Map<string, Definition>> => {
      const parts = Array.from({ length: Math.ceil(wanted.length / atOnce) }, (_, at) => wanted.slice(at * atOnce, (at + 1) * atOnce));
      const answers = await Promise.all(parts.map((part) =>
        askFor('/api/v1/definitions', {}, [['names', part.join(',')]], signal).catch((failure: unknown) => {
          if (isNotFound(failure)) return { definitions: [] };
          throw failure;
        }),
      ));
      return new Map(answers.flatMap((answer) => answer.definitions).map((one) => [one.name, one]));
    },
  });
}
