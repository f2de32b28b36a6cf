import { expect, test } from 'vitest';
import { groups, understood } from './parameters';

test('a_number_that_was_converted_shows_what_was_sent_beside_it', () => {
  expect(understood({ text: '300000', value: 300, unit: 'kV' })).toEqual({ value: '300', unit: 'kV', sent: '300000' });
});

test('a_number_in_its_own_unit_keeps_its_letters', () => {
  expect(understood({ text: '60.0', value: 60, unit: 'deg' })).toEqual({ value: '60.0', unit: 'deg', sent: '' });
});

test('an_error_is_shown_with_its_value', () => {
  expect(understood({ text: '2.6±0.1', value: 2.6, error: 0.1, unit: 'nm' })).toEqual({ value: '2.6 ± 0.1', unit: 'nm', sent: '' });
});

test('noughts_after_the_point_stay_with_an_error_too', () => {
  expect(understood({ text: '2.60±0.0', value: 2.6, error: 0, unit: 'nm' })).toEqual({ value: '2.60 ± 0.0', unit: 'nm', sent: '' });
});

test('a_text_is_shown_as_it_was_sent', () => {
  expect(understood({ text: '061', value: 61 })).toEqual({ value: '061', unit: '', sent: '' });
});

test('parameters_are_grouped_by_the_first_part_of_their_names', () => {
  const found = groups({ A_x: { text: '1' }, plain: { text: '2' }, B_y: { text: '3' }, B_z: { text: '4' } });
  expect(found.map((group) => group.name)).toEqual(['B', 'A', '']);
});

test('a_filter_looks_at_names_and_values', () => {
  expect(groups({ A_x: { text: 'lyon' }, A_y: { text: 'paris' } }, 'LYON')[0]?.parameters.map((one) => one.name)).toEqual(['A_x']);
});

test('a_definition_says_the_group_and_is_searched_too', () => {
  const definitions = new Map([['A_x', { name: 'A_x', group: 'beam', description: 'Of the Light' }]]);
  const found = groups({ A_x: { text: '1' }, A_y: { text: '2' } }, '', definitions);
  expect(found.map((group) => group.name)).toEqual(['A', 'beam']);
  expect(groups({ A_x: { text: '1' }, A_y: { text: '2' } }, 'light', definitions).flatMap((group) => group.parameters.map((one) => one.name))).toEqual(['A_x']);
});
