import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useLive } from '../viewers/useLive';

// The page of a dataset as it is now: asked again when it changes, or a neighbour of it comes, changes or leaves.
export function useLiveDataset(id: number, seq: number | undefined) {
  const queries = useQueryClient();
  const first = useRef<{ id: number; seq?: number }>({ id });
  if (first.current.id !== id || first.current.seq === undefined) first.current = { id, seq };
  useLive([['q', `id = ${id} or input(id = ${id}) or output(id = ${id})`]], first.current.seq, (all) => {
    if (all.every((told) => told.kind === 'ready')) return;
    void queries.invalidateQueries({ queryKey: ['dataset', id] });
    void queries.invalidateQueries({ queryKey: ['lineage', id] });
  });
}
