// The lineage as a drawing and as a list, and what a dataset's page says besides.
import assert from 'node:assert/strict';
import { ask, base, run, send } from './asking.mjs';

// A scan with six slices and a volume, one that waits for a calibration, one made from what was withdrawn, and a cycle.
async function woven(name) {
  const place = `/data/visitor/ma5570/id19/20260305`;
  const raw = `${place}/RAW_DATA/bone/${name}`;
  const at = (what) => `${place}/PROCESSED_DATA/bone/${name}/${what}`;
  const scan = { type: 'dataset', proposal: 'ma5570', instrument: 'ID19', location: raw, name, sample: { name: 'bone' }, startDate: '2026-03-05T09:00:00Z', parameters: { definition: 'TOMO', scanType: 'tomography' } };
  const result = (what, inputs, parameters = {}) => ({ ...scan, location: at(what), name: what, inputs, parameters });
  const all = [scan, { ...scan, location: `${raw}_flats`, name: `${name}_flats` },
    ...[1, 2, 3, 4, 5, 6].map((number) => result(`slice_${number}`, [raw], { Process_program: 'slices' })),
    result('volume', [raw, `${raw}_flats`, `${raw}_calibration`], { Process_program: 'reconstruction' }),
    result('segmented', [at('volume'), at('labels')], { definition: 'XPCT', Process_program: 'segmentation' }),
    result('labels', [at('segmented')], { Process_program: 'labelling' })];
  for (const one of all) await send(one);
  const { datasets } = await ask(`/api/v1/datasets?proposal=ma5570&limit=200`);
  const found = (what) => datasets.find((one) => one.location === what);
  const flats = found(`${raw}_flats`);
  if (flats) await fetch(`${base}/api/v1/datasets/${flats.id}?reason=wrong%20filter`, { method: 'DELETE' });
  return { scan: found(raw), volume: found(at('volume')), segmented: found(at('segmented')) };
}

let known;
const made = () => (known ??= woven(`scan_${run}`));
const viewport = (page) => page.locator('.react-flow__viewport').evaluate((one) => one.style.transform);

export const flows = {
  async a_stack_opens_where_it_stands_and_the_address_says_so(page) {
    const { scan } = await made();
    await page.goto(`${base}/datasets/${scan.id}?tab=lineage`);
    const stack = page.getByRole('group', { name: /^6 datasets, .* opens$/ });
    await stack.waitFor();
    const before = await page.getByRole('group', { name: /^volume,/ }).boundingBox();
    await stack.click();
    await page.getByRole('group', { name: /^slice_6,/ }).waitFor();
    await page.waitForURL(/opened=\d+/);
    const after = await page.getByRole('group', { name: /^slice_1,/ }).boundingBox();
    assert.ok(after.width > 0.9 * before.width, 'the drawing was made smaller');
    await page.reload();
    await page.getByRole('group', { name: /^slice_6,/ }).waitFor();
    await page.getByRole('button', { name: 'Close stacks' }).click();
    await stack.waitFor();
  },
  async a_live_result_leaves_the_drawing_where_one_moved_it(page) {
    const { volume } = await made();
    await page.goto(`${base}/datasets/${volume.id}?tab=lineage`);
    const box = page.getByRole('group', { name: /^volume,/ });
    await box.waitFor();
    const fitted = await viewport(page);
    await page.getByRole('button', { name: 'Zoom In' }).click();
    await page.waitForFunction((was) => document.querySelector('.react-flow__viewport').style.transform !== was, fitted);
    await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } });
    let still = '';
    while (still !== (still = await viewport(page))) await page.evaluate(() => new Promise((done) => { setTimeout(done, 400); })); // until the zoom has come to rest
    const before = await box.boundingBox();
    await send({ type: 'dataset', proposal: 'ma5570', instrument: 'ID19', location: `${volume.location}_late_${run}`, name: `late_${run}`, inputs: [volume.location] });
    await page.getByRole('group', { name: new RegExp(`^late_${run}`) }).waitFor({ state: 'attached' });
    const after = await box.boundingBox();
    for (const side of ['x', 'width']) assert.ok(Math.abs(after[side] - before[side]) < 3, `${side} was ${before[side]} and is ${after[side]}`);
  },
  async a_technique_leaves_what_is_joined_to_it_and_a_click_walks(page) {
    const { volume } = await made();
    await page.goto(`${base}/datasets/${volume.id}?tab=lineage&technique=XPCT`);
    await page.getByRole('group', { name: /^segmented,/ }).waitFor();
    assert.equal(await page.getByRole('group', { name: /^scan_/ }).count(), 0);
    await page.getByRole('group', { name: /^segmented,/ }).click();
    await page.getByRole('heading', { level: 1, name: 'segmented' }).waitFor();
  },
  async withdrawn_pending_and_cyclic_are_drawn_and_listed_as_such(page) {
    const { volume } = await made();
    await page.goto(`${base}/datasets/${volume.id}?tab=lineage`);
    await page.getByRole('group', { name: /_flats, withdrawn/ }).waitFor();
    await page.getByRole('group', { name: /_calibration, not here yet/ }).waitFor();
    await page.getByText('cycle', { exact: true }).waitFor();
    await page.getByText('List', { exact: true }).click();
    await page.waitForURL(/as=list/);
    const list = page.getByRole('list').filter({ has: page.getByRole('heading', { name: /^Start/ }) });
    await list.getByText('withdrawn', { exact: true }).waitFor();
    for (const words of [/_flats.* \(withdrawn\)/, /_calibration \(not here yet\)/, /closes a cycle/]) await list.getByText(words).first().waitFor();
  },
  async parameters_stand_in_groups_with_what_they_mean_and_their_errors(page) {
    const { datasets } = await ask(`/api/v1/datasets?limit=1&q=${encodeURIComponent('scanType = subtraction and exists SAXS_d_max')}`);
    await page.goto(`${base}/datasets/${datasets[0].id}`);
    await page.getByRole('switch', { name: 'What they mean' }).press('Space');
    await page.waitForURL(/meanings=shown/);
    const { parameters } = await ask(`/api/v1/datasets/${datasets[0].id}`);
    const [definition] = (await ask('/api/v1/definitions?names=SAXS_d_max')).definitions;
    const line = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /SAXS_d_max/ }) });
    await line.getByText(definition.description).waitFor();
    assert.ok((await line.innerText()).includes(parameters.SAXS_d_max.text.replace('±', ' ± ')));
    await page.getByRole('textbox', { name: 'Filter parameters' }).fill('d_max');
    await page.waitForURL(/parameters=d_max/);
    await page.reload();
    await line.waitFor();
    assert.equal(await page.getByRole('rowheader', { name: /SAXS_porod_volume/ }).count(), 0);
  },
  async the_history_and_the_json_say_what_was_sent(page) {
    const { scan } = await made();
    const full = await ask(`/api/v1/datasets/${scan.id}`);
    await page.goto(`${base}/datasets/${scan.id}?tab=history`);
    await page.getByRole('tabpanel').getByRole('listitem').first().waitFor();
    await page.getByRole('tab', { name: 'JSON' }).click();
    const text = await page.getByLabel('the JSON', { exact: true }).textContent();
    assert.equal(JSON.parse(text).location, full.location);
  },
};

export async function pages() {
  const { scan, volume } = await woven('scan_0001');
  const opened = (await ask(`/api/v1/datasets/${scan.id}/lineage`)).nodes.filter((one) => /^slice_/.test(one.name)).map((one) => one.id)[0];
  return {
    woven: `/datasets/${scan.id}?tab=lineage`,
    wovenopen: `/datasets/${scan.id}?tab=lineage&opened=${opened}`,
    wovenlist: `/datasets/${volume.id}?tab=lineage&as=list`,
    meanings: `/datasets/${volume.id}?meanings=shown`,
  };
}
