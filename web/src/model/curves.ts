// Curves read from files: which columns belong together, what can be drawn, and the same as text.
import type { components } from './contract';

export type CurveFile = components['schemas']['Curve'];
export type CurveColumn = CurveFile['columns'][number];

// One line of a plot.
export interface Curve {
  key: string;
  name: string; // in the legend
  x: CurveColumn;
  y: CurveColumn;
  errors?: CurveColumn;
}

export interface Source {
  key: string;
  name: string; // of the dataset; empty where there is only one
  answer: CurveFile;
}

// Without a column said to be x the first one is; every y is a curve, and errors belong to the y before them.
function curvesOf({ key, name, answer }: Source, wanted: readonly string[]): Curve[] {
  const x = answer.columns.find((column) => column.role === 'x') ?? answer.columns[0];
  if (!x) return [];
  const found: Curve[] = [];
  const others = answer.columns.filter((column) => column !== x);
  const hasY = others.some((column) => column.role === 'y');
  for (const column of others) {
    const last = found[found.length - 1];
    if (column.role === 'errors') {
      if (last && !last.errors) last.errors = column;
    } else if (column.role === 'y' || wanted.includes(column.name) || !hasY) found.push({ key: `${key}|${column.name}`, name: '', x, y: column });
  }
  const shown = wanted.length ? found.filter((curve) => wanted.includes(curve.y.name)) : found;
  return shown.map((curve) => ({ ...curve, name: [name, shown.length > 1 || !name ? label(curve.y) : ''].filter(Boolean).join(' · ') }));
}

export function curves(sources: Source[], wanted: readonly string[] = []): Curve[] {
  return sources.flatMap((source) => curvesOf(source, wanted));
}

function label(column: CurveColumn): string {
  return column.label ?? column.name;
}

// "q (1/nm)"; nothing twice where the label says the unit already.
export function axisTitle(column: CurveColumn): string {
  const name = label(column);
  return !column.unit || name.includes(column.unit) ? name : `${name} (${column.unit})`;
}

// What all curves say an axis is, each thing once.
export function axisTitles(columns: CurveColumn[]): string {
  const titles = [...new Set(columns.map(axisTitle))];
  return titles.length <= 3 ? titles.join(', ') : `${titles.slice(0, 2).join(', ')} and ${titles.length - 2} more`;
}

export function startsLog(columns: CurveColumn[]): boolean {
  return columns.length > 0 && columns.every((column) => column.scale === 'log');
}

// What has no place on a logarithmic axis is left out.
export function drawable(value: number | null | undefined, log: boolean): number | null {
  return value === null || value === undefined || !Number.isFinite(value) || (log && value <= 0) ? null : value;
}

// The points of a curve in the order of x, as a drawing needs them; those without a place on the axes left out.
export interface Points {
  x: number[];
  y: (number | null)[];
  errors?: (number | null)[];
}

export function points(curve: Curve, logX: boolean, logY: boolean): Points {
  const order: number[] = [];
  let sorted = true;
  curve.x.values.forEach((value, at) => {
    if (drawable(value, logX) === null) return;
    const before = order[order.length - 1];
    if (before !== undefined && curve.x.values[before]! > value!) sorted = false;
    order.push(at);
  });
  if (!sorted) order.sort((a, b) => curve.x.values[a]! - curve.x.values[b]!);
  return {
    x: order.map((at) => curve.x.values[at]!),
    y: order.map((at) => drawable(curve.y.values[at], logY)),
    errors: curve.errors && order.map((at) => drawable(curve.errors!.values[at], false)),
  };
}

// How many points a logarithmic axis hides.
export function hidden(all: Curve[], logX: boolean, logY: boolean): number {
  if (!logX && !logY) return 0;
  const none = (value: number | null | undefined, log: boolean) => log && typeof value === 'number' && value <= 0;
  return all.reduce((sum, curve) => sum + curve.y.values.filter((y, at) => none(y, logY) || none(curve.x.values[at], logX)).length, 0);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// One line a point: its curve, x, y and error. Long rather than wide: curves need not share their x.
export function curvesAsCsv(all: Curve[]): string {
  const first = all[0];
  if (!first) return '';
  const same = (pick: (curve: Curve) => string, otherwise: string) => (new Set(all.map(pick)).size === 1 ? pick(first) : otherwise);
  const head = ['curve', same((c) => axisTitle(c.x), 'x'), same((c) => axisTitle(c.y), 'y'), ...(all.some((c) => c.errors) ? ['errors'] : [])];
  const lines = [head.map(quoted).join(',')];
  for (const curve of all) {
    const name = quoted(curve.name);
    curve.x.values.forEach((x, at) => {
      const cells = [name, x ?? '', curve.y.values[at] ?? ''];
      if (head.length > 3) cells.push(curve.errors?.values[at] ?? '');
      lines.push(cells.join(','));
    });
  }
  return `${lines.join('\r\n')}\r\n`;
}
