// What lies in the files of a dataset: lists, images, curves, volumes, HDF5. Addresses for the browser, questions for the pages.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CurveFile } from '../model/curves';
import { asText, type Axis, type FilesPage, type GalleryImage, type Volume } from '../model/files';
import { address, ask, Refused, Unreachable, type Query } from './client';

const api = '/api/v1/datasets';
const pageSize = 1000;

function given(pairs: Record<string, string | number | boolean | undefined>): Query {
  return Object.entries(pairs).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]]));
}

export function files(dataset: number, { prefix, glob }: { prefix?: string; glob?: string }) {
  return infiniteQueryOptions({
    queryKey: ['files', dataset, prefix ?? '', glob ?? ''],
    queryFn: ({ pageParam, signal }) => ask<FilesPage>(`${api}/${dataset}/files`, given({ prefix, glob, limit: pageSize, cursor: pageParam }), signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    // A folder that waits for its walk is asked for again.
    refetchInterval: ({ state }) => (state.data?.pages[0]?.state === 'pending' ? 5000 : false),
  });
}

// What the list knows of one file: the first that starts with its path.
export function oneFile(dataset: number, path: string) {
  return queryOptions({
    queryKey: ['file', dataset, path],
    queryFn: ({ signal }) =>
      ask<FilesPage>(`${api}/${dataset}/files`, given({ prefix: path, limit: 1 }), signal).then((page) => page.files.find((file) => file.path === path) ?? null),
  });
}

// The first file that fits, in the order of the list; null where there is none.
export function firstFile(dataset: number, glob: string) {
  return queryOptions({
    queryKey: ['firstFile', dataset, glob],
    staleTime: 60_000,
    queryFn: ({ signal }) => ask<FilesPage>(`${api}/${dataset}/files`, given({ glob, limit: 1 }), signal).then((page) => page.files[0] ?? null),
  });
}

export function gallery(dataset: number) {
  return queryOptions({
    queryKey: ['gallery', dataset],
    queryFn: ({ signal }) => ask<{ images: GalleryImage[] }>(`${api}/${dataset}/gallery`, [], signal).then((answer) => answer.images),
  });
}

export interface CurveChoice {
  file: string;
  hdf5?: string;
  skip?: number;
  columns?: string[];
}

export function curve(dataset: number, { file, hdf5, skip, columns }: CurveChoice) {
  const query = given({ file, hdf5, skip, columns: columns?.join(',') });
  return queryOptions({
    queryKey: ['curve', dataset, query],
    staleTime: 60_000,
    queryFn: ({ signal }) => ask<CurveFile>(`${api}/${dataset}/curve`, query, signal),
  });
}

export function volume(dataset: number, file: string, hdf5?: string) {
  const query = given({ file, hdf5 });
  return queryOptions({ queryKey: ['volume', dataset, query], staleTime: 60_000, queryFn: ({ signal }) => ask<Volume>(`${api}/${dataset}/volume`, query, signal) });
}

export function fileAddress(dataset: number, path: string, download = false): string {
  return address(`${api}/${dataset}/files/${path.split('/').map(encodeURIComponent).join('/')}`, download ? [['download', 'true']] : []);
}

export interface ImageChoice {
  file?: string;
  role?: string;
  width?: number;
}

export function imageAddress(dataset: number, choice: ImageChoice): string {
  return address(`${api}/${dataset}/image`, given({ file: choice.file, role: choice.role, width: choice.width }));
}

export interface SliceChoice {
  file: string;
  hdf5?: string;
  axis: Axis;
  index: number;
  width?: number;
  low?: number; // percentiles of the stretch
  high?: number;
}

export function sliceAddress(dataset: number, choice: SliceChoice): string {
  return address(`${api}/${dataset}/slice`, given({ ...choice }));
}

// H5Web wants an absolute address.
export function hdf5Address(dataset: number): string {
  return new URL(`${api}/${dataset}/hdf5`, window.location.href).href;
}

export const headBytes = 100_000;

// The beginning of a file, as text.
export function textHead(dataset: number, path: string) {
  return queryOptions({
    queryKey: ['text', dataset, path],
    queryFn: async ({ signal }) => {
      const answer = await fetch(fileAddress(dataset, path), { signal, headers: { Range: `bytes=0-${headBytes - 1}` } }).catch((failure: unknown) => {
        if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
        throw new Unreachable();
      });
      if (answer.status === 416) return { text: '', readable: true };
      if (!answer.ok) throw await refusal(answer);
      return asText(await beginning(answer));
    },
  });
}

// Of a server that does not know ranges no more than the beginning is read, either.
async function beginning(answer: Response): Promise<Uint8Array> {
  const reader = answer.body?.getReader();
  if (!reader) return new Uint8Array();
  const found = new Uint8Array(headBytes);
  let filled = 0;
  while (filled < headBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    const part = value.subarray(0, headBytes - filled);
    found.set(part, filled);
    filled += part.length;
  }
  if (filled === headBytes) void reader.cancel();
  return found.subarray(0, filled);
}

// Why an image or a file was not sent: asked once more, for the sentence in the answer.
export function whyNot(path: string) {
  return queryOptions({
    queryKey: ['whyNot', path],
    retry: false,
    queryFn: async ({ signal }) => {
      const answer = await fetch(path, { signal }).catch(() => undefined);
      if (!answer) return new Unreachable().message;
      if (answer.ok) return 'it cannot be drawn by this browser';
      return (await refusal(answer)).message;
    },
  });
}

async function refusal(answer: Response): Promise<Error> {
  const body = (await answer.json().catch(() => undefined)) as { code?: string; message?: string; subject?: string } | undefined;
  return body?.message ? new Refused(answer.status, body.code ?? '', body.message, body.subject ?? '') : new Unreachable();
}
