// Follows an investigation while a viewer's list of it is looked at. Rows that changed, or that show a dataset that did, are
// asked for again and given as they are now; what came and went is told and changes nothing until somebody asks.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { rowsAbout } from '../../api/viewers';
import type { Told } from '../../model/live';
import type { Search } from '../../model/search';
import type { Row, Viewer } from '../../model/viewer';
import { noRowNews, rowsShowing, withRows, type RowNews } from '../../model/viewerLive';
import { useLive } from '../useLive';

const atOnce = 50; // datasets told of, in one question
const countAgain = 1500; // ms; the counters of the investigation, while data come

interface List {
  viewer: Viewer;
  search: Search;
  investigation: number;
  parameters: string[];
  rows: Row[];
  whole: boolean; // these are all there are
  seq: number | undefined; // the position at which they were read
}

export function useLiveRows(list: List): RowNews {
  const { investigation, seq, search } = list;
  const [news, setNews] = useState(noRowNews);
  const latest = useRef(list);
  latest.current = list;
  const waiting = useRef(new Map<number, boolean>()); // told of, and whether as new
  const asking = useRef(false);
  const queries = useQueryClient();
  const counting = useRef<ReturnType<typeof setTimeout>>();
  const reading = `${seq} ${JSON.stringify(search)}`;
  const now = useRef(reading);
  now.current = reading;
  useEffect(() => {
    waiting.current.clear();
    setNews(noRowNews);
  }, [reading]);

  const askNext = useCallback(async () => {
    if (asking.current) return;
    asking.current = true;
    while (waiting.current.size) {
      const some = [...waiting.current].slice(0, atOnce);
      for (const [id] of some) waiting.current.delete(id);
      const { viewer, search: wanted, investigation: where, parameters, rows, whole } = latest.current;
      const told = new Set(some.map(([id]) => id));
      const ids = rowsShowing(rows, told);
      const before = now.current;
      const answer = await queries.fetchQuery(rowsAbout(viewer, wanted, where, parameters, [...told], ids)).catch(() => undefined);
      if (before !== now.current) continue;
      const asked = { ids, entered: new Set(some.flatMap(([id, entered]) => (entered ? id : []))), known: new Set(rows.map((row) => row.dataset.id)), whole };
      setNews((known) => (answer ? withRows(known, asked, answer.rows, answer.total) : { ...known, more: true }));
    }
    asking.current = false;
  }, [queries]);

  useLive([['investigation', String(investigation)]], seq, (all: Told[]) => {
    for (const { kind, id } of all) if (id !== undefined) waiting.current.set(id, kind === 'enter' || waiting.current.get(id) === true);
    if (all.some((told) => told.kind === 'reset')) setNews((known) => ({ ...known, more: true }));
    if (!waiting.current.size) return;
    counting.current ??= setTimeout(() => {
      counting.current = undefined;
      void queries.invalidateQueries({ queryKey: ['investigation', investigation] });
    }, countAgain);
    void askNext();
  });
  return news;
}
