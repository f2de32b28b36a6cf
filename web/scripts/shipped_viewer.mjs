// A viewer that ships, ../viewers/NAME.yaml, as the server hands it out.
import { readFileSync } from 'node:fs';
import { CORE_SCHEMA, load } from 'js-yaml';

export function shippedViewer(name) {
  return load(readFileSync(new URL(`../../viewers/${name}.yaml`, import.meta.url), 'utf8'), { schema: CORE_SCHEMA });
}
