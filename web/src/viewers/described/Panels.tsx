import { Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { curve as curveOf, files, gallery, volume } from '../../api/files';
import type { Axis } from '../../model/files';
import { all, type Curve, type Of, type Panel, type Row } from '../../model/viewer';
import { alone, isWhen, subjects } from '../../model/viewerValues';
import { CurvePanel } from '../files/CurvePanel';
import { Gallery } from '../files/Gallery';
import { Hdf5Panel } from '../files/Hdf5Panel';
import { SlicePanel } from '../files/SlicePanel';
import { Best } from './Best';
import { candidates } from './Cell';
import { Chain } from './Chain';
import { ComparePanel } from './ComparePanel';
import style from './Panels.module.css';
import { PlotOverRows } from './PlotOverRows';
import { ResultTable } from './ResultTable';
import { Thumb } from './Thumb';
import { ParametersPanel } from './Values';
import { Workflow } from './Workflow';

interface PanelProps {
  row: Row;
  panel: Panel;
  of?: Of;
  compact?: boolean; // in a card: small, without what is for a page of its own
}

function names(row: Row, datasets: { id: number; name: string }[]): Record<number, string> {
  const several = new Set(datasets.map((one) => one.name)).size < datasets.length;
  return Object.fromEntries(datasets.map((one, at) => [one.id, several ? `${one.name} ${at + 1}` : one.name || row.dataset.name]));
}

// Asks whether there is such a curve before it takes room for it.
function CurveOf({ row, curve, of, compact }: { row: Row; curve: Curve; of?: Of; compact?: boolean }) {
  const found = curve.overlay ? subjects(row, curve.of ?? of) : candidates(row, curve.of ?? of);
  const file = curve.file ?? '';
  const columns = curve.y === undefined ? undefined : all(curve.y);
  const answers = useQueries({ queries: found.map((one) => ({ ...curveOf(one.id, { file, hdf5: curve.hdf5, columns }), retry: false })) });
  if (answers.some((one) => one.isPending)) return <Skeleton height={120} radius="md" data-content />;
  const having = found.filter((_, at) => answers[at]?.data);
  const shown = curve.overlay ? having : having.slice(0, 1);
  if (!shown.length) return null;
  return (
    <div data-content>
      <CurvePanel dataset={shown.length === 1 ? shown[0]!.id : shown.map((one) => one.id)} file={file} hdf5={curve.hdf5} columns={columns} names={names(row, shown)} title={curve.title}
        logX={curve.log ? curve.log.includes('x') : undefined} logY={curve.log ? curve.log.includes('y') : undefined} height={compact ? 220 : 340} />
    </div>
  );
}

// The first files that fit, one of a set of candidates.
function useFile(ids: number[], glob: string) {
  const { data, isPending } = useInfiniteQuery({ ...files(ids[0] ?? 0, { glob }), enabled: ids.length > 0, retry: false });
  return { path: data?.pages[0]?.files[0]?.path, isPending };
}

function Hdf5Of({ row, panel, of }: { row: Row; panel: { file: string; path?: string }; of?: Of }) {
  const one = subjects(row, of)[0];
  const { path } = useFile(one ? [one.id] : [], panel.file);
  if (!one || !path) return null;
  return <div data-content><Hdf5Panel dataset={one.id} file={path} path={panel.path} height={460} /></div>;
}

function SliceOf({ row, slice, of }: { row: Row; slice: { file: string; axis?: string; hdf5?: string }; of?: Of }) {
  const one = subjects(row, of)[0];
  const { data } = useQuery({ ...volume(one?.id ?? 0, slice.file, slice.hdf5), enabled: one !== undefined, retry: false });
  if (!one || !data) return null;
  return <div data-content><SlicePanel dataset={one.id} file={slice.file} hdf5={slice.hdf5} axis={(slice.axis ?? 'z') as Axis} /></div>;
}

function GalleryOf({ row, of, compact }: { row: Row; of?: Of; compact?: boolean }) {
  const one = subjects(row, of)[0];
  const { data } = useQuery({ ...gallery(one?.id ?? 0), enabled: one !== undefined, retry: false });
  if (!one || !data?.length) return null;
  if (!compact) return <div data-content><Gallery dataset={one.id} quiet /></div>;
  const few = data.slice(0, data.length > 4 ? 9 : 4);
  return <div className={style.few} data-many={Math.min(few.length, 3)} data-content>{few.map((image) => <Thumb key={image.path} datasets={[one]} image={{ file: image.path, width: 320 }} title={image.name} />)}</div>;
}

function FilesOf({ row, glob, of }: { row: Row; glob?: string; of?: Of }) {
  const one = subjects(row, of)[0];
  const { data } = useInfiniteQuery({ ...files(one?.id ?? 0, { glob }), enabled: one !== undefined, retry: false });
  const found = data?.pages[0]?.files.slice(0, 50) ?? [];
  if (!one || !found.length) return null;
  return (
    <ul className={style.files} data-content>
      {found.map((file) => <li key={file.path}><a href={`/api/v1/datasets/${one.id}/files/${file.path.split('/').map(encodeURIComponent).join('/')}?download=true`} className="mono">{file.path}</a></li>)}
    </ul>
  );
}

function Body({ row, panel, of, compact }: PanelProps): ReactNode {
  const own = panel.of ?? of;
  if (panel.parameters) return <ParametersPanel row={row} values={panel.parameters} of={own} />;
  if (panel.image) return <Thumb datasets={candidates(row, panel.image.of ?? own)} image={panel.image} title={panel.title ?? ''} />;
  if (panel.gallery) return <GalleryOf row={row} of={own} compact={compact} />;
  if (panel.curve) return all(panel.curve).map((one, at) => <CurveOf key={at} row={row} curve={one} of={own} compact={compact} />);
  if (panel.hdf5) return <Hdf5Of row={row} panel={panel.hdf5} of={own} />;
  if (panel.slice) return <SliceOf row={row} slice={panel.slice} of={own} />;
  if (panel.table) return <ResultTable row={row} table={panel.table} of={own} compact={compact} />;
  if (panel.compare) return <ComparePanel row={row} compare={panel.compare} of={own} />;
  if (panel.workflow) return <Workflow row={row} workflow={panel.workflow === true ? {} : panel.workflow} />;
  if (panel.chain) return <Chain row={row} chain={panel.chain} of={own} />;
  if (panel.best) return <Best row={row} best={panel.best} of={own} />;
  if (panel.files) return <FilesOf row={row} glob={panel.files === true ? undefined : panel.files.glob} of={own} />;
  if (panel.plot) return <PlotOverRows plot={{ ...panel.plot, of: undefined }} rows={subjects(row, panel.plot.of ?? own).map(alone)} />;
  if (panel.stack) return <div className={style.stack}>{panel.stack.map((one, at) => <PanelView key={at} row={row} panel={one} of={own} compact={compact} />)}</div>;
  if (panel.row) return <div className={style.row}>{panel.row.map((one, at) => <PanelView key={at} row={row} panel={one} of={own} compact={compact} boxed={!compact && one.title !== undefined} />)}</div>;
  return null;
}

function needs(panel: Panel): Of | undefined {
  return panel.table?.of ?? panel.best?.of ?? panel.compare?.of ?? panel.chain?.of;
}

// What takes the whole width when it stands beside others.
function isWide(panel: Panel): boolean {
  return [panel.table, panel.compare, panel.workflow, panel.chain, panel.hdf5].some(Boolean);
}

// One panel with its title. A panel without data is not there, unless it says what to show instead.
export function PanelView({ row, panel, of, compact, boxed = false }: PanelProps & { boxed?: boolean }) {
  if (!isWhen(row, panel.when)) return null;
  const set = needs(panel) ?? panel.of ?? of;
  const missing = set !== undefined && subjects(row, set).length === 0;
  if (missing && !panel.empty) return null;
  const body = missing ? <p className={style.empty} data-content>{panel.empty}</p> : <Body row={row} panel={panel} of={of} compact={compact} />;
  if (panel.title === undefined) return panel.row || panel.stack || !compact ? <div className={style.bare}>{body}</div> : body;
  return (
    <section className={`${style.panel} ${boxed ? `${style.boxed} card` : ''}`} data-wide={isWide(panel) || undefined} style={panel.width ? { flexGrow: panel.width, flexBasis: 260 * panel.width } : undefined} role={compact ? 'group' : undefined} aria-label={panel.title}>
      {compact ? <h4>{panel.title}</h4> : <h2>{panel.title}</h2>}
      {body}
    </section>
  );
}
