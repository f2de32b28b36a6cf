// What axe has against a page as it stands.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function complaints(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ exclude: ['section[aria-label^="HDF5 of"]'] })); // inside, H5Web speaks for itself
  return violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 2).map((node) => node.html.slice(0, 150)).join(' | ')}`);
}

export async function withoutComplaints(page) {
  const found = await complaints(page);
  assert.equal(found.length, 0, found.join('\n'));
}
