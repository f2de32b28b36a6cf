import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { grouped, statistics, type Grouped } from '../api/catalogue';
import { count, size } from '../model/figures';
import type { Counters } from '../model/names';
import { Bars, type Bar } from '../parts/Bars';
import { Legend } from '../parts/Legend';
import { TimeBars, type TimeBar } from '../parts/TimeBars';
import { Problem } from '../viewers/Problem';
import style from './StatisticsPage.module.css';
import { useTitle } from './useTitle';

const route = getRouteApi('/statistics');

type Measure = 'datasets' | 'files' | 'volume';

const parts: Record<Measure, (counters: Counters) => { acquisition: number; processed: number }> = {
  datasets: (c) => ({ acquisition: c.acquisition, processed: c.processed }),
  files: (c) => ({ acquisition: c.acquisitionFiles, processed: c.processedFiles }),
  volume: (c) => ({ acquisition: c.acquisitionVolume, processed: c.processedVolume }),
};

function timeBars(months: Grouped, measure: Measure): TimeBar[] {
  return months.groups.filter((group) => group.values[0]).map((group) => ({ key: group.values[0]!, ...parts[measure](group) })).sort((a, b) => a.key.localeCompare(b.key));
}

function sorted(bars: Bar[]): Bar[] {
  return [...bars].sort((a, b) => b.acquisition + b.processed - a.acquisition - a.processed);
}

// The figures of the whole catalogue.
export function StatisticsPage() {
  useTitle('Statistics');
  const { of } = route.useSearch();
  const navigate = useNavigate();
  const measure: Measure = of === 'files' || of === 'volume' ? of : 'datasets';
  const { data: all, error, refetch } = useQuery({ ...statistics(), refetchInterval: 10_000 });
  const { data: byMonth } = useQuery(grouped('month'));
  const { data: byTechnique } = useQuery(grouped('technique'));
  if (error && !all) return <Problem failure={error} onRetry={() => void refetch()} />;
  if (!all) return <Skeleton height={400} radius="md" />;
  const write = measure === 'volume' ? size : count;
  const instruments = sorted(all.instruments.map((one) => ({
    key: one.key, label: <Link to="/data" search={{ 'is.instrument': one.name }} className="plainlink">{one.name}</Link>, ...parts[measure](one),
  })));
  const techniques = byTechnique && sorted(byTechnique.groups.filter((group) => group.values[0]).map((group) => ({
    key: group.values[0]!, label: <Link to="/data" search={{ 'is.technique': group.values[0]! }} className="plainlink">{group.values[0]}</Link>, ...parts[measure](group),
  })));
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
        {byMonth && byMonth.groups.length > 0 && (
          <section className={`${style.chart} ${style.whole} card`}>
            <h2>Over time</h2>
            <TimeBars bars={timeBars(byMonth, measure)} write={write} />
          </section>
        )}
        <section className={`${style.chart} card`}>
          <h2>By instrument</h2>
          <Bars bars={instruments} write={write} />
        </section>
        {techniques && techniques.length > 0 && (
          <section className={`${style.chart} card`}>
            <h2>By technique</h2>
            <Bars bars={techniques} write={write} />
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
