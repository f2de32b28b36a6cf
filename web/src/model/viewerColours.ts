// Thresholds: which colour a value has, by the first test that holds.
import { all, type Test, type Viewer } from './viewer';

// What is compared: the number where there is one, and the text.
export interface Measured {
  number?: number;
  text: string;
}

function same(wanted: string | number, value: Measured): boolean {
  if (typeof wanted === 'number') return value.number === wanted;
  return wanted === value.text || (value.number !== undefined && wanted.trim() !== '' && Number(wanted) === value.number);
}

// All tests of a step must hold; one without a test always does. `above` and `below` leave the bound out, `from` and `to` take it in.
export function holds(test: Test, value: Measured | undefined): boolean {
  const has = value !== undefined && value.text !== '';
  if (test.exists !== undefined && test.exists !== has) return false;
  if (test.is !== undefined && !(has && all(test.is).some((one) => same(one, value)))) return false;
  if (test.not !== undefined && has && all(test.not).some((one) => same(one, value))) return false;
  const { above, from, below, to } = test;
  if ([above, from, below, to].every((bound) => bound === undefined)) return true;
  const number = value?.number;
  if (number === undefined) return false;
  return (above === undefined || number > above) && (from === undefined || number >= from) && (below === undefined || number < below) && (to === undefined || number <= to);
}

export interface Coloured {
  colour: string;
  tag: string; // shown beside the value
  say: string; // what the colour means, read aloud
}

const meaning: Record<string, string> = { good: 'good', fair: 'fair', bad: 'bad' };

export function colourOf(name: string | undefined, value: Measured, viewer: Pick<Viewer, 'numbers'>): Coloured | undefined {
  if (name === undefined || value.text === '') return undefined;
  const found = viewer.numbers?.[name]?.find((test) => holds(test, value));
  if (!found) return undefined;
  const colour = found.colour ?? 'neutral';
  return { colour, tag: found.text ?? '', say: found.text ?? meaning[colour] ?? '' };
}
