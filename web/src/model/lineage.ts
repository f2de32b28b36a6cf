// Lineage as it is drawn: datasets that play the same part are one stack, until somebody opens it.
import type { DatasetSummary, Graph } from './names';
import { isProcessed } from './names';

export interface Stack {
  key: string;
  members: DatasetSummary[];
}

export interface Missing {
  key: string;
  output: number;
  texts: string[];
  state: 'pending' | 'withdrawn';
}

export type Box = { kind: 'dataset'; key: string; dataset: DatasetSummary } | { kind: 'stack'; key: string; stack: Stack } | { kind: 'missing'; key: string; missing: Missing };

export interface Line {
  from: string;
  to: string;
  links: number; // how many links it stands for
  back: boolean; // closes a cycle
}

export interface Drawing {
  boxes: Box[];
  lines: Line[];
}

// A stack is worth it from so many members on.
export const stackFrom = 5;

type Neighbours = Map<number, number[]>;

function neighbours(graph: Graph, from: 'input' | 'output', to: 'input' | 'output'): Neighbours {
  const found: Neighbours = new Map(graph.nodes.map((dataset) => [dataset.id, []]));
  for (const edge of graph.edges) found.get(edge[from])?.push(edge[to]);
  return found;
}

// What a dataset is, without what tells it from its siblings: 012_b and 013_b are of one kind.
function kind(dataset: DatasetSummary): string {
  const name = dataset.name.replace(/\d+/g, '#');
  return [dataset.type, dataset.technique ?? '', dataset.program ?? '', dataset.instrument, name].join('\u0001');
}

// Colours: first the kind, then the kind and the colours of the neighbours, until nothing is told apart any more.
// Two datasets end in one colour when they are of one kind and their surroundings are, all along. Looked at again are only
// the neighbours of those that got a new colour; the largest part of what falls apart keeps the old one, so that a dataset
// gets few new colours however long its chain is.
export function colours(graph: Graph, apart: ReadonlySet<number>): Map<number, number> {
  const inputs = neighbours(graph, 'output', 'input');
  const outputs = neighbours(graph, 'input', 'output');
  const classes = grouped(graph.nodes.map((d) => [d.id, apart.has(d.id) ? `\u0002${d.id}` : kind(d)])).map((members) => new Set(members));
  const colour = new Map(classes.flatMap((members, number) => [...members].map((id) => [id, number] as const)));
  const seen = (ids: number[]) => [...new Set(ids.map((id) => colour.get(id)!))].sort((a, b) => a - b).join(',');
  const alike = (id: number) => `${colour.get(id)}|${seen(inputs.get(id)!)}|${seen(outputs.get(id)!)}`;
  // All at once: a part of a class is told from the others by what its members saw before any of this round's new colours.
  let looked = new Set(colour.keys());
  while (looked.size) {
    const parts = grouped([...looked].filter((id) => classes[colour.get(id)!]!.size > 1).map((id) => [id, alike(id)]));
    const changed: number[] = [];
    for (const part of parts) changed.push(...setApart(part, classes, colour));
    looked = new Set(changed.flatMap((id) => [...inputs.get(id)!, ...outputs.get(id)!]));
  }
  return colour;
}

// A part leaves its class, or the rest of the class leaves the part, whichever is smaller; which of them have a new colour.
function setApart(part: number[], classes: Set<number>[], colour: Map<number, number>): number[] {
  const whole = classes[colour.get(part[0]!)!]!;
  if (part.length === whole.size) return [];
  const inPart = new Set(part);
  const leaving = 2 * part.length <= whole.size ? part : [...whole].filter((id) => !inPart.has(id));
  for (const id of leaving) {
    whole.delete(id);
    colour.set(id, classes.length);
  }
  classes.push(new Set(leaving));
  return leaving;
}

function grouped(names: [number, string][]): number[][] {
  const known = new Map<string, number[]>();
  for (const [id, name] of names) {
    const members = known.get(name);
    if (members) members.push(id);
    else known.set(name, [id]);
  }
  return [...known.values()];
}

function stacks(graph: Graph, apart: ReadonlySet<number>): Stack[] {
  const byColour = new Map<number, DatasetSummary[]>();
  const colour = colours(graph, apart);
  for (const dataset of graph.nodes) {
    const members = byColour.get(colour.get(dataset.id)!);
    if (members) members.push(dataset);
    else byColour.set(colour.get(dataset.id)!, [dataset]);
  }
  return [...byColour.values()].map((members) => ({ key: `s${members[0]!.id}`, members }));
}

// Withdrawn inputs whose deleted dataset is drawn anyway are not said twice.
function isDrawn(graph: Graph): (output: number, text: string) => boolean {
  const deleted = new Map(graph.nodes.filter((one) => one.state === 'deleted').map((one) => [one.id, one.location]));
  const folders = new Map<number, string[]>();
  for (const edge of graph.edges) {
    const location = deleted.get(edge.input);
    if (location !== undefined) folders.set(edge.output, [...(folders.get(edge.output) ?? []), location]);
  }
  return (output, text) => (folders.get(output) ?? []).some((location) => text === location || text.startsWith(`${location}/`));
}

function missingInputs(graph: Graph): Missing[] {
  const found = new Map<string, Missing>();
  const drawn = isDrawn(graph);
  for (const { output, text, state } of graph.pending) {
    if (state === 'withdrawn' && drawn(output, text)) continue;
    const key = `m${output}${state}`;
    const known = found.get(key);
    if (known) known.texts.push(text);
    else found.set(key, { key, output, texts: [text], state });
  }
  return [...found.values()];
}

// Edges ("1>2") that lead back to where a walk came from; without them the graph has no cycle. Iterative: chains are long.
export function backEdges(graph: Graph): Set<string> {
  const outputs = neighbours(graph, 'input', 'output');
  const state = new Map<number, 'open' | 'done'>();
  const back = new Set<string>();
  for (const { id: root } of graph.nodes) {
    if (state.has(root)) continue;
    const path = [{ id: root, next: 0 }];
    state.set(root, 'open');
    while (path.length) {
      const top = path[path.length - 1]!;
      const to = outputs.get(top.id)![top.next];
      top.next += 1;
      if (to === undefined) {
        state.set(top.id, 'done');
        path.pop();
      } else if (!state.has(to)) {
        state.set(to, 'open');
        path.push({ id: to, next: 0 });
      } else if (state.get(to) === 'open') back.add(`${top.id}>${to}`);
    }
  }
  return back;
}

// `apart`: datasets that always stand alone (the one looked at). `opened`: keys of stacks shown member by member.
export function drawing(graph: Graph, apart: ReadonlySet<number>, opened: ReadonlySet<string>): Drawing {
  const boxes: Box[] = [];
  const boxOf = new Map<number, string>();
  for (const stack of stacks(graph, apart)) {
    const whole = stack.members.length >= stackFrom && !opened.has(stack.key);
    if (whole) boxes.push({ kind: 'stack', key: stack.key, stack });
    for (const dataset of stack.members) {
      boxOf.set(dataset.id, whole ? stack.key : `d${dataset.id}`);
      if (!whole) boxes.push({ kind: 'dataset', key: `d${dataset.id}`, dataset });
    }
  }
  const lines = new Map<string, Line>();
  const back = backEdges(graph);
  const draw = (from: string | undefined, to: string | undefined, closes: boolean) => {
    if (!from || !to) return;
    const known = lines.get(`${from}>${to}`);
    if (known) known.links += 1;
    else lines.set(`${from}>${to}`, { from, to, links: 1, back: closes || from === to });
  };
  for (const edge of graph.edges) draw(boxOf.get(edge.input), boxOf.get(edge.output), back.has(`${edge.input}>${edge.output}`));
  for (const missing of mergedMissing(missingInputs(graph), boxOf)) {
    boxes.push({ kind: 'missing', key: missing.key, missing });
    draw(missing.key, boxOf.get(missing.output), false);
  }
  return { boxes, lines: [...lines.values()] };
}

// What the members of one stack wait for is one box, too.
function mergedMissing(all: Missing[], boxOf: Map<number, string>): Missing[] {
  const merged = new Map<string, Missing>();
  for (const missing of all) {
    const key = `m${missing.state}${boxOf.get(missing.output)}`;
    const known = merged.get(key);
    if (known) known.texts.push(...missing.texts);
    else merged.set(key, { ...missing, key, texts: [...missing.texts] });
  }
  return [...merged.values()];
}

// Several graphs as one: an investigation is the graphs of its datasets.
export function union(graphs: Graph[]): Graph {
  const nodes = new Map(graphs.flatMap((graph) => graph.nodes).map((dataset) => [dataset.id, dataset]));
  const edges = new Map(graphs.flatMap((graph) => graph.edges).map((edge) => [`${edge.input}>${edge.output}>${edge.role ?? ''}`, edge]));
  const pending = new Map(graphs.flatMap((graph) => graph.pending).map((one) => [`${one.output}>${one.text}`, one]));
  return {
    start: graphs[0]?.start ?? 0,
    nodes: [...nodes.values()],
    edges: [...edges.values()],
    pending: [...pending.values()],
    partial: graphs.some((graph) => graph.partial),
    cyclic: graphs.some((graph) => graph.cyclic),
    seq: Math.max(0, ...graphs.map((graph) => graph.seq)),
  };
}

// How many steps of processing lie before a dataset: the columns of the accessible list.
export function stages(graph: Graph): DatasetSummary[][] {
  const back = backEdges(graph);
  const known = new Set(graph.nodes.map((d) => d.id));
  const forward = graph.edges.filter(({ input, output }) => known.has(input) && known.has(output) && !back.has(`${input}>${output}`));
  const outputs = neighbours({ ...graph, edges: forward }, 'input', 'output');
  const open = new Map(graph.nodes.map((d) => [d.id, 0]));
  for (const { output } of forward) open.set(output, open.get(output)! + 1);
  const level = new Map<number, number>();
  const ready = graph.nodes.filter((d) => open.get(d.id) === 0).map((d) => d.id);
  for (let at = 0; at < ready.length; at += 1) {
    const id = ready[at]!;
    const next = (level.get(id) ?? 0) + 1;
    for (const output of outputs.get(id)!) {
      level.set(output, Math.max(level.get(output) ?? 0, next));
      open.set(output, open.get(output)! - 1);
      if (open.get(output) === 0) ready.push(output);
    }
  }
  const columns: DatasetSummary[][] = [];
  for (const dataset of graph.nodes) (columns[level.get(dataset.id) ?? 0] ??= []).push(dataset);
  return Array.from(columns, (column) => column ?? []);
}

export function techniques(graph: Graph): string[] {
  return [...new Set(graph.nodes.flatMap((dataset) => dataset.technique ?? []))].sort();
}

// Only datasets of this technique, those without one that a chain of such joins to them, and the one looked at.
export function ofTechnique(graph: Graph, technique: string, start?: number): Graph {
  if (!technique) return graph;
  const without = new Set(graph.nodes.filter((d) => d.technique === undefined).map((d) => d.id));
  const [inputs, outputs] = [neighbours(graph, 'output', 'input'), neighbours(graph, 'input', 'output')];
  const walk = graph.nodes.filter((d) => d.technique === technique).map((d) => d.id);
  const kept = new Set(walk);
  for (const id of walk) {
    for (const near of [...inputs.get(id)!, ...outputs.get(id)!]) {
      if (!without.has(near) || kept.has(near)) continue;
      kept.add(near);
      walk.push(near);
    }
  }
  if (start !== undefined) kept.add(start);
  return {
    ...graph,
    nodes: graph.nodes.filter((d) => kept.has(d.id)),
    edges: graph.edges.filter((edge) => kept.has(edge.input) && kept.has(edge.output)),
    pending: graph.pending.filter((one) => kept.has(one.output)),
  };
}

export function processedShare(members: DatasetSummary[]): boolean {
  return members.every(isProcessed);
}
