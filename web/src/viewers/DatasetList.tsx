import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { datasets } from '../api/catalogue';
import { question, type Scope } from '../api/question';
import { chosenColumns } from '../model/columns';
import { counted } from '../model/figures';
import { hasNews, newer as countNewer, noNews, withTold, withUpdated } from '../model/live';
import type { DatasetPage } from '../model/names';
import type { Search } from '../model/search';
import { Notice } from '../parts/Notice';
import { DatasetCards } from './DatasetCards';
import style from './DatasetList.module.css';
import { DatasetTable } from './DatasetTable';
import { Problem } from './Problem';
import { useLive } from './useLive';

interface Props {
  search: Search;
  scope: Scope;
  onSort?: (name: string) => void;
}

const countAgain = 1500; // ms; the counters of an investigation, while data come

// Shows datasets that changed in their place, and tells that others came; these only when asked: nothing moves under the
// reader's eyes.
function Newer({ search, scope, shown, seq }: { search: Search; scope: Scope; shown: number; seq: number }) {
  const queries = useQueryClient();
  const [news, setNews] = useState(() => noNews(shown));
  useEffect(() => setNews(noNews(shown)), [shown, seq]);
  const list = datasets(search, scope).queryKey;
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
    queries.setQueryData<InfiniteData<DatasetPage>>(list, (data) => data && { ...data, pages: data.pages.map((page) => changed.reduce(withUpdated, page)) });
    if (scope.investigation !== undefined) recount(scope.investigation);
  });
  if (!hasNews(news, shown)) return null;
  const more = countNewer(news, shown);
  const show = () => Promise.all(['datasets', 'facets', 'samples', 'investigationLineage', 'instruments'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  return (
    <div className={style.newer} role="status">
      <Button size="compact-sm" radius="xl" onClick={() => void show()}>
        {more > 0 ? `${counted(more, 'new dataset')}: show` : 'The result has changed: show'}
      </Button>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.closest('input, textarea, select, button, [role="dialog"], [contenteditable]') !== null);
}

// The result of a search, as a table or as cards, as long as it is.
export function DatasetList({ search, scope, onSort }: Props) {
  const result = useInfiniteQuery(datasets(search, scope));
  const navigate = useNavigate();
  const [active, setActive] = useState(-1);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = result;
  const all = useMemo(() => result.data?.pages.flatMap((page) => page.datasets) ?? [], [result.data]);
  const columns = useMemo(() => chosenColumns(search.columns), [search.columns.join(',')]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    const press = (key: KeyboardEvent) => {
      if (isTyping(key.target) || key.metaKey || key.ctrlKey || key.altKey) return;
      if (key.key === 'j') setActive((at) => Math.min(all.length - 1, at + 1));
      if (key.key === 'k') setActive((at) => Math.max(0, at - 1));
      const chosen = all[active];
      if (key.key === 'Enter' && chosen && !(key.target as HTMLElement).closest('a')) void navigate({ to: '/datasets/$id', params: { id: String(chosen.id) } });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [all, active, navigate]);

  if (result.isPending) return <Skeleton height={420} radius="md" />;
  if (result.isError && !result.data) return <Problem failure={result.error} onRetry={() => void result.refetch()} />;
  const { total = 0, seq = 0 } = result.data.pages[0] ?? {};
  const newer = <Newer key={JSON.stringify(question(search, scope))} search={search} scope={scope} shown={total} seq={seq} />;
  if (!total) {
    return (
      <div>
        {newer}
        <Notice title="No dataset matches">
          <p>Take a condition away, or look for a part of a name with <code>~</code>.</p>
        </Notice>
      </div>
    );
  }
  return (
    <div>
      {newer}
      {search.view === 'cards' ? <DatasetCards datasets={all} onEnd={more} /> : <DatasetTable datasets={all} columns={columns} sort={search.sort} onSort={onSort} onEnd={more} active={active} />}
      <p className={style.end} aria-live="polite">
        {isFetchingNextPage ? 'Loading more…' : all.length < total ? `${counted(all.length, 'dataset')} of ${total} loaded` : ''}
      </p>
    </div>
  );
}
