import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { points, type Curve, type Points } from '../../model/curves';
import { colourAt, dashOf } from './colours';
import style from './CurvePanel.module.css';

export type Errors = 'band' | 'bars' | 'none';

// Where the cursor is: x, and the y of each curve there.
export interface Readout {
  x: number;
  y: (number | null | undefined)[];
}

interface Props {
  all: Curve[];
  shown: ReadonlySet<string>;
  logX: boolean;
  logY: boolean;
  errors: Errors;
  height: number;
  home: number; // another number: show the whole again
  titleX: string;
  titleY: string;
  onZoom: (zoomed: boolean) => void;
  onPoint: (at: Readout | undefined) => void;
}

function axis(colour: (name: string) => string, label: string, side: 2 | 3): uPlot.Axis {
  const font = '12px "Inter Variable", sans-serif';
  return {
    side, label, font, labelFont: font, labelSize: 24, labelGap: side === 2 ? 2 : 4, size: side === 3 ? 62 : 34, stroke: colour('--ink-2'),
    grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1, size: 5 },
  };
}

// Errors under the lines, as bands or as bars. On a logarithmic axis what reaches below zero ends at the edge.
function drawErrors(plot: uPlot, one: Points, kind: Errors, colour: string) {
  if (!one.errors || kind === 'none') return;
  const { ctx, bbox } = plot;
  const low = plot.scales.y!.min ?? 0;
  const place = (value: number) => plot.valToPos(Math.max(value, low), 'y', true);
  const at = one.x.flatMap((x, i) => {
    const y = one.y[i];
    const error = one.errors![i];
    return y === null || y === undefined || error === null || error === undefined ? [] : [{ x: plot.valToPos(x, 'x', true), high: place(y + error), low: place(y - error) }];
  });
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.beginPath();
  if (kind === 'band') {
    at.forEach((point) => ctx.lineTo(point.x, point.high));
    at.reverse().forEach((point) => ctx.lineTo(point.x, point.low));
    ctx.globalAlpha = 0.2;
    ctx.fillStyle = colour;
    ctx.fill();
  } else {
    for (const point of at) {
      ctx.moveTo(point.x, point.high);
      ctx.lineTo(point.x, point.low);
    }
    ctx.globalAlpha = 0.55;
    ctx.strokeStyle = colour;
    ctx.lineWidth = window.devicePixelRatio;
    ctx.stroke();
  }
  ctx.restore();
}

// A logarithmic axis from the lowest to the highest, not to whole powers of ten; a linear one with some air.
function range(log: boolean): uPlot.Scale.Range {
  return (_, min, max) => {
    if (min === null || max === null) return log ? [1, 10] : [0, 1];
    if (log) return [min / 1.1, max * 1.1];
    const air = (max - min || Math.abs(max) || 1) * 0.04;
    return [min - air, max + air];
  };
}

function zoomBy(plot: uPlot, key: string, log: boolean, factor: number, shift: number) {
  const { min, max } = plot.scales[key]!;
  if (min == null || max == null) return;
  const to = log ? Math.log : (value: number) => value;
  const from = log ? Math.exp : (value: number) => value;
  const half = ((to(max) - to(min)) / 2) * factor;
  const middle = (to(max) + to(min)) / 2 + shift * 2 * half;
  plot.setScale(key, { min: from(middle - half), max: from(middle + half) });
}

// Curves on a canvas. The table beside it says the same in words.
export default function CurvePlot({ all, shown, logX, logY, errors, height, home, titleX, titleY, onZoom, onPoint }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const scheme = useComputedColorScheme('light');
  const drawn = useMemo(() => all.map((curve) => points(curve, logX, logY)), [all, logX, logY]);
  const data = useMemo(() => uPlot.join(drawn.map((one) => [one.x, one.y] as unknown as uPlot.AlignedData), drawn.map(() => [0, 1])), [drawn]);
  useEffect(() => {
    const element = place.current!;
    const colour = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
    const whole: Record<string, [number, number]> = {};
    const options: uPlot.Options = {
      width: Math.max(200, element.clientWidth), height, legend: { show: false },
      scales: { x: { time: false, distr: logX ? 3 : 1, range: range(logX) }, y: { distr: logY ? 3 : 1, range: range(logY) } },
      axes: [axis(colour, titleX, 2), axis(colour, titleY, 3)],
      cursor: { drag: { x: true, y: true, uni: 24 }, points: { size: 6 } },
      series: [{}, ...all.map((curve, index) => ({
        label: curve.name, stroke: colourAt(element, index), width: 1.6, dash: dashOf(index), show: shown.has(curve.key),
        points: { show: drawn[index]!.x.length < 60, size: 5 }, spanGaps: false,
      }))],
      hooks: {
        drawAxes: [(self) => drawn.forEach((one, index) => {
          if (self.series[index + 1]!.show) drawErrors(self, one, errors, colourAt(element, index));
        })],
        setScale: [(self, key) => {
          const { min, max } = self.scales[key]!;
          if (min == null || max == null) return;
          whole[key] ??= [min, max];
          onZoom(Object.entries(whole).some(([name, [from, to]]) => {
            const now = self.scales[name]!;
            return Math.abs(now.min! - from) > 1e-9 * Math.abs(from) || Math.abs(now.max! - to) > 1e-9 * Math.abs(to);
          }));
        }],
        setCursor: [(self) => {
          const index = self.cursor.idx;
          const x = index == null ? undefined : self.data[0][index];
          onPoint(index == null || x === undefined || (self.cursor.left ?? -1) < 0 ? undefined : { x, y: all.map((_, one) => self.data[one + 1]![index]) });
        }],
      },
    };
    const made = new uPlot(options, data, element);
    plot.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: Math.max(200, element.clientWidth), height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
      onPoint(undefined);
    };
    // `shown` is followed below, without making the plot anew.
  }, [all, data, drawn, logX, logY, errors, height, titleX, titleY, scheme, onZoom, onPoint]);
  useEffect(() => {
    all.forEach((curve, index) => {
      const series = plot.current?.series[index + 1];
      if (series && series.show !== shown.has(curve.key)) plot.current!.setSeries(index + 1, { show: shown.has(curve.key) });
    });
  }, [all, shown]);
  useEffect(() => {
    if (home > 0) plot.current?.setData(plot.current.data, true);
  }, [home]);
  const press = (pressed: React.KeyboardEvent) => {
    const one = plot.current;
    const steps: Record<string, [string, boolean, number, number]> = {
      ArrowLeft: ['x', logX, 1, -0.1], ArrowRight: ['x', logX, 1, 0.1], ArrowUp: ['y', logY, 1, 0.1], ArrowDown: ['y', logY, 1, -0.1],
      '+': ['x', logX, 0.7, 0], '=': ['x', logX, 0.7, 0], '-': ['x', logX, 1 / 0.7, 0],
    };
    const step = steps[pressed.key];
    if (!one || (!step && pressed.key !== '0')) return;
    pressed.preventDefault();
    if (step) zoomBy(one, ...step);
    else one.setData(one.data, true);
  };
  return <div ref={place} className={style.plot} style={{ height }} tabIndex={0} role="img" onKeyDown={press} aria-label={`${titleY} over ${titleX}, ${all.length === 1 ? 'one curve' : `${all.length} curves`}`} />;
}
