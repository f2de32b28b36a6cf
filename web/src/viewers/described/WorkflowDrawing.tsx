import { useComputedColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Background, Controls, Handle, MarkerType, Position, ReactFlow, type Edge, type Node, type NodeProps } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo, useState } from 'react';
import { imageAddress } from '../../api/files';
import { lastFolders, place } from '../../model/columns';
import { count, counted } from '../../model/figures';
import { processedShare, type Box, type Drawing } from '../../model/lineage';
import type { DatasetSummary } from '../../model/names';
import type { Image, Viewer, WorkflowSpec } from '../../model/viewer';
import { alone, cell, written } from '../../model/viewerValues';
import { placed } from '../placed';
import { useInPlace } from '../useInPlace';
import { useDescribed } from './context';
import style from './WorkflowDrawing.module.css';

interface Props {
  drawing: Drawing;
  start: number;
  known: ReadonlyMap<number, DatasetSummary>; // with the parameters that the labels name
  workflow: WorkflowSpec;
  onOpen: (key: string) => void;
}

interface Words {
  title: string;
  lines: string[];
}

type BoxNode = Node<{ box: Box; words: Words; start: boolean; downwards: boolean; image?: Image }, 'box'>;

const smallest = 0.62;
const size = { width: 178, height: 150 };

function first(box: Box): DatasetSummary | undefined {
  return box.kind === 'dataset' ? box.dataset : box.kind === 'stack' ? box.stack.members[0] : undefined;
}

function wordsOf(box: Box, known: ReadonlyMap<number, DatasetSummary>, workflow: WorkflowSpec, viewer: Viewer): Words {
  if (box.kind === 'missing') return { title: lastFolders(box.missing.texts[0]!, 2), lines: [box.missing.state === 'pending' ? 'not here yet' : 'withdrawn'] };
  const one = first(box)!;
  const told = known.get(one.id) ?? one;
  const labels = (workflow.label ?? []).map((value) => written(cell(alone(told), value, viewer))).filter(Boolean);
  const [title, ...lines] = labels.length ? labels : [one.name];
  const about = [...lines.filter((line) => line !== title), one.program ?? '', place(one)].filter(Boolean);
  if (box.kind === 'stack') return { title: `${counted(box.stack.members.length, 'dataset')} ${title}`, lines: about };
  return { title: title!, lines: about };
}

function BoxInPicture({ data: { box, words, start, downwards, image } }: NodeProps<BoxNode>) {
  const [failed, setFailed] = useState(false);
  const one = first(box);
  const processed = box.kind === 'dataset' ? processedShare([box.dataset]) : box.kind === 'stack' && processedShare(box.stack.members);
  return (
    <div className={style.box} data-kind={box.kind} data-processed={processed || undefined} data-start={start || undefined} style={size} title={one?.location}>
      <Handle type="target" position={downwards ? Position.Top : Position.Left} isConnectable={false} />
      <div className={style.picture}>
        {one && image && !failed ? <img src={imageAddress(one.id, { ...image, width: 240 })} alt="" onError={() => setFailed(true)} /> : <span className={style.none} aria-hidden />}
      </div>
      <strong>{words.title}</strong>
      <span>{words.lines.join(' · ') || '\u00a0'}</span>
      <Handle type="source" position={downwards ? Position.Bottom : Position.Right} isConnectable={false} />
    </div>
  );
}

const kinds = { box: BoxInPicture };

// Real datasets as boxes with their images; a click walks there or opens a stack.
export default function WorkflowDrawing({ drawing, start, known, workflow, onOpen }: Props) {
  const navigate = useNavigate();
  const { viewer } = useDescribed();
  const scheme = useComputedColorScheme('light');
  const narrow = useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false });
  const downwards = workflow.direction === 'down';
  const { at, wide, tall } = useMemo(() => placed(drawing, downwards, size), [drawing, downwards]);
  const { onInit, opens } = useInPlace<BoxNode>(at, start);
  // Where there is little room it is not made illegible: it begins at its beginning and is moved.
  const zoom = narrow ? smallest : Math.min(1, (window.innerWidth - 120) / Math.max(1, wide));
  const nodes = useMemo<BoxNode[]>(
    () => drawing.boxes.map((box) => {
      const words = wordsOf(box, known, workflow, viewer);
      const itself = box.kind === 'dataset' && box.dataset.id === start;
      return {
        id: box.key, type: 'box', position: at.get(box.key)!, ...size, draggable: false, connectable: false,
        data: { box, words, start: itself, downwards, image: workflow.image },
        ariaLabel: [words.title, ...words.lines, box.kind === 'stack' ? 'opens' : itself ? 'this dataset' : ''].filter(Boolean).join(', '),
      };
    }),
    [drawing, known, workflow, viewer, start, at, downwards],
  );
  const edges = useMemo<Edge[]>(
    () => drawing.lines.map((line) => ({
      id: `${line.from}>${line.to}`, source: line.from, target: line.to, selectable: false, focusable: false,
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
    if (box.kind === 'dataset' && box.dataset.id !== start) void navigate({ to: '/datasets/$id', params: { id: String(box.dataset.id) } });
  };
  return (
    <div style={{ height: `clamp(230px, ${Math.round(tall * zoom + 60)}px, 70vh)` }}>
      <ReactFlow<BoxNode> key={`${start}|${downwards}|${narrow}`} onInit={onInit} nodes={nodes} edges={edges} nodeTypes={kinds} fitView={!narrow} defaultViewport={{ x: 12, y: 24, zoom }} fitViewOptions={{ maxZoom: 1, padding: 0.06 }} minZoom={0.1}
        nodesConnectable={false} nodesDraggable={false} edgesFocusable={false} preventScrolling={false} zoomOnScroll={false} onNodeClick={(_, node) => act(node.data.box)} colorMode={scheme}
        className={style.flow} aria-label="Workflow" onKeyDown={(press) => {
          const key = (press.target as HTMLElement).closest('.react-flow__node')?.getAttribute('data-id');
          const box = key && drawing.boxes.find((one) => one.key === key);
          if (box && press.key === 'Enter') act(box);
        }}>
        <Background gap={22} color="var(--line)" />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
