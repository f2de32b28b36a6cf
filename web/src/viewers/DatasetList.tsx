import { Button, Skeleton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { question, type Scope } from '../api/question';
import { chosenColumns } from '../model/columns';
import type { Search } from '../model/search';
import { Notice } from '../parts/Notice';
import { DatasetCards } from './DatasetCards';
import style from './DatasetList.module.css';
import { DatasetTable } from './DatasetTable';
import { Newer } from './Newer';
import { Problem } from './Problem';
import { useDatasetRows } from './useDatasetRows';
import type { Rows } from './useSight';

interface Props {
  search: Search;
  scope: Scope;
  onSort?: (name: string) => void;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.closest('input, textarea, select, button, [role="dialog"], [contenteditable]') !== null);
}

// The row the keyboard is on: j and k go on and back, from the first row in sight where it is none of those in sight.
function useActiveRow(total: number, open: (row: number) => void) {
  const [active, setActive] = useState(-1);
  const seen = useRef<() => Rows>(() => ({ first: 0, last: 0 }));
  const known = useRef({ active, total, open });
  Object.assign(known.current, { total, open });
  useEffect(() => {
    const go = (step: number) => {
      const { first, last } = seen.current();
      const at = known.current.active;
      const next = at >= first - 1 && at <= last ? at + step : first;
      known.current.active = Math.max(0, Math.min(known.current.total - 1, next));
      setActive(known.current.active);
    };
    const press = (key: KeyboardEvent) => {
      if (isTyping(key.target) || key.metaKey || key.ctrlKey || key.altKey) return;
      const { active: at } = known.current;
      if (key.key === 'j') go(1);
      if (key.key === 'k') go(-1);
      if (key.key === 'Enter' && at >= 0 && !(key.target as HTMLElement).closest('a')) known.current.open(at);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return { active, seen };
}

// The result of a search, as a table or as cards, as long as it is.
export function DatasetList({ search, scope, onSort }: Props) {
  const { head, row, look, failure, retry } = useDatasetRows(search, scope);
  const navigate = useNavigate();
  const columns = useMemo(() => chosenColumns(search.columns), [search.columns.join(',')]);
  const { total = 0, seq = 0 } = head.data ?? {};
  const { active, seen } = useActiveRow(total, (at) => {
    const chosen = row(at);
    if (chosen) void navigate({ to: '/datasets/$id', params: { id: String(chosen.id) } });
  });
  if (head.isPending) return <Skeleton height={420} radius="md" />;
  if (head.isError && !head.data) return <Problem failure={head.error} onRetry={() => void head.refetch()} />;
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
  const rows = { total, row, onDrawn: look, seen, active };
  return (
    <div>
      {newer}
      {search.view === 'cards' ? <DatasetCards {...rows} /> : <DatasetTable {...rows} columns={columns} sort={search.sort} onSort={onSort} />}
      <div className={style.end} role="status">
        {failure && <>Some rows could not be read: {failure.message}. <Button size="compact-xs" variant="default" onClick={retry}>Ask again</Button></>}
      </div>
    </div>
  );
}
