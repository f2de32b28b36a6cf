// What lies in a dataset's folder: its files as a list gives them, and what can show each of them.
import type { components } from './contract';

type Schemas = components['schemas'];

export type FilesPage = Schemas['Files']; // total and volume are of the whole list asked for, not of the page
export type Datafile = FilesPage['files'][number];
export type FolderState = FilesPage['state'];
export type GalleryImage = Schemas['Gallery']['images'][number];
export type Volume = Schemas['Volume']; // slices of `shape` along z, y, x

export type Axis = 'z' | 'y' | 'x';
export const axes: Axis[] = ['z', 'y', 'x'];

// Slices along an axis.
export function slices(volume: Pick<Volume, 'shape'>, axis: Axis): number {
  return volume.shape[axes.indexOf(axis)] ?? 0;
}

export type Preview = 'image' | 'curve' | 'hdf5' | 'volume' | 'text';

const endings: Record<Preview, RegExp> = {
  image: /\.(png|jpe?g|gif|tiff?)$/i,
  hdf5: /\.(h5|hdf5|nxs?|cxi|nexus)$/i,
  volume: /\.(mrcs?|ccp4|map|rec|st|ali)$/i,
  curve: /\.(dat|csv|tsv|fit|out)$/i,
  text: /\.(txt|log|json|ya?ml|xml|toml|ini|cfg|conf|par|inp|lp|star|cif|pdb|mmcif|hkl|md|rst|sh|py|info|header|edf\.txt|html?|svg|tex|tlt|rawtlt|mdoc|aln|dat|csv|tsv|fit|out)$/i,
};

const mediaTypes: Record<Preview, RegExp> = {
  image: /^image\/(png|jpeg|gif|tiff)/,
  hdf5: /hdf5?\b|nexus/,
  volume: /\bx?-?mrc\b|ccp4/,
  curve: /^text\/(csv|tab-separated-values)/,
  text: /^text\/|[/+](json|xml|yaml|toml)\b|chemical\/|svg/,
};

// What can show a file, best first. By its ending and by what the server says it is.
export function previewsOf(file: { path: string; mediaType: string }): Preview[] {
  const order: Preview[] = ['image', 'hdf5', 'volume', 'curve', 'text'];
  return order.filter((one) => endings[one].test(file.path) || mediaTypes[one].test(file.mediaType));
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function stem(path: string): string {
  const name = fileName(path);
  return name.replace(/\.[A-Za-z0-9]{1,5}$/, '') || name;
}

// What images of one gallery are called beside each other: their names without ending and without the words that all
// begin with. "s_001_density.png" and "s_001_map.png" are "density" and "map".
export function captions(paths: string[]): string[] {
  const words = paths.map((path) => stem(path).split('_').filter(Boolean));
  let same = 0;
  const most = paths.length > 1 ? Math.min(...words.map((one) => one.length)) - 1 : 0;
  while (same < most && words.every((one) => one[same] === words[0]![same])) same += 1;
  return words.map((one, at) => one.slice(same).join(' ') || fileName(paths[at]!));
}

export interface FolderRow {
  kind: 'folder';
  key: string;
  name: string;
  prefix: string;
  files: number; // as far as the list was read
  size: number;
  whole: boolean; // all its files were read
}

export interface FileRow {
  kind: 'file';
  key: string;
  name: string;
  file: Datafile;
}

export type Row = FolderRow | FileRow;

// The folders and files right below a prefix, in the order of the list. `complete`: there is nothing more to read.
export function rowsBelow(files: Iterable<Datafile>, prefix: string, complete: boolean): Row[] {
  const rows: Row[] = [];
  const folders = new Map<string, FolderRow>();
  for (const file of files) {
    if (!file.path.startsWith(prefix)) continue;
    const rest = file.path.slice(prefix.length);
    const cut = rest.indexOf('/');
    if (cut < 0) {
      rows.push({ kind: 'file', key: file.path, name: rest, file });
      continue;
    }
    const name = rest.slice(0, cut);
    let folder = folders.get(name);
    if (!folder) {
      folder = { kind: 'folder', key: `${prefix}${name}/`, name, prefix: `${prefix}${name}/`, files: 0, size: 0, whole: true };
      folders.set(name, folder);
      rows.push(folder);
    }
    folder.files += 1;
    folder.size += file.size;
  }
  const last = rows[rows.length - 1];
  if (last?.kind === 'folder' && !complete) last.whole = false;
  return rows;
}

export function rowsOf(files: Iterable<Datafile>): Row[] {
  return Array.from(files, (file) => ({ kind: 'file' as const, key: file.path, name: file.path, file }));
}

// The folders from the top down to a prefix, each with the prefix that leads there.
export function steps(prefix: string): { name: string; prefix: string }[] {
  const names = prefix.split('/').filter(Boolean);
  return names.map((name, at) => ({ name, prefix: `${names.slice(0, at + 1).join('/')}/` }));
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

// What somebody types to find files: a pattern as it is, plain words anywhere in the name.
export function asGlob(typed: string): string {
  const text = typed.trim();
  if (!text) return '';
  return /[*?{]/.test(text) ? text : `**/*${text}*`;
}

// Bytes as text, and whether they are text at all: what is not has noughts or nothing but broken letters.
export function asText(bytes: Uint8Array): { text: string; readable: boolean } {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.match(/[\uFFFD\u0000]/g)?.length ?? 0;
  return { text, readable: !text.includes('\u0000') && broken <= text.length / 10 };
}
