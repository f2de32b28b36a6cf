import { expect, test } from 'vitest';
import { axisTitle, curves, curvesAsCsv, hidden, points, startsLog, type CurveColumn, type CurveFile } from './curves';

const x: CurveColumn = { name: 'a', unit: '1/nm', role: 'x', values: [1, 2, 3] };
const y: CurveColumn = { name: 'b', role: 'y', scale: 'log', values: [10, -1, null] };
const errors: CurveColumn = { name: 'b_errors', role: 'errors', values: [1, 1, 1] };

function source(name: string, columns: CurveColumn[]): { key: string; name: string; answer: CurveFile } {
  return { key: name, name, answer: { file: 'f.dat', columns } };
}

test('errors_belong_to_the_y_before_them', () => {
  const second = { ...y, name: 'c' };
  const found = curves([source('', [x, y, errors, second])]);
  expect(found.map((curve) => [curve.y.name, curve.errors?.name])).toEqual([['b', 'b_errors'], ['c', undefined]]);
});

test('curves_of_several_datasets_carry_their_names', () => {
  expect(curves([source('one', [x, y]), source('two', [x, y])]).map((curve) => curve.name)).toEqual(['one', 'two']);
  expect(curves([source('one', [x, y, { ...y, name: 'c' }])]).map((curve) => curve.name)).toEqual(['one · b', 'one · c']);
});

test('without_roles_the_first_column_is_x_and_the_others_are_curves', () => {
  const plain = (name: string): CurveColumn => ({ name, role: 'other', values: [1] });
  expect(curves([source('', [plain('p'), plain('q'), plain('r')])]).map((curve) => [curve.x.name, curve.y.name])).toEqual([['p', 'q'], ['p', 'r']]);
});

test('columns_that_are_asked_for_are_drawn_alone', () => {
  const other: CurveColumn = { name: 'o', role: 'other', values: [1, 2, 3] };
  expect(curves([source('', [x, y, other])], ['o']).map((curve) => curve.y.name)).toEqual(['o']);
});

test('a_logarithmic_axis_hides_what_is_not_positive_and_says_how_much', () => {
  const [curve] = curves([source('', [x, y])]);
  expect(points(curve!, false, true).y).toEqual([10, null, null]);
  expect(points(curve!, false, false).y).toEqual([10, -1, null]);
  expect([hidden([curve!], false, true), hidden([curve!], false, false)]).toEqual([1, 0]);
});

test('points_are_drawn_in_the_order_of_x', () => {
  const turned = { ...x, values: [3, 1, null, 2] };
  const [curve] = curves([source('', [turned, { ...y, values: [30, 10, 99, 20] }])]);
  expect(points(curve!, false, false)).toMatchObject({ x: [1, 2, 3], y: [10, 20, 30] });
});

test('an_axis_starts_logarithmic_when_every_column_says_so', () => {
  expect(startsLog([y, y])).toBe(true);
  expect(startsLog([y, x])).toBe(false);
  expect(startsLog([])).toBe(false);
});

test('a_unit_is_said_once', () => {
  expect(axisTitle(x)).toBe('a (1/nm)');
  expect(axisTitle({ ...x, label: 'a in 1/nm' })).toBe('a in 1/nm');
});

test('the_table_of_curves_has_a_line_a_point', () => {
  const text = curvesAsCsv(curves([source('s, 1', [x, y, errors])]));
  expect(text).toBe('curve,a (1/nm),b,errors\r\n"s, 1",1,10,1\r\n"s, 1",2,-1,1\r\n"s, 1",3,,1\r\n');
});
