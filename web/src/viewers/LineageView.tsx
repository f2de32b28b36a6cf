import { Button, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { counted } from '../model/figures';
import { drawing, ofTechnique, techniques } from '../model/lineage';
import type { Graph } from '../model/names';
import type { Address } from '../model/search';
import { LineageList } from './LineageList';
import style from './LineageView.module.css';

const LineageDrawing = lazy(() => import('./LineageDrawing'));

interface Props {
  graph: Graph;
  start?: number; // the dataset looked at; stands apart and is marked
  address: Address; // as: list; technique; opened: stacks, by the id of their first dataset
  onAddress: (change: Record<string, string | undefined>) => void; // merged into the address
  note?: string;
}

function first(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value[0] ?? '' : value ?? '';
}

const mostBoxes = 1200;

// Where data came from and what became of it: as a drawing, or as a list that is read aloud as well.
export function LineageView({ graph, start, address, onAddress, note }: Props) {
  const as = first(address.as) === 'list' ? 'list' : 'drawing';
  const choices = useMemo(() => techniques(graph), [graph]);
  const technique = choices.find((one) => one === first(address.technique)) ?? '';
  const named = first(address.opened);
  const opened = useMemo(() => new Set(named.split(',').filter(Boolean).map((id) => `s${id}`)), [named]);
  const open = (keys: Iterable<string>) => onAddress({ opened: [...keys].map((key) => key.slice(1)).join(',') || undefined });
  const shown = useMemo(() => ofTechnique(graph, technique, start), [graph, technique, start]);
  const apart = useMemo(() => new Set(start === undefined ? [] : [start]), [start]);
  const drawn = useMemo(() => drawing(shown, apart, opened), [shown, apart, opened]);
  const tooMany = drawn.boxes.length > mostBoxes;
  return (
    <div>
      <Group justify="space-between" mb="sm" gap="sm">
        <Group gap="sm">
          <SegmentedControl size="xs" value={as} onChange={(value) => onAddress({ as: value === 'list' ? value : undefined })}
            data={[{ value: 'drawing', label: 'Drawing' }, { value: 'list', label: 'List' }]} aria-label="Show the lineage as" />
          {choices.length > 1 && (
            <Select size="xs" placeholder="Every technique" data={choices} value={technique || null} onChange={(value) => onAddress({ technique: value ?? undefined, opened: undefined })}
              clearable aria-label="Technique" w={170} />
          )}
          {opened.size > 0 && <Button size="xs" variant="subtle" onClick={() => open([])}>Close stacks</Button>}
        </Group>
        <Text size="sm" c="dimmed">
          {counted(shown.nodes.length, 'dataset')}, {counted(shown.edges.length, 'link')}
          {shown.pending.length > 0 && `, ${shown.pending.length} not there`}
          {graph.cyclic && ', cyclic'}
          {graph.partial && ', cut off'}
        </Text>
      </Group>
      {note && <Text size="sm" c="dimmed" mb="sm">{note}</Text>}
      {tooMany && as === 'drawing' && <p className="muted">{counted(drawn.boxes.length, 'box', 'boxes')} are too many to draw; here is the list.</p>}
      {as === 'list' || tooMany ? (
        <LineageList graph={shown} start={start} />
      ) : (
        <div className={`${style.drawing} card`}>
          <Suspense fallback={<p className="muted" style={{ padding: 20 }}>Drawing…</p>}>
            <LineageDrawing drawing={drawn} start={start} onOpen={(key) => open([...opened, key])} />
          </Suspense>
        </div>
      )}
    </div>
  );
}
