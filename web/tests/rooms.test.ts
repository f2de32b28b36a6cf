// The rooms of the portal are a one-way street.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const uses: Record<string, string[]> = {
  model: [],
  api: ['model'],
  parts: ['model'],
  viewers: ['model', 'api', 'parts'],
  pages: ['model', 'api', 'parts', 'viewers'],
};
const source = join(import.meta.dirname, '../src');

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

// The complaints about one file: every import of a room that its own room may not use.
export function complaints(room: string, path: string, text: string): string[] {
  const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.\.?\/[^'"]+)['"]/g)].map((found) => found[1]!);
  return imports.flatMap((target) => {
    const parts = join('/', path, '..', target).split('/').filter(Boolean);
    const other = parts[0]!;
    if (other === room || target.endsWith('.css')) return [];
    const may = uses[room]!;
    return may.includes(other) ? [] : [`${path} imports ${other}/: ${room} may use ${may.join(' ') || 'nothing'}`];
  });
}

test('rooms_import_one_way_only', () => {
  const rooms = readdirSync(source).filter((name) => statSync(join(source, name)).isDirectory());
  expect(rooms.sort()).toEqual(Object.keys(uses).sort());
  const found = rooms.flatMap((room) =>
    files(join(source, room)).flatMap((path) => complaints(room, path.slice(source.length + 1), readFileSync(path, 'utf8'))),
  );
  expect(found).toEqual([]);
});

test('an_import_against_the_street_is_found', () => {
  expect(complaints('model', 'model/x.ts', "import { ask } from '../api/client';")).toEqual(['model/x.ts imports api/: model may use nothing']);
  expect(complaints('parts', 'parts/X.tsx', "const page = import('../pages/DataPage');")).toHaveLength(1);
  expect(complaints('pages', 'pages/X.tsx', "import { Kind } from '../parts/Kind';")).toEqual([]);
});
