import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useEffect, useMemo } from 'react';
import { viewerRows } from '../../api/viewers';
import { counted } from '../../model/figures';
import { everything, readSearch, writeSearch, type Address, type Search } from '../../model/search';
import { all, leaves, spelled, type Row, type Value, type Viewer } from '../../model/viewer';
import { countersOf, groupedRows, readSort, sortedRows, type RowGroup, type Sort } from '../../model/viewerRows';
import { parametersOfList } from '../../model/viewerTemplates';
import { rowNewsInWords, type RowNews } from '../../model/viewerLive';
import { cell, linesOf, written } from '../../model/viewerValues';
import { Notice } from '../../parts/Notice';
import above from '../Newer.module.css';
import { Problem } from '../Problem';
import { DescribedContext, first, useWords } from './context';
import { DescribedCards } from './DescribedCards';
import { columnName, DescribedTable } from './DescribedTable';
import { Dock } from './Dock';
import { Filters } from './Filters';
import style from './List.module.css';
import { PlotOverRows } from './PlotOverRows';
import { RankChoice } from './RankChoice';
import { RowCounterLine } from './RowCounters';
import { useLiveRows } from './useLiveRows';

interface Props {
  viewer: Viewer;
  investigation: number;
  address: Address;
  // The whole address, without the tab; again: in the place of the one before, as the next letter of a word is.
  onAddress: (next: Record<string, string | string[] | undefined>, again?: boolean) => void;
}

const most = 3000;

type As = 'table' | 'cards' | 'plots';

function waysOf(viewer: Viewer): As[] {
  const list = viewer.list ?? {};
  const ways: As[] = [...(list.columns?.length ? ['table' as const] : []), ...(list.card?.length ? ['cards' as const] : [])];
  if (list.as && ways.includes(list.as)) ways.sort((a, b) => Number(b === list.as) - Number(a === list.as));
  return [...ways, ...(list.plots?.length ? ['plots' as const] : [])];
}

// The value that the sort of an address or of the viewer names: a column's title, else a name.
function sortValue(sort: Sort | undefined, viewer: Viewer): Value | undefined {
  if (!sort) return undefined;
  const leaf = leaves(viewer.list?.columns ?? []).find((one) => columnName(one) === sort.name);
  if (!leaf) return sort.name;
  const line = leaf.value.lines?.[0];
  return line === undefined ? leaf.value : { of: leaf.value.of, ...spelled(line) };
}

function matches(row: Row, wanted: string, values: Value[], viewer: Viewer): boolean {
  const own = [row.dataset.name, row.dataset.sample, row.dataset.location].filter(Boolean).join(' ').toLowerCase();
  return own.includes(wanted) || values.some((value) => linesOf(value).some((line) => !line.image && !line.links && written(cell(row, line, viewer)).toLowerCase().includes(wanted)));
}

// All rows, page by page, up to a bound; then they are sorted, grouped and drawn as a whole.
function useRows(viewer: Viewer, search: Search, investigation: number) {
  const names = useMemo(() => parametersOfList(viewer), [viewer]);
  const result = useInfiniteQuery({ ...viewerRows(viewer, search, investigation, names), placeholderData: keepPreviousData });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = result;
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.rows) ?? [], [result.data]);
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && rows.length < most) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, rows.length]);
  const total = result.data?.pages[0]?.total ?? 0;
  const seq = result.isPlaceholderData ? undefined : result.data?.pages[0]?.seq;
  const news = useLiveRows({ viewer, search, investigation, parameters: names, rows, whole: rows.length === total, seq });
  return { result, rows, total, news, words: useWords(viewer, names) };
}

// Says that rows came or went, and shows them when asked.
function Newer({ news }: { news: RowNews }) {
  const queries = useQueryClient();
  const words = rowNewsInWords(news, counted);
  if (!words) return null;
  const show = () => Promise.all(['viewerRows', 'viewerTotal', 'facets', 'investigation'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  return (
    <div className={above.newer} role="status">
      <Button size="compact-sm" radius="xl" onClick={() => void show()}>{words}</Button>
    </div>
  );
}

// Rows as they are now, where they stood when the list was read: nothing moves under the reader's eyes.
function inPlace(groups: RowGroup[], { updated }: RowNews): RowGroup[] {
  if (!updated.size) return groups;
  return groups.map((group) => ({ ...group, rows: group.rows.map((row) => updated.get(row.dataset.id) ?? row) }));
}

const ways: Record<As, string> = { table: 'Table', cards: 'Cards', plots: 'Plots' };

// The datasets of an investigation as a viewer describes them.
export function DescribedList({ viewer, investigation, address, onAddress }: Props) {
  const search = useMemo(() => readSearch(address), [address]);
  const list = viewer.list ?? {};
  const { result, rows, total, news, words } = useRows(viewer, search, investigation);
  const offered = waysOf(viewer);
  const as = offered.find((way) => way === first(address.as)) ?? offered[0] ?? 'table';
  const find = useDeferredValue(first(address.find).trim().toLowerCase());
  const sort = first(address.order) || list.sort || 'startDate asc';
  const values = useMemo(() => [...leaves(list.columns ?? []).map((leaf) => leaf.value), ...all(list.heading)], [list]);
  const found = useMemo(() => (find ? rows.filter((row) => matches(row, find, values, viewer)) : rows), [rows, find, values, viewer]);
  const read = useMemo(() => {
    const order = readSort(sort);
    return groupedRows(sortedRows(found, sortValue(order, viewer), order?.descending ?? false), list.group);
  }, [found, sort, viewer, list.group]);
  const groups = useMemo(() => inPlace(read, news), [read, news]);
  const shown = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const change = useCallback((part: Record<string, string | string[] | undefined>, again = false) => onAddress({ ...address, ...part }, again), [address, onAddress]);
  const onSearch = (next: Search, again = false) => {
    const kept = Object.fromEntries(Object.entries(address).filter(([key]) => !key.startsWith('is.') && !key.startsWith('in.')));
    onAddress({ ...kept, ...writeSearch({ ...everything, conditions: next.conditions }) }, again);
  };
  const curves = all(list.overlay);
  const chosen = useMemo(() => new Set(first(address.chosen).split(',').map(Number).filter(Boolean)), [address.chosen]);
  const choose = useCallback((id: number) => {
    const next = chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id];
    change({ chosen: next.join(',') || undefined });
  }, [chosen, change]);
  const described = useMemo(() => ({ viewer, words, address, onAddress: change }), [viewer, words, address, change]);
  const rank = (list.card ?? []).flatMap((panel) => all(panel.best?.rank ?? panel.table?.rank));
  if (result.isPending) return <Skeleton height={420} radius="md" />;
  if (result.isError && !result.data) return <Problem failure={result.error} onRetry={() => void result.refetch()} />;
  const picked = rows.filter((row) => chosen.has(row.dataset.id)).map((row) => news.updated.get(row.dataset.id) ?? row);
  return (
    <DescribedContext.Provider value={described}>
      <Newer news={news} />
      <div className={style.tools}>
        {offered.length > 1 && <SegmentedControl size="xs" value={as} onChange={(way) => change({ as: way === offered[0] ? undefined : way })} data={offered.map((way) => ({ value: way, label: ways[way] }))} aria-label="Show as" />}
        <Filters investigation={investigation} search={search} onSearch={onSearch} />
        <TextInput size="xs" placeholder="Find" aria-label="Find in the list" leftSection={<IconSearch size={13} />} w={150} value={first(address.find)} onChange={(typed) => change({ find: typed.currentTarget.value || undefined }, first(address.find) !== '')} />
        {as === 'cards' && rank.length > 0 && <RankChoice names={rank} />}
      </div>
      <p className={style.summary} aria-live="polite">
        {(groups.length > 1 || !groups[0]?.name) && <RowCounterLine counters={countersOf(shown)} />}
        {rows.length < total && <span className="muted"> the first {rows.length} of {total}{total > most ? '; filter to see the others' : ', loading…'}</span>}
      </p>
      {!found.length && <Notice title="No dataset matches"><p>Take a filter away.</p></Notice>}
      {as === 'plots' && <div className={style.plots}>{list.plots!.map((plot, at) => <PlotOverRows key={at} plot={plot} rows={shown} height={280} />)}</div>}
      {as === 'table' && found.length > 0 && <DescribedTable groups={groups} columns={list.columns ?? ['startDate', 'name']} sort={first(address.order)} onSort={(order) => change({ order: order || undefined })} chosen={chosen} onChoose={choose} />}
      {as === 'cards' && found.length > 0 && <DescribedCards groups={groups} chosen={chosen} onChoose={choose} />}
      {picked.length > 0 && <Dock rows={picked} curves={curves} onClear={() => change({ chosen: undefined })} />}
    </DescribedContext.Provider>
  );
}
