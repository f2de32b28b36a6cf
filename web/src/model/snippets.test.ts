import { expect, test } from 'vitest';
import { asCurl, asPython, firstDataset } from './snippets';

test('a_quote_in_a_value_does_not_leave_the_shells_quotes', () => {
  expect(asCurl('http://h', '/api', [['q', `a = "it's"`]])).toBe(`curl --get 'http://h/api' \\\n  --data-urlencode 'q=a = "it'\\''s"'`);
});

test('python_reads_all_pages', () => {
  expect(asPython('http://h', '/api', [['q', 'a "b"']])).toContain('"q": "a \\"b\\""');
});

test('the_first_dataset_is_one_the_door_accepts_as_json', () => {
  const body = /-d '(.*)'$/s.exec(firstDataset('http://h', new Date(0)))![1]!;
  expect(JSON.parse(body)).toMatchObject({ type: 'dataset', startDate: '1969-12-31T23:59:00Z' });
});
