import { useComputedColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Background, Controls, Handle, MarkerType, MiniMap, Position, ReactFlow, type Edge, type Node, type NodeProps } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo } from 'react';
import { lastFolders, place } from '../model/columns';
import { count, counted } from '../model/figures';
import { processedShare, type Box, type Drawing } from '../model/lineage';
import style from './LineageDrawing.module.css';
import { height, placed, width } from './placed';
import { useInPlace } from './useInPlace';

interface Props {
  drawing: Drawing;
  start?: number;
  onOpen: (key: string) => void;
}

type BoxNode = Node<{ box: Box; start: boolean; downwards: boolean }, 'box'>;

function words(box: Box): { title: string; line: string } {
  if (box.kind === 'missing') {
    const { texts, state } = box.missing;
    return { title: lastFolders(texts[0]!, 2), line: `${state === 'pending' ? 'not here yet' : 'withdrawn'}${texts.length > 1 ? `, with ${count(texts.length - 1)} more` : ''}` };
  }
  const one = box.kind === 'dataset' ? box.dataset : box.stack.members[0]!;
  const what = one.program ?? one.technique;
  if (box.kind === 'dataset') return { title: one.name, line: [one.state === 'deleted' && 'withdrawn', what, place(one) || one.sample].filter(Boolean).join(' · ') };
  return { title: counted(box.stack.members.length, 'dataset'), line: [what, `such as ${one.name}`].filter(Boolean).join(' · ') };
}

function BoxInDrawing({ data: { box, start, downwards } }: NodeProps<BoxNode>) {
  const { title, line } = words(box);
  const members = box.kind === 'dataset' ? [box.dataset] : box.kind === 'stack' ? box.stack.members : [];
  const processed = members.length > 0 && processedShare(members);
  const state = box.kind === 'missing' ? box.missing.state : members.every((d) => d.state === 'deleted') ? 'deleted' : undefined;
  return (
    <div className={style.box} data-kind={box.kind} data-processed={processed || undefined} data-start={start || undefined} data-state={state}
      style={{ width, height }} title={box.kind === 'missing' ? box.missing.texts.slice(0, 10).join('\n') : members[0]?.location}>
      <Handle type="target" position={downwards ? Position.Top : Position.Left} isConnectable={false} />
      <strong>{title}</strong>
      <span>{line}</span>
      <Handle type="source" position={downwards ? Position.Bottom : Position.Right} isConnectable={false} />
    </div>
  );
}

const largeFrom = 120; // boxes
const readable = 0.75; // zoom

// Where lines leave and reach a box, so that nothing needs to be measured.
function handles(downwards: boolean): BoxNode['handles'] {
  const [before, after] = downwards ? [Position.Top, Position.Bottom] : [Position.Left, Position.Right];
  const middle = downwards ? { x: width / 2, y: 0 } : { x: 0, y: height / 2 };
  const end = downwards ? { x: width / 2, y: height } : { x: width, y: height / 2 };
  return [{ type: 'target', position: before, width: 1, height: 1, ...middle }, { type: 'source', position: after, width: 1, height: 1, ...end }];
}

const kinds = { box: BoxInDrawing };

// Boxes and lines; a click walks to a dataset or opens a stack.
export default function LineageDrawing({ drawing, start, onOpen }: Props) {
  const navigate = useNavigate();
  const scheme = useComputedColorScheme('light');
  const downwards = useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false });
  const { at, wide, tall } = useMemo(() => placed(drawing, downwards), [drawing, downwards]);
  const { onInit, opens } = useInPlace<BoxNode>(at, start);
  // The drawing is fitted to the width there is: no taller than it then needs. A large one begins at the dataset looked
  // at, large enough to be read: only what is in sight is in the page.
  const large = drawing.boxes.length > largeFrom;
  const room = window.innerWidth - 90;
  const zoom = large ? readable : Math.min(1.1, room / Math.max(1, wide));
  const tallest = Math.min(Math.max(240, Math.round(tall * zoom + 110)), Math.round(window.innerHeight * 0.68));
  const first = at.get(`d${start}`) ?? { x: downwards ? wide / 2 : 0, y: downwards ? 0 : tall / 2 };
  const begin = { x: room * (downwards ? 0.5 : 0.25) - (first.x + width / 2) * zoom, y: tallest * (downwards ? 0.25 : 0.5) - (first.y + height / 2) * zoom, zoom };
  const nodes = useMemo<BoxNode[]>(
    () => drawing.boxes.map((box) => {
      const { title, line } = words(box);
      return {
        id: box.key, type: 'box', position: at.get(box.key)!, width, height, draggable: false, connectable: false, handles: handles(downwards),
        data: { box, start: box.kind === 'dataset' && box.dataset.id === start, downwards },
        ariaLabel: `${title}, ${line}${box.kind === 'stack' ? ', opens' : ''}`,
      };
    }),
    [drawing, start, at, downwards],
  );
  const edges = useMemo<Edge[]>(
    () => drawing.lines.map((line) => ({
      id: `${line.from}>${line.to}`, source: line.from, target: line.to, selectable: false, focusable: false,
      className: line.back ? style.back : style.line, style: line.links > 1 ? { strokeWidth: Math.min(5, 1 + Math.log2(line.links) / 2) } : undefined,
      label: line.back ? 'cycle' : line.links > 1 ? count(line.links) : undefined,
      markerEnd: { type: MarkerType.ArrowClosed, markerUnits: 'userSpaceOnUse', width: 16, height: 16, color: line.back ? 'var(--bad)' : 'var(--ink-2)' },
    })),
    [drawing],
  );
  const act = (box: Box) => {
    if (box.kind === 'stack') {
      opens(box.key);
      onOpen(box.key);
    }
    if (box.kind === 'dataset' && box.dataset.id !== start) {
      void navigate({ to: '/datasets/$id', params: { id: String(box.dataset.id) }, search: { tab: 'lineage' } });
    }
  };
  const small = drawing.boxes.length <= 8;
  return (
    <div className={style.sheet} style={{ height: tallest }}>
    <ReactFlow<BoxNode> key={`${start}|${downwards}`} onInit={onInit} nodes={nodes} edges={edges} nodeTypes={kinds} fitView={!large} defaultViewport={begin} fitViewOptions={{ maxZoom: 1.1, padding: 0.12 }}
      minZoom={0.05} nodesConnectable={false} nodesDraggable={false} edgesFocusable={false} onlyRenderVisibleElements={large}
      onNodeClick={(_, node) => act(node.data.box)} colorMode={scheme} className={style.flow} proOptions={{ hideAttribution: false }}
      aria-label="Lineage" onKeyDown={(press) => {
        const key = (press.target as HTMLElement).closest('.react-flow__node')?.getAttribute('data-id');
        const box = key && drawing.boxes.find((one) => one.key === key);
        if (box && press.key === 'Enter') act(box);
      }}>
      <Background gap={22} color="var(--line)" />
      <Controls showInteractive={false} />
      {!small && <MiniMap pannable zoomable nodeColor={(node) => {
        const { box } = (node as BoxNode).data;
        if (box.kind === 'missing') return 'var(--wait)';
        return processedShare(box.kind === 'dataset' ? [box.dataset] : box.stack.members) ? 'var(--weft-mark)' : 'var(--warp-mark)';
      }} />}
    </ReactFlow>
    </div>
  );
}
