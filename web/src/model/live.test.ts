import { describe, expect, it } from 'vitest';
import { hasNews, newer, noNews, withTold, withUpdated, type Told } from './live';
import type { DatasetSummary } from './names';

const told = (kind: Told['kind'], total: number, id?: number): Told => ({ kind, total, id, seq: 1 });
const after = (shown: number, ...all: Told[]) => all.reduce(withTold, noNews(shown));
const dataset = (id: number, name: string) => ({ id, name }) as DatasetSummary;

describe('news of a list', () => {
  it('counts what came, once each', () => {
    const news = after(10, told('ready', 10), told('enter', 11, 5), told('enter', 11, 5), told('enter', 12, 6));
    expect(newer(news, 10)).toBe(2);
  });
  it('forgets what came and went again', () => {
    const news = after(10, told('enter', 11, 5), told('leave', 10, 5));
    expect(hasNews(news, 10)).toBe(false);
  });
  it('tells one that came although another went', () => {
    const news = after(10, told('enter', 11, 5), told('leave', 10, 3));
    expect(hasNews(news, 10)).toBe(true);
    expect(newer(news, 10)).toBe(1);
  });
  it('counts by the totals after a gap', () => {
    expect(newer(after(10, told('enter', 11, 5), told('ready', 40)), 10)).toBe(30);
    expect(newer(after(10, told('reset', 4)), 10)).toBe(-6);
  });
  it('has none while datasets only change', () => {
    expect(hasNews(after(10, told('change', 10, 3), told('ready', 10)), 10)).toBe(false);
  });
});

describe('an update of a shown dataset', () => {
  const page = { total: 2, datasets: [dataset(1, 'one'), { ...dataset(2, 'two'), parameters: { p: { text: '1' } } } as DatasetSummary] };
  it('takes its place and keeps the parameters asked for', () => {
    const next = withUpdated(page, dataset(2, 'second'));
    expect(next.datasets.map((one) => one.name)).toEqual(['one', 'second']);
    expect(next.datasets[1]!.parameters).toEqual({ p: { text: '1' } });
  });
  it('of another dataset changes nothing', () => {
    expect(withUpdated(page, dataset(3, 'third'))).toBe(page);
  });
});
