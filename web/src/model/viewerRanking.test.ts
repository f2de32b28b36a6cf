// Each ranking rule against a table worked by hand. Names are invented: no parameter is named in web/src.
import { expect, test } from 'vitest';
import type { DatasetSummary, Parameters } from './names';
import type { Ranking, Viewer } from './viewer';
import { criteria, fillOf, ranked, type Choice } from './viewerRanking';

function result(id: number, name: string, values: Record<string, string>): DatasetSummary {
  const parameters: Parameters = Object.fromEntries(Object.entries(values).map(([key, text]) => [key, { text, ...(text.trim() !== '' && Number.isFinite(Number(text)) ? { value: Number(text) } : {}) }]));
  return { id, name, location: `/d/${name}`, type: 'processed', proposal: 'p', instrument: 'i', state: 'live', complete: true, parameters };
}

// The first rule as it is published: not anomalous before anomalous; more symmetry operators first; then what a person chooses, by default the
// overall signal, more first. The second: 0 < inner R <= 10 first, by space group, higher first, then inner R; the others by R alone.
const first: Ranking = {
  name: 'first', label: 'BEST', choices: { part: ['whole', 'core'] },
  order: [
    { value: 'P_anomalous' },
    { value: 'P_group', lookup: 'operators', descending: true },
    { choose: [{ title: 'signal', value: 'P_{part}_signal', descending: true }, { title: 'R', value: 'P_{part}_r' }] },
  ],
};
const second: Ranking = {
  name: 'second', label: 'BEST',
  keep: [{ value: 'P_core_r', above: 0, to: 10, otherwise: 'R > 10' }],
  order: [{ value: 'P_group', lookup: 'numbers', descending: true }, { value: 'P_core_r' }],
  rest: [{ value: 'P_core_r' }],
};
const viewer: Viewer = { name: 'v', rankings: [first, second], tables: { operators: { P1: 1, P41212: 8, C222: 4, P622: 12 }, numbers: { P1: 1, P41212: 92, C222: 21, P622: 177 } } };

//                       anomalous group        whole signal, R   core signal, R
const a = result(1, 'a', { P_anomalous: '0', P_group: 'P 41 21 2', P_whole_signal: '12.5', P_whole_r: '9', P_core_signal: '40', P_core_r: '3.1' });
const b = result(2, 'b', { P_anomalous: '0', P_group: 'p41212', P_whole_signal: '14', P_whole_r: '11', P_core_signal: '35', P_core_r: '4.2' });
const c = result(3, 'c', { P_anomalous: '1', P_group: 'P622', P_whole_signal: '99', P_whole_r: '2', P_core_signal: '99', P_core_r: '12' });
const d = result(4, 'd', { P_anomalous: '0', P_group: 'C222', P_whole_signal: '50', P_whole_r: '5', P_core_signal: '60', P_core_r: '1.0' });
const e = result(5, 'e', { P_anomalous: '0', P_group: 'P 41 21 2', P_core_r: '.045.045.045' });
const f = result(6, 'f', { P_anomalous: '0', P_group: 'not solved', P_whole_signal: '70', P_core_r: '11' });

function order(ranking: Ranking, choice: Choice = {}, all = [a, b, c, d, e, f]): string {
  return ranked(all, ranking, viewer, choice).map((one) => one.dataset.name).join('');
}

test('symmetry_goes_before_signal_and_anomalous_comes_after_all_others', () => {
  // Not anomalous: 8 operators b 14 > a 12.5 > e (none), 4 operators d, unknown group f; then c.
  expect(order(first)).toBe('baedfc');
});

test('a_person_chooses_the_criterion_and_what_it_is_taken_of', () => {
  expect(order(first, { by: 'R' })).toBe('abedfc'); // 9 < 11
  expect(order(first, { fill: { part: 'core' } })).toBe('abedfc'); // 40 > 35
  expect(order(first, { by: 'R', fill: { part: 'core' } })).toBe('abedfc'); // 3.1 < 4.2, e has a text that is no number
  expect(order(first, { by: 'nonsense', fill: { part: 'nonsense' } })).toBe('baedfc');
  expect(criteria(first)).toEqual(['signal', 'R']);
  expect(criteria(second)).toEqual([]);
  expect(fillOf(first, { fill: { part: 'core', other: 'x' } })).toEqual({ part: 'core' });
});

test('what_a_rule_does_not_keep_comes_after_with_the_reason', () => {
  const found = ranked([a, b, c, d, e, f], second, viewer);
  // Kept: group 92 a 3.1, b 4.2; group 21 d. Not kept, by R: f 11, c 12, e none.
  expect(found.map((one) => one.dataset.name).join('')).toBe('abdfce');
  expect(found.map((one) => one.label)).toEqual(['BEST', '', '', 'R > 10', 'R > 10', 'R > 10']);
  expect(found.map((one) => one.kept)).toEqual([true, true, true, false, false, false]);
});

test('the_two_rules_disagree_as_the_two_programs_do', () => {
  expect(order(first)[0]).toBe('b');
  expect(order(second)[0]).toBe('a');
});

test('bounds_are_those_of_the_rule', () => {
  const at = (r: string) => ranked([result(1, 'x', { P_core_r: r })], second, viewer)[0]!.kept;
  expect([at('0'), at('0.001'), at('10'), at('10.001'), at('-1')]).toEqual([false, true, true, false, false]);
});

test('missing_values_come_last_whatever_the_direction', () => {
  const none = result(1, 'n', {});
  const some = result(2, 's', { P_x: '1' });
  for (const descending of [true, false]) expect(ranked([none, some], { name: 'r', order: [{ value: 'P_x', descending }] }, viewer)[0]!.dataset.name).toBe('s');
});

test('equal_results_stand_by_id_and_nothing_put_last_is_called_best', () => {
  const twins = [result(9, 'y', { P_x: '1' }), result(8, 'x', { P_x: '1' })];
  expect(ranked(twins, { name: 'r', order: [{ value: 'P_x' }] }, viewer).map((one) => one.dataset.id)).toEqual([8, 9]);
  expect(ranked([c], second, viewer)[0]!.label).toBe('R > 10');
});
