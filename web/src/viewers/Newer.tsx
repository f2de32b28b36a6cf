import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { datasetPages } from '../api/catalogue';
import { question, type Scope } from '../api/question';
import { counted } from '../model/figures';
import { hasNews, newer as countNewer, noNews, withTold, withUpdated } from '../model/live';
import type { DatasetPage } from '../model/names';
import type { Search } from '../model/search';
import style from './Newer.module.css';
import { useLive } from './useLive';

interface Props {
  search: Search;
  scope: Scope;
  shown: number; // how many matched
  seq: number; // at this position of the log
}

const countAgain = 1500; // ms; the counters of an investigation, while data come
const shownAnew = ['datasetPages', 'datasets', 'datasetsNow', 'facets', 'samples', 'investigationLineage', 'instruments', 'files'];

// Shows datasets that changed in their place, and tells that others came; these only when asked: nothing moves under the
// reader's eyes.
export function Newer({ search, scope, shown, seq }: Props) {
  const queries = useQueryClient();
  const [news, setNews] = useState(() => noNews(shown));
  useEffect(() => setNews(noNews(shown)), [shown, seq]);
  const counting = useRef<ReturnType<typeof setTimeout>>();
  const recount = (id: number) => {
    counting.current ??= setTimeout(() => {
      counting.current = undefined;
      void queries.invalidateQueries({ queryKey: ['investigation', id] });
    }, countAgain);
  };
  useLive(question(search, scope), seq, (all) => {
    setNews((before) => all.reduce(withTold, before));
    const changed = all.flatMap((told) => told.dataset ?? []);
    queries.setQueriesData<DatasetPage>({ queryKey: datasetPages(search, scope) }, (page) => page && changed.reduce(withUpdated, page));
    if (scope.investigation !== undefined) recount(scope.investigation);
  });
  if (!hasNews(news, shown)) return null;
  const more = countNewer(news, shown);
  const show = () => Promise.all(shownAnew.map((key) => queries.invalidateQueries({ queryKey: [key] })));
  return (
    <div className={style.newer} role="status">
      <Button size="compact-sm" radius="xl" onClick={() => void show()}>
        {more > 0 ? `${counted(more, 'new dataset')}: show` : 'The result has changed: show'}
      </Button>
    </div>
  );
}
