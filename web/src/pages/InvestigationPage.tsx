import { Skeleton, Tabs } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, type ComponentProps } from 'react';
import { datasetsNow, investigation, investigationLineage, samples } from '../api/catalogue';
import { conditionLabel } from '../model/facets';
import { count, counted, period, size } from '../model/figures';
import { everything, isNarrowed, nextSort, readSearch, withoutCondition, writeSearch, type Search } from '../model/search';
import { titled } from '../model/viewer';
import { CounterRow } from '../parts/CounterRow';
import { ShowMore } from '../parts/ShowMore';
import { SplitBar } from '../parts/SplitBar';
import { DatasetList } from '../viewers/DatasetList';
import { useInvestigationViewers, type ViewerHere } from '../viewers/described/useInvestigationViewers';
import { Newer } from '../viewers/Newer';
import { Problem } from '../viewers/Problem';
import { Crumbs } from './Crumbs';
import style from './InvestigationPage.module.css';
import { ColumnChoice, ViewChoice } from './Toolbar';
import { Chip } from '../parts/Chip';
import { useFittingView } from './useFittingView';
import { later } from './later';
import { useTitle } from './useTitle';

const DescribedTab = later(() => import('../viewers/described/DescribedTab').then((found) => found.DescribedTab));
const DatasetFiles = later(() => import('../viewers/files/DatasetFiles').then((found) => found.DatasetFiles));
const LineageView = later(() => import('../viewers/LineageView').then((found) => found.LineageView), 400);

const route = getRouteApi('/investigations/$id');
const ownColumns = ['name', 'type', 'sample', 'technique', 'program', 'startDate', 'endDate', 'fileCount', 'volume'];

function viewerTabs(viewers: ViewerHere[]) {
  return viewers.map((found) => <Tabs.Tab key={found.tab} value={found.tab}>{titled(found.viewer)}</Tabs.Tab>);
}

// The investigation is given, so its proposal and instrument need no columns.
function DatasetsTab({ id, search, onSearch }: { id: number; search: Search; onSearch: (search: Search) => void }) {
  const scope = useMemo(() => ({ investigation: id }), [id]);
  const shown = useFittingView(search.columns.length ? search : { ...search, columns: ownColumns });
  return (
    <div>
      <div className={style.tools}>
        {search.conditions.map((condition) => (
          <Chip key={condition.name} name={condition.name} value={conditionLabel(condition)} onRemove={() => onSearch(withoutCondition(search, condition.name))} />
        ))}
        <span style={{ flex: 1 }} />
        <ViewChoice search={shown} onSearch={onSearch} />
        {shown.view === 'table' && <ColumnChoice search={shown} onSearch={onSearch} />}
      </div>
      <DatasetList search={shown} scope={scope} onSort={(name) => onSearch({ ...search, sort: nextSort(search.sort, name) })} />
    </div>
  );
}

// Says what came while one looks at a tab that is not the list of datasets.
function News({ id }: { id: number }) {
  const scope = useMemo(() => ({ investigation: id }), [id]);
  const { data: now } = useQuery(datasetsNow(everything, scope));
  return now && <Newer search={everything} scope={scope} shown={now.total} seq={now.seq} />;
}

function SamplesTab({ id }: { id: number }) {
  const result = useInfiniteQuery(samples(id));
  if (result.isPending) return <Skeleton height={200} radius="md" />;
  if (result.isError && !result.data) return <Problem failure={result.error} onRetry={() => void result.refetch()} />;
  const all = result.data.pages.flatMap((page) => page.samples);
  if (!all.length) return <p className="muted">No dataset names a sample.</p>;
  return (
    <>
      <div className={style.samples}>
        {all.map((sample) => (
          <Link key={sample.id} to="/investigations/$id" params={{ id: String(id) }} search={{ 'is.sample': sample.name }} className={`${style.sample} card`}>
            <strong className="oneline">{sample.name}</strong>
            <SplitBar acquisition={sample.acquisition} processed={sample.processed} />
            <span>{count(sample.acquisition)} acquisition, {count(sample.processed)} processed</span>
            <span>{counted(sample.files, 'file')}, {size(sample.volume)}</span>
          </Link>
        ))}
      </div>
      {result.hasNextPage && <ShowMore shown={all.length} total={result.data.pages[0]!.total} loading={result.isFetchingNextPage} onMore={() => void result.fetchNextPage()} />}
    </>
  );
}

function LineageTab({ id, address, onAddress }: { id: number } & Pick<ComponentProps<typeof LineageView>, 'address' | 'onAddress'>) {
  const { data, error, refetch } = useQuery(investigationLineage(id));
  if (error && !data) return <Problem failure={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={400} radius="md" />;
  const note = data.walked < data.total ? `It shows ${count(data.walked)} of the ${count(data.total)} datasets.` : undefined;
  return <LineageView graph={data.graph} address={address} onAddress={onAddress} note={note} />;
}

function only(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

export function InvestigationPage() {
  const id = Number(route.useParams().id);
  const address = route.useSearch();
  const navigate = useNavigate();
  const { data: one, error, refetch } = useQuery({ ...investigation(id), refetchInterval: 15_000 });
  const search = useMemo(() => readSearch(address), [address]);
  const here = useInvestigationViewers(id);
  const tabs = ['datasets', 'samples', 'lineage', 'files', ...(here ?? []).map((found) => found.tab)];
  // Where the address says nothing, the best viewer speaks, unless it asks for datasets by conditions.
  const usual = here?.[0] && (here[0].viewer.priority ?? 0) >= 0 && !isNarrowed(search) ? here[0].tab : 'datasets';
  const tab = typeof address.tab === 'string' && tabs.includes(address.tab) ? address.tab : usual;
  useTitle(one ? `${one.proposal} at ${one.instrument}` : 'Investigation');
  if (error && !one) return <Problem failure={error} onRetry={() => void refetch()} missing="There is no such investigation" />;
  if (!one || !here) return <Skeleton height={300} radius="md" />;
  const go = (next: Record<string, string | string[] | undefined>, replace = false) => void navigate({ to: '/investigations/$id', params: { id: String(id) }, search: next, resetScroll: false, replace });
  const withTab = (value: string) => go(value === usual ? {} : { tab: value });
  const words = { official: 'scheduled', declared: 'declared by the beamline', unscheduled: 'without a session' }[one.kind];
  return (
    <div>
      <Crumbs steps={[<Link to="/investigations">Investigations</Link>, <Link to="/investigations" search={{ instrument: one.instrument }}>{one.instrument}</Link>, <Link to="/investigations" search={{ proposal: one.proposal }}>{one.proposal}</Link>]} />
      <header className={style.head}>
        <h1>{one.title ?? `${one.proposal} at ${one.instrument}`}</h1>
        <p className="muted">{[one.title && `${one.proposal} at ${one.instrument}`, period(one.startDate, one.endDate), words, one.visit && `visit ${one.visit}`].filter(Boolean).join(' · ')}</p>
      </header>
      <CounterRow counters={one} />
      {one.notWalked > 0 && <p className={style.note}>The folders of {counted(one.notWalked, 'dataset')} have not been counted yet.</p>}
      <Tabs value={tab} onChange={(value) => withTab(value ?? 'datasets')} mt="lg" keepMounted={false}>
        <Tabs.List mb="md">
          {viewerTabs(here.filter((found) => (found.viewer.priority ?? 0) >= 0))}
          <Tabs.Tab value="datasets">Datasets</Tabs.Tab>
          {viewerTabs(here.filter((found) => (found.viewer.priority ?? 0) < 0))}
          <Tabs.Tab value="samples">Samples</Tabs.Tab>
          <Tabs.Tab value="lineage">Lineage</Tabs.Tab>
          <Tabs.Tab value="files">Files</Tabs.Tab>
        </Tabs.List>
        {here.map((found) => (
          <Tabs.Panel key={found.tab} value={found.tab}>
            <DescribedTab viewer={found.viewer} investigation={id} address={address} onAddress={(next, again) => go({ ...next, tab: found.tab }, again)} />
          </Tabs.Panel>
        ))}
        <Tabs.Panel value="datasets"><DatasetsTab id={id} search={search} onSearch={(next) => go({ ...writeSearch(next), tab: 'datasets' })} /></Tabs.Panel>
        <Tabs.Panel value="samples"><News id={id} /><SamplesTab id={id} /></Tabs.Panel>
        <Tabs.Panel value="lineage">
          <News id={id} />
          <LineageTab id={id} address={address} onAddress={(change) => go({ ...address, tab: 'lineage', ...change })} />
        </Tabs.Panel>
        <Tabs.Panel value="files">
          <News id={id} />
          <DatasetFiles investigation={id} dataset={Number(only(address.of)) || undefined} prefix={only(address.in)} file={only(address.file)}
            onPlace={(place) => go({ tab: 'files', of: place.dataset === undefined ? undefined : String(place.dataset), in: place.prefix, file: place.file })} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
