// Where the boxes of a lineage stand, in pixels.
import dagre from '@dagrejs/dagre';
import type { Drawing } from '../model/lineage';
import { inColumns } from './inColumns';

// Of a box.
export const width = 210;
export const height = 62;

export interface Placed {
  at: Map<string, { x: number; y: number }>;
  wide: number; // pixels, as are all here
  tall: number;
}

// Up to so many boxes dagre takes a moment; beyond, it takes seconds, and a single column of hundreds would be no picture.
const dagreUpTo = 120;

// Raw first, then what was made from it: to the right, or downwards where there is little room.
export function placed(drawing: Drawing, downwards: boolean, size = { width, height }): Placed {
  return drawing.boxes.length > dagreUpTo ? inColumns(drawing, downwards, size) : byDagre(drawing, downwards, size);
}

function byDagre(drawing: Drawing, downwards: boolean, size: { width: number; height: number }): Placed {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: downwards ? 'TB' : 'LR', nodesep: 18, ranksep: downwards ? 44 : 76, ranker: 'network-simplex' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of drawing.boxes) graph.setNode(box.key, { ...size });
  for (const line of drawing.lines) if (!line.back) graph.setEdge(line.from, line.to);
  dagre.layout(graph);
  const at = new Map(drawing.boxes.map((box) => {
    const { x = 0, y = 0 } = graph.node(box.key);
    return [box.key, { x: x - size.width / 2, y: y - size.height / 2 }] as const;
  }));
  const { width: wide = 0, height: tall = 0 } = graph.graph();
  return { at, wide, tall };
}
