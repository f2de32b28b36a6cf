import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { datasetPages, datasetsPage, rowsAtOnce } from '../api/catalogue';
import type { Scope } from '../api/question';
import type { DatasetSummary } from '../model/names';
import type { Search } from '../model/search';

const flyingOver = 90; // ms; pages that are in sight no longer are not asked for

// The pages of a search that are in sight, and only these: a page that was scrolled past while it was on its way is not
// waited for. Pages stay as they were read. Without an order new datasets come behind all others, so pages fit together
// whenever each was read; in another order one that came meanwhile may move the rows of pages not read yet by one.
export function useDatasetRows(search: Search, scope: Scope) {
  const head = useQuery(datasetsPage(search, scope, 0));
  const key = JSON.stringify(datasetPages(search, scope));
  const [known, setKnown] = useState({ key, first: 0, last: 0 }); // pages
  const wanted = useMemo(() => (known.key === key ? known : { key, first: 0, last: 0 }), [known, key]);
  const waiting = useRef<ReturnType<typeof setTimeout>>();
  const asked = useRef(wanted);
  asked.current = wanted;
  useEffect(() => () => clearTimeout(waiting.current), []);
  // Rows from `first` to before `last` are in sight.
  const look = useCallback((first: number, last: number) => {
    const next = { key, first: Math.floor(first / rowsAtOnce), last: Math.floor(Math.max(first, last - 1) / rowsAtOnce) };
    clearTimeout(waiting.current);
    if (next.first === asked.current.first && next.last === asked.current.last) return;
    const near = Math.abs(next.first - asked.current.first) <= 1;
    waiting.current = setTimeout(() => setKnown(next), near ? 0 : flyingOver);
  }, [key]);
  const numbers = useMemo(() => Array.from({ length: wanted.last - wanted.first + 1 }, (_, at) => wanted.first + at), [wanted]);
  const found = useQueries({ queries: numbers.map((number) => ({ ...datasetsPage(search, scope, number), enabled: head.data !== undefined })) });
  const pages = new Map(found.map((page, at) => [numbers[at]!, page.data]));
  const row = (at: number): DatasetSummary | undefined => (pages.get(Math.floor(at / rowsAtOnce)) ?? (at < rowsAtOnce ? head.data : undefined))?.datasets[at % rowsAtOnce];
  const failed = found.filter((page) => page.isError && !page.data);
  const retry = () => void Promise.all(failed.map((page) => page.refetch()));
  return { head, row, look, failure: failed[0]?.error, retry };
}
