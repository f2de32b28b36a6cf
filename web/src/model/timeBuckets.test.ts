import { expect, test } from 'vitest';
import { bucketLabel, marks, timeBuckets } from './timeBuckets';

const bucket = (key: string, acquisition = 1, processed = 2) => ({ key, acquisition, processed });

test('months without data are part of the picture', () => {
  expect(timeBuckets([bucket('2023-02'), bucket('2022-12')])).toEqual([bucket('2022-12'), bucket('2023-01', 0, 0), bucket('2023-02')]);
});

test('too many months are years, those without data too', () => {
  const shown = timeBuckets([bucket('2001-05'), bucket('2003-01'), bucket('2003-12'), bucket('2012-01')]);
  expect(shown.map((one) => one.key)).toEqual(['2001', '2002', '2003', '2004', '2005', '2006', '2007', '2008', '2009', '2010', '2011', '2012']);
  expect(shown[2]).toEqual(bucket('2003', 2, 4));
  expect(shown[3]).toEqual(bucket('2004', 0, 0));
});

test('what has no month is in no bucket', () => {
  expect(timeBuckets([bucket(''), bucket('2023-04')])).toEqual([bucket('2023-04')]);
  expect(timeBuckets([bucket('')])).toEqual([]);
});

test('a bucket is called as people write months', () => {
  expect(bucketLabel('2023-04')).toBe('Apr 2023');
  expect(bucketLabel('2023')).toBe('2023');
});

test('a scale is round and holds the highest', () => {
  expect(marks(0)).toEqual([0, 1]);
  expect(marks(1)).toEqual([0, 1]);
  expect(marks(3)).toEqual([0, 1, 2, 3]);
  expect(marks(96)).toEqual([0, 25, 50, 75, 100]);
  expect(marks(1_776_288)).toEqual([0, 500_000, 1_000_000, 1_500_000, 2_000_000]);
});
