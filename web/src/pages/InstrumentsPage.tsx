import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { instruments } from '../api/catalogue';
import { count, counted, size } from '../model/figures';
import { Legend } from '../parts/Legend';
import { Notice } from '../parts/Notice';
import { SplitBar } from '../parts/SplitBar';
import { Problem } from '../viewers/Problem';
import style from './InstrumentsPage.module.css';
import { useTitle } from './useTitle';

// Every instrument that has data.
export function InstrumentsPage() {
  useTitle('Instruments');
  const { data: all, error, refetch } = useQuery(instruments());
  if (error && !all) return <Problem failure={error} onRetry={() => void refetch()} />;
  if (!all) return <Skeleton height={300} radius="md" />;
  if (!all.length) return <Notice title="No instrument has data yet"><p>An instrument appears with its first dataset.</p></Notice>;
  return (
    <div>
      <div className={style.head}>
        <h1>{counted(all.length, 'instrument')}</h1>
        <Legend />
      </div>
      <div className={style.list}>
        {[...all].sort((a, b) => b.datasets - a.datasets).map((one) => (
          <article key={one.key} className={`${style.card} card`}>
            <h2><Link to="/data" search={{ 'is.instrument': one.name }}>{one.name}</Link></h2>
            <p className={style.large}>{count(one.datasets)} <span>datasets</span></p>
            <SplitBar acquisition={one.acquisition} processed={one.processed} />
            <p>{count(one.acquisition)} acquisition, {count(one.processed)} processed</p>
            <p>{counted(one.samples, 'sample')}, {counted(one.files, 'file')}, {size(one.volume)}</p>
            <Link to="/investigations" search={{ instrument: one.name }} className={style.more}>Investigations</Link>
          </article>
        ))}
      </div>
    </div>
  );
}
