import { expect, test } from 'vitest';
import { bucketAt, bucketWords, conditionLabel, firstLabel, isInside, lastLabel, rangeOf, readFacet, type Facet } from './facets';

const numbers: Facet = {
  field: 'volume:histogram:3', name: 'volume', kind: 'numbers', unit: 'B', datasets: 6, distinct: 0, counts: [],
  buckets: [{ from: 0, to: 10, count: 1 }, { from: 10, to: 20, count: 2 }, { from: 20, to: 30, count: 3 }],
};
const month = (year: number, of: number) => Date.UTC(year, of) * 1000;
const times: Facet = {
  ...numbers, name: 'startDate', kind: 'times',
  buckets: [{ from: month(2023, 2), to: month(2023, 3), count: 1 }, { from: month(2023, 3), to: month(2023, 4), count: 5 }],
};

test('a_brush_backwards_is_the_same_range', () => {
  expect(rangeOf(numbers, 1, 0)).toEqual({ from: '0', to: '20', closed: false });
});

test('the_last_bucket_holds_its_upper_end', () => {
  expect(rangeOf(numbers, 1, 2)).toEqual({ from: '10', to: '30', closed: true });
});

test('months_become_dates_the_language_reads', () => {
  expect(rangeOf(times, 1, 1)).toEqual({ from: '2023-04-01', to: '2023-05-01', closed: false });
});

test('buckets_outside_the_chosen_range_are_told_apart', () => {
  const range = rangeOf(numbers, 1, 1);
  expect(numbers.buckets.map((bucket) => isInside(numbers, bucket, range))).toEqual([false, true, false]);
});

test('answered_times_are_read_as_microseconds', () => {
  const answered = { field: 'startDate:month', name: 'startDate', kind: 'times' as const, datasets: 1, buckets: [{ from: '2023-04-01T00:00:00Z', to: '2023-05-01T00:00:00Z', count: 1 }] };
  expect(readFacet(answered)).toMatchObject({ buckets: [{ from: month(2023, 3), to: month(2023, 4), count: 1 }], counts: [], unit: '' });
});

test('the_axis_ends_with_the_last_month_that_has_data', () => {
  expect([firstLabel(times), lastLabel(times)]).toEqual(['Mar 2023', 'Apr 2023']);
  expect(bucketWords(times, 0)).toBe('Mar 2023');
  const days = { ...times, buckets: [{ from: month(2023, 2), to: month(2023, 2) + 86_400e6, count: 1 }] };
  expect(bucketWords(days, 0)).toBe('1 Mar 2023');
  expect(bucketWords({ ...numbers, name: 'voltage', unit: 'kV' }, 1)).toBe('10 to 20 kV');
});

test('a_brush_beyond_the_buckets_means_the_nearest', () => {
  expect([-0.2, 0, 0.34, 0.99, 1, 7].map((share) => bucketAt(numbers, share))).toEqual([0, 0, 1, 2, 2, 2]);
});

test('a_chip_says_a_range_as_people_do', () => {
  expect(conditionLabel({ name: 'volume', range: { from: '50000', to: '100000', closed: false } })).toBe('50.0 kB – 100 kB');
  expect(conditionLabel({ name: 'startDate', range: { to: '2023-05-01', closed: false } })).toBe('below 2023-05-01');
  expect(conditionLabel({ name: 'type', values: ['a', 'b'] })).toBe('a or b');
});
