import { expect, test } from 'vitest';
import { drawn, inSight, scrolled, settled, tallest, withRow, type Place, type Strip } from './scrolling';

const short: Strip = { rows: 5000, height: 46, view: 900 };
const long: Strip = { rows: 1_776_288, height: 46, view: 900 };
const start: Place = { at: 0, skipped: 0 };
const topRow = (strip: Strip, place: Place) => (place.at + place.skipped) / strip.height;
const end = (strip: Strip) => drawn(strip) - strip.view;

test('a_list_that_can_be_drawn_skips_nothing', () => {
  expect(scrolled(short, start, 200_000)).toEqual({ at: 200_000, skipped: 0 });
  expect(drawn(short)).toBe(230_000);
});

test('the_scroll_bar_reaches_the_first_and_the_last_row_of_any_list', () => {
  expect(drawn(long)).toBe(tallest);
  const last = scrolled(long, start, end(long));
  expect(inSight(long, last, 12).last).toBe(long.rows);
  expect(inSight(long, last, 12).after).toBeCloseTo(0);
  expect(inSight(long, scrolled(long, last, 0), 12)).toMatchObject({ first: 0, before: 0 });
});

test('a_jump_goes_to_the_same_share_of_the_list', () => {
  expect(topRow(long, scrolled(long, start, end(long) / 2))).toBeCloseTo((long.rows - 900 / 46) / 2, 3);
});

test('small_steps_move_row_by_row_wherever_one_is', () => {
  const there = scrolled(long, start, 5_000_000);
  expect(topRow(long, scrolled(long, there, there.at + 92)) - topRow(long, there)).toBeCloseTo(2);
});

test('coming_to_rest_moves_no_row_and_keeps_both_ends_within_reach', () => {
  const near = scrolled(long, start, 1_000_400);
  const moved = [1, 2, 3].reduce((place) => scrolled(long, place, place.at - 1500), near);
  expect(moved.skipped).toBeGreaterThan(0);
  const rested = settled(long, moved);
  expect(topRow(long, rested)).toBeCloseTo(topRow(long, moved));
  expect(rested.skipped).toBe(0);
  const far = settled(long, scrolled(long, scrolled(long, start, 5_000_000), 5_001_000));
  expect(scrolled(long, start, far.at).skipped).toBeCloseTo(far.skipped);
});

test('what_is_drawn_is_as_tall_as_the_list', () => {
  for (const [strip, at] of [[short, 123_456], [long, 7_654_321], [long, 12]] as [Strip, number][]) {
    const { first, last, before, after } = inSight(strip, scrolled(strip, start, at), 12);
    expect(before).toBeGreaterThanOrEqual(0);
    expect(before + (last - first) * strip.height + after).toBeCloseTo(drawn(strip));
    expect(last - first).toBeLessThan(60);
  }
});

test('a_row_is_brought_into_sight_and_one_in_sight_moves_nothing', () => {
  const cover = { above: 100, below: 0 };
  const there = withRow(long, start, 1_000_000, cover);
  const { first, last } = inSight(long, there, 0);
  expect(first <= 1_000_000 && last > 1_000_000).toBe(true);
  expect(withRow(long, there, 1_000_000, cover)).toBe(there);
  expect(topRow(long, withRow(long, there, 999_900, cover))).toBeCloseTo(999_900 - 100 / 46);
});

test('an_empty_list_has_nothing_in_sight', () => {
  expect(inSight({ ...short, rows: 0 }, start, 12)).toEqual({ first: 0, last: 0, before: 0, after: 0 });
});
