// The frame: finding, narrowing, walking, arriving, and what is not there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { withoutComplaints } from '../scripts/complaints.mjs';
import { ask, base, dataset, run, send, startServer, withFolder } from './asking.mjs';

// As a person pastes it into a terminal.
const paste = (command) => assert.match(execFileSync('bash', ['-c', command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }), /"accepted":1/);
const firstResult = (http) => `curl '${http}/api/v1/messages' -H 'Content-Type: application/json' -d '${JSON.stringify(dataset('result', { inputs: ['/data/visitor/test0001/id00/first/RAW_DATA/sample/scan_0001'] }))}'`;

export const flows = {
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
  async from_raw_to_its_result_and_back(page) {
    const raw = (await ask('/api/v1/datasets?type=acquisition&limit=200')).datasets;
    const full = await Promise.all(raw.map((one) => ask(`/api/v1/datasets/${one.id}`)));
    const start = full.find((one) => one.outputs.total > 0);
    await page.goto(`${base}/datasets/${start.id}`);
    await page.getByRole('group', { name: 'Came of it' }).getByRole('link').first().click();
    await page.getByRole('group', { name: 'Made from' }).getByRole('link').first().waitFor();
    assert.notEqual(page.url(), `${base}/datasets/${start.id}`);
    await page.getByRole('group', { name: 'Made from' }).getByRole('link', { name: new RegExp(start.name) }).first().click();
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
  async columns_are_chosen_and_kept(page) {
    await page.goto(`${base}/data?view=table`);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Folder' }).check();
    await page.getByRole('columnheader', { name: 'Folder' }).waitFor();
    await page.goto(`${base}/data?view=table&is.type=processed`);
    await page.getByRole('columnheader', { name: 'Folder' }).waitFor();
  },
  async a_range_is_brushed_over_several_buckets(page) {
    await page.goto(`${base}/data`);
    const buckets = page.getByRole('region', { name: 'Size' }).getByRole('button');
    await buckets.nth(3).waitFor();
    const counts = await buckets.evaluateAll((all) => all.slice(1, 4).map((one) => Number(one.getAttribute('aria-label').replaceAll(',', '').match(/: (\d+)$/)[1])));
    await buckets.nth(1).hover();
    await page.mouse.down();
    await buckets.nth(3).hover();
    await page.mouse.up();
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${counts.reduce((sum, one) => sum + one)} dataset`) }).waitFor();
    await page.getByRole('button', { name: 'Remove the condition on volume' }).waitFor();
    await page.goBack(); // the state is the address
    await page.getByRole('button', { name: 'Remove the condition on volume' }).waitFor({ state: 'detached' });
  },
  async a_parameter_becomes_a_column_and_is_exported(page) {
    const { datasets } = await ask('/api/v1/datasets?limit=200&type=acquisition');
    const full = await ask(`/api/v1/datasets/${datasets[0].id}`);
    const name = Object.keys(full.parameters).find((one) => one.includes('_'));
    await page.goto(`${base}/data?view=table`);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByLabel('Column of a parameter').fill(name);
    await page.keyboard.press('Enter');
    await page.getByRole('columnheader', { name }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Share, export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export as CSV' }).click()]);
    let text = '';
    for await (const piece of await download.createReadStream()) text += piece;
    const lines = text.trim().split('\r\n');
    assert.ok(lines[0].endsWith(`,${name}`));
    assert.ok(lines.some((line) => line.startsWith(`${full.id},`) && line.endsWith(full.parameters[name].text)));
  },
  async a_column_sorts_the_whole_result(page) {
    await page.goto(`${base}/data?view=table`);
    await page.getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
    await page.getByRole('columnheader', { name: 'Size' }).getByRole('button').click();
    await page.waitForURL(/sort=-volume/);
    const { datasets } = await ask('/api/v1/datasets?sort=-volume&limit=1');
    await page.locator(`tbody a[href="/datasets/${datasets[0].id}"]`).first().waitFor();
  },
  async the_same_question_is_there_for_curl_and_python(page) {
    await page.goto(`${base}/data?is.type=processed`);
    await page.getByRole('button', { name: 'Share, export' }).click();
    await page.getByRole('menuitem', { name: 'As curl, as Python' }).click();
    await page.getByText("--data-urlencode 'type=processed'").waitFor();
    const { total } = await ask('/api/v1/datasets?type=processed&limit=1');
    const curl = await page.getByLabel('the curl command', { exact: true }).textContent();
    assert.equal(JSON.parse(execFileSync('bash', ['-c', curl], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })).total, total);
    await page.getByRole('tab', { name: 'Python' }).click();
    const python = await page.getByLabel('the Python program', { exact: true }).textContent();
    assert.equal(execFileSync('python3', ['-c', python], { encoding: 'utf8' }).trim().split('\n').length, total);
  },
  async an_export_holds_every_dataset(page) {
    const { total } = await ask('/api/v1/datasets?type=processed&limit=1');
    await page.goto(`${base}/data?is.type=processed`);
    await page.getByRole('heading', { level: 1, name: `${total} datasets` }).waitFor();
    await page.getByRole('button', { name: 'Share, export' }).click();
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
  async a_shown_dataset_is_updated_in_its_place(page) {
    const name = `changing_${run}`;
    await send(dataset(name));
    await page.goto(`${base}/data?is.proposal=walk0001&q=name+%3D+${name}&view=table`);
    await page.getByRole('row', { name: new RegExp(name) }).waitFor();
    await send(dataset(name, { sample: { name: 'another_sample' } }));
    await page.getByRole('row', { name: new RegExp(`${name}.*another_sample`) }).waitFor();
    assert.equal(await page.getByRole('button', { name: /: show$/ }).count(), 0);
  },
  async a_result_appears_on_the_page_of_its_raw_dataset(page) {
    const name = `hub_${run}`;
    await send(dataset(name));
    const { datasets } = await ask(`/api/v1/datasets?proposal=walk0001&name=${name}`);
    await page.goto(`${base}/datasets/${datasets[0].id}`);
    await page.getByRole('group', { name: 'Came of it' }).getByText('Nothing yet.').waitFor();
    await send(dataset(`of_${name}`, { inputs: [datasets[0].location] }));
    await page.getByRole('group', { name: 'Came of it' }).getByRole('link', { name: new RegExp(`of_${name}`) }).waitFor();
  },
  async an_investigation_counts_what_comes_while_one_watches(page) {
    await send(dataset(`watched_${run}`));
    const { datasets } = await ask(`/api/v1/datasets?proposal=walk0001&name=watched_${run}`);
    const { datasets: before } = await ask(`/api/v1/investigations/${datasets[0].investigation}`);
    await page.goto(`${base}/investigations/${datasets[0].investigation}`);
    await page.getByRole('row', { name: new RegExp(`watched_${run}`) }).waitFor(); // from here on it watches
    await page.getByText(String(before), { exact: true }).first().waitFor();
    for (const at of [1, 2, 3]) await send(dataset(`watched_${run}_${at}`));
    await page.getByRole('button', { name: '3 new datasets: show' }).waitFor();
    await page.getByText(String(before + 3), { exact: true }).first().waitFor();
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
    if (!process.env.WEFT_BINARY) return 'skipped';
    return withFolder(async (folder) => {
      let server = await startServer(folder, '127.0.0.1:0');
      try {
        await page.goto(server.http);
        await page.getByRole('heading', { name: 'The catalogue is empty' }).waitFor();
        await page.screenshot({ path: 'look/first-run.png' });
        await withoutComplaints(page);
        await paste(await page.getByLabel('the command that sends a dataset', { exact: true }).textContent());
        await page.getByText('Your first dataset is here').waitFor();
        await page.getByRole('link', { name: 'Show the data' }).click();
        await page.getByRole('heading', { level: 1, name: '1 dataset' }).waitFor();
        // The server goes and comes back; the page follows again by itself.
        const address = server.http.slice('http://'.length);
        await server.stop();
        server = await startServer(folder, address);
        await page.goto(`${server.http}/data`);
        await page.getByRole('link', { name: 'scan_0001' }).first().waitFor();
        await server.stop();
        server = await startServer(folder, address);
        await paste(firstResult(server.http));
        await page.getByRole('button', { name: '1 new dataset: show' }).click();
        await page.getByRole('heading', { level: 1, name: '2 datasets' }).waitFor();
      } finally {
        await server.stop();
      }
    });
  },
};

export async function pages() {
  const { investigations } = await ask('/api/v1/investigations?limit=20');
  const large = investigations.sort((a, b) => b.datasets - a.datasets)[0];
  const processed = (await ask('/api/v1/datasets?type=processed&limit=200')).datasets;
  const graphs = await Promise.all(processed.slice(0, 200).map(async (one) => [one.id, (await ask(`/api/v1/datasets/${one.id}/lineage`)).nodes.length]));
  const woven = graphs.sort((a, b) => b[1] - a[1])[0]?.[0];
  const raw = (await ask(`/api/v1/datasets?type=acquisition&investigation=${large.id}&limit=1`)).datasets[0].id;
  return {
    data: '/data',
    cards: '/data?view=cards&is.type=processed',
    narrowed: '/data?is.type=processed&in.volume=50000..100000&q=fileCount+%3E+1',
    wrong: '/data?q=instrument+%3D+x+and+nonsense+%3D%3D+1',
    investigations: '/investigations',
    investigation: `/investigations/${large.id}`,
    samples: `/investigations/${investigations.sort((a, b) => b.samples - a.samples)[0].id}?tab=samples`,
    cloth: `/investigations/${large.id}?tab=lineage`,
    dataset: `/datasets/${raw}`,
    result: `/datasets/${woven}`,
    lineage: `/datasets/${woven}?tab=lineage`,
    list: `/datasets/${woven}?tab=lineage&as=list`,
    history: `/datasets/${raw}?tab=history`,
    json: `/datasets/${raw}?tab=json`,
    instruments: '/instruments',
    statistics: '/statistics',
    nowhere: '/no/such/page',
    missing: '/datasets/999999',
  };
}
