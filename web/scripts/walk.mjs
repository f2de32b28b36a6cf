// Walks through the portal as a person does, found by role and name, against a running server with the demo facility.
//   npm run preview &   npm run walk [-- NAME ...]
// It sends datasets of its own (proposal walk-0001). The flow of an empty catalogue wants WEFT_BINARY and skips without.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const base = process.env.WEFT_PORTAL ?? 'http://127.0.0.1:4173';
const ask = async (path) => (await fetch(base + path)).json();
const send = (message) => fetch(`${base}/api/v1/messages?wait=true`, { method: 'POST', body: JSON.stringify(message), headers: { 'Content-Type': 'application/json' } });
const dataset = (name, more = {}) => ({ type: 'dataset', proposal: 'walk-0001', instrument: 'ID00', location: `/data/visitor/walk0001/id00/20260101/RAW_DATA/s/${name}`, name, sample: { name: 's' }, ...more });
const run = Date.now().toString(36);

const flows = {
  async a_facet_narrows_and_its_chip_lets_go(page) {
    await page.goto(`${base}/data`);
    const { total } = await ask('/api/v1/datasets?type=processed&limit=1');
    await page.getByRole('checkbox', { name: /^processed/ }).first().check();
    await page.getByRole('heading', { level: 1, name: `${total} datasets` }).waitFor();
    assert.match(page.url(), /is\.type=processed/);
    await page.getByRole('button', { name: 'Remove the condition on type' }).click();
    await page.waitForURL((url) => !url.search);
  },
  async a_bucket_of_a_histogram_narrows_to_its_count(page) {
    await page.goto(`${base}/data`);
    const bucket = page.getByRole('region', { name: 'Size' }).getByRole('button').nth(1);
    const wanted = Number((await bucket.getAttribute('aria-label')).replaceAll(',', '').match(/: (\d+)$/)[1]);
    await bucket.click();
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${wanted} dataset`) }).waitFor();
    assert.match(page.url(), /in\.volume=/);
  },
  async the_search_box_completes_and_finds(page) {
    await page.goto(`${base}/statistics`);
    await page.getByRole('heading', { name: 'Statistics' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('instru');
    await page.getByRole('option', { name: /^name instrument / }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await page.getByRole('combobox', { name: 'Search datasets' }).inputValue(), 'instrument ');
    await page.keyboard.type('= BM29');
    await page.keyboard.press('Enter');
    const { total } = await ask('/api/v1/datasets?instrument=BM29&limit=1');
    await page.getByRole('heading', { level: 1, name: `${total} datasets` }).waitFor();
  },
  async an_error_is_marked_at_its_letter(page) {
    await page.goto(`${base}/data?q=instrument+%3D%3D+1`);
    await page.getByRole('heading', { name: 'This cannot be asked' }).waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Search datasets' }).getAttribute('aria-invalid'), 'true');
  },
  async from_raw_to_its_result_and_back(page) {
    const raw = (await ask('/api/v1/datasets?type=acquisition&limit=200')).datasets;
    const full = await Promise.all(raw.map((one) => ask(`/api/v1/datasets/${one.id}`)));
    const start = full.find((one) => one.outputs.total > 0);
    await page.goto(`${base}/datasets/${start.id}`);
    await page.getByRole('region', { name: 'Came of it' }).getByRole('link').first().click();
    await page.getByRole('region', { name: 'Made from' }).getByRole('link').first().waitFor();
    assert.notEqual(page.url(), `${base}/datasets/${start.id}`);
    await page.getByRole('region', { name: 'Made from' }).getByRole('link', { name: new RegExp(start.name) }).first().click();
    await page.waitForURL(`${base}/datasets/${start.id}`);
  },
  async a_stack_of_the_lineage_opens(page) {
    const { investigations } = await ask('/api/v1/investigations?limit=100');
    const large = investigations.sort((a, b) => b.datasets - a.datasets)[0];
    await page.goto(`${base}/investigations/${large.id}?tab=lineage`);
    const stack = page.getByRole('group', { name: /opens$/ });
    await stack.first().waitFor();
    const before = await stack.count();
    await stack.first().click();
    await page.getByRole('button', { name: 'Close stacks' }).waitFor();
    assert.equal(await page.getByRole('group', { name: /opens$/ }).count(), before - 1);
  },
  async a_long_table_keeps_few_rows_in_the_page(page) {
    await page.goto(`${base}/data?view=table`);
    await page.getByRole('row').nth(5).waitFor();
    for (let step = 0; step < 12; step += 1) {
      await page.mouse.wheel(0, 1500);
      await page.waitForTimeout(120);
      assert.ok((await page.locator('tbody tr').count()) <= 200);
    }
    const last = Number(await page.locator('tbody tr[aria-rowindex]').last().getAttribute('aria-rowindex'));
    assert.ok(last > 150, `scrolled to row ${last} only`);
  },
  async columns_are_chosen_and_kept(page) {
    await page.goto(`${base}/data?view=table`);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Folder' }).check();
    await page.getByRole('columnheader', { name: 'Folder' }).waitFor();
    await page.goto(`${base}/data?view=table&is.type=processed`);
    await page.getByRole('columnheader', { name: 'Folder' }).waitFor();
  },
  async a_column_sorts_the_whole_result(page) {
    await page.goto(`${base}/data?view=table`);
    await page.getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
    await page.getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
    await page.waitForURL(/sort=-volume/);
    const { datasets } = await ask('/api/v1/datasets?sort=-volume&limit=1');
    await page.locator(`tbody a[href="/datasets/${datasets[0].id}"]`).first().waitFor();
  },
  async the_keyboard_walks_the_rows(page) {
    await page.goto(`${base}/data?view=table`);
    await page.getByRole('row').nth(3).waitFor();
    const { datasets } = await ask('/api/v1/datasets?limit=2');
    for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(`${base}/datasets/${datasets[1].id}`);
    for (const key of ['g', 's']) await page.keyboard.press(key);
    await page.waitForURL(/\/statistics/);
  },
  async the_same_question_is_there_for_curl_and_python(page) {
    await page.goto(`${base}/data?is.type=processed`);
    await page.getByRole('button', { name: 'Use' }).click();
    await page.getByRole('menuitem', { name: 'As curl, as Python' }).click();
    await page.getByText("--data-urlencode 'type=processed'").waitFor();
    await page.getByRole('tab', { name: 'Python' }).click();
    await page.getByText('from urllib.request import urlopen').waitFor();
  },
  async an_export_holds_every_dataset(page) {
    const { total } = await ask('/api/v1/datasets?type=processed&limit=1');
    await page.goto(`${base}/data?is.type=processed`);
    await page.getByRole('heading', { level: 1, name: `${total} datasets` }).waitFor();
    await page.getByRole('button', { name: 'Use' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export as CSV' }).click()]);
    let text = '';
    for await (const piece of await download.createReadStream()) text += piece;
    assert.equal(text.trim().split('\r\n').length, total + 1);
  },
  async a_new_dataset_is_announced_and_shown_only_when_asked(page) {
    await send(dataset(`first_${run}`));
    await page.goto(`${base}/data?is.proposal=walk0001`);
    await page.getByRole('link', { name: `first_${run}` }).first().waitFor();
    await send(dataset(`late_${run}`));
    const pill = page.getByRole('button', { name: /1 new dataset: show/ });
    await pill.waitFor({ timeout: 12_000 });
    assert.equal(await page.getByRole('link', { name: `late_${run}` }).count(), 0);
    await pill.click();
    await page.getByRole('link', { name: `late_${run}` }).first().waitFor();
  },
  async what_is_not_here_yet_is_shown_as_missing(page) {
    await send(dataset(`early_${run}`, { inputs: [`/data/visitor/walk0001/id00/20260101/RAW_DATA/s/never_${run}`] }));
    const { datasets } = await ask(`/api/v1/datasets?proposal=walk0001&name=early_${run}`);
    await page.goto(`${base}/datasets/${datasets[0].id}`);
    await page.getByText('not in the catalogue yet').waitFor();
    await page.getByRole('tab', { name: 'Lineage' }).click();
    await page.getByText('not here yet').waitFor();
  },
  async a_page_that_is_not_there_says_so_kindly(page) {
    await page.goto(`${base}/datasets/999999999`);
    await page.getByRole('heading', { name: 'There is no such dataset' }).waitFor();
    await page.goto(`${base}/no/such/page`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  },
  async a_dead_server_is_noticed_and_its_return_too(page) {
    await page.goto(`${base}/data`);
    await page.getByRole('checkbox', { name: /^processed/ }).first().waitFor();
    await page.route(/\/(api|healthz)/, (route) => route.abort());
    await page.getByRole('alert').waitFor({ timeout: 12_000 });
    await page.goto(`${base}/instruments`).catch(() => undefined);
    await page.getByRole('heading', { name: 'The catalogue does not answer' }).waitFor();
    await page.unroute(/\/(api|healthz)/);
    await page.getByRole('heading', { level: 1, name: /instrument/ }).waitFor({ timeout: 12_000 });
    assert.equal(await page.getByRole('alert').count(), 0);
  },
  async an_empty_catalogue_shows_how_to_begin_and_notices(page) {
    const binary = process.env.WEFT_BINARY;
    if (!binary) return 'skipped';
    const folder = mkdtempSync(join(tmpdir(), 'weft-walk-'));
    const http = '127.0.0.1:18473';
    const server = spawn(binary, ['serve', '--data', folder, '--http', http, '--stomp', '127.0.0.1:18474'], { stdio: 'ignore' });
    try {
      for (let step = 0; step < 100 && !(await fetch(`http://${http}/healthz`).catch(() => undefined)); step += 1) await new Promise((done) => setTimeout(done, 100));
      await page.route(/\/(api|healthz)/, async (route) => {
        const url = new URL(route.request().url());
        return route.fulfill({ response: await route.fetch({ url: `http://${http}${url.pathname}${url.search}` }) });
      });
      await page.goto(base);
      await page.getByRole('heading', { name: 'The catalogue is empty' }).waitFor();
      const command = await page.getByLabel('the command that sends a dataset', { exact: true }).textContent();
      await page.screenshot({ path: 'look/first-run.png' });
      const body = /-d '(.*)'$/s.exec(command)[1];
      const answer = await fetch(`http://${http}/api/v1/messages?wait=true`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
      assert.equal(answer.status, 202);
      await page.getByRole('link', { name: 'Show the data' }).click({ timeout: 12_000 });
      await page.getByRole('heading', { level: 1, name: '1 dataset' }).waitFor();
    } finally {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      server.kill();
      await new Promise((done) => server.once('exit', done));
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const wanted = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const [name, flow] of Object.entries(flows)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const failures = [];
  page.on('pageerror', (failure) => failures.push(failure.message));
  try {
    const said = await flow(page);
    assert.deepEqual(failures, []);
    counts[said === 'skipped' ? 'skipped' : 'passed'] += 1;
    console.log(`${said === 'skipped' ? 'skipped' : 'ok     '} ${name}`);
  } catch (failure) {
    counts.failed += 1;
    await page.screenshot({ path: `look/failed-${name}.png` }).catch(() => undefined);
    console.log(`FAILED  ${name}\n        ${String(failure.message).split('\n').slice(0, 6).join('\n        ')}`);
  }
  await context.close();
}
await browser.close();
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed ? 1 : 0;
