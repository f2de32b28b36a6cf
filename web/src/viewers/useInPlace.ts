// A drawing that is laid out anew stays where one looks at it: what was opened, else the dataset looked at, else any box
// that is still there keeps its place in the window.
import type { Edge, Node, ReactFlowInstance } from '@xyflow/react';
import { useEffect, useRef } from 'react';

type Places = ReadonlyMap<string, { x: number; y: number }>;

// Where a box of the new layout stood in the old one: a member of an opened stack where the stack was.
function anchor(before: Places, now: Places, opened: string | undefined, start: string): [string, string] | undefined {
  const member = opened && `d${opened.slice(1)}`;
  if (opened && member && before.has(opened) && now.has(member)) return [opened, member];
  if (before.has(start) && now.has(start)) return [start, start];
  const same = [...now.keys()].find((key) => before.has(key));
  return same === undefined ? undefined : [same, same];
}

// Returns what tells it of the drawing, and what is called before a stack is opened.
export function useInPlace<N extends Node>(at: Places, start: number | undefined) {
  const flow = useRef<ReactFlowInstance<N, Edge>>();
  const before = useRef(at);
  const opened = useRef<string>();
  useEffect(() => {
    const places = before.current;
    before.current = at;
    if (places === at || !flow.current) return;
    const found = anchor(places, at, opened.current, `d${start}`);
    opened.current = undefined;
    if (!found) return;
    const [old, now] = [places.get(found[0])!, at.get(found[1])!];
    const { x, y, zoom } = flow.current.getViewport();
    void flow.current.setViewport({ x: x + (old.x - now.x) * zoom, y: y + (old.y - now.y) * zoom, zoom });
  }, [at, start]);
  return {
    onInit: (instance: ReactFlowInstance<N, Edge>) => { flow.current = instance; },
    opens: (key: string) => { opened.current = key; },
  };
}
