// The portal knows no technique, parameter or program by name: what it shows comes from the catalogue and from viewers/.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const project = join(import.meta.dirname, '../..');

function read(path: string): string {
  return readFileSync(join(project, path), 'utf8');
}

// hdf5_cfg.xml as WEFT_DEFINITIONS names it or as tools/install brings it.
function dictionary(): string {
  const named = process.env.WEFT_DEFINITIONS;
  if (named) return readFileSync(named, 'utf8');
  const libraries = join(project, '.venv/lib');
  const found = (existsSync(libraries) ? readdirSync(libraries) : [])
    .map((python) => join(libraries, python, 'site-packages/icat_esrf_definitions/hdf5_cfg.xml'))
    .find((path) => existsSync(path));
  if (!found) throw new Error('there is no hdf5_cfg.xml: run tools/install, or name one by WEFT_DEFINITIONS');
  return readFileSync(found, 'utf8');
}

// Words of the contract and of the messages (startDate, location ...) are the catalogue's own; names of a group (`Group_field`)
// never are, though the contract's examples have some.
function forbidden(): Set<string> {
  const own = new Set(`${read('spec/openapi.yaml')} ${read('spec/messages.md')}`.match(/\w+/g));
  const parameters = [...dictionary().matchAll(/\$\{([\w.]+)\}/g)].map((found) => found[1]!);
  const sent = [...read('definitions/facility.toml').matchAll(/^"?([A-Z]\w*_\w+)"?\s*=/gm)].map((found) => found[1]!);
  const scenarios = readdirSync(join(project, 'demo_facility/scenarios')).map((file) => read(`demo_facility/scenarios/${file}`)).join('\n');
  const demo = [...scenarios.matchAll(/\b([A-Z]\w*_\w+):/g)].map((found) => found[1]!);
  const techniques = [...scenarios.matchAll(/\b(?:technique|definition): *(\w+)/g)].map((found) => found[1]!);
  const programs = [...scenarios.matchAll(/\bprogram: *"?([\w-]{3,})/g)].map((found) => found[1]!);
  return new Set([...parameters, ...sent, ...demo, ...techniques, ...programs].filter((name) => (!own.has(name) || /^[A-Z]\w*_/.test(name)) && name.length > 2));
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sources(path) : [path];
  });
}

function namesIn(text: string, names: Set<string>): string[] {
  return [...new Set(text.match(/[\w.-]+/g))].filter((word) => names.has(word) || names.has(word.replace(/[.-]+$/, '')));
}

// The contract's types are not written here, and carry its examples.
test('no_technique_parameter_or_program_is_named_in_the_portal', () => {
  const names = forbidden();
  expect(names.size).toBeGreaterThan(500);
  const written = sources(join(project, 'web/src')).filter((path) => !path.endsWith('model/contract.ts'));
  const found = written.flatMap((path) =>
    namesIn(readFileSync(path, 'utf8'), names).map((name) => `${path.slice(project.length + 1)} names ${name}`),
  );
  expect(found).toEqual([]);
});

test('a_name_of_the_dictionary_would_be_found', () => {
  expect(namesIn("text = 'EM_voltage > 200'", forbidden())).toEqual(['EM_voltage']);
});
