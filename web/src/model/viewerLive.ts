// What a viewer's list knows of what happened since it was read: rows that are different now, that came, that went. Pure.
import type { Row } from './viewer';

export interface RowNews {
  updated: ReadonlyMap<number, Row>; // rows of the list as they are now
  came: ReadonlySet<number>; // that the list has not
  went: ReadonlySet<number>;
  more: boolean; // something changed that was too much to ask for
}

export const noRowNews: RowNews = { updated: new Map(), came: new Set(), went: new Set(), more: false };

// Which rows to ask for when these datasets changed: themselves, and the rows that show one of them.
export function rowsShowing(rows: Row[], told: ReadonlySet<number>): number[] {
  const showing = rows.filter((row) => Object.values(row.related).some((set) => set.some((one) => told.has(one.id))));
  return [...new Set([...told, ...showing.map((row) => row.dataset.id)])];
}

interface Asked {
  ids: number[];
  entered: ReadonlySet<number>; // those told as new
  known: ReadonlySet<number>; // rows of the list
  whole: boolean; // the list has all rows there are, so that another one is new
}

// What was asked for and is no row any more went; what is a row and not in the list came.
export function withRows(news: RowNews, { ids, entered, known, whole }: Asked, answer: Row[], total: number): RowNews {
  const [updated, came, went] = [new Map(news.updated), new Set(news.came), new Set(news.went)];
  const there = new Set(answer.map((row) => row.dataset.id));
  for (const row of answer) {
    const { id } = row.dataset;
    went.delete(id);
    if (known.has(id)) updated.set(id, row);
    else if (whole || entered.has(id)) came.add(id);
  }
  const cut = total > answer.length;
  for (const id of cut ? [] : ids.filter((one) => !there.has(one))) {
    came.delete(id);
    if (known.has(id)) went.add(id);
  }
  return { updated, came, went, more: news.more || cut };
}

export function rowNewsInWords({ came, went, more }: RowNews, counted: (count: number, word: string) => string): string {
  if (came.size && !went.size && !more) return `${counted(came.size, 'new dataset')}: show`;
  return came.size || went.size || more ? `The data have changed${came.size ? `, ${counted(came.size, 'new dataset')}` : ''}: show` : '';
}
