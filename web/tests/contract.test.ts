import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contractText } from '../scripts/contract_text.mjs';

test('the_types_are_those_of_the_contract', async () => {
  const committed = readFileSync(new URL('../src/model/contract.ts', import.meta.url), 'utf8');
  expect(committed === (await contractText()), 'src/model/contract.ts is stale: run `npm run contract` and commit it').toBe(true);
}, 30_000);
