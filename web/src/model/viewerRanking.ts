// Rankings: published rules, as data, that order results and say which is best.
import type { DatasetSummary } from './names';
import { isChoosing, spelled, titleOf, type Criterion, type Fill, type OrderStep, type Ranking, type Viewer } from './viewer';
import { holds } from './viewerColours';
import { fillings } from './viewerTemplates';
import { alone, cell, type Content } from './viewerValues';

// What a person chose where the rule leaves a choice: the title of a criterion, and what fills the gaps.
export interface Choice {
  by?: string;
  fill?: Fill;
}

export interface Ranked {
  dataset: DatasetSummary;
  label: string; // that it is the best, or why it stands behind
  kept: boolean;
}

function criterionTitle(one: Criterion): string {
  return one.title ?? titleOf(one.value);
}

// The criteria that a person may choose from; none where the rule decides alone.
export function criteria(ranking: Ranking): string[] {
  const step = ranking.order.find(isChoosing);
  return step ? step.choose.map(criterionTitle) : [];
}

// The first of every choice, unless a person chose another.
export function fillOf(ranking: Ranking, choice: Choice): Fill {
  const chosen = Object.entries(choice.fill ?? {}).filter(([word, value]) => ranking.choices?.[word]?.includes(value));
  return { ...fillings(ranking.choices)[0], ...Object.fromEntries(chosen) };
}

function lookedUp(table: Record<string, number> | undefined, text: string): number | undefined {
  const key = (name: string) => name.replace(/\s/g, '').toUpperCase();
  return Object.entries(table ?? {}).find(([name]) => key(name) === key(text))?.[1];
}

function valueOf(dataset: DatasetSummary, one: Pick<Criterion, 'value'>, viewer: Viewer, fill: Fill): Content | undefined {
  return cell(alone(dataset), { ...spelled(one.value), of: undefined }, viewer, fill).contents[0];
}

interface Comparable {
  descending: boolean;
  of: (dataset: DatasetSummary) => number | undefined;
}

function comparable(step: OrderStep, choice: Choice, fill: Fill, viewer: Viewer): Comparable {
  const one = isChoosing(step) ? step.choose.find((each) => criterionTitle(each) === choice.by) ?? step.choose[0]! : step;
  return {
    descending: one.descending ?? false,
    of: (dataset) => {
      const found = valueOf(dataset, one, viewer, fill);
      return found && one.lookup ? lookedUp(viewer.tables?.[one.lookup], found.text) : found?.number;
    },
  };
}

// What has no number comes last, whichever way the others go.
function compare(a: number | undefined, b: number | undefined, descending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return descending ? b - a : a - b;
}

function sorted(datasets: DatasetSummary[], steps: OrderStep[], choice: Choice, fill: Fill, viewer: Viewer): DatasetSummary[] {
  const comparables = steps.map((step) => comparable(step, choice, fill, viewer));
  const keyed = datasets.map((dataset) => ({ dataset, keys: comparables.map((one) => one.of(dataset)) }));
  keyed.sort((a, b) => {
    for (const [at, one] of comparables.entries()) {
      const order = compare(a.keys[at], b.keys[at], one.descending);
      if (order) return order;
    }
    return a.dataset.id - b.dataset.id;
  });
  return keyed.map((one) => one.dataset);
}

function failure(dataset: DatasetSummary, ranking: Ranking, fill: Fill, viewer: Viewer): string | undefined {
  for (const { value, otherwise, ...test } of ranking.keep ?? []) {
    const found = valueOf(dataset, { value }, viewer, fill);
    if (!holds(test, found && { number: found.number, text: found.text })) return otherwise ?? `not kept by ${titleOf(value)}`;
  }
  return undefined;
}

// Best first. Those that the rule does not keep follow, each with the reason.
export function ranked(datasets: DatasetSummary[], ranking: Ranking, viewer: Viewer, choice: Choice = {}): Ranked[] {
  const fill = fillOf(ranking, choice);
  const why = new Map(datasets.map((one) => [one.id, failure(one, ranking, fill, viewer)]));
  const kept = datasets.filter((one) => why.get(one.id) === undefined);
  const rest = datasets.filter((one) => why.get(one.id) !== undefined);
  return [
    ...sorted(kept, ranking.order, choice, fill, viewer).map((dataset, at) => ({ dataset, label: at === 0 ? ranking.label ?? '' : '', kept: true })),
    ...sorted(rest, ranking.rest ?? ranking.order, choice, fill, viewer).map((dataset) => ({ dataset, label: why.get(dataset.id)!, kept: false })),
  ];
}
