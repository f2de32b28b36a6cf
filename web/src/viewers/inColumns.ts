// A lineage of many boxes in columns: each step of processing has one column or, where it has many boxes, several side
// by side. Takes time in proportion to boxes and lines.
import type { Drawing } from '../model/lineage';

interface Box {
  width: number;
  height: number;
}

interface Placed {
  at: Map<string, { x: number; y: number }>;
  wide: number;
  tall: number;
}

type Neighbours = Map<string, string[]>;

const between = 18; // boxes of one step
const sweeps = 4;

function neighbours(drawing: Drawing, from: 'from' | 'to', to: 'from' | 'to'): Neighbours {
  const found: Neighbours = new Map(drawing.boxes.map((box) => [box.key, []]));
  for (const line of drawing.lines) if (!line.back) found.get(line[from])?.push(line[to]);
  return found;
}

// The step of each box: one more than that of the latest it was made from. What is missing stands right before what waits for it.
function steps(drawing: Drawing, inputs: Neighbours, outputs: Neighbours): Map<string, number> {
  const step = new Map<string, number>();
  const open = new Map(drawing.boxes.map((box) => [box.key, inputs.get(box.key)!.length]));
  const ready = drawing.boxes.filter((box) => open.get(box.key) === 0).map((box) => box.key);
  for (let at = 0; at < ready.length; at += 1) {
    const key = ready[at]!;
    step.set(key, step.get(key) ?? 0);
    for (const output of outputs.get(key)!) {
      step.set(output, Math.max(step.get(output) ?? 0, step.get(key)! + 1));
      open.set(output, open.get(output)! - 1);
      if (open.get(output) === 0) ready.push(output);
    }
  }
  for (const box of drawing.boxes) {
    if (box.kind !== 'missing') continue;
    const waiting = outputs.get(box.key)!.map((key) => step.get(key) ?? 1);
    if (waiting.length) step.set(box.key, Math.max(0, Math.min(...waiting) - 1));
  }
  return step;
}

// Each step in the order of the middle of its neighbours, there and back, so that lines cross little.
function ordered(drawing: Drawing, inputs: Neighbours, outputs: Neighbours): string[][] {
  const step = steps(drawing, inputs, outputs);
  const found: string[][] = [];
  for (const box of drawing.boxes) (found[step.get(box.key) ?? 0] ??= []).push(box.key);
  const columns = Array.from(found, (column) => column ?? []).filter((column) => column.length);
  const place = new Map<string, number>();
  const keep = (column: string[]) => column.forEach((key, at) => place.set(key, (at + 0.5) / column.length));
  columns.forEach(keep);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const near = sweep % 2 === 0 ? inputs : outputs;
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      const middle = new Map(column.map((key) => {
        const places = near.get(key)!.map((one) => place.get(one)!);
        return [key, places.length ? places.reduce((sum, one) => sum + one, 0) / places.length : place.get(key)!];
      }));
      column.sort((a, b) => middle.get(a)! - middle.get(b)!);
      keep(column);
    }
  }
  return columns;
}

// As many boxes below each other as make the whole about as wide as the window is: wide lying, narrow standing.
function inOneColumn(boxes: number, downwards: boolean, { width, height }: Box): number {
  const shape = downwards ? (height + between) / (width + between) / 0.75 : (width + between) / (height + between) / 1.8;
  return Math.max(4, Math.ceil(Math.sqrt(boxes * shape)));
}

export function inColumns(drawing: Drawing, downwards: boolean, box: Box): Placed {
  const columns = ordered(drawing, neighbours(drawing, 'to', 'from'), neighbours(drawing, 'from', 'to'));
  const most = inOneColumn(drawing.boxes.length, downwards, box);
  const along = (downwards ? box.height : box.width) + between; // from one column to the next
  const across = (downwards ? box.width : box.height) + between;
  const gap = downwards ? 60 : 110; // more between steps than within one
  const at = new Map<string, { x: number; y: number }>();
  let start = 0;
  for (const column of columns) {
    const parts = Math.ceil(column.length / most);
    const each = Math.ceil(column.length / parts);
    column.forEach((key, index) => {
      const part = Math.floor(index / each);
      const here = Math.min(each, column.length - part * each);
      const a = start + part * along;
      const b = ((index % each) + (most - here) / 2) * across;
      at.set(key, downwards ? { x: b, y: a } : { x: a, y: b });
    });
    start += parts * along - between + gap;
  }
  const long = start - gap;
  const broad = most * across - between;
  return downwards ? { at, wide: broad, tall: long } : { at, wide: long, tall: broad };
}
