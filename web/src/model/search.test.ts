import { expect, test } from 'vitest';
import { conditionText, expression } from './expression';
import {
  everything, nextSort, readRange, readSearch, withCondition, withValueToggled, writeSearch, type Search,
} from './search';

const full: Search = {
  text: 'a > 2 & b',
  conditions: [
    { name: 'instrument', values: ['BM29', 'ID 19'] },
    { name: 'volume', range: { from: '1000', to: '2000', closed: true } },
    { name: 'startDate', range: { from: '2023-01-01', closed: false } },
  ],
  sort: '-startDate',
  view: 'cards',
  columns: ['name', 'type'],
  by: ['temperature'],
};

test('a_search_survives_the_address', () => {
  expect(readSearch(writeSearch(full))).toEqual(full);
});

test('the_search_for_everything_leaves_the_address_bare', () => {
  expect(writeSearch(everything)).toEqual({});
});

test('foreign_and_broken_keys_of_an_address_are_passed_over', () => {
  expect(readSearch({ 'in.volume': 'nonsense', 'is.': 'x', utm: 'y', view: 'piechart' })).toEqual(everything);
});

test('ranges_are_half_open_unless_they_say_otherwise', () => {
  expect(readRange('1..2')).toEqual({ from: '1', to: '2', closed: false });
  expect(readRange('..=2')).toEqual({ from: undefined, to: '2', closed: true });
  expect(readRange('..')).toBeUndefined();
});

test('a_value_toggled_twice_leaves_nothing', () => {
  const once = withValueToggled(everything, 'instrument', 'BM29');
  expect(once.conditions).toEqual([{ name: 'instrument', values: ['BM29'] }]);
  expect(withValueToggled(once, 'instrument', 'BM29')).toEqual(everything);
});

test('a_changed_condition_keeps_its_place_among_the_chips', () => {
  const changed = withCondition(full, { name: 'instrument', values: ['ID19'] });
  expect(changed.conditions.map((condition) => condition.name)).toEqual(['instrument', 'volume', 'startDate']);
});

test('a_column_sorts_up_then_down_then_not_at_all', () => {
  expect(nextSort('', 'name')).toBe('name');
  expect(nextSort('name', 'name')).toBe('-name');
  expect(nextSort('-name', 'name')).toBe('');
});

test('an_or_typed_by_hand_is_kept_together_when_conditions_join_it', () => {
  expect(expression({ text: 'a = 1 or b = 2', conditions: [{ name: 'instrument', values: ['BM29'] }] }))
    .toBe('(a = 1 or b = 2) and instrument = "BM29"');
});

test('names_and_values_are_quoted_where_the_language_needs_it', () => {
  expect(conditionText({ name: 'two words', values: ['say "so"'] })).toBe('"two words" = "say \\"so\\""');
  expect(conditionText({ name: 'volume', range: { from: '1', to: '2', closed: false } })).toBe('volume >= 1 and volume < 2');
  expect(conditionText({ name: 'a', values: ['x', 'y'] })).toBe('a in ("x", "y")');
});
