import { expect, test } from 'vitest';
import { chosenColumns, csv, lastFolders, parameterNames, place, usualColumns } from './columns';
import type { DatasetSummary } from './names';

const dataset: DatasetSummary = {
  id: 1, name: '=1+1', location: '/data/a, "b"/c', type: 'acquisition', proposal: 'mx1', instrument: 'ID00', state: 'live', complete: true,
};

test('no_columns_are_the_usual_ones', () => {
  expect(chosenColumns([]).map((column) => column.name)).toEqual(usualColumns);
});

test('a_name_that_is_no_field_is_a_column_of_a_parameter', () => {
  const [column] = chosenColumns(['temperature']);
  expect(column!.text({ ...dataset, parameters: { temperature: { text: '293000', value: 293, unit: 'K' } } })).toBe('293 K');
  expect(column!.text(dataset)).toBe('');
  expect(parameterNames(['volume', 'temperature'])).toEqual(['temperature']);
});

test('csv_quotes_what_it_must_and_disarms_formulas', () => {
  expect(csv([dataset]).split('\r\n')[1]).toBe(`1,'=1+1,acquisition,mx1,ID00,,,,,,,,"/data/a, ""b""/c"`);
});

test('csv_has_a_column_for_each_parameter_asked_for_as_it_was_sent', () => {
  const tilted = { ...dataset, parameters: { tilt: { text: '-60.0', value: -60 } } };
  const [head, first, second] = csv([tilted, dataset], ['tilt']).split('\r\n');
  expect(head).toMatch(/,location,tilt$/);
  expect(first).toMatch(/,-60\.0$/);
  expect(second).toMatch(/c",$/);
});

test('a_folder_is_shortened_from_the_front', () => {
  expect(lastFolders('/a/b/c/d/e')).toBe('…/c/d/e');
  expect(lastFolders('/a/b')).toBe('/a/b');
});

test('datasets_of_one_name_are_told_apart_by_their_folders', () => {
  expect(place({ ...dataset, name: 'slices', location: '/a/scan_0001/slices' })).toBe('scan_0001');
  expect(place({ ...dataset, name: '061_fit', location: '/a/061/fit' })).toBe('');
});
