// Putting a completion into a text that is being written. Positions count code points, as the server does.

export interface Completion {
  text: string;
  from: number;
  to: number;
}

// JavaScript counts UTF-16 units; a letter beyond the basic plane is two of them.
export function codePoints(text: string, units: number): number {
  return [...text.slice(0, units)].length;
}

export function units(text: string, points: number): number {
  return [...text].slice(0, points).join('').length;
}

export function completed(text: string, completion: Completion): { text: string; caret: number } {
  const before = text.slice(0, units(text, completion.from));
  const after = text.slice(units(text, completion.to));
  const gap = after.startsWith(' ') ? '' : ' ';
  return { text: before + completion.text + gap + after, caret: (before + completion.text).length + 1 };
}

// Where an error of the query language points: "character 17" is 16 letters in. Nothing when it points elsewhere.
export function wrongAt(subject: string): number | undefined {
  const found = /^character (\d+)$/.exec(subject);
  return found ? Number(found[1]) - 1 : undefined;
}

// Where that is in what a person typed, of which `before` letters more stand in front in the expression that was asked.
// Nothing when it lies in a condition chosen beside it.
export function wrongInTyped(subject: string, typed: string, before: number): number | undefined {
  const at = wrongAt(subject);
  if (at === undefined) return undefined;
  const [own, blanks] = [[...typed.trim()].length, [...typed].length - [...typed.trimStart()].length];
  return at >= before && at - before <= own ? at - before + blanks : undefined;
}

// The sentence of an error without the drawing of the place below it.
export function sentence(message: string): string {
  return message.split('\n')[0]!;
}

// Of completions asked for `since` letters ago, those that what was typed since still begins.
export function stillFitting<C extends Completion & { label: string }>(found: C[], text: string, position: number, since: number): C[] {
  if (since === 0) return found;
  const letters = [...text];
  return found.filter((one) => one.label.toLowerCase().startsWith(letters.slice(one.from, position).join('').toLowerCase()));
}
