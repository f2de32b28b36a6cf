// A viewer as viewers/*.yaml describes it (spec/viewers.md) and GET /viewers answers it: data that the portal draws, nothing more.
import type { DatasetSummary } from './names';

export interface Test {
  above?: number;
  from?: number;
  below?: number;
  to?: number;
  is?: string | number | (string | number)[];
  not?: string | number | (string | number)[];
  exists?: boolean;
}

// The first of a list that holds gives the colour, and a tag for people who see none.
export interface Threshold extends Test {
  colour?: string;
  text?: string;
}

export interface Condition extends Test {
  parameter?: string;
  field?: string;
}

export type Of = string | string[];

export interface Image {
  role?: string;
  file?: string;
  of?: Of;
  width?: number;
}

export interface ValueSpec {
  parameter?: string;
  field?: string;
  text?: string; // "{A} / {B}"
  coalesce?: Value[];
  lines?: Value[];
  links?: string[];
  image?: Image;
  download?: string; // which file, a glob
  of?: Of;
  each?: boolean;
  title?: string;
  unit?: string;
  digits?: number;
  error?: string; // the parameter that holds its error
  colour?: string;
  ratio?: [string, string];
  bar?: boolean | number;
  when?: Condition;
}

export type Value = string | ValueSpec;

export interface ColumnGroup {
  title: string;
  columns: Value[];
  of?: Of;
  when?: Condition;
}

export type Column = Value | ColumnGroup;

export interface Plot {
  title?: string;
  of?: Of;
  kind?: 'points' | 'lines' | 'histogram';
  x?: Value;
  y: Value[];
  colour_by?: string;
  log?: string[];
  click?: string;
}

export interface Curve {
  title?: string;
  of?: Of;
  file?: string;
  hdf5?: string;
  x?: string;
  y?: string | string[];
  log?: string[];
  errors?: boolean;
  overlay?: boolean;
}

// A line of a table for each filling: {shell: inner} puts "inner" for {shell} in the names.
export interface RowFill {
  title?: string;
  fill: Record<string, string>;
  colour?: string;
}

export interface TableSpec {
  of?: Of;
  columns: Column[];
  rank?: string | string[];
  rows?: RowFill[];
  sort?: string;
}

export interface BestSpec {
  of?: Of;
  rank?: string | string[];
  values?: Value[];
  columns?: Column[];
  rows?: RowFill[];
}

export interface ParameterGroup {
  group: string | string[];
  except?: string[];
}

export interface CompareSpec {
  of?: Of;
  values?: Value[] | ParameterGroup;
  group?: string | string[];
  except?: string[];
  image?: Image;
  differences?: boolean;
}

export interface WorkflowSpec {
  direction?: 'right' | 'down';
  image?: Image;
  label?: Value[];
  depth?: number;
}

export interface ChainSpec {
  of?: Of;
  columns?: Column[];
  image?: Image;
}

export interface Panel {
  title?: string;
  of?: Of;
  empty?: string;
  when?: Condition;
  width?: number;
  parameters?: Value[] | ParameterGroup;
  image?: Image;
  gallery?: boolean;
  curve?: Curve | Curve[];
  hdf5?: { file: string; path?: string };
  slice?: { file: string; axis?: string; hdf5?: string };
  table?: TableSpec;
  compare?: CompareSpec;
  workflow?: WorkflowSpec | boolean;
  chain?: ChainSpec;
  best?: BestSpec;
  files?: { glob?: string } | boolean;
  plot?: Plot;
  row?: Panel[];
  stack?: Panel[];
}

export interface ListSpec {
  rows?: string;
  group?: string;
  sort?: string;
  filter?: string[];
  as?: 'table' | 'cards';
  columns?: Column[];
  heading?: Value[];
  card?: Panel[];
  footer?: Value[];
  under?: Value[]; // a line below each row of the table
  mark?: Value;
  plots?: Plot[];
  overlay?: Curve | Curve[];
}

export interface Criterion {
  title?: string;
  value: Value;
  lookup?: string;
  descending?: boolean;
}

export type OrderStep = Criterion | { choose: Criterion[] };

export interface Ranking {
  name: string;
  title?: string;
  source?: string;
  label?: string;
  choices?: Record<string, string[]>;
  keep?: (Test & { value: Value; otherwise?: string })[];
  order: OrderStep[];
  rest?: OrderStep[];
}

export interface Viewer {
  name: string;
  title?: string;
  description?: string;
  priority?: number;
  for?: string;
  related?: Record<string, string>;
  numbers?: Record<string, Threshold[]>;
  list?: ListSpec;
  dataset?: Panel[];
  rankings?: Ranking[];
  tables?: Record<string, Record<string, number>>;
}

// A dataset with those that the viewer calls by a name: one row, one card, or what a dataset's page shows.
export interface Row {
  dataset: DatasetSummary;
  related: Record<string, DatasetSummary[]>;
  relatedTotal: Record<string, number>;
}

export type Fill = Record<string, string>;

const fieldTitles: Record<string, string> = {
  id: 'Id', name: 'Dataset', type: 'Type', proposal: 'Proposal', instrument: 'Instrument', investigation: 'Investigation', sample: 'Sample', technique: 'Technique',
  program: 'Program', startDate: 'Started', endDate: 'Ended', duration: 'Lasted', fileCount: 'Files', volume: 'Size', location: 'Folder', state: 'State',
  complete: 'Complete', job: 'Job',
};

export function isField(name: string): boolean {
  return name in fieldTitles;
}

// The long form of a value: a bare name is a field or a parameter, also one with a gap (X_{shell}); anything else with braces is a text.
export function spelled(value: Value): ValueSpec {
  if (typeof value !== 'string') return value;
  if (value.includes('{') && !/^\w[\w{}]*$/.test(value)) return { text: value };
  return isField(value) ? { field: value } : { parameter: value };
}

// What stands over a value where the viewer says nothing: the dictionary's words, else the name.
export function titleOf(value: Value, words: ReadonlyMap<string, string> = new Map()): string {
  const spec = spelled(value);
  if (spec.title !== undefined) return spec.title;
  if (spec.parameter) return words.get(spec.parameter) ?? spec.parameter;
  if (spec.field) return fieldTitles[spec.field] ?? spec.field;
  if (spec.coalesce?.length) return titleOf(spec.coalesce[0]!, words);
  return spec.text ?? '';
}

// The titles that a viewer itself gives to parameters, the first of each: for a filter or an axis that says none.
export function ownTitles(tree: unknown, found: Map<string, string> = new Map()): Map<string, string> {
  if (Array.isArray(tree)) for (const one of tree) ownTitles(one, found);
  else if (tree !== null && typeof tree === 'object') {
    const { parameter, title } = tree as ValueSpec;
    if (typeof parameter === 'string' && typeof title === 'string' && !parameter.includes('{') && !found.has(parameter)) found.set(parameter, title);
    for (const one of Object.values(tree)) ownTitles(one, found);
  }
  return found;
}

export function all<T>(one: T | T[] | undefined): T[] {
  return one === undefined ? [] : Array.isArray(one) ? one : [one];
}

export function isGroup(column: Column): column is ColumnGroup {
  return typeof column !== 'string' && 'columns' in column;
}

export function isChoosing(step: OrderStep): step is { choose: Criterion[] } {
  return 'choose' in step;
}

export function isParameterGroup(values: Value[] | ParameterGroup | undefined): values is ParameterGroup {
  return values !== undefined && !Array.isArray(values);
}

// `of` of what stands around holds for what says none itself.
export function withOf(value: Value, of: Of | undefined): ValueSpec {
  const spec = spelled(value);
  return spec.of === undefined && of !== undefined ? { ...spec, of } : spec;
}

export interface Leaf {
  value: ValueSpec;
  head: string; // of the group it stands in
}

// The columns as they stand beside each other, each with what its group says. Neighbours of one title are one column.
export function leaves(columns: Column[], of?: Of): Leaf[] {
  const single = columns.flatMap((column): Leaf[] => {
    if (!isGroup(column)) return [{ value: withOf(column, of), head: '' }];
    return column.columns.map((one) => {
      const value = withOf(one, column.of ?? of);
      return { value: column.when && !value.when ? { ...value, when: column.when } : value, head: column.title };
    });
  });
  return single.reduce<Leaf[]>((found, leaf) => {
    const last = found[found.length - 1];
    if (!last || !leaf.value.title || last.head !== leaf.head || last.value.title !== leaf.value.title) return [...found, leaf];
    return [...found.slice(0, -1), { head: last.head, value: { title: last.value.title, lines: [...(last.value.lines ?? [last.value]), ...(leaf.value.lines ?? [leaf.value])] } }];
  }, []);
}

export function titled(viewer: Viewer): string {
  return viewer.title ?? viewer.name;
}

export function rankingsOf(viewer: Viewer, names: string | string[] | undefined): Ranking[] {
  const known = viewer.rankings ?? [];
  return all(names).flatMap((name) => known.find((one) => one.name === name) ?? []);
}
