// What walking and looking share: the browser, the parts of the portal, counting what passed, a report as JUnit.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

mkdirSync('look', { recursive: true });

export const launch = () => chromium.launch({ executablePath: process.env.WEFT_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });

const folder = new URL('../flows/', import.meta.url);
export const parts = () => Promise.all(readdirSync(folder).filter((file) => file.endsWith('.mjs')).sort().map((file) => import(new URL(file, folder).href)));

const escaped = (text) => text.replace(/[^\x20-\x7e\n\t\u00a0-\uffff]/g, '?').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export class Report {
  #counts = { passed: 0, failed: 0, skipped: 0 };
  #cases = [];
  #file;
  #wanted;

  constructor(name) {
    this.name = name;
    const words = process.argv.slice(2);
    const at = words.indexOf('--report');
    this.#file = at < 0 ? undefined : words.splice(at, 2)[1];
    this.#wanted = words.filter((word) => !word.startsWith('--'));
  }

  wants(name) {
    return !this.#wanted.length || this.#wanted.includes(name);
  }

  // One test: throws when it fails, says 'skipped' when it was.
  async one(name, test) {
    const start = Date.now();
    let state = 'passed';
    let why = '';
    try {
      if ((await test()) === 'skipped') state = 'skipped';
    } catch (failure) {
      state = 'failed';
      why = String(failure.message).split('\n').slice(0, 8).join('\n');
    }
    this.#counts[state] += 1;
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    if (state !== 'passed' || this.name.endsWith('walk')) console.log(`${{ passed: 'ok     ', failed: 'FAILED ', skipped: 'skipped' }[state]} ${name} ${seconds} s${why && `\n        ${why.replaceAll('\n', '\n        ')}`}`);
    const inside = state === 'failed' ? `<failure message="${escaped(why.split('\n')[0])}">${escaped(why)}</failure>` : state === 'skipped' ? '<skipped/>' : '';
    this.#cases.push(`<testcase classname="${this.name}" name="${escaped(name)}" time="${seconds}">${inside}</testcase>`);
  }

  end() {
    const { passed, failed, skipped } = this.#counts;
    if (this.#file) writeFileSync(this.#file, `<testsuite name="${this.name}" tests="${this.#cases.length}">${this.#cases.join('\n')}</testsuite>`);
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    process.exitCode = failed ? 1 : 0;
  }
}
