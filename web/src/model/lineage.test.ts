import { expect, test } from 'vitest';
import { drawing, ofTechnique, stages, union } from './lineage';
import type { Graph } from './names';

// "1>2 1>3": links; names are `raw` for those without input, else `result`, each with its number.
function graph(text: string, pending: Graph['pending'] = []): Graph {
  const edges = text.split(' ').filter((part) => part.includes('>')).map((part) => part.split('>').map(Number));
  const ids = [...new Set(text.match(/\d+/g)!.map(Number))];
  const outputs = new Set(edges.map((edge) => edge[1]));
  const nodes = ids.map((id) => ({
    id, name: `${outputs.has(id) ? 'result' : 'raw'}_${id}`, location: `/${id}`, type: outputs.has(id) ? 'processed' : 'acquisition',
    proposal: 'mx1', instrument: 'ID00', state: 'live' as const, complete: true,
  }));
  return { start: 1, nodes, edges: edges.map(([input, output]) => ({ input: input!, output: output! })), partial: false, cyclic: false, pending, seq: 1 };
}

const none = new Set<never>();

test('siblings_that_play_the_same_part_are_one_stack', () => {
  const drawn = drawing(graph('1>11 1>12 1>13 1>14 1>15 1>16'), new Set([1]), none);
  expect(drawn.boxes.map((box) => box.kind)).toEqual(['dataset', 'stack']);
  expect(drawn.lines).toEqual([{ from: 'd1', to: 's11', links: 6, back: false }]);
});

test('parallel_chains_are_a_chain_of_stacks', () => {
  const drawn = drawing(graph('1>11 2>12 3>13 4>14 5>15 11>21 12>22 13>23 14>24 15>25'), none, none);
  expect(drawn.boxes.map((box) => box.kind)).toEqual(['stack', 'stack', 'stack']);
  expect(drawn.lines.map((line) => line.links)).toEqual([5, 5]);
});

test('the_dataset_looked_at_never_hides_in_a_stack', () => {
  const drawn = drawing(graph('1>11 1>12 1>13 1>14 1>15 1>16'), new Set([13]), none);
  expect(drawn.boxes.map((box) => box.key)).toEqual(['d1', 's11', 'd13']);
});

test('a_stack_opens_into_its_members', () => {
  const drawn = drawing(graph('1>11 1>12 1>13 1>14 1>15'), new Set([1]), new Set(['s11']));
  expect(drawn.boxes).toHaveLength(6);
});

test('a_sibling_with_other_surroundings_stays_out_of_the_stack', () => {
  const drawn = drawing(graph('1>11 1>12 1>13 1>14 1>15 1>16 16>99'), new Set([1]), none);
  const stack = drawn.boxes.find((box) => box.kind === 'stack');
  expect(stack?.kind === 'stack' && stack.stack.members.map((d) => d.id)).toEqual([11, 12, 13, 14, 15]);
});

test('the_link_that_closes_a_cycle_is_marked', () => {
  const drawn = drawing(graph('1>2 2>3 3>1'), none, none);
  expect(drawn.lines.filter((line) => line.back)).toEqual([{ from: 'd3', to: 'd1', links: 1, back: true }]);
});

test('what_is_not_there_yet_is_drawn_before_what_waits_for_it', () => {
  const drawn = drawing(graph('1', [{ output: 1, text: '/late', state: 'pending' }]), none, none);
  expect(drawn.lines[0]).toMatchObject({ to: 'd1' });
  expect(drawn.boxes[1]).toMatchObject({ kind: 'missing', missing: { texts: ['/late'], state: 'pending' } });
});

test('a_withdrawn_input_whose_dataset_is_drawn_is_not_drawn_twice', () => {
  const whole = graph('1>2', [{ output: 2, text: '/1', state: 'withdrawn' }, { output: 2, text: '/gone', state: 'withdrawn' }]);
  whole.nodes[0]!.state = 'deleted';
  const missing = drawing(whole, none, none).boxes.flatMap((box) => (box.kind === 'missing' ? box.missing.texts : []));
  expect(missing).toEqual(['/gone']);
});

test('stages_go_from_raw_to_result_and_survive_a_cycle', () => {
  expect(stages(graph('1>2 2>3 1>3')).map((column) => column.map((d) => d.id))).toEqual([[1], [2], [3]]);
  expect(stages(graph('1>2 2>1')).flat()).toHaveLength(2);
});

test('graphs_that_share_datasets_become_one', () => {
  const whole = union([graph('1>2 2>3'), graph('2>3 3>4')]);
  expect([whole.nodes.length, whole.edges.length]).toEqual([4, 3]);
});

test('a_thousand_datasets_are_stacked_at_once', () => {
  const text = Array.from({ length: 500 }, (_, i) => `${i + 1}>${i + 1001}`).join(' ');
  const start = performance.now();
  expect(drawing(graph(text), none, none).boxes).toHaveLength(2);
  expect(performance.now() - start).toBeLessThan(500);
});

test('a_long_chain_of_one_kind_is_told_apart_and_staged', () => {
  const long = graph(Array.from({ length: 10_000 }, (_, at) => `${at + 1}>${at + 2}`).join(' '));
  expect(drawing(long, none, none).boxes).toHaveLength(10_001);
  expect(stages(long)).toHaveLength(10_001);
}, 60_000); // a second; minutes where every dataset is looked at in every round

// "1:A 2:B": of which technique datasets are; the others have none.
function withTechniques(whole: Graph, text: string): Graph {
  const of = new Map(text.split(' ').map((part) => part.split(':') as [string, string]));
  return { ...whole, nodes: whole.nodes.map((one) => ({ ...one, technique: of.get(String(one.id)) })) };
}

test('a_technique_keeps_its_datasets_and_what_has_none_only_where_it_is_joined_to_them', () => {
  const whole = withTechniques(graph('1>2 2>3 11>12 12>13 3>21 21>22'), '1:A 11:B 21:B');
  const left = (technique: string, start?: number) => ofTechnique(whole, technique, start).nodes.map((one) => one.id).sort((a, b) => a - b);
  expect(left('A')).toEqual([1, 2, 3]);
  expect(left('B')).toEqual([2, 3, 11, 12, 13, 21, 22]);
  expect(left('A', 12)).toEqual([1, 2, 3, 12]);
  expect(left('')).toHaveLength(8);
});
