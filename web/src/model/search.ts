// What a person searches for: the text of the box, the conditions chosen beside it, the order, the look.
// The address holds all of it, in words one can read:
//   ?q=...&is.instrument=BM29&is.instrument=ID19&in.volume=1000..2000&sort=-startDate&view=cards&columns=name,type
// `is.` keeps values, `in.` a range: from..to is half open, from..=to includes its end; either side may be empty.

export type Address = Record<string, string | string[]>;
export type View = 'table' | 'cards' | 'fitting'; // fitting: cards where the window is narrow

export interface Range {
  from?: string;
  to?: string;
  closed: boolean;
}

export type Condition = { name: string; values: string[] } | { name: string; range: Range };

export interface Search {
  text: string;
  conditions: Condition[];
  sort: string;
  view: View;
  columns: string[];
  by: string[]; // what the column beside the results counts, beyond the usual
}

export function isValues(condition: Condition): condition is { name: string; values: string[] } {
  return 'values' in condition;
}

function all(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function first(value: string | string[] | undefined): string {
  return all(value)[0] ?? '';
}

function names(list: string): string[] {
  return [...new Set(list.split(',').filter(Boolean))];
}

export function readRange(text: string): Range | undefined {
  const parts = /^(.*?)\.\.(=?)(.*)$/.exec(text);
  if (!parts || (!parts[1] && !parts[3])) return undefined;
  return { from: parts[1] || undefined, to: parts[3] || undefined, closed: parts[2] === '=' };
}

export function writeRange(range: Range): string {
  return `${range.from ?? ''}..${range.closed ? '=' : ''}${range.to ?? ''}`;
}

export function readSearch(address: Address): Search {
  const conditions: Condition[] = [];
  for (const [key, value] of Object.entries(address)) {
    const name = key.slice(3);
    if (!name) continue;
    if (key.startsWith('is.')) conditions.push({ name, values: [...new Set(all(value))] });
    const range = key.startsWith('in.') ? readRange(first(value)) : undefined;
    if (range) conditions.push({ name, range });
  }
  return {
    text: first(address.q),
    conditions,
    sort: first(address.sort),
    view: first(address.view) === 'cards' ? 'cards' : first(address.view) === 'table' ? 'table' : 'fitting',
    columns: names(first(address.columns)),
    by: names(first(address.by)),
  };
}

// The shortest address that reads back to the same search: what is usual is left out.
export function writeSearch(search: Search): Address {
  const address: Address = {};
  if (search.text.trim()) address.q = search.text;
  for (const condition of search.conditions) {
    if (!isValues(condition)) address[`in.${condition.name}`] = writeRange(condition.range);
    else if (condition.values.length === 1) address[`is.${condition.name}`] = condition.values[0]!;
    else if (condition.values.length > 1) address[`is.${condition.name}`] = condition.values;
  }
  if (search.sort) address.sort = search.sort;
  if (search.view !== 'fitting') address.view = search.view;
  if (search.columns.length) address.columns = search.columns.join(',');
  if (search.by.length) address.by = search.by.join(',');
  return address;
}

export const everything: Search = readSearch({});

export function withCondition(search: Search, condition: Condition): Search {
  const empty = isValues(condition) && condition.values.length === 0;
  const at = search.conditions.findIndex((other) => other.name === condition.name);
  const conditions = search.conditions.filter((other) => other.name !== condition.name);
  if (!empty) conditions.splice(at < 0 ? conditions.length : at, 0, condition);
  return { ...search, conditions };
}

export function withoutCondition(search: Search, name: string): Search {
  return { ...search, conditions: search.conditions.filter((condition) => condition.name !== name) };
}

export function conditionOn(search: Search, name: string): Condition | undefined {
  return search.conditions.find((condition) => condition.name === name);
}

export function chosenValues(search: Search, name: string): string[] {
  const condition = conditionOn(search, name);
  return condition && isValues(condition) ? condition.values : [];
}

// A value that is chosen is let go; one that is not is added.
export function withValueToggled(search: Search, name: string, value: string): Search {
  const chosen = chosenValues(search, name);
  const values = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  return withCondition(search, { name, values });
}

// Sorting by a column goes up, down, then away.
export function nextSort(sort: string, name: string): string {
  if (sort === name) return `-${name}`;
  return sort === `-${name}` ? '' : name;
}

export function isNarrowed(search: Search): boolean {
  return search.text.trim() !== '' || search.conditions.length > 0;
}
