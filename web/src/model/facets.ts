// Facets: how the whole result divides by a field. The shapes the server answers with.
import type { components } from './contract';
import { size, trimmed } from './figures';
import { isValues, type Condition, type Range } from './search';

export interface Bucket {
  from: number;
  to: number;
  count: number;
}

export interface Facet {
  field: string; // as asked
  name: string; // what it was resolved to
  kind: 'values' | 'numbers' | 'times';
  unit: string;
  datasets: number;
  distinct: number;
  counts: { value: string; count: number }[];
  buckets: Bucket[]; // times: microseconds UTC; each but the last open above
}

type Answered = components['schemas']['Facet']; // times in ISO 8601; of counts and buckets only those of its kind

function asNumber(bound: number | string): number {
  return typeof bound === 'number' ? bound : Date.parse(bound) * 1000;
}

export function readFacet(facet: Answered): Facet {
  const buckets = (facet.buckets ?? []).map((bucket) => ({ from: asNumber(bucket.from), to: asNumber(bucket.to), count: bucket.count }));
  return { ...facet, unit: facet.unit ?? '', distinct: facet.distinct ?? 0, counts: facet.counts ?? [], buckets };
}

// What the column beside the results asks for before a person has chosen anything.
export const usualFacets = ['type', 'instrument', 'startDate:histogram:24', 'technique', 'program', 'volume:histogram:16', 'sample', 'proposal'];

export function fieldOf(facet: string): string {
  return facet.split(':')[0]!;
}

// The bound of a bucket as the search language and the address write it.
export function bound(kind: Facet['kind'], value: number): string {
  if (kind !== 'times') return String(value);
  const iso = new Date(value / 1000).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.replace('.000Z', 'Z');
}

export function position(kind: Facet['kind'], text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = kind === 'times' ? Date.parse(text) * 1000 : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

// The range from one bucket to another, either way round. The last bucket holds its upper end.
export function rangeOf(facet: Facet, one: number, other: number): Range {
  const [low, high] = one < other ? [one, other] : [other, one];
  const closed = facet.kind !== 'times' && high === facet.buckets.length - 1;
  return { from: bound(facet.kind, facet.buckets[low]!.from), to: bound(facet.kind, facet.buckets[high]!.to), closed };
}

export function isInside(facet: Facet, bucket: Bucket, range: Range | undefined): boolean {
  if (!range) return true;
  const from = position(facet.kind, range.from) ?? -Infinity;
  const to = position(facet.kind, range.to) ?? Infinity;
  return bucket.to > from && (bucket.from < to || (range.closed && bucket.from <= to));
}

// The bucket at this share of the way from the first to the end of the last; the nearest one beyond them.
export function bucketAt(facet: Facet, share: number): number {
  return Math.max(0, Math.min(facet.buckets.length - 1, Math.floor(share * facet.buckets.length)));
}

const aMonth = 28 * 86_400e6; // microseconds; what is shorter is told by the day

function boundLabel(facet: Facet, value: number, { from, to }: Bucket): string {
  if (facet.name === 'volume') return size(value);
  if (facet.kind !== 'times') return trimmed(value);
  const day = to - from < aMonth ? ({ day: 'numeric' } as const) : {};
  return new Date(value / 1000).toLocaleDateString('en-GB', { ...day, month: 'short', year: 'numeric', timeZone: 'UTC' });
}

// Where a bucket ends, as people say it: a time's end is not in it any more, so the last that is.
function endLabel(facet: Facet, bucket: Bucket): string {
  return boundLabel(facet, facet.kind === 'times' ? bucket.to - 1 : bucket.to, bucket);
}

export function firstLabel(facet: Facet): string {
  return boundLabel(facet, facet.buckets[0]!.from, facet.buckets[0]!);
}

export function lastLabel(facet: Facet): string {
  return endLabel(facet, facet.buckets.at(-1)!);
}

// "Mar 2023", "10 to 20 kV".
export function bucketWords(facet: Facet, at: number): string {
  const bucket = facet.buckets[at]!;
  const [from, to] = [boundLabel(facet, bucket.from, bucket), endLabel(facet, bucket)];
  const unit = facet.kind === 'numbers' && facet.name !== 'volume' && facet.unit ? ` ${facet.unit}` : '';
  return `${from === to ? from : `${from} to ${to}`}${unit}`;
}

// A condition as its chip shows it.
export function conditionLabel(condition: Condition): string {
  if (isValues(condition)) return condition.values.join(' or ');
  const write = (bound: string) => (condition.name === 'volume' ? size(Number(bound)) : bound);
  const { from, to, closed } = condition.range;
  if (from === undefined) return `${closed ? 'up to' : 'below'} ${write(to ?? '')}`;
  return to === undefined ? `from ${write(from)}` : `${write(from)} – ${write(to)}`;
}
