// What a chart over time shows: months without gaps, years where the months are too many, and a scale that reads well. Pure.

export interface TimeBucket {
  key: string; // 2023, 2023-04
  acquisition: number;
  processed: number;
}

const mostMonths = 96; // more are years

function monthsSince(key: string): number | undefined {
  const found = /^(\d{4})-(\d{2})$/.exec(key);
  return found ? Number(found[1]) * 12 + Number(found[2]) - 1 : undefined;
}

function monthKey(months: number): string {
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

function between(known: TimeBucket[], keys: string[]): TimeBucket[] {
  const byKey = new Map(known.map((bucket) => [bucket.key, bucket]));
  return keys.map((key) => byKey.get(key) ?? { key, acquisition: 0, processed: 0 });
}

function years(months: TimeBucket[]): TimeBucket[] {
  const sums = new Map<string, TimeBucket>();
  for (const { key, acquisition, processed } of months) {
    const year = key.slice(0, 4);
    const before = sums.get(year) ?? { key: year, acquisition: 0, processed: 0 };
    sums.set(year, { key: year, acquisition: before.acquisition + acquisition, processed: before.processed + processed });
  }
  const all = [...sums.values()].sort((a, b) => a.key.localeCompare(b.key));
  const [first, last] = [Number(all[0]!.key), Number(all.at(-1)!.key)];
  return between(all, Array.from({ length: last - first + 1 }, (_, step) => String(first + step).padStart(4, '0')));
}

// Months without data are part of the picture.
export function timeBuckets(months: TimeBucket[]): TimeBucket[] {
  const sorted = months.filter((month) => monthsSince(month.key) !== undefined).sort((a, b) => a.key.localeCompare(b.key));
  if (!sorted.length) return [];
  const [first, last] = [monthsSince(sorted[0]!.key)!, monthsSince(sorted.at(-1)!.key)!];
  if (last - first >= mostMonths) return years(sorted);
  return between(sorted, Array.from({ length: last - first + 1 }, (_, step) => monthKey(first + step)));
}

// "Apr 2023", "2023".
export function bucketLabel(key: string): string {
  const months = monthsSince(key);
  if (months === undefined) return key;
  return new Date(Date.UTC(Math.floor(months / 12), months % 12)).toLocaleDateString('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
}

// The marks of a scale that holds `highest`: from nought up, even and round; of whole numbers none is broken.
export function marks(highest: number): number[] {
  const rough = Math.max(1, highest) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((times) => times * power).find((one) => one >= rough && (one >= 10 || Number.isInteger(one))) ?? 1);
  const many = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: many + 1 }, (_, at) => at * step);
}
