// The columns a list of datasets can show, and how each is read from a dataset.
import { count, duration, moment, size } from './figures';
import type { DatasetSummary } from './names';
import { understood } from './parameters';

export interface Column {
  name: string; // of the field to sort by
  title: string;
  align?: 'right';
  width: number; // pixels it would like to have
  text: (dataset: DatasetSummary) => string;
}

const optional = (value: number | undefined, write: (value: number) => string) => (value === undefined ? '' : write(value));

export const columns: Column[] = [
  { name: 'name', title: 'Dataset', width: 226, text: (d) => d.name },
  { name: 'type', title: 'Type', width: 118, text: (d) => d.type },
  { name: 'sample', title: 'Sample', width: 130, text: (d) => d.sample ?? '' },
  { name: 'technique', title: 'Technique', width: 92, text: (d) => d.technique ?? '' },
  { name: 'program', title: 'Program', width: 128, text: (d) => d.program ?? '' },
  { name: 'instrument', title: 'Instrument', width: 96, text: (d) => d.instrument },
  { name: 'proposal', title: 'Proposal', width: 86, text: (d) => d.proposal },
  { name: 'startDate', title: 'Started', width: 156, text: (d) => (d.startDate ? moment(d.startDate) : '') },
  { name: 'endDate', title: 'Lasted', width: 100, text: (d) => duration(d.startDate, d.endDate) },
  { name: 'fileCount', title: 'Files', width: 70, align: 'right', text: (d) => optional(d.fileCount, count) },
  { name: 'volume', title: 'Size', width: 84, align: 'right', text: (d) => optional(d.volume, size) },
  { name: 'location', title: 'Folder', width: 420, text: (d) => d.location },
  { name: 'id', title: 'Id', width: 70, align: 'right', text: (d) => String(d.id) },
];

export const usualColumns = ['name', 'type', 'sample', 'technique', 'program', 'instrument', 'proposal', 'startDate', 'volume'];

function isField(name: string): boolean {
  return columns.some((column) => column.name === name);
}

// Every name that is no field of a dataset is a parameter's.
export function parameterNames(names: string[]): string[] {
  return names.filter((name) => !isField(name));
}

function parameterColumn(name: string): Column {
  const text = (dataset: DatasetSummary) => {
    const parameter = dataset.parameters?.[name];
    if (!parameter) return '';
    const { value, unit } = understood(parameter);
    return unit ? `${value} ${unit}` : value;
  };
  return { name, title: name, width: Math.max(110, 9 * name.length), text };
}

// The columns of these names, in the order asked for; the usual ones when there are none.
export function chosenColumns(names: string[]): Column[] {
  return (names.length ? names : usualColumns).map((name) => columns.find((column) => column.name === name) ?? parameterColumn(name));
}

// Where the same few names recur in every folder, the sample and the last folders tell them apart.
export function lastFolders(location: string, levels = 3): string {
  const parts = location.split('/').filter(Boolean);
  return parts.length <= levels ? location : `…/${parts.slice(-levels).join('/')}`;
}

// The folder that tells this dataset from others of its name: the last one that does not repeat the name.
export function place(dataset: DatasetSummary): string {
  const last = dataset.location.split('/').filter(Boolean).findLast((part) => part !== dataset.name) ?? '';
  return last.includes(dataset.name) || dataset.name.includes(last) ? '' : last;
}

// With a column for each parameter that was asked for: its text as it was sent.
export function csv(datasets: DatasetSummary[], parameters: string[] = []): string {
  const fields = ['id', 'name', 'type', 'proposal', 'instrument', 'sample', 'technique', 'program', 'startDate', 'endDate',
    'fileCount', 'volume', 'location'] as const;
  const cell = (value: unknown) => {
    const text = value === undefined ? '' : String(value);
    // A leading = + - @ would be run as a formula by a spreadsheet.
    const safe = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const row = (d: DatasetSummary) => [...fields.map((field) => d[field]), ...parameters.map((name) => d.parameters?.[name]?.text)];
  return [[...fields, ...parameters], ...datasets.map(row)].map((cells) => cells.map(cell).join(',')).join('\r\n') + '\r\n';
}

