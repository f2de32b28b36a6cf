import { useInfiniteQuery } from '@tanstack/react-query';
import { datasets } from '../api/catalogue';
import { Refused } from '../api/client';
import { nowhere } from '../api/question';
import type { Search } from '../model/search';

// What the server said against the search in the address; the request is the one the page makes anyway.
export function useSearchFailure(search: Search, enabled: boolean): Refused | undefined {
  const { error } = useInfiniteQuery({ ...datasets(search, nowhere), enabled: enabled && search.text !== '' });
  return error instanceof Refused && search.conditions.length === 0 ? error : undefined;
}
