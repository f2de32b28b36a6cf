import { useMediaQuery } from '@mantine/hooks';
import type { Search } from '../model/search';

// The search with the view that fits the window, where none was chosen.
export function useFittingView(search: Search): Search {
  const narrow = useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false });
  return search.view === 'fitting' ? { ...search, view: narrow ? 'cards' : 'table' } : search;
}
