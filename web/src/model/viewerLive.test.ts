import { expect, test } from 'vitest';
import { counted } from './figures';
import type { DatasetSummary } from './names';
import type { Row } from './viewer';
import { noRowNews, rowNewsInWords, rowsShowing, withRows } from './viewerLive';

function row(id: number, ...results: number[]): Row {
  const dataset = (one: number): DatasetSummary => ({ id: one, name: `d${one}`, location: `/${one}`, type: 'acquisition', proposal: 'p', instrument: 'i', state: 'live', complete: true });
  return { dataset: dataset(id), related: { results: results.map(dataset) }, relatedTotal: { results: results.length } };
}

const of = (ids: number[], entered: number[] = [], whole = true) => ({ ids, entered: new Set(entered), known: new Set([1, 2]), whole });
const said = (news: typeof noRowNews) => rowNewsInWords(news, counted);

test('a_row_is_asked_for_again_when_a_result_it_shows_changed', () => {
  expect(rowsShowing([row(1, 11), row(2, 12)], new Set([12, 30]))).toEqual([12, 30, 2]);
});

test('a_result_updates_its_row_and_announces_nothing', () => {
  const news = withRows(noRowNews, of([11], [11]), [row(1, 11)], 1);
  expect(news.updated.get(1)!.related.results).toHaveLength(1);
  expect(said(news)).toBe('');
});

test('what_came_is_counted_once_and_what_went_is_said', () => {
  let news = withRows(noRowNews, of([3], [3]), [row(3)], 1);
  news = withRows(news, of([3], [3]), [row(3)], 1);
  expect(said(news)).toBe('1 new dataset: show');
  news = withRows(news, of([2]), [], 0);
  expect(said(news)).toBe('The data have changed, 1 new dataset: show');
});

test('one_that_came_and_went_again_is_no_news', () => {
  expect(said(withRows(withRows(noRowNews, of([3], [3]), [row(3)], 1), of([3]), [], 0))).toBe('');
});

test('a_row_beyond_those_read_is_new_only_when_it_was_told_as_new', () => {
  expect(said(withRows(noRowNews, of([9], [], false), [row(9)], 1))).toBe('');
  expect(said(withRows(noRowNews, of([9], [9], false), [row(9)], 1))).toBe('1 new dataset: show');
});

test('an_answer_that_was_cut_takes_no_row_away', () => {
  const news = withRows(noRowNews, of([1, 2]), [row(1)], 300);
  expect([news.went.size, said(news)]).toEqual([0, 'The data have changed: show']);
});
