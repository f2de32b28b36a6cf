import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { health, statistics } from '../api/catalogue';
import { count, counted, short, size } from '../model/figures';
import type { Counters, Grouped } from '../model/names';
import type { TimeBucket } from '../model/timeBuckets';
import { Bars, type Bar } from '../parts/Bars';
import { Legend } from '../parts/Legend';
import { TimeBars } from '../parts/TimeBars';
import { Problem } from '../viewers/Problem';
import style from './StatisticsPage.module.css';
import { useTitle } from './useTitle';

const route = getRouteApi('/statistics');

const fewMonths = 8; // a chart of so few stands beside the others

type Measure = 'datasets' | 'files' | 'volume';

const parts: Record<Measure, (counters: Counters) => { acquisition: number; processed: number }> = {
  datasets: (c) => ({ acquisition: c.acquisition, processed: c.processed }),
  files: (c) => ({ acquisition: c.acquisitionFiles, processed: c.processedFiles }),
  volume: (c) => ({ acquisition: c.acquisitionVolume, processed: c.processedVolume }),
};

function months(grouped: Grouped, measure: Measure): TimeBucket[] {
  return grouped.groups.filter((group) => group.values[0]).map((group) => ({ key: group.values[0]!, ...parts[measure](group) }));
}

// What is in no bar, because it has no value to be counted by.
function Without({ grouped, words }: { grouped: Grouped; words: string }) {
  const without = grouped.groups.find((group) => !group.values[0])?.datasets ?? 0;
  return without > 0 && <p className={style.without}>Not shown: {counted(without, 'dataset')} without {words}.</p>;
}

function sorted(bars: Bar[]): Bar[] {
  return [...bars].sort((a, b) => b.acquisition + b.processed - a.acquisition - a.processed);
}

const atMostEach = 30_000; // ms

// Asked again when the catalogue has moved on, as the frame knows; not while nobody looks, and not at every message.
function useStatistics() {
  const { data: now } = useQuery(health());
  const [shown, setShown] = useState<number>();
  const moved = now !== undefined && shown !== undefined && now.seq > shown;
  const { data: all, error, refetch } = useQuery({ ...statistics(), staleTime: atMostEach, refetchInterval: moved ? atMostEach : false });
  useEffect(() => setShown(all?.seq), [all]);
  return { all, error, refetch };
}

// The figures of the whole catalogue.
export function StatisticsPage() {
  useTitle('Statistics');
  const { of } = route.useSearch();
  const navigate = useNavigate();
  const measure: Measure = of === 'files' || of === 'volume' ? of : 'datasets';
  const { all, error, refetch } = useStatistics();
  if (error && !all) return <Problem failure={error} onRetry={() => void refetch()} />;
  if (!all) return <Skeleton height={400} radius="md" />;
  const write = measure === 'volume' ? size : count;
  const instruments = sorted(all.instruments.map((one) => ({
    key: one.key, label: <Link to="/data" search={{ 'is.instrument': one.name }} className="plainlink">{one.name}</Link>, ...parts[measure](one),
  })));
  const techniques = sorted(all.byTechnique.groups.filter((group) => group.values[0]).map((group) => ({
    key: group.values[0]!, label: <Link to="/data" search={{ 'is.technique': group.values[0]! }} className="plainlink">{group.values[0]}</Link>, ...parts[measure](group),
  })));
  const overTime = months(all.byMonth, measure);
  const waiting = all.messages.refused + all.messages.waiting + all.messages.received;
  return (
    <div className={style.page}>
      <h1>Statistics</h1>
      <dl className={style.talk}>
        <div><dt>Datasets</dt><dd>{count(all.total.datasets)}</dd></div>
        <div><dt>Instruments</dt><dd>{count(all.instruments.length)}</dd></div>
        <div><dt>Total volume</dt><dd>{size(all.total.volume)}</dd></div>
        <div><dt>Total number of files</dt><dd>{count(all.total.files)}</dd></div>
      </dl>
      <div className={style.choice}>
        <SegmentedControl value={measure} onChange={(value) => void navigate({ to: '/statistics', search: { of: value === 'datasets' ? undefined : value } })} aria-label="What is counted"
          data={[{ value: 'datasets', label: 'Datasets' }, { value: 'files', label: 'Files' }, { value: 'volume', label: 'Volume' }]} size="xs" />
        <Legend />
      </div>
      <div className={style.charts}>
        {all.byMonth.groups.length > 0 && (
          <section className={`${style.chart} card`} data-whole={overTime.length > fewMonths || undefined} aria-label="Over time">
            <h2>Over time</h2>
            {overTime.length > 0 && <TimeBars months={overTime} write={write} mark={measure === 'volume' ? size : short} />}
            <Without grouped={all.byMonth} words="a start" />
          </section>
        )}
        <section className={`${style.chart} card`} aria-label="By instrument">
          <h2>By instrument</h2>
          <Bars bars={instruments} write={write} />
        </section>
        {all.byTechnique.groups.length > 0 && (
          <section className={`${style.chart} card`} aria-label="By technique">
            <h2>By technique</h2>
            <Bars bars={techniques} write={write} />
            <Without grouped={all.byTechnique} words="a technique" />
          </section>
        )}
        <section className={`${style.chart} card`}>
          <h2>Messages</h2>
          <p>{count(all.messages.catalogued)} catalogued. {waiting === 0 ? 'None is waiting or refused.' : `${count(all.messages.received)} received, ${count(all.messages.waiting)} waiting, ${count(all.messages.refused)} refused; each is kept with its reason.`}</p>
        </section>
      </div>
    </div>
  );
}
