import { expect, test } from 'vitest';
import { count, counted, duration, period, short, size, trimmed } from './figures';

test('the_talks_figures_read_as_on_its_slide', () => {
  expect(size(10.4e15)).toBe('10.4 PB');
  expect(count(603624263)).toBe('603,624,263');
});

test('sizes_change_unit_before_they_show_four_digits', () => {
  expect(size(0)).toBe('0 B');
  expect(size(999)).toBe('999 B');
  expect(size(999_960)).toBe('1.0 MB');
  expect(size(118_191)).toBe('118 kB');
});

test('one_dataset_is_no_plural', () => {
  expect(counted(1, 'dataset')).toBe('1 dataset');
  expect(counted(2, 'dataset')).toBe('2 datasets');
});

test('axes_get_short_numbers', () => {
  expect(short(1776288)).toBe('1.78M');
  expect(short(950)).toBe('950');
  expect(trimmed(0.00012)).toBe('1.2e-4');
});

test('a_duration_before_its_start_is_not_shown', () => {
  expect(duration('2023-03-31T15:18:28Z', '2023-03-31T15:18:40Z')).toBe('12 s');
  expect(duration('2023-03-31T15:00:00Z', '2023-03-31T17:10:00Z')).toBe('2 h 10 min');
  expect(duration('2023-03-31T15:18:40Z', '2023-03-31T15:18:28Z')).toBe('');
});

test('a_period_of_one_day_is_written_once', () => {
  expect(period('2023-04-25T06:00:00Z', '2023-04-25T16:00:00Z')).toBe('25 Apr 2023');
  expect(period('2023-04-25T06:00:00Z')).toBe('since 25 Apr 2023');
});
