import { expect, test } from 'vitest';
import type { DatasetSummary, Parameters } from './names';
import { leaves, ownTitles, spelled, titleOf, type Row, type Value, type Viewer } from './viewer';
import { colourOf, holds } from './viewerColours';
import { parametersOfDataset, parametersOfList, pieces, varies, filled, fillings } from './viewerTemplates';
import { cell, figure, isWhen, span, written } from './viewerValues';

function dataset(id: number, parameters: Parameters = {}, more: Partial<DatasetSummary> = {}): DatasetSummary {
  return { id, name: `d${id}`, location: `/d/${id}`, type: 'acquisition', proposal: 'p', instrument: 'i', state: 'live', complete: true, parameters, ...more };
}

function row(own: Parameters, related: Record<string, DatasetSummary[]> = {}, more: Partial<DatasetSummary> = {}): Row {
  return { dataset: dataset(1, own, more), related, relatedTotal: {} };
}

const viewer: Pick<Viewer, 'numbers'> = {
  numbers: {
    half: [{ from: 0.7, colour: 'good' }, { to: 0.3, colour: 'bad' }],
    kind: [{ is: 'buffer', text: 'buffer', colour: 'neutral' }, { is: ['sample', 'other'], colour: 'accent1' }],
    share: [{ from: 0.8, colour: 'good' }, { from: 0.4, colour: 'fair' }, { below: 0.4, colour: 'bad' }],
  },
};

const text = (own: Parameters, value: Value, related: Record<string, DatasetSummary[]> = {}) => written(cell(row(own, related), value, viewer));

test('a_value_has_its_error_with_the_digits_that_were_sent', () => {
  expect(text({ X_r: { text: '2.6±0.1', value: 2.6, error: 0.1, unit: 'nm' } }, 'X_r')).toBe('2.6 ± 0.1 nm');
  expect(text({ X_r: { text: '12.0±0.0', value: 12, error: 0, unit: 'nm' } }, 'X_r')).toBe('12.0 ± 0.0 nm');
  expect(text({ X_r: { text: '2.854', value: 2.854 }, X_s: { text: '0.0277', value: 0.0277 } }, { parameter: 'X_r', error: 'X_s', digits: 2, unit: 'nm' })).toBe('2.85 ± 0.03 nm');
});

test('a_value_as_understood_tells_how_it_was_sent', () => {
  const found = cell(row({ X_v: { text: '300000', value: 300, unit: 'kV' } }), 'X_v', viewer).contents[0]!;
  expect([found.text, found.unit, found.sent]).toEqual(['300', 'kV', '300000']);
  expect(cell(row({ X_v: { text: '7.0', value: 7 } }), 'X_v', viewer).contents[0]!.sent).toBe('');
});

test('a_unit_of_the_viewer_stands_only_where_the_dictionary_has_none', () => {
  expect(text({ X_v: { text: '5', value: 5 } }, { parameter: 'X_v', unit: 'mg' })).toBe('5 mg');
  expect(text({ X_v: { text: '5', value: 5, unit: 'g' } }, { parameter: 'X_v', unit: 'mg' })).toBe('5 g');
});

test('figures_are_readable', () => {
  expect([figure(-60, undefined), figure(0.1 + 0.2, undefined), figure(-0.001, 1), figure(2.2e12, undefined), figure(1.0332e-10, undefined), figure(1.5, 2)])
    .toEqual(['\u221260', '0.3', '0.0', '2.2 × 10¹²', '1.0332 × 10⁻¹⁰', '1.50']);
});

test('what_means_none_fills_no_cell', () => {
  for (const sent of ['NA', '-1.0', '']) expect(cell(row({ X_v: { text: sent, missing: true } }), 'X_v', viewer).contents).toEqual([]);
  expect(cell(row({ X_v: { text: '' } }), 'X_v', viewer).contents).toEqual([]);
  expect(text({ X_v: { text: '-1.0', value: -1 } }, 'X_v')).toBe('\u22121');
  expect(text({ X_v: { text: '8-81' } }, 'X_v')).toBe('8-81');
});

test('a_text_with_a_missing_name_leaves_the_cell_empty', () => {
  const own = { A_1: { text: '0-4' }, A_2: { text: '10', value: 10 } };
  expect(text(own, '{A_1}/{A_2}')).toBe('0-4/10');
  expect(text(own, '{A_1}/{A_3}')).toBe('');
  expect(text(own, { text: '{name}: {A_2}', unit: 's' })).toBe('d1: 10 s');
});

test('the_first_that_is_not_empty_counts', () => {
  expect(text({ B: { text: 'b' } }, { coalesce: ['A', 'B', 'C'] })).toBe('b');
  expect(text({ B: { text: '1', value: 1 } }, { coalesce: ['{A}±{B}', 'B'], unit: 'nm' })).toBe('1 nm');
});

test('a_set_speaks_by_its_first_and_counts_the_others', () => {
  const related = { r: [dataset(2), dataset(3, { A: { text: 'x' } }), dataset(4, { A: { text: 'y' } })], empty: [] };
  const one = cell(row({}, related), { parameter: 'A', of: 'r' }, viewer);
  expect([written(one), one.more, one.contents[0]!.dataset.id]).toEqual(['x', 1, 3]);
  expect(text({}, { parameter: 'A', of: 'r', each: true }, related)).toBe('x, y');
  expect(text({ A: { text: 'own' } }, { parameter: 'A', of: ['empty', 'this'] }, related)).toBe('own');
  expect(text({ A: { text: 'own' } }, { parameter: 'A', of: ['this', 'r'] }, related)).toBe('own');
  expect(text({}, { parameter: 'A', of: ['this', 'r'] }, related)).toBe('x');
  expect(text({ A: { text: 'own' } }, { parameter: 'A', of: 'empty' }, related)).toBe('');
});

test('a_condition_asks_the_dataset_of_the_row', () => {
  const related = { r: [dataset(2, { A: { text: 'x' } })] };
  const value: Value = { parameter: 'A', of: 'r', when: { parameter: 'K', is: 'sample' } };
  expect(text({ K: { text: 'sample' } }, value, related)).toBe('x');
  expect(text({ K: { text: 'buffer' } }, value, related)).toBe('');
  expect(isWhen(row({}), { parameter: 'K', exists: false })).toBe(true);
  expect(isWhen(row({}), { parameter: 'K', not: 'x' })).toBe(true);
  expect(isWhen(row({ K: { text: '5', value: 5 } }), { parameter: 'K', from: 5 })).toBe(true);
  expect(isWhen(row({}, {}, { type: 'processed' }), { field: 'type', is: 'processed' })).toBe(true);
});

test('thresholds_go_by_the_first_that_holds', () => {
  const colour = (number: number) => colourOf('half', { number, text: String(number) }, viewer)?.colour;
  expect([colour(0.7), colour(0.69), colour(0.3), colour(0.31)]).toEqual(['good', undefined, 'bad', undefined]);
  expect(colourOf('kind', { text: 'buffer' }, viewer)).toEqual({ colour: 'neutral', tag: 'buffer', say: 'buffer' });
  expect(colourOf('kind', { text: 'other' }, viewer)?.colour).toBe('accent1');
  expect(colourOf('unknown', { text: 'x' }, viewer)).toBeUndefined();
  expect(holds({ above: 1, below: 2 }, { number: 1.5, text: '1.5' })).toBe(true);
  expect(holds({ above: 1 }, { text: 'x' })).toBe(false);
  expect(holds({}, undefined)).toBe(true);
});

test('a_ratio_colours_a_text', () => {
  const value: Value = { text: '{F}/{N}', ratio: ['F', 'N'], colour: 'share', bar: true };
  const one = (frames: string) => cell(row({ F: { text: frames }, N: { text: '10', value: 10 } }), value, viewer).contents[0]!;
  expect([one('0-10').coloured?.colour, one('0-4').coloured?.colour, one('5-7').coloured?.colour]).toEqual(['good', 'fair', 'bad']);
  expect(one('0-4').share).toBe(0.4);
  expect([span('4-10'), span('8'), span(''), span('x')]).toEqual([6, 8, undefined, undefined]);
});

test('gaps_are_filled_also_inside_a_text', () => {
  const own = { 'R_in_low': { text: '50', value: 50 }, 'R_in_high': { text: '3', value: 3 } };
  expect(written(cell(row(own), { text: '{R_{part}_low} – {R_{part}_high}', unit: 'Å' }, viewer, { part: 'in' }))).toBe('50 – 3 Å');
  expect(filled('R_{part}_low', {})).toBe('R_{part}_low');
  expect(fillings({ a: ['1', '2'], b: ['x', 'y'] })).toHaveLength(4);
  expect(varies({ text: '{R_{part}_low}' }, [{ part: 'in' }])).toBe(true);
  expect(varies('R_low', [{ part: 'in' }])).toBe(false);
  expect(pieces('{A} / {B}')).toEqual([{ name: 'A' }, { text: ' / ' }, { name: 'B' }]);
});

test('short_forms_are_fields_parameters_or_texts', () => {
  expect(spelled('name')).toEqual({ field: 'name' });
  expect(spelled('A_b')).toEqual({ parameter: 'A_b' });
  expect(spelled('A_{part}_b')).toEqual({ parameter: 'A_{part}_b' });
  expect(spelled('{name}')).toEqual({ text: '{name}' });
  expect(spelled('{A} / {B}')).toEqual({ text: '{A} / {B}' });
  expect(titleOf('fileCount')).toBe('Files');
  expect(titleOf('A_b', new Map([['A_b', 'words']]))).toBe('words');
});

test('columns_take_what_their_group_says_and_neighbours_of_one_title_are_one', () => {
  const found = leaves([{ title: 'G', of: 'r', when: { parameter: 'K', is: 'x' }, columns: ['A', { parameter: 'B', of: 'this' }] }, { image: { role: '_a' }, title: 'P' }, { image: { role: '_b' }, title: 'P' }]);
  expect(found.map((leaf) => leaf.head)).toEqual(['G', 'G', '']);
  expect(found[0]!.value).toEqual({ parameter: 'A', of: 'r', when: { parameter: 'K', is: 'x' } });
  expect(found[1]!.value.of).toBe('this');
  expect(found[2]!.value.lines).toHaveLength(2);
});

test('a_viewer_asks_for_every_parameter_that_it_shows', () => {
  const described: Viewer = {
    name: 'v',
    list: {
      group: 'G', sort: 'S asc', columns: [{ title: 'x', columns: [{ text: '{A} / {B}' }] }, { coalesce: ['C', '{D}'] }, 'name'], mark: { parameter: 'M' },
      card: [{ stack: [{ parameters: ['E', { parameter: 'F', when: { parameter: 'W', is: 'x' } }] }, { best: { of: 'r', columns: [{ parameter: 'H_{part}' }], rows: [{ fill: { part: 'in' } }, { fill: { part: 'out' } }] } }] }],
      plots: [{ x: 'X', y: ['Y'], colour_by: 'sample' }],
    },
    dataset: [{ table: { columns: ['T'], sort: 'U desc' } }, { parameters: { group: 'Z' } }, { workflow: { label: ['L'] } }],
    rankings: [{ name: 'r', choices: { part: ['in', 'all'] }, keep: [{ value: 'K', above: 0 }], order: [{ choose: [{ value: 'Q_{part}' }] }] }],
  };
  expect(parametersOfList(described).sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H_in', 'H_out', 'K', 'M', 'Q_all', 'Q_in', 'S', 'W', 'X', 'Y']);
  expect(parametersOfDataset(described).sort()).toEqual(['K', 'L', 'Q_all', 'Q_in', 'T', 'U']);
  expect(ownTitles({ a: [{ parameter: 'A', title: 'first' }, { parameter: 'A', title: 'second' }] }).get('A')).toBe('first');
});
