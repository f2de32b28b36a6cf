import { Link } from '@tanstack/react-router';
import { useQueries } from '@tanstack/react-query';
import { IconCheck, IconDownload } from '@tabler/icons-react';
import { fileAddress, firstFile } from '../../api/files';
import { clock, day, size } from '../../model/figures';
import { fileName } from '../../model/files';
import type { DatasetSummary } from '../../model/names';
import { all, spelled, titleOf, type Fill, type Of, type Row, type Value, type ValueSpec } from '../../model/viewer';
import { cell, isWhen, linesOf, subjects, type Content } from '../../model/viewerValues';
import { DatasetName } from '../DatasetName';
import style from './Cell.module.css';
import { useDescribed } from './context';
import { Thumb } from './Thumb';

const longText = 40;

// Time, then day: in a table one above the other.
function Moment({ at }: { at: string }) {
  return <time dateTime={at} className={style.moment}><span>{clock(at)}</span> <span className={style.unit}>{day(at)}</span></time>;
}

export function Shown({ one, spec }: { one: Content; spec: ValueSpec }) {
  const { coloured } = one;
  const isLong = one.number === undefined && one.text.length > longText;
  const shown = (
    <>
      {spec.field === 'name' ? <DatasetName dataset={one.dataset} /> : spec.field === 'startDate' || spec.field === 'endDate' ? <Moment at={one.dataset[spec.field]!} /> : one.text}
      {one.unit && <span className={style.unit}> {one.unit}</span>}
    </>
  );
  return (
    <span className={style.value} data-colour={coloured?.colour} data-long={isLong || undefined} title={one.sent ? `sent as ${one.sent}` : isLong ? one.text : undefined}>
      {one.share !== undefined && <span className={style.bar} aria-hidden><span style={{ width: `${100 * one.share}%` }} /></span>}
      {coloured?.tag ? (coloured.tag === one.text ? null : shown) : shown}
      {coloured?.tag ? <span className={style.tag}>{coloured.tag}</span> : coloured?.say && <span className={style.said}> ({coloured.say})</span>}
    </span>
  );
}

// Names; where two are called alike, their folders, and where these are, too, a number behind.
function toldApart(datasets: DatasetSummary[]): string[] {
  const folder = (one: DatasetSummary) => one.location.split('/').filter(Boolean).at(-1) ?? one.name;
  return datasets.map((one) => {
    const alike = datasets.filter((other) => other.name === one.name);
    if (alike.length < 2) return one.name;
    return new Set(alike.map(folder)).size === alike.length ? folder(one) : `${one.name} ${alike.indexOf(one) + 1}`;
  });
}

// A mark for each dataset of these sets, leading to it.
function Links({ row, names }: { row: Row; names: string[] }) {
  const found = names.flatMap((name) => subjects(row, name));
  const total = names.reduce((sum, name) => sum + Math.max(row.relatedTotal[name] ?? 0, subjects(row, name).length), 0);
  if (!found.length) return null;
  const unique = [...new Map(found.map((one) => [one.id, one])).values()];
  const words = toldApart(unique);
  return (
    <span className={style.links}>
      {unique.map((one, at) => (
        <Link key={one.id} to="/datasets/$id" params={{ id: String(one.id) }} title={one.location} className={style.mark}><IconCheck size={13} aria-hidden />{words[at]}</Link>
      ))}
      {total > found.length && <span className={style.more}>+{total - found.length}</span>}
    </span>
  );
}

export function candidates(row: Row, of: Of | undefined) {
  return of === undefined ? [row.dataset] : all(of).flatMap((name) => subjects(row, name).slice(0, 1));
}

// Takes the file that fits, of the first dataset that has one.
function Download({ row, glob, of }: { row: Row; glob: string; of?: Of }) {
  const found = candidates(row, of);
  const answers = useQueries({ queries: found.map((one) => ({ ...firstFile(one.id, glob), retry: false })) });
  const at = answers.findIndex((one) => one.data);
  const file = answers[at]?.data;
  if (!file || answers.slice(0, at).some((one) => one.isPending)) return null;
  return (
    <a className={style.download} href={fileAddress(found[at]!.id, file.path, true)} title={`${fileName(file.path)}, ${size(file.size)}`} aria-label={`Download ${fileName(file.path)}`}>
      <IconDownload size={15} aria-hidden />
    </a>
  );
}

function Line({ row, spec, fill }: { row: Row; spec: ValueSpec; fill: Fill }) {
  const { viewer } = useDescribed();
  if (spec.links) return isWhen(row, spec.when) ? <Links row={row} names={spec.links} /> : null;
  if (spec.image) {
    const image = spec.image;
    if (!isWhen(row, spec.when)) return null;
    return <Thumb datasets={candidates(row, image.of ?? spec.of)} image={{ width: 160, ...image }} title={titleOf(spec)} height={64} />;
  }
  if (spec.download !== undefined) return isWhen(row, spec.when) ? <Download row={row} glob={spec.download} of={spec.of} /> : null;
  const { contents, more } = cell(row, spec, viewer, fill);
  if (!contents.length) return null;
  return (
    <>
      {contents.map((one, at) => <Shown key={at} one={one} spec={spec} />)}
      {more > 0 && <span className={style.more} title={`${more} more of these datasets say something else`}>+{more}<span className={style.said}> more</span></span>}
    </>
  );
}

// What a value says of a row: figures with their unit and colour, a picture, or ways to other datasets.
export function Cell({ row, value, fill = {} }: { row: Row; value: Value; fill?: Fill }) {
  const spec = spelled(value);
  if (!spec.lines) return <Line row={row} spec={spec} fill={fill} />;
  return <span className={style.lines}>{linesOf(spec).map((line, at) => <span key={at}><Line row={row} spec={line} fill={fill} /></span>)}</span>;
}
