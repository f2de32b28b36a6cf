import { expect, test } from 'vitest';
import { asGlob, asText, captions, previewsOf, rowsBelow, slices, steps, type Datafile } from './files';

function file(path: string, size = 1): Datafile {
  return { path, size, modified: '2023-04-18T10:00:00Z', kind: 'file', mediaType: 'application/octet-stream' };
}

test('folders_and_files_below_a_prefix_stand_in_the_order_of_the_list', () => {
  const rows = rowsBelow([file('a/1', 5), file('a/b/2', 6), file('b.txt'), file('c/3')], '', true);
  expect(rows.map((row) => row.name)).toEqual(['a', 'b.txt', 'c']);
  expect(rows[0]).toMatchObject({ kind: 'folder', prefix: 'a/', files: 2, size: 11, whole: true });
});

test('a_folder_that_was_not_read_to_its_end_is_not_whole', () => {
  const rows = rowsBelow([file('a/1'), file('b/1')], '', false);
  expect(rows.map((row) => row.kind === 'folder' && row.whole)).toEqual([true, false]);
});

test('inside_a_folder_only_its_own_rows_are_shown', () => {
  expect(rowsBelow([file('a/1'), file('a/b/2'), file('ab/3')], 'a/', true).map((row) => row.name)).toEqual(['1', 'b']);
});

test('each_step_of_a_prefix_leads_to_its_folder', () => {
  expect(steps('a/b c/')).toEqual([{ name: 'a', prefix: 'a/' }, { name: 'b c', prefix: 'a/b c/' }]);
  expect(steps('')).toEqual([]);
});

test('plain_words_find_files_anywhere_and_patterns_stay', () => {
  expect(asGlob(' mean ')).toBe('**/*mean*');
  expect(asGlob('*.{png,jpg}')).toBe('*.{png,jpg}');
  expect(asGlob('  ')).toBe('');
});

test('a_table_is_shown_as_curve_first_and_as_text_too', () => {
  expect(previewsOf({ path: 'x/mean.DAT', mediaType: 'application/octet-stream' })).toEqual(['curve', 'text']);
  expect(previewsOf({ path: 'x', mediaType: 'application/x-hdf5' })).toEqual(['hdf5']);
  expect(previewsOf({ path: 'x.h5', mediaType: '' })).toEqual(['hdf5']);
  expect(previewsOf({ path: 'tilt.mrc', mediaType: '' })).toEqual(['volume']);
  expect(previewsOf({ path: 'x', mediaType: 'application/json' })).toEqual(['text']);
  expect(previewsOf({ path: 'x.bin', mediaType: 'application/octet-stream' })).toEqual([]);
});

test('a_caption_is_the_name_without_ending_and_without_what_all_begin_with', () => {
  expect(captions(['gallery/s_001__map.png'])).toEqual(['s 001 map']);
  expect(captions(['g/s_1_map.png', 'g/s_1_grid_a.png'])).toEqual(['map', 'grid a']);
  expect(captions(['s_1.png', 's_2.png'])).toEqual(['1', '2']);
  expect(captions(['s.png', 's.jpg'])).toEqual(['s', 's']);
  expect(captions(['.png'])).toEqual(['.png']);
});

test('slices_are_counted_along_the_axis', () => {
  const volume = { shape: [10, 20, 30], mode: 2 };
  expect([slices(volume, 'z'), slices(volume, 'y'), slices(volume, 'x')]).toEqual([10, 20, 30]);
});

test('bytes_with_noughts_are_no_text', () => {
  expect(asText(new Uint8Array([72, 105])).readable).toBe(true);
  expect(asText(new Uint8Array([72, 0, 1])).readable).toBe(false);
  expect(asText(new Uint8Array([])).readable).toBe(true);
});
