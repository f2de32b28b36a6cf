import { expect, test } from 'vitest';
import type { Box, Drawing } from '../model/lineage';
import { placed, width } from './placed';

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

// Time of the processor, the best of three: other programs of a busy machine do not count.
test('a_thousand_boxes_are_placed_within_a_second', () => {
  const seconds = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    expect(placed(chains(333), false).at.size).toBe(999);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  expect(Math.min(...seconds)).toBeLessThan(1);
}, 30_000);
