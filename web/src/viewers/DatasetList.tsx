import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { datasetCount, datasets } from '../api/catalogue';
import type { Scope } from '../api/question';
import { chosenColumns } from '../model/columns';
import { counted } from '../model/figures';
import type { Search } from '../model/search';
import { Notice } from '../parts/Notice';
import { DatasetCards } from './DatasetCards';
import style from './DatasetList.module.css';
import { DatasetTable } from './DatasetTable';
import { Problem } from './Problem';

interface Props {
  search: Search;
  scope: Scope;
  onSort?: (name: string) => void;
}

const lookAgain = 5000;

// Tells that more came, and shows it only when asked: nothing moves under the reader's eyes.
function Newer({ search, scope, shown }: { search: Search; scope: Scope; shown: number }) {
  const queries = useQueryClient();
  const { data: now } = useQuery({ ...datasetCount(search, scope), refetchInterval: lookAgain });
  const newer = (now ?? shown) - shown;
  if (newer === 0) return null;
  const show = () => Promise.all(['datasets', 'facets', 'investigation', 'statistics', 'instruments'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  return (
    <div className={style.newer} role="status">
      <Button size="compact-sm" radius="xl" onClick={() => void show()}>
        {newer > 0 ? `${counted(newer, 'new dataset')}: show` : 'The result has changed: show'}
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
  const total = result.data.pages[0]?.total ?? 0;
  if (!total) {
    return (
      <Notice title="No dataset matches">
        <p>Take a condition away, or look for a part of a name with <code>~</code>.</p>
      </Notice>
    );
  }
  return (
    <div>
      <Newer search={search} scope={scope} shown={total} />
      {search.view === 'cards' ? <DatasetCards datasets={all} onEnd={more} /> : <DatasetTable datasets={all} columns={columns} sort={search.sort} onSort={onSort} onEnd={more} active={active} />}
      <p className={style.end} aria-live="polite">
        {isFetchingNextPage ? 'Loading more…' : all.length < total ? `${counted(all.length, 'dataset')} of ${total} loaded` : ''}
      </p>
    </div>
  );
}
