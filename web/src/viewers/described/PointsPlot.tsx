import { useComputedColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { short, trimmed } from '../../model/figures';
import type { DatasetSummary } from '../../model/names';
import type { Plot } from '../../model/viewer';
import { bins, type Points } from '../../model/viewerRows';
import style from './PlotOverRows.module.css';

interface Props {
  plot: Plot;
  points: Points;
  title: string;
  height: number;
}

interface Drawn {
  data: uPlot.AlignedData;
  datasets: (DatasetSummary | undefined)[][]; // of each series, at each place of x
}

// All series over the same sorted x; a place for each point, so that equal x do not hide each other.
function scattered({ series }: Points): Drawn {
  const order = series.flatMap((one, index) => one.x.map((x, at) => ({ x, index, at }))).sort((a, b) => a.x - b.x);
  const merged: { x: number; at: (number | undefined)[] }[] = [];
  for (const { x, index, at } of order) {
    const last = merged[merged.length - 1];
    if (last && last.x === x && last.at[index] === undefined) last.at[index] = at;
    else {
      const fresh: (number | undefined)[] = series.map(() => undefined);
      fresh[index] = at;
      merged.push({ x, at: fresh });
    }
  }
  return {
    data: [merged.map((one) => one.x), ...series.map((one, index) => merged.map((place) => (place.at[index] === undefined ? null : one.y[place.at[index]]!)))] as uPlot.AlignedData,
    datasets: series.map((one, index) => merged.map((place) => (place.at[index] === undefined ? undefined : one.datasets[place.at[index]]))),
  };
}

function counted({ series }: Points): Drawn {
  const all = bins(series.flatMap((one) => one.y));
  const count = (from: number, to: number, values: number[], last: boolean) => values.filter((value) => value >= from && (value < to || (last && value <= to))).length;
  return {
    data: [all.map((bin) => (bin.from + bin.to) / 2), ...series.map((one) => all.map((bin, at) => count(bin.from, bin.to, one.y, at === all.length - 1)))] as uPlot.AlignedData,
    datasets: series.map(() => all.map(() => undefined)),
  };
}

const colours = ['--warp-mark', '--weft-mark', '--accent-2', '--accent-1', '--accent-4', '--accent-5', '--accent-6', '--accent-3'];

// Points on a canvas; a click on one goes to its dataset. The list beside it says the same in words.
export default function PointsPlot({ plot, points, title, height }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const scheme = useComputedColorScheme('light');
  const [under, setUnder] = useState('');
  const histogram = plot.kind === 'histogram';
  const drawn = useMemo(() => (histogram ? counted(points) : scattered(points)), [points, histogram]);
  const xTitle = histogram ? points.y : points.x;
  const yTitle = histogram ? 'datasets' : points.y;
  useEffect(() => {
    const element = place.current!;
    const colour = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
    const font = '11px "Inter Variable", sans-serif';
    const axis = (label: string, side: 2 | 3): uPlot.Axis => ({
      side, label: label || undefined, font, labelFont: font, labelSize: 18, labelGap: 0, size: side === 3 ? 46 : 30, stroke: colour('--ink-2'),
      grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1, size: 4 }, values: (_, splits) => splits.map((value) => (value === null ? '' : short(value))),
    });
    const air = (_: uPlot, low: number | null, high: number | null): [number, number] => {
      if (low === null || high === null) return [0, 1];
      const more = (high - low || Math.abs(high) || 1) * 0.06;
      return [low - more, high + more];
    };
    const logX = plot.log?.includes('x') ?? false;
    const logY = plot.log?.includes('y') ?? false;
    let nearest: { series: number; at: number } | undefined;
    const made = new uPlot({
      width: Math.max(180, element.clientWidth), height, legend: { show: false },
      scales: { x: { time: false, distr: logX ? 3 : 1, ...(logX ? {} : { range: air }) }, y: { distr: logY ? 3 : 1, ...(logY ? {} : { range: histogram ? (_: uPlot, __: number | null, high: number | null) => [0, (high ?? 1) * 1.08] as [number, number] : air }) } },
      axes: [axis(xTitle, 2), axis(yTitle, 3)],
      cursor: { drag: { x: true, y: false }, focus: { prox: 24 }, points: { size: 9 } },
      focus: { alpha: 0.35 },
      series: [{}, ...points.series.map((one, index): uPlot.Series => {
        const stroke = colour(colours[index % colours.length]!);
        if (histogram) return { label: one.title, stroke, fill: `${stroke}99`, paths: uPlot.paths.bars!({ size: [0.94, 80] }), points: { show: false } };
        const line = plot.kind === 'lines';
        return { label: one.title, stroke, width: line ? 1.5 : 0, spanGaps: line, paths: line ? undefined : () => null, points: { show: true, size: 6, fill: stroke, stroke } };
      })],
      hooks: {
        setCursor: [(self) => {
          const at = self.cursor.idx;
          const top = self.cursor.top ?? -1;
          nearest = undefined;
          if (at == null || top < 0) return setUnder('');
          let best = Infinity;
          for (let series = 1; series < self.data.length; series += 1) {
            // The nearest point of this series to the left and right of the cursor.
            for (const step of [0, -1, 1, -2, 2]) {
              const value = self.data[series]![at + step];
              const x = self.data[0][at + step];
              if (value == null || x === undefined) continue;
              const far = Math.hypot(self.valToPos(value, 'y') - top, self.valToPos(x, 'x') - (self.cursor.left ?? 0));
              if (far < best) {
                best = far;
                nearest = { series: series - 1, at: at + step };
              }
            }
          }
          if (!nearest) return setUnder('');
          const one = points.series[nearest.series]!;
          const dataset = drawn.datasets[nearest.series]![nearest.at];
          const x = self.data[0][nearest.at]!;
          setUnder(`${dataset ? `${dataset.name}: ` : ''}${one.title} ${trimmed(self.data[nearest.series + 1]![nearest.at] as number)}${xTitle ? `, ${xTitle} ${trimmed(x)}` : ''}`);
          return undefined;
        }],
      },
    }, drawn.data, element);
    const click = () => {
      const dataset = nearest && drawn.datasets[nearest.series]![nearest.at];
      if (dataset && plot.click !== undefined) void navigate({ to: '/datasets/$id', params: { id: String(dataset.id) } });
    };
    made.over.addEventListener('click', click);
    const watch = new ResizeObserver(() => made.setSize({ width: Math.max(180, element.clientWidth), height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
    };
  }, [drawn, points, plot, height, scheme, histogram, navigate, xTitle, yTitle]);
  const many = points.series.reduce((sum, one) => sum + one.x.length, 0);
  return (
    <>
      <div ref={place} className={style.canvas} data-click={plot.click} style={{ height }} role="img" aria-label={`${title}: ${many} values`} />
      <p className={style.legend}>
        {points.series.length > 1 && points.series.map((one, index) => <span key={one.title}><i style={{ background: `var(${colours[index % colours.length]})` }} />{one.title}</span>)}
        <span className={style.under} aria-hidden>{under}</span>
      </p>
    </>
  );
}
