import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { firstDataset, firstResult } from '../model/snippets';
import { Snippet } from '../parts/Snippet';
import { useLive } from '../viewers/useLive';
import style from './FirstRun.module.css';
import { useTitle } from './useTitle';

// An empty catalogue: how the first dataset comes in. It notices when it does.
export function FirstRun({ seq }: { seq: number }) {
  useTitle('Welcome');
  const queries = useQueryClient();
  const [now, setNow] = useState(0);
  useLive([], seq, (all) => setNow(all[all.length - 1]!.total));
  const origin = window.location.origin;
  const first = useMemo(() => firstDataset(origin, new Date()), [origin]);
  return (
    <div className={style.page}>
      <h1>The catalogue is empty</h1>
      <p className="muted">Weft runs and waits. Data come in as messages; what runs at the beamlines sends them by itself. To see it work, send two yourself.</p>
      <ol>
        <li>
          <h2>Send a dataset</h2>
          <Snippet what="the command that sends a dataset" text={first} />
        </li>
        <li>
          <h2>Send what was made from it</h2>
          <p className="muted">It names the folder it was made from. The order does not matter: a result may come before its raw data.</p>
          <Snippet what="the command that sends a result" text={firstResult(origin)} />
        </li>
        <li>
          <h2>Look</h2>
          {now === 0 ? (
            <p className="muted" role="status"><span className={style.pulse} aria-hidden /> Waiting for the first dataset…</p>
          ) : (
            <div role="status">
              <p>{now === 1 ? 'Your first dataset is here.' : `${now} datasets are here.`}</p>
              <Button component={Link} to="/data" onClick={() => void queries.invalidateQueries()}>Show the data</Button>
            </div>
          )}
        </li>
      </ol>
      <p className="muted">A whole facility to play with: <code>./demo</code> sends four experiments, raw and processed.</p>
    </div>
  );
}
