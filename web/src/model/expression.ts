// Conditions as an expression of the search language (spec/query-language.md).
import { isValues, type Condition, type Range, type Search } from './search';

// A bare name is letters, digits and underscores; any other is quoted and then taken exactly.
export function name(text: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.]*$/.test(text) ? text : quoted(text);
}

export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, (letter) => `\\${letter}`)}"`;
}

function oneSide(subject: string, range: Range): string[] {
  const sides = [];
  if (range.from !== undefined) sides.push(`${subject} >= ${range.from}`);
  if (range.to !== undefined) sides.push(`${subject} ${range.closed ? '<=' : '<'} ${range.to}`);
  return sides;
}

export function conditionText(condition: Condition): string {
  const subject = name(condition.name);
  if (!isValues(condition)) return oneSide(subject, condition.range).join(' and ');
  if (condition.values.length === 1) return `${subject} = ${quoted(condition.values[0]!)}`;
  return `${subject} in (${condition.values.map(quoted).join(', ')})`;
}

// All of the search in one expression; empty when it asks for everything. What was typed begins it, bracketed before others.
export function expression(search: Pick<Search, 'text' | 'conditions'>): string {
  const typed = search.text.trim();
  const chosen = search.conditions.map(conditionText).filter(Boolean);
  if (!typed) return chosen.join(' and ');
  return chosen.length ? [`(${typed})`, ...chosen].join(' and ') : typed;
}
