// What a list knows of what happened to its search since it was read. Pure.
import type { DatasetSummary } from './names';

export interface Told {
  kind: 'ready' | 'enter' | 'change' | 'leave' | 'reset';
  seq: number;
  total: number; // how many match at seq
  id?: number; // of enter, change, leave
  dataset?: DatasetSummary; // of enter, change
}

export interface News {
  came: ReadonlySet<number>; // datasets that are not in the list
  went: ReadonlySet<number>;
  total: number; // how many match now
}

export function noNews(total: number): News {
  return { came: new Set(), went: new Set(), total };
}

function withId(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  return ids.has(id) ? ids : new Set([...ids, id]);
}

function withoutId(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  return ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : ids;
}

export function withTold(news: News, told: Told): News {
  const { came, went } = news;
  if (told.kind === 'enter' && told.id !== undefined) {
    return went.has(told.id) ? { came, went: withoutId(went, told.id), total: told.total } : { came: withId(came, told.id), went, total: told.total };
  }
  if (told.kind === 'leave' && told.id !== undefined) {
    return came.has(told.id) ? { came: withoutId(came, told.id), went, total: told.total } : { came, went: withId(went, told.id), total: told.total };
  }
  return { came, went, total: told.total };
}

// How many came that the list of `shown` matches has not; below nought when there are fewer now. After a gap in what was
// told, the totals alone count.
export function newer(news: News, shown: number): number {
  const more = news.total - shown;
  return more === news.came.size - news.went.size && news.came.size > 0 ? news.came.size : more;
}

export function hasNews(news: News, shown: number): boolean {
  return news.total !== shown || news.came.size > 0 || news.went.size > 0;
}

// A list in which one dataset is as it is now; the same list when it has none of that id. The parameters that were asked
// for are not told: they stay.
export function withUpdated<T extends { datasets: DatasetSummary[] }>(page: T, updated: DatasetSummary): T {
  const at = page.datasets.findIndex((one) => one.id === updated.id);
  if (at < 0) return page;
  const datasets = [...page.datasets];
  datasets[at] = { ...updated, parameters: updated.parameters ?? datasets[at]!.parameters };
  return { ...page, datasets };
}
