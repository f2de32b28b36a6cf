// Scrolling through a list of any length, of which only the rows in sight are drawn. Pure.
//
// A browser draws only so many pixels (Chromium 33 million, Firefox 17), and 1.8 million rows are 83 million. A longer list
// is drawn shorter: some of it is skipped above the view, nothing near its beginning, all that is too much near its end, and
// in between in proportion. Small steps move row by row; a jump, as of the scroll bar, goes where that proportion says. All
// figures are pixels.

export const tallest = 10_000_000;
const whole = 1_000_000; // at either end nothing is skipped on the way

export interface Strip {
  rows: number;
  height: number; // of a row
  view: number; // of the window
}

export interface Place {
  at: number; // of the drawn list, above the view
  skipped: number; // of the whole list, in what is above the view
}

export interface Sight {
  first: number;
  last: number; // one after the last
  before: number; // drawn above the first
  after: number; // drawn below the last
}

function full({ rows, height }: Strip): number {
  return rows * height;
}

export function drawn(strip: Strip): number {
  return Math.min(full(strip), tallest);
}

function clamped(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}

const hand = 2; // views; what moves less was moved by hand

function skippedAt(strip: Strip, at: number): number {
  const range = drawn(strip) - strip.view;
  return (full(strip) - drawn(strip)) * clamped((at - whole) / (range - 2 * whole), 1);
}

// After the window was scrolled to `at`.
export function scrolled(strip: Strip, before: Place, at: number): Place {
  const excess = full(strip) - drawn(strip);
  if (excess <= 0) return { at, skipped: 0 };
  const skipped = Math.abs(at - before.at) < hand * strip.view ? Math.min(before.skipped, excess) : skippedAt(strip, at);
  return { at, skipped };
}

// The place that shows the pixel `top` of the whole list at the upper edge of the view.
function showing(strip: Strip, top: number): Place {
  const excess = full(strip) - drawn(strip);
  const range = full(strip) - strip.view;
  if (excess <= 0 || top <= whole) return { at: top, skipped: 0 };
  if (top >= range - whole) return { at: top - excess, skipped: excess };
  const at = whole + ((top - whole) * (range - excess - 2 * whole)) / (range - 2 * whole);
  return { at, skipped: top - at };
}

// Where the scrolling comes to rest, so that both ends stay within reach: the same rows in sight, at their share of the list.
export function settled(strip: Strip, place: Place): Place {
  return showing(strip, place.at + place.skipped);
}

// With the row in sight, below what covers the view's upper edge and above what covers its lower one; moved as little as can be.
export function withRow(strip: Strip, place: Place, row: number, cover: { above: number; below: number }): Place {
  const top = place.at + place.skipped;
  const highest = row * strip.height - cover.above;
  const lowest = (row + 1) * strip.height - strip.view + cover.below;
  if (top <= highest && top >= lowest) return place;
  return showing(strip, top > highest ? highest : lowest);
}

export function inSight(strip: Strip, { at, skipped }: Place, beyond: number): Sight {
  const top = at + skipped;
  const { rows, height, view } = strip;
  const first = Math.min(rows, Math.max(0, Math.ceil(skipped / height), Math.floor(top / height) - beyond));
  const last = Math.max(first, Math.min(rows, Math.ceil((top + view) / height) + beyond, Math.floor((drawn(strip) + skipped) / height)));
  return { first, last, before: first * height - skipped, after: Math.max(0, drawn(strip) - (last * height - skipped)) };
}
