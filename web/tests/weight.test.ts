// What a browser fetches before the first page is there, and before any viewer is: at most 300 kB, compressed as served.
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
  assets?: string[];
}

const dist = new URL('../dist/', import.meta.url);
const listed = new URL('.vite/manifest.json', dist);
const most = 300_000;

function weights() {
  const manifest = JSON.parse(readFileSync(listed, 'utf8')) as Record<string, Chunk>;
  const bytes = (file: string) => {
    const content = readFileSync(new URL(file, dist));
    return file.endsWith('.woff2') ? content.length : gzipSync(content, { level: 9 }).length;
  };
  const gather = (key: string, files: Set<string>, seen: Set<string>) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key]!;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const other of chunk.imports ?? []) gather(other, files, seen);
  };
  // Of the fonts a browser loads the one whose letters it shows.
  const font = Object.values(manifest).flatMap((chunk) => chunk.assets ?? []).find((file) => file.includes('inter-latin-wght'));
  return Object.keys(manifest).filter((key) => /^src\/pages\/\w+Page\.tsx$/.test(key)).map((page) => {
    const files = new Set(['index.html', 'weft.svg', ...(font ? [font] : [])]);
    const seen = new Set<string>();
    gather('index.html', files, seen);
    gather(page, files, seen);
    return { page, sum: [...files].reduce((sum, file) => sum + bytes(file), 0) };
  });
}

describe.skipIf(!existsSync(listed))('the first load (of what `npm run build` made)', () => {
  test('of every page is at most 300 kB', () => {
    const all = weights();
    console.log(all.map(({ page, sum }) => `${page}: ${(sum / 1000).toFixed(1)} kB`).join('\n'));
    expect(all.length).toBeGreaterThan(4);
    expect(all.filter(({ sum }) => sum > most)).toEqual([]);
  });
});
