// Of Mantine's styles only those of controls that the portal uses are loaded: 200 kB less to read before the first page.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const mantine = join(import.meta.dirname, '../node_modules/@mantine/core');
const read = (path: string) => readFileSync(join(mantine, path), 'utf8');

function usedControls(): string[] {
  const source = join(import.meta.dirname, '../src');
  const texts = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(join(source, file), 'utf8'));
  const lists = texts.flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].map((found) => found[1]!));
  return [...new Set(lists.flatMap((list) => list.split(',').map((name) => name.trim())))].filter((name) => /^[A-Z]/.test(name));
}

// Styles of a module of Mantine and of all that it imports.
function stylesOf(module: string, seen: Set<string>): string[] {
  if (seen.has(module) || !existsSync(join(mantine, module))) return [];
  seen.add(module);
  const own = /([^/]+)\.module\.css\.mjs$/.exec(module);
  if (own) return [own[1]!];
  return [...read(module).matchAll(/^import (?:.* from )?'(\.[^']+)';/gm)].flatMap((found) => stylesOf(join(dirname(module), found[1]!), seen));
}

// In the order in which Mantine's own sheet has them: later ones override earlier ones.
function neededStyles(): string[] {
  const index = read('esm/index.mjs');
  const modules = usedControls().flatMap((name) => [...index.matchAll(new RegExp(`export \\{[^}]*\\b${name}\\b[^}]*\\} from '([^']+)'`, 'g'))].map((found) => join('esm', found[1]!)));
  const seen = new Set<string>();
  const names = [...new Set(modules.flatMap((module) => stylesOf(module, seen)))].filter((name) => existsSync(join(mantine, `styles/${name}.css`)));
  const whole = read('styles.css');
  const place = (name: string) => whole.indexOf(/\.m_[0-9a-f]+/.exec(read(`styles/${name}.css`))![0]);
  return ['baseline', 'default-css-variables', 'global', ...names.sort((a, b) => place(a) - place(b))];
}

test('mantine.css_imports_the_styles_of_every_control_in_use', () => {
  const needed = neededStyles().map((name) => `@import '@mantine/core/styles/${name}.css';`);
  const present = readFileSync(join(import.meta.dirname, '../src/mantine.css'), 'utf8').split('\n').filter((line) => line.startsWith('@import'));
  expect(needed.filter((line) => !present.includes(line)), 'add to src/mantine.css').toEqual([]);
  expect(present.filter((line) => !needed.includes(line)), 'take out of src/mantine.css').toEqual([]);
  expect(present).toEqual(needed);
});
