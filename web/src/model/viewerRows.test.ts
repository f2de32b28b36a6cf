import { expect, test } from 'vitest';
import type { DatasetSummary } from './names';
import type { Row } from './viewer';
import { compareLines, factLines, parameterLines } from './viewerCompare';
import { bins, chained, countersOf, groupedRows, pointsOf, readSort, sortedRows, sortName } from './viewerRows';

function dataset(id: number, values: Record<string, string> = {}, more: Partial<DatasetSummary> = {}): DatasetSummary {
  const parameters = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, { text, ...(Number.isFinite(Number(text)) && text !== '' ? { value: Number(text), unit: 'deg' } : {}) }]));
  return { id, name: `d${id}`, location: `/d/${id}`, type: 'acquisition', proposal: 'p', instrument: 'i', state: 'live', complete: true, parameters, ...more };
}

const row = (id: number, values: Record<string, string>, more: Partial<DatasetSummary> = {}, related: Record<string, DatasetSummary[]> = {}): Row => ({ dataset: dataset(id, values, more), related, relatedTotal: {} });

test('rows_sort_by_number_and_what_has_none_stays_last', () => {
  const rows = [row(1, { A: '10' }), row(2, {}), row(3, { A: '-60' }), row(4, { A: '9' })];
  const ids = (descending: boolean) => sortedRows(rows, 'A', descending).map((one) => one.dataset.id);
  expect(ids(false)).toEqual([3, 4, 1, 2]);
  expect(ids(true)).toEqual([1, 4, 3, 2]);
  expect(readSort('A desc')).toEqual({ name: 'A', descending: true });
  expect(readSort('-Guess what')).toEqual({ name: 'Guess', descending: true });
  expect(sortName({ name: 'A', descending: true })).toBe('-A');
});

test('groups_are_in_order_and_the_nameless_one_is_last', () => {
  const groups = groupedRows([row(1, { G: 'b10' }), row(2, {}), row(3, { G: 'b9' }), row(4, { G: 'b10' })], 'G');
  expect(groups.map((group) => [group.name, group.rows.length])).toEqual([['b9', 1], ['b10', 2], ['', 1]]);
});

test('counters_count_each_dataset_once', () => {
  const made = dataset(9, {}, { type: 'processed', fileCount: 3, volume: 30, sample: 's' });
  const rows = [row(1, {}, { fileCount: 2, volume: 10, sample: 's' }, { r: [made], s: [made] }), row(2, {}, { fileCount: 2, volume: 10, sample: 's' }, { r: [made] })];
  expect(countersOf(rows)).toEqual({ samples: 1, datasets: 3, acquisition: 2, processed: 1, files: 7, acquisitionFiles: 4, processedFiles: 3, volume: 50, acquisitionVolume: 20, processedVolume: 30 });
});

test('a_plot_has_a_series_for_each_y_or_for_each_colour', () => {
  const rows = [row(1, { X: '1', Y: '5' }, { sample: 'a' }), row(2, { X: '2', Y: '6' }, { sample: 'b' }), row(3, { X: '3' }, { sample: 'b' })];
  const coloured = pointsOf({ x: 'X', y: ['Y'], colour_by: 'sample' }, rows, { name: 'v' });
  expect(coloured.series.map((one) => [one.title, one.x, one.y])).toEqual([['a', [1], [5]], ['b', [2], [6]]]);
  expect([coloured.x, coloured.y]).toEqual(['X (deg)', 'Y (deg)']);
  expect(pointsOf({ x: 'X', y: ['Y', 'X'] }, rows, { name: 'v' }).series.map((one) => one.title)).toEqual(['Y (deg)', 'X (deg)']);
  expect(pointsOf({ x: 'none', y: ['Y'] }, rows, { name: 'v' }).series).toEqual([]);
});

test('bins_hold_every_value', () => {
  const found = bins([1, 2, 2, 10]);
  expect(found.reduce((sum, bin) => sum + bin.count, 0)).toBe(4);
  expect(bins([5, 5]).map((bin) => bin.count)).toEqual([2]);
  expect(bins([])).toEqual([]);
});

test('a_chain_follows_the_lineage_and_a_cycle_ends', () => {
  const [a, b, c, d] = [1, 2, 3, 4].map((id) => dataset(id)) as [DatasetSummary, DatasetSummary, DatasetSummary, DatasetSummary];
  const edge = (input: number, output: number) => ({ input, output });
  const ids = (steps: DatasetSummary[][]) => steps.map((step) => step.map((one) => one.id));
  expect(ids(chained([c, a, b, d], [edge(1, 2), edge(2, 3), edge(1, 4), edge(77, 1)]))).toEqual([[1], [2, 4], [3]]);
  expect(ids(chained([a, b], [edge(1, 2), edge(2, 1)]))).toEqual([[1, 2]]);
});

test('differences_are_marked_also_where_one_says_nothing', () => {
  const lines = parameterLines([dataset(1, { G_a: '1', G_b: 'x', O: 'o' }), dataset(2, { G_a: '1', G_c: 'y', O: 'o' })]);
  expect(lines.map((line) => [line.name, line.differs])).toEqual([['G_a', false], ['G_b', true], ['G_c', true], ['O', false]]);
  expect(lines[1]!.texts).toEqual(['x', '']);
});

test('long_texts_are_cut_and_compared_whole', () => {
  const same = 'x'.repeat(500);
  const [line] = parameterLines([dataset(1, { L: `${same}1` }), dataset(2, { L: `${same}2` })]);
  expect([line!.differs, line!.texts[0]!.length < 300]).toEqual([true, true]);
});

test('a_group_is_the_beginning_of_a_name_without_exceptions', () => {
  const datasets = [dataset(1, { GA_x: '1', GB_x: '2', GA_y: '3' })];
  expect(compareLines({ group: 'GA', except: ['GA_y'] }, datasets, { name: 'v' }).map((line) => line.name)).toEqual(['GA_x']);
  expect(compareLines({ values: { group: 'GB' } }, datasets, { name: 'v' }).map((line) => line.name)).toEqual(['GB_x']);
  expect(compareLines({ values: [{ parameter: 'GA_x', title: 'ex' }] }, datasets, { name: 'v' })[0]).toMatchObject({ title: 'ex', texts: ['1 deg'] });
  expect(factLines(datasets).map((line) => line.title)).toContain('Folder');
});
