// Writes src/model/contract.ts from ../spec/openapi.yaml. tests/contract.test.ts fails when that was forgotten.
import { writeFileSync } from 'node:fs';
import { contractText } from './contract_text.mjs';

writeFileSync(new URL('../src/model/contract.ts', import.meta.url), await contractText());
