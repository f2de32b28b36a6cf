import { Button, Drawer, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { IconFilter } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { datasetsPage } from '../api/catalogue';
import { nowhere } from '../api/question';
import { conditionLabel } from '../model/facets';
import { counted } from '../model/figures';
import { isNarrowed, nextSort, readSearch, withoutCondition, writeSearch, type Search } from '../model/search';
import { Chip } from '../parts/Chip';
import { DatasetList } from '../viewers/DatasetList';
import style from './DataPage.module.css';
import { DataTabs } from './DataTabs';
import { FacetColumn } from './FacetColumn';
import { FirstRun } from './FirstRun';
import { ColumnChoice, ShareMenu, SortChoice, ViewChoice } from './Toolbar';
import { keptColumns, keepColumns } from './keptColumns';
import { useFittingView } from './useFittingView';
import { useTitle } from './useTitle';

const route = getRouteApi('/data');

// The search page: what there is, how it divides, and a way through it.
export function DataPage() {
  const address = route.useSearch();
  const navigate = useNavigate();
  const search = useMemo<Search>(() => {
    const read = readSearch(address);
    return read.columns.length ? read : { ...read, columns: keptColumns() };
  }, [address]);
  // The columns a person keeps are part of what is seen, so of the address: who is sent it sees the same.
  useEffect(() => {
    if (search.columns.length && !address.columns) void navigate({ to: '/data', search: writeSearch(search), replace: true });
  }, [search, address, navigate]);
  const shown = useFittingView(search);
  const [filter, setFilter] = useState(false);
  const { data: head } = useQuery(datasetsPage(search, nowhere, 0));
  const total = head?.total;
  useTitle(search.text || 'Data');
  const onSearch = (next: Search) => {
    if (next.columns.join() !== search.columns.join()) keepColumns(next.columns);
    void navigate({ to: '/data', search: writeSearch(next) });
  };
  if (total === 0 && !isNarrowed(search)) return <FirstRun seq={head?.seq ?? 0} />;
  const chips = search.conditions.length > 0;
  return (
    <div className={style.page}>
      <aside className={style.aside} aria-label="Narrow the result">
        <FacetColumn search={search} onSearch={onSearch} />
      </aside>
      <div className={style.result}>
        <DataTabs />
        <Group justify="space-between" mb={chips ? 10 : 14} gap="sm">
          <h1 className={style.total} aria-live="polite">{total === undefined ? 'Datasets' : counted(total, 'dataset')}</h1>
          <Group gap={8}>
            <Button size="xs" variant="default" className={style.filter} leftSection={<IconFilter size={15} />} onClick={() => setFilter(true)}>
              Filter{chips && ` (${search.conditions.length})`}
            </Button>
            {shown.view === 'cards' && <SortChoice search={search} onSearch={onSearch} />}
            <ViewChoice search={shown} onSearch={onSearch} />
            {shown.view === 'table' && <ColumnChoice search={search} onSearch={onSearch} />}
            <ShareMenu search={search} total={total ?? 0} />
          </Group>
        </Group>
        {chips && (
          <Group gap={8} mb={14}>
            {search.conditions.map((condition) => (
              <Chip key={condition.name} name={condition.name} value={conditionLabel(condition)} onRemove={() => onSearch(withoutCondition(search, condition.name))} />
            ))}
            <Button size="compact-xs" variant="subtle" onClick={() => onSearch({ ...search, conditions: [] })}>Clear all</Button>
          </Group>
        )}
        <DatasetList search={shown} scope={nowhere} onSort={(name) => onSearch({ ...search, sort: nextSort(search.sort, name) })} />
      </div>
      <Drawer opened={filter} onClose={() => setFilter(false)} title="Narrow the result" size="86%" closeButtonProps={{ 'aria-label': 'Close' }}>
        <FacetColumn search={search} onSearch={onSearch} />
      </Drawer>
    </div>
  );
}
