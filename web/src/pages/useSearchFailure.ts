import { useQuery } from '@tanstack/react-query';
import { datasetsPage } from '../api/catalogue';
import { Refused } from '../api/client';
import { beforeTyped, nowhere } from '../api/question';
import { wrongInTyped } from '../model/completion';
import type { Search } from '../model/search';

// At which letter of the text the server said no, in code points; the request is the one the page makes anyway.
export function useSearchFailure(search: Search, enabled: boolean): number | undefined {
  const { error } = useQuery({ ...datasetsPage(search, nowhere, 0), enabled: enabled && search.text !== '' });
  return error instanceof Refused ? wrongInTyped(error.subject, search.text, beforeTyped(search)) : undefined;
}
