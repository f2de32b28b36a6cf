import { Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { dataset, lineage } from '../api/catalogue';
import { count, counted, day, duration, size } from '../model/figures';
import type { Dataset } from '../model/names';
import { Copy } from '../parts/Copy';
import { Facts } from '../parts/Facts';
import { Kind } from '../parts/Kind';
import { Snippet } from '../parts/Snippet';
import { When } from '../parts/When';
import { History } from '../viewers/History';
import { ParameterGroups } from '../viewers/ParameterGroups';
import { Problem } from '../viewers/Problem';
import { Relations } from '../viewers/Relations';
import { Crumbs } from './Crumbs';
import style from './DatasetPage.module.css';
import { useLiveDataset } from './useLiveDataset';
import { later } from './later';
import { useTitle } from './useTitle';

const DescribedDataset = later(() => import('../viewers/described/DescribedDataset').then((found) => found.DescribedDataset));
const FilesTab = later(() => import('../viewers/files/FilesTab').then((found) => found.FilesTab));
const Gallery = later(() => import('../viewers/files/Gallery').then((found) => found.Gallery), 0);
const LineageView = later(() => import('../viewers/LineageView').then((found) => found.LineageView), 400);

const route = getRouteApi('/datasets/$id');
const tabs = ['files', 'lineage', 'history', 'json'];

function crumbs(one: Dataset) {
  const steps = [<Link to="/data" search={{ 'is.instrument': one.instrument }}>{one.instrument}</Link>];
  if (one.investigation) steps.push(<Link to="/investigations/$id" params={{ id: String(one.investigation) }}>{one.proposal}</Link>);
  else steps.push(<Link to="/data" search={{ 'is.proposal': one.proposal }}>{one.proposal}</Link>);
  if (one.sample && one.investigation) {
    steps.push(<Link to="/investigations/$id" params={{ id: String(one.investigation) }} search={{ 'is.sample': one.sample }}>{one.sample}</Link>);
  }
  return steps;
}

function Head({ one }: { one: Dataset }) {
  const lasted = duration(one.startDate, one.endDate);
  return (
    <header className={style.head}>
      <Crumbs steps={crumbs(one)} />
      <div className={style.title}>
        <h1>{one.name}</h1>
        <Kind type={one.type} />
        {!one.complete && <span className={style.wait}>more statements will come</span>}
      </div>
      {one.state === 'deleted' && <p className={style.deleted} role="status">This dataset was deleted{one.stateReason && `: ${one.stateReason}`}.</p>}
      <Facts facts={[
        ['Technique', one.technique],
        ['Program', one.program],
        ['Sample', one.sample && (one.sampleType ? `${one.sample} (${one.sampleType})` : one.sample)],
        ['Started', one.startDate && <When at={one.startDate} />],
        ['Lasted', lasted],
        ['Files', one.fileCount !== undefined && `${counted(one.fileCount, 'file')}, ${size(one.volume ?? 0)}`],
        ['Open from', one.releaseDate && day(one.releaseDate)],
        ['Comment', one.comment],
      ]} />
      <div className={style.folder}>
        <span className="mono">{one.location}</span>
        <Copy text={one.location} what="the folder" />
      </div>
    </header>
  );
}

function LineageTab({ id, address, onAddress }: { id: number } & Pick<ComponentProps<typeof LineageView>, 'address' | 'onAddress'>) {
  const { data, error, refetch } = useQuery(lineage(id, 0));
  if (error && !data) return <Problem failure={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={400} radius="md" />;
  return <LineageView graph={data} start={id} address={address} onAddress={onAddress} />;
}

// What the viewers for it show, what it looks like, and what is known about it.
function Overview({ one }: { one: Dataset }) {
  const hasSample = Object.keys(one.sampleParameters).length > 0;
  return (
    <>
      <div className={style.described}><DescribedDataset dataset={one} fallback={false} /></div>
      <div className={style.images}><Gallery dataset={one.id} most={6} quiet /></div>
      <h2 className={style.section}>Parameters</h2>
      <ParameterGroups parameters={one.parameters} />
      {hasSample && (
        <>
          <h2 className={style.section}>Of the sample</h2>
          <ParameterGroups parameters={one.sampleParameters} name="ofSample" />
        </>
      )}
    </>
  );
}

// One dataset: what it is, what it was made from, what came of it.
export function DatasetPage() {
  const id = Number(route.useParams().id);
  const address = route.useSearch();
  const navigate = useNavigate();
  const { data: one, error, refetch } = useQuery(dataset(id));
  useLiveDataset(id, one?.seq);
  const tab = typeof address.tab === 'string' && tabs.includes(address.tab) ? address.tab : 'overview';
  const only = (name: string) => (typeof address[name] === 'string' ? address[name] : undefined);
  useTitle(one ? one.name : 'Dataset');
  if (error && !one) return <Problem failure={error} onRetry={() => void refetch()} missing="There is no such dataset" />;
  if (!one) return <Skeleton height={420} radius="md" />;
  const go = (next: Record<string, string | string[] | undefined>) => void navigate({ to: '/datasets/$id', params: { id: String(id) }, search: next, resetScroll: false });
  const plain = { ...one, history: undefined, parameterHistory: undefined };
  return (
    <div>
      <Head one={one} />
      {tab === 'overview' && <div className={style.relations}><Relations dataset={one} /></div>}
      <Tabs value={tab} onChange={(value) => go({ tab: value === 'overview' || !value ? undefined : value })} keepMounted={false}>
        <Tabs.List mb="md" className={style.tabs}>
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="files">Files{one.fileCount !== undefined && <span className={style.count}>{count(one.fileCount)}</span>}</Tabs.Tab>
          <Tabs.Tab value="lineage">Lineage</Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
          <Tabs.Tab value="json">JSON</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview"><Overview one={one} /></Tabs.Panel>
        <Tabs.Panel value="files">
          <FilesTab dataset={id} location={one.location} prefix={only('in')} file={only('file')} onPlace={(place) => go({ tab: 'files', in: place.prefix, file: place.file })} />
        </Tabs.Panel>
        <Tabs.Panel value="lineage">
          <LineageTab id={id} address={address} onAddress={(change) => go({ ...address, tab: 'lineage', ...change })} />
        </Tabs.Panel>
        <Tabs.Panel value="history"><History dataset={one} /></Tabs.Panel>
        <Tabs.Panel value="json">
          <p className="muted">As <a href={`/api/v1/datasets/${id}`}>/api/v1/datasets/{id}</a> answers.</p>
          <Snippet text={JSON.stringify(plain, null, 2)} what="the JSON" />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
