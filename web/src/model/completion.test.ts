import { expect, test } from 'vitest';
import { codePoints, completed, sentence, stillFitting, wrongAt, wrongInTyped } from './completion';

test('a_completion_replaces_the_word_under_the_cursor', () => {
  expect(completed('inst = 1', { text: 'instrument', from: 0, to: 4 })).toEqual({ text: 'instrument = 1', caret: 11 });
});

test('positions_count_code_points_not_units', () => {
  expect(codePoints('𝛼b', 3)).toBe(2);
  expect(completed('𝛼 x', { text: 'xy', from: 2, to: 3 }).text).toBe('𝛼 xy ');
});

test('an_error_says_where_it_is', () => {
  expect(wrongAt('character 17')).toBe(16);
  expect(wrongAt('limit')).toBeUndefined();
  expect(sentence('expected a value\na =\n   ^')).toBe('expected a value');
});

test('an_error_is_told_at_the_letter_that_was_typed', () => {
  expect(wrongInTyped('character 4', 'a = ?', 0)).toBe(3);
  expect(wrongInTyped('character 5', ' a = ?', 1)).toBe(4); // asked as (a = ?) and b = 1
  expect(wrongInTyped('character 7', 'a = ?', 1)).toBe(5); // just behind: the bracket came too soon
  expect(wrongInTyped('character 12', 'a = ?', 1)).toBeUndefined(); // in what was chosen beside it
  expect(wrongInTyped('limit', 'a = ?', 0)).toBeUndefined();
});

test('old_completions_stay_only_while_they_fit_what_was_typed_since', () => {
  const found = [{ text: 'complete', label: 'complete', from: 0, to: 0 }, { text: 'instrument', label: 'instrument', from: 0, to: 0 }];
  expect(stillFitting(found, 'Inst', 4, 4).map((one) => one.text)).toEqual(['instrument']);
  expect(stillFitting(found, '', 0, 0)).toHaveLength(2);
});
