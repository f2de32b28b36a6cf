// Colours of curves: told apart by most eyes, on light and on dark. They are variables in CurvePanel.module.css's root.
const names = ['--curve-1', '--curve-2', '--curve-3', '--curve-4', '--curve-5', '--curve-6', '--curve-7', '--curve-8'];

export function colourOf(index: number): string {
  return `var(${names[index % names.length]})`;
}

// As a canvas needs it: the variable's value at this place of the page. From the ninth curve on lines are dashed.
export function colourAt(element: Element, index: number): string {
  return getComputedStyle(element).getPropertyValue(names[index % names.length]!).trim() || '#888';
}

export function dashOf(index: number): number[] | undefined {
  const round = Math.floor(index / names.length) % 3;
  return round === 0 ? undefined : round === 1 ? [7, 4] : [2, 3];
}
