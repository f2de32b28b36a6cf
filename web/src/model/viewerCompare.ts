// Several datasets side by side: what each says to each name, and where they differ.
import type { DatasetSummary, Parameters } from './names';
import { understood } from './parameters';
import { all, isParameterGroup, titleOf, type CompareSpec, type ParameterGroup, type Viewer } from './viewer';
import { alone, cell, linesOf, written } from './viewerValues';

export interface CompareLine {
  title: string;
  name: string; // letter by letter, where the title says it otherwise
  group: string;
  texts: string[]; // one for each dataset; empty where it says nothing
  differs: boolean;
}

function differ(texts: string[]): boolean {
  return new Set(texts.map((text) => text.trim())).size > 1;
}

const longest = 120;

function text(parameters: Parameters | undefined, name: string): string {
  const parameter = parameters?.[name];
  if (!parameter) return '';
  const { value, unit } = understood(parameter);
  const whole = unit ? `${value} ${unit}` : value;
  return whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
}

function groupOf(name: string): string {
  const cut = name.indexOf('_');
  return cut > 0 ? name.slice(0, cut) : '';
}

export function isOfGroup(name: string, wanted: ParameterGroup): boolean {
  return all(wanted.group).some((group) => name.startsWith(group)) && !wanted.except?.includes(name);
}

// Every parameter of a group, by default all there are. Texts too long to show are cut, and yet compared whole.
export function parameterLines(datasets: { parameters?: Parameters }[], wanted: ParameterGroup = { group: '' }, words: ReadonlyMap<string, string> = new Map()): CompareLine[] {
  const names = [...new Set(datasets.flatMap((one) => Object.keys(one.parameters ?? {})))].filter((name) => isOfGroup(name, wanted));
  const sorted = names.sort((a, b) => Number(!groupOf(a)) - Number(!groupOf(b)) || groupOf(a).localeCompare(groupOf(b)) || a.localeCompare(b));
  return sorted.map((name) => {
    const texts = datasets.map((one) => text(one.parameters, name));
    const cut = texts.some((one) => one.endsWith('…'));
    const group = groupOf(name);
    return { title: words.get(name) ?? (group ? name.slice(group.length + 1) : name), name, group, texts, differs: differ(cut ? datasets.map((one) => one.parameters?.[name]?.text ?? '') : texts) };
  });
}

export function groupAsked(spec: CompareSpec): ParameterGroup {
  return isParameterGroup(spec.values) ? spec.values : { group: spec.group ?? '', except: spec.except };
}

export function compareLines(spec: CompareSpec, datasets: DatasetSummary[], viewer: Viewer, words: ReadonlyMap<string, string> = new Map()): CompareLine[] {
  if (!Array.isArray(spec.values)) return parameterLines(datasets, groupAsked(spec), words);
  return spec.values.map((value) => {
    const texts = datasets.map((one) => linesOf(value).map((line) => written(cell(alone(one), { ...line, of: undefined }, viewer))).filter(Boolean).join(', '));
    return { title: titleOf(value, words), name: '', group: '', texts, differs: differ(texts) };
  });
}

const facts = ['type', 'technique', 'program', 'sample', 'startDate', 'duration', 'fileCount', 'volume', 'location'];

// What the catalogue itself knows of each.
export function factLines(datasets: DatasetSummary[]): CompareLine[] {
  return facts
    .map((field) => ({ field, texts: datasets.map((one) => written(cell(alone(one), { field }, {}))) }))
    .filter(({ texts }) => texts.some(Boolean))
    .map(({ field, texts }) => ({ title: titleOf(field), name: '', group: 'Dataset', texts, differs: differ(texts) }));
}
