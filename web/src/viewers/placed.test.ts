import { expect, test } from 'vitest';
import type { Box, Drawing } from '../model/lineage';
import { height, placed, width } from './placed';

function box(id: number): Box {
  const dataset = { id, name: `d${id}`, location: `/${id}`, type: 'acquisition', proposal: 'mx1', instrument: 'ID00', state: 'live' as const, complete: true };
  return { kind: 'dataset', key: `d${id}`, dataset };
}

function chains(many: number, back: [number, number][] = []): Drawing {
  const boxes = Array.from({ length: 3 * many }, (_, id) => box(id));
  const line = (from: number, to: number, closes = false) => ({ from: `d${from}`, to: `d${to}`, links: 1, back: closes });
  const lines = Array.from({ length: 2 * many }, (_, id) => line(id, id + many));
  return { boxes, lines: [...lines, ...back.map(([from, to]) => line(from, to, true))] };
}

// Each dataset made from one of those before it: no two of them alike, some with hundreds of results.
function tree(many: number): Drawing {
  const lines = Array.from({ length: many - 1 }, (_, at) => ({ from: `d${Math.floor(((at * 7919) % 1009) / 1009 * Math.max(1, at / 3))}`, to: `d${at + 1}`, links: 1, back: false }));
  return { boxes: Array.from({ length: many }, (_, id) => box(id)), lines };
}

test('a_result_stands_to_the_right_of_what_it_was_made_from', () => {
  const { at } = placed(chains(2), false);
  expect(at.get('d2')!.x).toBeGreaterThan(at.get('d0')!.x + width);
  expect(at.get('d4')!.x).toBeGreaterThan(at.get('d2')!.x + width);
});

test('where_there_is_little_room_it_stands_below', () => {
  const { at } = placed(chains(1), true);
  expect(at.get('d1')!.y).toBeGreaterThan(at.get('d0')!.y);
  expect(at.get('d1')!.x).toBe(at.get('d0')!.x);
});

test('a_cycle_does_not_turn_the_drawing_round', () => {
  const { at } = placed(chains(1, [[2, 0]]), false);
  expect(at.get('d0')!.x).toBeLessThan(at.get('d2')!.x);
});

test('of_many_boxes_none_covers_another_and_results_stand_to_the_right', () => {
  const drawing = tree(1000);
  const { at, wide, tall } = placed(drawing, false);
  const places = [...at.values()].sort((a, b) => a.x - b.x || a.y - b.y);
  for (const [index, one] of places.entries()) {
    for (const other of places.slice(index + 1)) {
      if (other.x >= one.x + width) break;
      expect(Math.abs(other.y - one.y)).toBeGreaterThanOrEqual(height);
    }
  }
  for (const line of drawing.lines) expect(at.get(line.to)!.x).toBeGreaterThanOrEqual(at.get(line.from)!.x + width);
  expect(wide / tall).toBeGreaterThan(1);
  expect(wide / tall).toBeLessThan(4);
});

test('many_boxes_go_downwards_where_there_is_little_room', () => {
  const drawing = tree(300);
  const { at, wide, tall } = placed(drawing, true);
  for (const line of drawing.lines) expect(at.get(line.to)!.y).toBeGreaterThanOrEqual(at.get(line.from)!.y + height);
  expect(wide).toBeLessThan(tall * 1.2);
});

test('what_is_missing_stands_right_before_what_waits_for_it', () => {
  const drawing = tree(200);
  const last = drawing.lines.find((line) => line.from !== 'd0')!.to;
  drawing.boxes.push({ kind: 'missing', key: 'm', missing: { key: 'm', output: 0, texts: ['/late'], state: 'pending' } });
  drawing.lines.push({ from: 'm', to: last, links: 1, back: false });
  const { at } = placed(drawing, false);
  expect(at.get('m')!.x).toBeLessThan(at.get(last)!.x);
  expect(at.get('m')!.x).toBeGreaterThan(0);
});

// Time of the processor, the best of three: other programs of a busy machine do not count.
test('a_thousand_boxes_are_placed_within_a_second', () => {
  const seconds = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    expect(placed(tree(1000), false).at.size).toBe(1000);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  expect(Math.min(...seconds)).toBeLessThan(1);
}, 30_000);
