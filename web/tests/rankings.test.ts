// The two published rules for the best result of a collection, as viewers/mx.yaml ships them, held against what they chose on the test data of ISPyB.
// Published are the winners and the figures that stand in the comments; the other figures are made to fit.
import { expect, test } from 'vitest';
import { shippedViewer } from '../scripts/shipped_viewer.mjs';
import type { DatasetSummary, Parameters } from '../src/model/names';
import { ranked } from '../src/model/viewerRanking';

const viewer = shippedViewer('mx');

interface Result {
  anomalous?: string;
  group?: string;
  overall?: string; // <I/sigma>
  inner?: string; // Rmerge
  more?: Record<string, string>;
}

function result(id: number, name: string, { anomalous = '0', group, overall, inner, more }: Result): DatasetSummary {
  const sent = {
    MXAutoprocIntegration_anomalous: anomalous,
    MXAutoprocIntegration_space_group: group,
    MXAutoprocIntegrationScaling_overall_mean_I_over_sigI: overall,
    MXAutoprocIntegrationScaling_inner_r_merge: inner,
    ...more,
  };
  const numbered = (text: string) => (Number.isFinite(Number(text)) ? { text, value: Number(text) } : { text });
  const parameters: Parameters = Object.fromEntries(Object.entries(sent).flatMap(([key, text]) => (text === undefined ? [] : [[key, numbered(text)]])));
  return { id, name, location: `/d/${name}`, type: 'processed', proposal: 'p', instrument: 'i', state: 'live', complete: true, parameters };
}

function ranking(name: string) {
  return viewer.rankings!.find((one) => one.name === name)!;
}

function order(rule: string, results: DatasetSummary[], by?: string): string[] {
  return ranked(results, ranking(rule), viewer, { by }).map((one) => one.dataset.name);
}

// All have 12 operators; <I/sigma> 30.2 > 22.9; the inner Rmerge of 596138 is 0.064, in P6322.
const of993677 = [
  result(596135, 'fast_dp', { group: 'P 6 2 2', overall: '30.2', inner: '0.049' }),
  result(596137, 'xia2 3d', { group: 'P 63 2 2', overall: '21.4', inner: '0.071' }),
  result(596138, 'xia2 3dii', { group: 'P 63 2 2', overall: '22.9', inner: '0.064' }),
  result(596139, 'anomalous', { anomalous: '1', group: 'P 63 2 2', overall: '40', inner: '0.01' }),
];

// <I/sigma> 50.8, inner Rmerge 0.043.
const of1002287 = [
  result(2, 'other', { group: 'P 43 21 2', overall: '41.1', inner: '0.058' }),
  result(1, 'fast_dp', { group: 'P 43 21 2', overall: '50.8', inner: '0.043' }),
];

test('collection_993677_the_two_rules_disagree', () => {
  expect(order('ispyb-ui', of993677)).toEqual(['fast_dp', 'xia2 3dii', 'xia2 3d', 'anomalous']);
  expect(order('exi', of993677.slice(0, 3))).toEqual(['xia2 3dii', 'xia2 3d', 'fast_dp']);
});

test('collection_1002287_both_rules_choose_fast_dp', () => {
  for (const rule of ['ispyb-ui', 'exi']) expect(order(rule, of1002287)[0]).toBe('fast_dp');
});

test('exi_orders_what_it_rejects_by_rmerge_alone', () => {
  const rejected = [
    result(1, 'cubic', { group: 'P 4 3 2', inner: '30' }),
    result(2, 'triclinic', { group: 'P 1', inner: '12' }),
    result(3, 'zero', { group: 'P 4 3 2', inner: '0' }),
    result(4, 'kept', { group: 'P 1', inner: '10' }),
  ];
  const found = ranked(rejected, ranking('exi'), viewer);
  expect(found.map((one) => one.dataset.name)).toEqual(['kept', 'zero', 'triclinic', 'cubic']);
  expect(found.map((one) => one.label)).toEqual(['BEST', 'rMerge > 10', 'rMerge > 10', 'rMerge > 10']);
});

test('what_is_anomalous_stands_behind_in_every_spelling', () => {
  const of = (anomalous: string, id: number) => result(id, anomalous, { anomalous, group: 'P1', overall: String(id) });
  expect(order('ispyb-ui', [of('True', 4), of('1', 3), of('False', 2), of('0', 1)])).toEqual(['False', '0', 'True', '1']);
});

test('ccAno_is_read_under_both_of_its_names', () => {
  const of = (name: string, key: string, value: string) => result(1, name, { group: 'P1', more: { [`MXAutoprocIntegrationScaling_overall_${key}`]: value } });
  expect(order('ispyb-ui', [of('less', 'ccAno', '0.2'), of('more', 'cc_ano', '0.5'), of('most', 'ccAno', '0.6')], 'ccAno')).toEqual(['most', 'more', 'less']);
});

// The 65 space groups that a protein can crystallise in, and the aliases that the first rule names.
test('every_space_group_of_proteins_is_in_both_tables_with_the_order_of_its_point_group', () => {
  const operators = viewer.tables!.operators!;
  const numbers = viewer.tables!.numbers!;
  expect(Object.keys(operators).sort()).toEqual(Object.keys(numbers).sort());
  expect(new Set(Object.values(numbers)).size).toBe(65);
  const orderOf = (number: number) => [[2, 1], [15, 2], [74, 4], [82, 4], [142, 8], [148, 3], [167, 6], [176, 6], [194, 12], [206, 12], [230, 24]].find(([last]) => number <= last!)![1];
  for (const [name, number] of Object.entries(numbers)) expect([name, operators[name]]).toEqual([name, orderOf(number)]);
  for (const names of [['P2', 'P121', 'P112'], ['P21', 'P1211', 'P1121'], ['C2', 'C121', 'B112']]) expect(new Set(names.map((name) => numbers[name])).size).toBe(1);
});
