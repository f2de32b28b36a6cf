import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { lineage } from '../../api/catalogue';
import { datasetsWith } from '../../api/viewers';
import { counted } from '../../model/figures';
import { drawing } from '../../model/lineage';
import type { Row, WorkflowSpec } from '../../model/viewer';
import { parametersOfPanels } from '../../model/viewerTemplates';
import style from './Panels.module.css';

const WorkflowDrawing = lazy(() => import('./WorkflowDrawing'));

const mostBoxes = 200;

// The lineage around the dataset as a picture: what the real datasets look like, and how one came from the other.
export function Workflow({ row, workflow }: { row: Row; workflow: WorkflowSpec }) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const { data: graph } = useQuery(lineage(row.dataset.id, workflow.depth ?? 0));
  const apart = useMemo(() => new Set([row.dataset.id]), [row.dataset.id]);
  const drawn = useMemo(() => graph && drawing(graph, apart, opened), [graph, apart, opened]);
  const names = useMemo(() => parametersOfPanels([{ workflow }]), [workflow]);
  const ids = useMemo(() => graph?.nodes.slice(0, mostBoxes).map((one) => one.id) ?? [], [graph]);
  const { data: told } = useQuery({ ...datasetsWith(ids, names), enabled: names.length > 0 && ids.length > 0 });
  const known = useMemo(() => new Map(told?.map((one) => [one.id, one])), [told]);
  if (!graph || !drawn) return <Skeleton height={300} radius="md" data-content />;
  if (graph.nodes.length < 2 && !graph.pending.length) return null;
  if (drawn.boxes.length > mostBoxes) return <p className="muted" data-content>{counted(drawn.boxes.length, 'box', 'boxes')} are too many for a picture; the lineage lists them.</p>;
  return (
    <div className={style.workflow} data-content>
      <Suspense fallback={<Skeleton height={300} radius="md" />}>
        <WorkflowDrawing drawing={drawn} start={row.dataset.id} known={known} workflow={workflow} onOpen={(key) => setOpened(new Set([...opened, key]))} />
      </Suspense>
    </div>
  );
}
