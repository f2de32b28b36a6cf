import { SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { viewerRow, viewers, viewersOf } from '../../api/viewers';
import type { Dataset, DatasetSummary } from '../../model/names';
import type { Address } from '../../model/search';
import { titled, type Panel, type Row, type Viewer } from '../../model/viewer';
import { parametersOfDataset } from '../../model/viewerTemplates';
import { DescribedContext, first, useWords } from './context';
import style from './DescribedPanels.module.css';
import { PanelView } from './Panels';

interface Props {
  dataset: Dataset;
  fallback?: boolean; // also the viewer that is for every dataset
}

// The panels of one viewer over one dataset and what is related to it.
function Panels({ viewer, dataset }: { viewer: Viewer; dataset: Dataset }) {
  const address = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  const names = useMemo(() => parametersOfDataset(viewer), [viewer]);
  const words = useWords(viewer, names);
  const { data } = useQuery(viewerRow(viewer, dataset.id, names));
  const own = useMemo<DatasetSummary>(() => ({ ...dataset, parameters: { ...dataset.sampleParameters, ...dataset.parameters } }), [dataset]);
  const described = useMemo(() => ({
    viewer, words, address,
    onAddress: (change: Record<string, string | string[] | undefined>) => void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, ...change }), resetScroll: false, replace: true } as never),
  }), [viewer, words, address, navigate]);
  if (!data) return <Skeleton height={280} radius="md" />;
  const row: Row = { ...data, dataset: own };
  const boxed = (panel: Panel) => !panel.row || panel.title !== undefined;
  return (
    <DescribedContext.Provider value={described}>
      <div className={style.panels}>{viewer.dataset!.map((panel, at) => <PanelView key={`${viewer.name}${at}`} row={row} panel={panel} boxed={boxed(panel)} />)}</div>
    </DescribedContext.Provider>
  );
}

// A dataset as the viewers for it describe it: the best of them, and a choice where there are several.
export default function DescribedPanels({ dataset, fallback = true }: Props) {
  const address = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  const { data: known } = useQuery(viewers());
  const { data: names } = useQuery(viewersOf(dataset.id));
  if (!known || !names) return <Skeleton height={280} radius="md" />;
  const all = names.flatMap((name) => known.find((one) => one.name === name) ?? []).filter((one) => one.dataset?.length && (fallback || (one.priority ?? 0) > -100));
  const viewer = all.find((one) => one.name === first(address.viewer)) ?? all[0];
  if (!viewer) return null;
  const choose = (name: string) => void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, viewer: name === all[0]!.name ? undefined : name }), resetScroll: false, replace: true } as never);
  return (
    <div className={style.described}>
      {all.length > 1 && <SegmentedControl size="xs" value={viewer.name} onChange={choose} data={all.map((one) => ({ value: one.name, label: titled(one) }))} aria-label="Viewer" mb="md" />}
      <Panels key={viewer.name} viewer={viewer} dataset={dataset} />
    </div>
  );
}
