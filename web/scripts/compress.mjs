// After a build: dist/FILE.gz beside each file that gets smaller by it, which `weft serve` sends to who takes gzip.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = new URL('../dist', import.meta.url).pathname;
for (const entry of readdirSync(folder, { recursive: true })) {
  const file = join(folder, entry);
  if (!statSync(file).isFile() || !/\.(css|html|js|json|svg|txt|wasm)$/.test(file)) continue;
  const bytes = readFileSync(file);
  const small = gzipSync(bytes, { level: 9 });
  if (bytes.length > 1000 && small.length < bytes.length * 0.95) writeFileSync(`${file}.gz`, small);
}
