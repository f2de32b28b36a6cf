import { Button, Checkbox, SegmentedControl, Skeleton } from '@mantine/core';
import { IconDownload, IconZoomReset } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { axisTitles, curvesAsCsv, hidden, startsLog, type Curve } from '../../model/curves';
import { counted, trimmed } from '../../model/figures';
import { useInAddress } from '../useInAddress';
import { colourOf } from './colours';
import style from './CurvePanel.module.css';
import type { Errors, Readout } from './CurvePlot';
import { CurveTable } from './CurveTable';
import { save as saveAs } from './save';

const CurvePlot = lazy(() => import('./CurvePlot'));

interface Props {
  all: Curve[];
  title?: string;
  logX?: boolean;
  logY?: boolean;
  height: number;
  save: string; // name of the file, without ending
  name: string; // which curves these are, in the address
}

// A plot of curves with its axes, errors and legend to choose, and the same as a table.
export function Curves({ all, title, logX, logY, height, save, name }: Props) {
  const [logs, setLogs] = useInAddress(`log.${name}`); // x, y, xy or none
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [errors, setErrors] = useState<Errors>('band');
  const [zoomed, setZoomed] = useState(false);
  const [home, setHome] = useState(0);
  const [at, setAt] = useState<Readout>();
  const log = {
    x: logs ? logs.includes('x') : logX ?? startsLog(all.map((curve) => curve.x)),
    y: logs ? logs.includes('y') : logY ?? startsLog(all.map((curve) => curve.y)),
  };
  const setLog = (next: { x: boolean; y: boolean }) => setLogs(`${next.x ? 'x' : ''}${next.y ? 'y' : ''}` || 'none');
  const shown = useMemo(() => new Set(all.filter((curve) => !off.has(curve.key)).map((curve) => curve.key)), [all, off]);
  const drawn = all.filter((curve) => shown.has(curve.key));
  const lost = hidden(drawn, log.x, log.y);
  const toggle = (key: string) => setOff((before) => {
    const next = new Set(before);
    if (!next.delete(key)) next.add(key);
    return next;
  });
  return (
    <>
      <div className={style.tools}>
        {title && <h3 className={style.title}>{title}</h3>}
        <span className={style.space} />
        <Checkbox size="xs" radius="sm" label="log x" checked={log.x} onChange={(change) => setLog({ ...log, x: change.currentTarget.checked })} />
        <Checkbox size="xs" radius="sm" label="log y" checked={log.y} onChange={(change) => setLog({ ...log, y: change.currentTarget.checked })} />
        {all.some((curve) => curve.errors) && (
          <SegmentedControl size="xs" value={errors} onChange={(value) => setErrors(value as Errors)} aria-label="Show errors as"
            data={[{ value: 'band', label: 'Band' }, { value: 'bars', label: 'Bars' }, { value: 'none', label: 'No errors' }]} />
        )}
        <Button size="xs" variant="default" leftSection={<IconZoomReset size={15} aria-hidden />} disabled={!zoomed} onClick={() => setHome(home + 1)}>Reset zoom</Button>
        <Button size="xs" variant="default" leftSection={<IconDownload size={15} aria-hidden />} onClick={() => saveAs(`${save}.csv`, curvesAsCsv(drawn), 'text/csv')}>CSV</Button>
      </div>
      <Suspense fallback={<Skeleton height={height} radius="md" />}>
        <CurvePlot all={all} shown={shown} logX={log.x} logY={log.y} errors={errors} height={height} home={home} onZoom={setZoomed} onPoint={setAt}
          titleX={axisTitles(all.map((curve) => curve.x))} titleY={axisTitles(all.map((curve) => curve.y))} />
      </Suspense>
      <p className={style.hint} aria-hidden>{at ? `x ${trimmed(at.x)}` : 'Drag to zoom; arrows, + and − when it has the focus.'}</p>
      <ul className={style.legend} aria-label="Legend">
        {all.map((curve, index) => (
          <li key={curve.key}>
            <button type="button" aria-pressed={shown.has(curve.key)} onClick={() => toggle(curve.key)} title={shown.has(curve.key) ? 'Hide' : 'Show'}>
              <span className={style.swatch} style={{ background: colourOf(index) }} />
              <span className="oneline">{curve.name}</span>
              {at && shown.has(curve.key) && <span className={style.value}>{at.y[index] == null ? '' : trimmed(at.y[index])}</span>}
            </button>
          </li>
        ))}
      </ul>
      {lost > 0 && <p className={style.note}>{counted(lost, 'point')} at or below zero {lost === 1 ? 'has' : 'have'} no place on a logarithmic axis.</p>}
      <CurveTable all={drawn} />
    </>
  );
}
