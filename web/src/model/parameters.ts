// Parameters in the groups their definitions have. Where there is none, the name says it: group, underscore, field.
import { number } from './figures';
import type { components } from './contract';
import type { Parameter, Parameters } from './names';

// As the dictionary has it.
export type Definition = components['schemas']['DefinitionList']['definitions'][number];

export interface Named {
  name: string;
  group: string;
  field: string;
  parameter: Parameter;
  meaning?: Definition;
}

export interface Group {
  name: string;
  parameters: Named[];
}

function named(name: string, parameter: Parameter, meaning?: Definition): Named {
  const cut = name.indexOf('_');
  const [group, field] = cut > 0 ? [name.slice(0, cut), name.slice(cut + 1)] : ['', name];
  return { name, group, field, parameter, meaning };
}

const none: ReadonlyMap<string, Definition> = new Map();

// Large groups first: they say what the dataset is about. What has no group comes last.
export function groups(parameters: Parameters, filter = '', definitions = none): Group[] {
  const wanted = filter.trim().toLowerCase();
  const found = new Map<string, Named[]>();
  for (const [name, parameter] of Object.entries(parameters)) {
    const meaning = definitions.get(name);
    if (wanted && !`${name} ${parameter.text} ${meaning?.description ?? ''}`.toLowerCase().includes(wanted)) continue;
    const one = named(name, parameter, meaning);
    const group = meaning?.group && meaning.group !== name ? meaning.group : one.group;
    found.set(group, [...(found.get(group) ?? []), one]);
  }
  return [...found]
    .map(([name, members]) => ({ name, parameters: members }))
    .sort((a, b) => Number(!a.name) - Number(!b.name) || b.parameters.length - a.parameters.length || a.name.localeCompare(b.name));
}

export interface Understood {
  value: string;
  unit: string;
  sent: string; // what was sent, where it reads differently; else empty
}

// The number as understood, with its error and unit; the text as it was sent where there is none.
export function understood(parameter: Parameter): Understood {
  const { text, value, error, unit } = parameter;
  if (parameter.missing) return { value: '', unit: '', sent: text.trim() };
  if (value === undefined || value === null || unit === undefined) return { value: text, unit: '', sent: '' };
  const withError = /^\s*(\S+?)\s*(?:±|\+\/-)\s*(\S+?)\s*$/.exec(text);
  if (withError && Number(withError[1]) === value && Number(withError[2]) === error) return { value: `${withError[1]} ± ${withError[2]}`, unit, sent: '' };
  const shown = error === undefined || error === null ? number(value) : `${number(value)} ± ${number(error)}`;
  const letters = text.replace(/\s/g, '');
  const same = Number(text) === value || letters === shown.replace(/\s/g, '') || letters === `${shown}${unit}`.replace(/\s/g, '');
  return same ? { value: error == null ? text.trim() : shown, unit, sent: '' } : { value: shown, unit, sent: text };
}
