import { expect, test } from 'vitest';
import { readAddress, writeAddress } from './address';

test('texts_stay_texts_and_repeated_keys_are_lists', () => {
  expect(readAddress('?q=007&is.a=1&is.a=true')).toEqual({ q: '007', 'is.a': ['1', 'true'] });
});

test('what_is_written_reads_back', () => {
  const address = { q: 'a = "x & y" + 1', 'is.a': ['1', '2'] };
  expect(readAddress(writeAddress(address))).toEqual(address);
  expect(writeAddress({ q: '', tab: undefined })).toBe('');
});
