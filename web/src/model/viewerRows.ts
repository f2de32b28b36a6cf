// Rows of a viewer: in order, in groups with counters, as points of a plot.
import { isProcessed, type DatasetSummary } from './names';
import { titleOf, withOf, type Of, type Plot, type Row, type Value, type Viewer } from './viewer';
import { alone, cell, type Content } from './viewerValues';

export interface Sort {
  name: string;
  descending: boolean;
}

// "NAME", "NAME asc", "NAME desc"; in an address "-NAME".
export function readSort(text: string | undefined): Sort | undefined {
  const [word, way] = (text ?? '').trim().split(/\s+/);
  if (!word) return undefined;
  return word.startsWith('-') ? { name: word.slice(1), descending: true } : { name: word, descending: way?.toLowerCase() === 'desc' };
}

export function sortName(sort: Sort): string {
  return sort.descending ? `-${sort.name}` : sort.name;
}

type Key = number | string | undefined;

function keyOf(row: Row, value: Value): Key {
  const found: Content | undefined = cell(row, value, {}).contents[0];
  return found?.number ?? found?.text;
}

function byKeys(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

// What has no value stays last in both directions.
export function sortedRows(rows: Row[], value: Value | undefined, descending: boolean): Row[] {
  if (value === undefined) return rows;
  const keyed = rows.map((row, at) => ({ row, at, key: keyOf(row, value) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined) || a.at - b.at;
    return (descending ? -1 : 1) * byKeys(a.key, b.key) || a.at - b.at;
  });
  return keyed.map((one) => one.row);
}

export function sortedDatasets(datasets: DatasetSummary[], sort: string | undefined): DatasetSummary[] {
  const wanted = readSort(sort);
  return wanted ? sortedRows(datasets.map(alone), wanted.name, wanted.descending).map((row) => row.dataset) : datasets;
}

export interface RowGroup {
  name: string; // empty where the rows are not grouped, or have no value
  rows: Row[];
}

export function groupedRows(rows: Row[], by: Value | undefined): RowGroup[] {
  if (by === undefined) return [{ name: '', rows }];
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = cell(row, by, {}).contents[0]?.text ?? '';
    const known = groups.get(name);
    if (known) known.push(row);
    else groups.set(name, [row]);
  }
  return [...groups].map(([name, members]) => ({ name, rows: members })).sort((a, b) => Number(!a.name) - Number(!b.name) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}

export interface RowCounters {
  samples: number;
  datasets: number;
  acquisition: number;
  processed: number;
  files: number;
  acquisitionFiles: number;
  processedFiles: number;
  volume: number;
  acquisitionVolume: number;
  processedVolume: number;
}

// Of the rows and everything related to them, each dataset once.
export function countersOf(rows: Row[]): RowCounters {
  const datasets = new Map(rows.flatMap((row) => [row.dataset, ...Object.values(row.related).flat()]).map((one) => [one.id, one]));
  const samples = new Set<string>();
  const found: RowCounters = { samples: 0, datasets: 0, acquisition: 0, processed: 0, files: 0, acquisitionFiles: 0, processedFiles: 0, volume: 0, acquisitionVolume: 0, processedVolume: 0 };
  for (const one of datasets.values()) {
    const made = isProcessed(one);
    if (one.sample) samples.add(one.sample);
    found.datasets += 1;
    found[made ? 'processed' : 'acquisition'] += 1;
    found.files += one.fileCount ?? 0;
    found[made ? 'processedFiles' : 'acquisitionFiles'] += one.fileCount ?? 0;
    found.volume += one.volume ?? 0;
    found[made ? 'processedVolume' : 'acquisitionVolume'] += one.volume ?? 0;
  }
  return { ...found, samples: samples.size };
}

export interface Series {
  title: string;
  x: number[];
  y: number[];
  datasets: DatasetSummary[]; // of the rows, for a click
}

export interface Points {
  x: string;
  y: string; // empty where the series say it
  series: Series[];
}

const mostColours = 8;

function inBrackets(title: string, unit: string): string {
  return unit ? `${title} (${unit})` : title;
}

function read(row: Row, value: Value, of: Of | undefined, viewer: Viewer): Content | undefined {
  return cell(row, withOf(value, of), viewer).contents[0];
}

function seriesOf(plot: Plot, y: Value, group: RowGroup, viewer: Viewer): Series & { unit: string } {
  const found = { title: '', unit: '', x: [] as number[], y: [] as number[], datasets: [] as DatasetSummary[] };
  for (const row of group.rows) {
    const value = read(row, y, plot.of, viewer);
    const at = plot.x === undefined ? value?.number : cell(row, plot.x, viewer).contents[0]?.number;
    if (at === undefined || value?.number === undefined) continue;
    found.unit ||= value.unit;
    found.x.push(at);
    found.y.push(value.number);
    found.datasets.push(row.dataset);
  }
  return found;
}

// Points of a plot over rows: a series for each y, or for each value of `colour_by` where there is one y.
export function pointsOf(plot: Plot, rows: Row[], viewer: Viewer, words: ReadonlyMap<string, string> = new Map()): Points {
  const groups = plot.colour_by && plot.y.length === 1 ? groupedRows(rows, plot.colour_by) : [{ name: '', rows }];
  const few = groups.length > mostColours ? [...groups.slice(0, mostColours - 1), { name: 'others', rows: groups.slice(mostColours - 1).flatMap((one) => one.rows) }] : groups;
  const series = plot.y.flatMap((y) => few.map((group) => ({ ...seriesOf(plot, y, group, viewer), group: group.name, value: y }))).filter((one) => one.x.length > 0);
  const unit = plot.x === undefined ? '' : rows.map((row) => cell(row, plot.x!, viewer).contents[0]?.unit).find(Boolean) ?? '';
  const single = plot.y.length === 1;
  return {
    x: plot.x === undefined ? '' : inBrackets(titleOf(plot.x, words), unit),
    y: single ? inBrackets(titleOf(plot.y[0]!, words), series[0]?.unit ?? '') : '',
    series: series.map((one) => ({ title: few.length > 1 ? one.group || 'none' : inBrackets(titleOf(one.value, words), one.unit), x: one.x, y: one.y, datasets: one.datasets })),
  };
}

// Equal steps between the lowest and the highest, as many as the numbers deserve.
export function bins(values: number[]): { from: number; to: number; count: number }[] {
  if (!values.length) return [];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const many = low === high ? 1 : Math.min(40, Math.max(6, Math.ceil(Math.sqrt(values.length))));
  const step = (high - low) / many || 1;
  const counts = Array.from({ length: many }, (_, at) => ({ from: low + at * step, to: low + (at + 1) * step, count: 0 }));
  for (const value of values) counts[Math.min(many - 1, Math.floor((value - low) / step))]!.count += 1;
  return counts;
}

// Steps of a chain: each after what it was made from, side branches after their root.
export function chained(datasets: DatasetSummary[], edges: { input: number; output: number }[]): DatasetSummary[][] {
  const ids = new Set(datasets.map((one) => one.id));
  const inputs = new Map(datasets.map((one) => [one.id, edges.filter((edge) => edge.output === one.id && ids.has(edge.input) && edge.input !== one.id).map((edge) => edge.input)]));
  const level = new Map<number, number>();
  let open = datasets;
  while (open.length) {
    const ready = open.filter((one) => inputs.get(one.id)!.every((input) => level.has(input)));
    if (!ready.length) break;
    for (const one of ready) level.set(one.id, 1 + Math.max(-1, ...inputs.get(one.id)!.map((input) => level.get(input)!)));
    open = open.filter((one) => !level.has(one.id));
  }
  const last = Math.max(-1, ...level.values()) + 1;
  const steps: DatasetSummary[][] = [];
  for (const one of datasets) (steps[level.get(one.id) ?? last] ??= []).push(one);
  return steps.filter(Boolean);
}
