import { expect, test } from 'vitest';
import { everything, withCondition } from '../model/search';
import { beforeTyped, question, sortedQuestion } from './question';

const bm29 = withCondition(everything, { name: 'instrument', values: ['BM29'] });

test('everything_asks_without_parameters', () => {
  expect(sortedQuestion(everything)).toEqual([]);
});

test('a_plain_field_needs_no_expression', () => {
  expect(question(bm29, { investigation: 8 })).toEqual([['investigation', '8'], ['instrument', 'BM29']]);
});

test('what_is_no_plain_field_joins_the_typed_text_in_one_expression', () => {
  const search = withCondition({ ...bm29, text: 'a = 1', sort: '-volume' }, { name: 'sample', values: ['s'] });
  expect(sortedQuestion(search)).toEqual([['instrument', 'BM29'], ['q', '(a = 1) and sample = "s"'], ['sort', '-volume']]);
  expect(beforeTyped(search)).toBe(1);
  expect(beforeTyped({ ...bm29, text: 'a = 1' })).toBe(0);
});

test('two_values_of_a_plain_field_are_an_expression', () => {
  expect(question(withCondition(everything, { name: 'type', values: ['a', 'b'] }))).toEqual([['q', 'type in ("a", "b")']]);
});
