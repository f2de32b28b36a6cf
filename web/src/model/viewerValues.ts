// What stands in a cell: a value read from a row, as people read it, with its error, unit and colour.
import { duration, minute, size } from './figures';
import type { DatasetSummary, Parameter } from './names';
import { all, isField, spelled, withOf, type Condition, type Fill, type Of, type Row, type Value, type ValueSpec, type Viewer } from './viewer';
import { colourOf, holds, type Coloured } from './viewerColours';
import { filled, pieces } from './viewerTemplates';

export interface Content {
  text: string;
  unit: string;
  number?: number;
  sent: string; // what was sent, where it reads differently
  coloured?: Coloured;
  share?: number; // 0 to 1, for a bar
  dataset: DatasetSummary; // it was read from
}

export interface Cell {
  contents: Content[]; // none: there is nothing; more than one with `each`
  more: number; // further related datasets that have a value
}

type Known = Pick<Viewer, 'numbers'>;
type Read = Omit<Content, 'dataset' | 'coloured' | 'share'>;

export const nothing: Cell = { contents: [], more: 0 };

const longest = 160;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

// 2200000000000 as 2.2 × 10¹².
function scientific(value: number): string {
  const [mantissa, power] = Number(value.toPrecision(6)).toExponential().split('e') as [string, string];
  return `${mantissa.replace('-', '\u2212')} × 10${power.startsWith('-') ? '⁻' : ''}${[...power.replace(/^[-+]/, '')].map((digit) => raised[Number(digit)]).join('')}`;
}

// With a minus that is as wide as a plus; no negative nought; powers of ten where there are too many digits to read.
export function figure(value: number, digits: number | undefined): string {
  const far = Math.abs(value);
  if (far >= 1e7 || (digits === undefined && far > 0 && far < 1e-4)) return scientific(value);
  const text = digits === undefined ? String(Number(value.toPrecision(12))) : value.toFixed(digits);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace(/^-/, '\u2212');
}

function fieldRead(dataset: DatasetSummary, field: string): Read {
  const read = (text: string, number?: number): Read => ({ text, number, unit: '', sent: '' });
  switch (field) {
    case 'startDate': case 'endDate': {
      const at = dataset[field];
      return at ? read(minute(at), Date.parse(at) / 1000) : read('');
    }
    case 'duration':
      return read(duration(dataset.startDate, dataset.endDate), dataset.startDate && dataset.endDate ? (Date.parse(dataset.endDate) - Date.parse(dataset.startDate)) / 1000 : undefined);
    case 'volume':
      return dataset.volume === undefined ? read('') : read(size(dataset.volume), dataset.volume);
    default: {
      const value = (dataset as unknown as Record<string, unknown>)[field];
      return value === undefined || value === null ? read('') : read(String(value), typeof value === 'number' ? value : undefined);
    }
  }
}

// As many digits behind the point as the sender wrote: an error of 0.0 stays 0.0.
function decimals(sent: string): number | undefined {
  const found = /^[^.]*?\.(\d+)(?!.*e[-+]?\d)/i.exec(sent);
  return found ? Math.min(6, found[1]!.length) : undefined;
}

function parameterRead(parameter: Parameter, spec: ValueSpec, error: number | undefined): Read {
  const sent = parameter.text.trim();
  if (parameter.missing || sent === '') return { text: '', unit: '', sent: '' };
  const number = parameter.value ?? undefined;
  if (number === undefined) return { text: shortened(sent), unit: '', sent: '' };
  const deviation = parameter.error ?? error;
  const digits = spec.digits ?? (parameter.error == null ? undefined : decimals(sent));
  const text = deviation == null ? figure(number, digits) : `${figure(number, digits)} ± ${figure(deviation, digits)}`;
  return { text, unit: parameter.unit || spec.unit || '', number, sent: Number(sent) === number ? '' : shortened(sent) };
}

// "4-10" is 6 long; a plain number is as long as it is.
export function span(text: string): number | undefined {
  const ends = /^\s*(\d+(?:\.\d+)?)\s*(?:-|–|\.\.|:)\s*(\d+(?:\.\d+)?)\s*$/.exec(text);
  if (!ends && !text.trim()) return undefined;
  const length = ends ? Number(ends[2]) - Number(ends[1]) : Number(text);
  return Number.isFinite(length) ? length : undefined;
}

function ratioOf(dataset: DatasetSummary, ratio: [string, string] | undefined): number | undefined {
  if (!ratio) return undefined;
  const [part, whole] = ratio.map((name) => span(dataset.parameters?.[name]?.text ?? ''));
  return part === undefined || !whole ? undefined : part / whole;
}

function templateRead(dataset: DatasetSummary, spec: ValueSpec, fill: Fill): Read {
  let text = '';
  for (const piece of pieces(filled(spec.text!, fill))) {
    if (piece.name === undefined) text += piece.text ?? '';
    else {
      const found = read(dataset, { ...(isField(piece.name) ? { field: piece.name } : { parameter: piece.name }), digits: spec.digits }, fill);
      if (!found.text) return { text: '', unit: '', sent: '' };
      text += found.text;
    }
  }
  return { text, unit: spec.unit ?? '', sent: '' };
}

// One value of one dataset.
function read(dataset: DatasetSummary, spec: ValueSpec, fill: Fill): Read {
  if (spec.text !== undefined) return templateRead(dataset, spec, fill);
  if (spec.field) return fieldRead(dataset, spec.field);
  const parameter = spec.parameter ? dataset.parameters?.[filled(spec.parameter, fill)] : undefined;
  if (!parameter) return { text: '', unit: '', sent: '' };
  return parameterRead(parameter, spec, spec.error ? dataset.parameters?.[filled(spec.error, fill)]?.value ?? undefined : undefined);
}

function content(dataset: DatasetSummary, spec: ValueSpec, fill: Fill, known: Known): Content {
  const found = read(dataset, spec, fill);
  const ratio = ratioOf(dataset, spec.ratio);
  const number = ratio ?? found.number;
  const full = spec.ratio ? 1 : typeof spec.bar === 'number' ? spec.bar : 100;
  const share = spec.bar && number !== undefined ? Math.max(0, Math.min(1, number / full)) : undefined;
  return { ...found, number, share, coloured: colourOf(spec.colour, { number, text: found.text }, known), dataset };
}

function setOf(row: Row, name: string): DatasetSummary[] {
  return name === 'this' ? [row.dataset] : row.related[name] ?? [];
}

// The datasets a value is read from: the row's own, or those of the first set that has any.
export function subjects(row: Row, of: Of | undefined): DatasetSummary[] {
  if (of === undefined) return [row.dataset];
  for (const name of all(of)) {
    const found = setOf(row, name);
    if (found.length) return found;
  }
  return [];
}

export function totalOf(row: Row, of: Of | undefined): number {
  const name = all(of).find((one) => setOf(row, one).length > 0);
  return name === undefined || name === 'this' ? subjects(row, of).length : Math.max(row.relatedTotal[name] ?? 0, setOf(row, name).length);
}

// How many more there are of a set than came with the row: whatever is said of the set leaves these out.
export function unlisted(row: Row, of: Of | undefined): number {
  return totalOf(row, of) - subjects(row, of).length;
}

// `when` asks the dataset of the row, whatever the value is read from.
export function isWhen(row: Row, condition: Condition | undefined): boolean {
  if (!condition) return true;
  const found = read(row.dataset, condition.field ? { field: condition.field } : { parameter: condition.parameter }, {});
  const sent = condition.parameter ? row.dataset.parameters?.[condition.parameter]?.text.trim() : undefined;
  return holds(condition, { number: found.number, text: found.text && (sent ?? found.text) });
}

function firstOf(row: Row, spec: ValueSpec, known: Known, fill: Fill): Cell {
  for (const one of spec.coalesce!) {
    const { title: _, coalesce: __, ...around } = spec;
    const found = cell(row, { ...around, ...spelled(one) }, known, fill);
    if (found.contents.length) return found;
  }
  return nothing;
}

// A value of a row. Of several related datasets the first that has one speaks, and those that say something else are counted; with `each` all speak.
// `of: [a, b]` looks further where a has no such value.
export function cell(row: Row, value: Value, known: Known, fill: Fill = {}): Cell {
  const spec = spelled(value);
  if (!isWhen(row, spec.when)) return nothing;
  if (spec.coalesce) return firstOf(row, spec, known, fill);
  for (const of of spec.of === undefined ? [undefined] : all(spec.of)) {
    const datasets = subjects(row, of);
    const contents = datasets.map((dataset) => content(dataset, spec, fill, known)).filter((one) => one.text !== '');
    if (!contents.length) continue;
    const rest = unlisted(row, of);
    if (spec.each) return { contents, more: rest };
    const [shown, ...others] = contents;
    return { contents: [shown!], more: others.filter((one) => withUnit(one) !== withUnit(shown!)).length + rest };
  }
  return nothing;
}

export function withUnit(one: Content): string {
  return one.unit ? `${one.text} ${one.unit}` : one.text;
}

// The cell as one line: for titles, for comparing, for what is read aloud.
export function written(found: Cell): string {
  return found.contents.map(withUnit).join(', ');
}

// All lines of a value, each with what stands in it; a value without lines is one.
export function linesOf(value: Value): ValueSpec[] {
  const spec = spelled(value);
  return spec.lines ? spec.lines.map((line) => { const one = withOf(line, spec.of); return spec.when && !one.when ? { ...one, when: spec.when } : one; }) : [spec];
}

export function alone(dataset: DatasetSummary): Row {
  return { dataset, related: {}, relatedTotal: {} };
}
