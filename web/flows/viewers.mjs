// Viewers are data: each of those that ship shows the numbers of its scenario (demo_facility/scenarios), and a fifth is written and seen.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, base, dataset, run, send } from './asking.mjs';

const investigation = async (proposal) => (await ask(`/api/v1/investigations?proposal=${proposal}`)).investigations[0];
const found = async (query, more = '') => (await ask(`/api/v1/datasets?limit=100&q=${encodeURIComponent(query)}${more}`)).datasets;
// The value beside a name, in a card's panel or a box of the page.
const beside = (page, place, name) => place.locator('dl > div', { has: page.getByText(name, { exact: true }) }).getByRole('definition').innerText();
const colourOf = (place, text) => place.locator('[data-colour]', { hasText: new RegExp(`^${text.replaceAll('.', '\\.')}(?![\\d.])`) }).first().getAttribute('data-colour');
const loaded = (image) => image.evaluate((one) => one.decode().then(() => one.naturalWidth > 20));

// The cell of a row under a head; heads of two levels are counted as the browser lays them out.
async function cellUnder(row, title) {
  return row.evaluate((element, wanted) => {
    const heads = [...element.closest('table').querySelectorAll('thead th')].filter((head) => head.colSpan === 1);
    const head = heads.find((one) => one.textContent.trim() === wanted);
    const { left, right } = head.getBoundingClientRect();
    const cell = [...element.children].find((one) => { const box = one.getBoundingClientRect(); return box.left < right - 1 && box.right > left + 1; });
    return cell.textContent.trim();
  }, title);
}

export const flows = {
  async the_tilt_series_is_a_card_for_each_angle(page) {
    const { id } = await investigation('mx2484');
    await page.goto(`${base}/investigations/${id}`);
    await page.getByRole('tab', { name: 'CryoET', selected: true }).waitFor();
    const list = page.getByRole('list', { name: 'Datasets of this viewer' });
    await list.getByText('183 datasets').waitFor();
    for (const words of ['61 acquisition', '122 processed', '427 files']) await list.getByText(words).first().waitFor();
    assert.match(await list.getByRole('article').first().getByRole('heading', { level: 3 }).innerText(), /^\u221260°/);
    assert.ok((await list.getByRole('article').count()) < 20, 'all 61 cards are in the page');
    await page.getByRole('button', { name: 'Tilt angle' }).click();
    await page.getByRole('textbox', { name: 'From' }).fill('59');
    await page.getByRole('textbox', { name: 'From' }).press('Tab');
    await page.waitForURL(/in\.EM_tilt_angle=59/);
    await page.keyboard.press('Escape');
    const card = list.getByRole('article', { name: '061' });
    await card.waitFor();
    await page.waitForFunction(() => document.querySelectorAll('[role=list] article').length === 1);
    const value = (panel, name) => beside(page, card.getByRole('group', { name: panel }), name);
    for (const [name, wanted] of [['Total motion', /^10\b/], ['Average motion', /^6\b/], ['Frame range', /^34\b/], ['Frame dose', /^32\.4\b/], ['Total dose', /^12\b/]]) assert.match(await value('Motion correction', name), wanted);
    for (const [name, wanted] of [['Resolution limit', /^23\b/], ['Defocus u', /^2\b/], ['Defocus v', /^1\b/], ['Angle', /^23\b/], ['Estimated b factor', /^23\.2\b/]]) assert.match(await value('CTF', name), wanted);
    const movie = [['Voltage', /^300 kV/], ['Magnification', /^81000/], ['Images count', /^5$/], ['Dose initial', /^4 /], ['Dose per frame', /^5 /], ['Spherical aberration', /^2\.7 mm/],
      ['Amplitude contrast', /^10 %/], ['Sampling rate', /^1\.06 Å\/pixel/], ['Tilt angle', /^60 /], ['Grid name', /^mygrid1/]];
    for (const [name, wanted] of movie) assert.match(await value('Grid image', name), wanted);
    assert.equal(await colourOf(card.getByRole('group', { name: 'Motion correction' }), '10'), 'good');
    assert.equal(await colourOf(card.getByRole('group', { name: 'CTF' }), '23'), 'bad');
    for (const [panel, many] of [['Grid image', 1], ['Motion correction', 2], ['CTF', 1]]) {
      const images = card.getByRole('group', { name: panel }).getByRole('img');
      assert.equal(await images.count(), many);
      for (const image of await images.all()) assert.ok(await loaded(image), `an image of ${panel} is not drawn`);
    }
  },
  async the_counters_of_the_tilt_series_are_those_of_the_scenario(page) {
    const one = await investigation('mx2484');
    await page.goto(`${base}/investigations/${one.id}`);
    for (const words of ['61 acquisition', '122 processed', '122 acquisition', '305 processed']) await page.getByText(words, { exact: true }).first().waitFor();
    const kilo = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
    for (const words of [kilo(one.acquisitionVolume ?? one.volume), kilo(one.volume)]) await page.getByText(new RegExp(words.replace('.', '\\.'))).first().waitFor();
  },
  async a_sentinel_is_no_value(page) {
    const { id } = await investigation('mx2484');
    await page.goto(`${base}/investigations/${id}?tab=viewer-cryoet&find=001`);
    const panel = page.getByRole('article', { name: '001' }).getByRole('group', { name: 'Motion correction' });
    await panel.getByText('Frame range', { exact: true }).waitFor();
    assert.equal(await panel.getByText('Frame dose', { exact: true }).count(), 0);
  },
  async points_over_the_angle_are_drawn(page) {
    const { id } = await investigation('mx2484');
    await page.goto(`${base}/investigations/${id}?tab=viewer-cryoet&as=plots`);
    await page.getByRole('img', { name: 'Motion over the angle: 122 values' }).waitFor();
    await page.getByRole('img', { name: 'Resolution over the angle: 61 values' }).waitFor();
    await page.getByRole('img', { name: 'Defocus over the angle: 122 values' }).waitFor();
    for (const [what, many] of [['resolution', 61], ['defocus', 122], ['motion', 61]]) await page.getByRole('img', { name: `How the ${what} is spread: ${many} values` }).waitFor();
  },
  async buffers_and_samples_are_a_table_with_their_results(page) {
    const { id } = await investigation('mx2485');
    await page.goto(`${base}/investigations/${id}`);
    await page.getByRole('tab', { name: 'BioSAXS', selected: true }).waitFor();
    const row = (name) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
    const sample = row('0011_sample_folded_06');
    await sample.waitFor();
    const [result] = await found('scanType = subtraction and location ~ "0011_sample_folded_06"', '&parameters=all');
    const told = (name) => result.parameters[name];
    assert.match(await cellUnder(sample, 'Avg/Total'), /^0-4\/10/);
    assert.equal(await cellUnder(sample, 'Points'), told('SAXS_guinier_points').text);
    const rg = told('SAXS_rg');
    assert.match(await cellUnder(sample, 'Dmax'), new RegExp(`^${told('SAXS_d_max').text.replace('±', ' ± ')} nm$`));
    assert.ok((await sample.innerText()).includes(`${rg.text.replace('±', ' ± ')} nm`));
    const [raw] = await found('name = "0011_sample_folded_06"', '&parameters=all');
    const time = new Date(raw.startDate).toLocaleTimeString('en-GB', { timeZone: 'Europe/Paris' });
    assert.ok((await sample.innerText()).includes(time), `the time ${time} is not there`);
    for (const [head, wanted] of [['Run', '11'], ['I0', told('SAXS_guinier_i0').text.replace('±', ' ± ')], ['Volume', `${told('SAXS_porod_volume').value.toFixed(2)} nm³`]]) assert.equal(await cellUnder(sample, head), wanted);
    assert.match(await cellUnder(sample, 'Rg'), new RegExp(`^${told('SAXS_guinier_rg').text.replace('±', ' ± ')} nm$`));
    assert.match(await sample.innerText(), /\b1 s\b/);
    assert.equal(await colourOf(sample, '0-4/10'), 'fair');
    await sample.getByText('sample', { exact: true }).waitFor();
    const thumbs = sample.getByRole('img');
    assert.equal(await thumbs.count(), 4);
    for (const role of ['Scattering', 'Kratky', 'Density', 'Guinier']) assert.ok(await loaded(sample.getByRole('img', { name: new RegExp(`^${role} `) })), `no picture of ${role}`);
    const [download] = await Promise.all([page.waitForEvent('download'), sample.getByRole('link', { name: /^Download / }).click()]);
    assert.match(download.suggestedFilename(), /-sub\.h5$/);
    await page.getByText(raw.location, { exact: true }).waitFor();
    const weighed = row('0022_sample');
    const [mass] = await found('scanType = subtraction and location ~ "DDM_0022_sample"', '&parameters=all');
    assert.equal(await cellUnder(weighed, 'MM'), `${mass.parameters.SAXS_mass.value} kDa`);
    const buffer = row('0009_buffer_after_folded_12');
    await buffer.getByText('buffer', { exact: true }).waitFor();
    assert.equal(await buffer.getByRole('img').count(), 1);
    assert.match(await cellUnder(buffer, 'Avg/Total'), /^5-7\/10/);
    assert.equal(await cellUnder(buffer, 'Points'), '');
    const names = await buffer.getByRole('link', { name: /integrate/ }).evaluateAll((all) => all.filter((one) => !one.href.includes('/files/')).map((one) => one.textContent));
    assert.equal(new Set(names).size, 2, `both results are called ${names}`);
  },
  async curves_of_chosen_rows_lie_over_each_other(page) {
    const { id } = await investigation('mx2485');
    await page.goto(`${base}/investigations/${id}`);
    for (const name of ['0011_sample_folded_06', '0008_sample_folded_12']) await page.getByRole('checkbox', { name: `Choose ${name}` }).check();
    const dock = page.getByRole('complementary', { name: 'Chosen datasets' });
    await dock.getByText('2 datasets chosen').waitFor();
    await dock.getByText('Subtracted', { exact: true }).click();
    await dock.getByRole('img', { name: /2 curves/ }).waitFor();
    assert.match(page.url(), /chosen=/);
    await dock.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('heading', { level: 1, name: '2 datasets side by side' }).waitFor();
  },
  async two_published_rules_choose_the_best_result(page) {
    const [raw] = await found('name = run_01_datacollection');
    const results = await found(`from dataset ${raw.id} output(exists MXAutoprocIntegration_space_group)`, '&parameters=all');
    const value = (one, name) => one.parameters[name]?.value ?? undefined;
    // All are of one space group: the first rule goes by the signal of those that are not anomalous, the second by inner Rmerge up to 10.
    const bySignal = results.filter((one) => value(one, 'MXAutoprocIntegration_anomalous') === 0)
      .sort((a, b) => value(b, 'MXAutoprocIntegrationScaling_overall_mean_I_over_sigI') - value(a, 'MXAutoprocIntegrationScaling_overall_mean_I_over_sigI'));
    const merge = (one) => value(one, 'MXAutoprocIntegrationScaling_inner_r_merge');
    const byMerge = results.filter((one) => merge(one) > 0 && merge(one) <= 10).sort((a, b) => merge(a) - merge(b) || a.id - b.id);
    await page.goto(`${base}/datasets/${raw.id}`);
    const best = page.getByRole('region', { name: 'Best result' });
    await best.getByRole('link', { name: bySignal[0].name, exact: true }).waitFor();
    const table = page.getByRole('region', { name: 'Results of the pipelines' });
    assert.equal(await table.getByRole('rowheader', { name: 'Inner' }).count(), results.length);
    assert.match(await table.getByRole('row').nth(1).innerText(), new RegExp(`BEST\\s*${bySignal[0].name}`));
    for (const head of ['Pipeline', 'Space group', 'a, b, c', 'α, β, γ', 'Resolution', 'Multiplicity', 'Anom. multiplicity', '<I/Sigma>', 'Rmeas', 'Rmerge', 'Rpim', 'CC(1/2)', 'Completeness', 'Anom. completeness']) {
      assert.equal(await table.getByRole('columnheader', { name: head, exact: true }).count(), 1, `no column ${head}`);
    }
    const overall = (name) => value(bySignal[0], `MXAutoprocIntegrationScaling_overall_${name}`);
    const line = table.locator('tbody').first().getByRole('row', { name: /Overall/ });
    for (const name of ['mean_I_over_sigI', 'multiplicity', 'r_meas_all_IPlus_IMinus', 'r_merge', 'r_pim_all_IPlus_IMinus', 'cc_half', 'completeness']) assert.ok((await line.innerText()).includes(String(overall(name))), `no ${name}`);
    assert.ok(overall('cc_half') >= 0.7);
    assert.equal(await colourOf(line, String(overall('cc_half'))), 'good');
    assert.equal(await colourOf(line, String(overall('completeness'))), overall('completeness') > 90 ? 'good' : 'fair');
    assert.equal(await colourOf(line, String(overall('mean_I_over_sigI'))), 'good');
    const shells = await table.getByRole('rowheader').evaluateAll((all) => all.slice(0, 3).map((one) => one.dataset.colour));
    assert.equal(new Set(shells).size, 3, `the shells are of the colours ${shells}`);
    const cell = ['a', 'b', 'c'].map((axis) => value(bySignal[0], `MXAutoprocIntegration_cell_${axis}`)).join(' ');
    await best.getByText(cell).first().waitFor();
    await page.getByRole('img', { name: new RegExp(`Signal over resolution, a point for each result: ${results.length} values`) }).waitFor();
    await table.getByRole('textbox', { name: 'Ranking' }).click();
    await page.getByRole('option', { name: /^EXI/ }).click();
    await page.waitForURL(/rank=exi/);
    await best.getByRole('link', { name: byMerge[0].name, exact: true }).waitFor();
    await table.getByText('rMerge > 10').first().waitFor();
  },
  async hdf5_further_down_takes_neither_the_focus_nor_the_page(page) {
    const [raw] = await found('name = run_01_datacollection');
    await page.goto(`${base}/datasets/${raw.id}`);
    const tree = page.getByRole('region', { name: /^HDF5 of/ }).getByRole('treeitem'); // there for a reader once it takes the focus
    await tree.nth(1).waitFor({ timeout: 30_000 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))); // what takes the focus does so when it is drawn
    assert.deepEqual(await page.evaluate(() => [document.activeElement.tagName, window.scrollY]), ['BODY', 0]);
    await tree.first().focus();
    await page.keyboard.press('ArrowDown');
    await tree.nth(1).and(page.locator(':focus')).waitFor(); // the keys walk the tree
  },
  async a_structure_is_solved_step_by_step(page) {
    const [raw] = await found('name = run_01_datacollection');
    await page.goto(`${base}/datasets/${raw.id}`);
    const steps = page.getByRole('region', { name: 'Phasing' }).getByRole('listitem');
    await steps.nth(2).waitFor();
    const names = await steps.evaluateAll((all) => all.map((one) => one.querySelector('a').textContent));
    assert.deepEqual(names, ['MR_phasing', 'MR_refinement', 'MR_ligand_fit']);
    const [refined] = await found('name = MR_refinement', '&parameters=MXMRRefinement_R_free');
    await steps.nth(1).getByText(String(refined.parameters.MXMRRefinement_R_free.value)).waitFor();
  },
  async the_workflow_is_a_picture_and_reconstructions_stand_side_by_side(page) {
    const [scan] = await found('name = zseries_0003 and type = acquisition');
    await page.goto(`${base}/datasets/${scan.id}`);
    const picture = page.getByRole('region', { name: 'Workflow' });
    for (const name of [/^slices/, /^reconstructed_volumes/, /^stitched_volume/, /^cast_16bit/]) await picture.getByRole('group', { name }).first().waitFor();
    const compared = page.getByRole('region', { name: 'Reconstructions side by side' });
    assert.deepEqual((await compared.getByRole('columnheader').getByRole('link').allInnerTexts()).sort(), ['reconstructed_volumes', 'slices', 'volumes']);
    const line = (name) => compared.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
    assert.equal(await line('end_x (differs)').count(), 1);
    assert.equal(await line('start_x').count(), 1);
    await compared.getByRole('switch', { name: 'Only what differs' }).check({ force: true });
    assert.equal(await line('start_x').count(), 0);
    await picture.getByRole('group', { name: /^stitched_volume/ }).click();
    await page.getByRole('heading', { level: 1, name: 'stitched_volume' }).waitFor();
    await page.getByRole('region', { name: 'Volume', exact: true }).getByText('32 × 32 × 40', { exact: true }).waitFor();
    await page.getByRole('img', { name: 'Current at the end of each scan: 3 values' }).waitFor();
  },
  async a_scan_shows_its_slice_and_its_current(page) {
    const { id } = await investigation('ma5566');
    await page.goto(`${base}/investigations/${id}`);
    const card = page.getByRole('article', { name: 'zseries_0003' });
    assert.match(await beside(page, card.getByRole('group', { name: 'Scan' }), 'Current at the end'), /^197\.9 mA/);
    assert.match(await beside(page, card.getByRole('group', { name: 'Scan' }), 'Energy'), /^78\.5 keV/);
    assert.ok(await loaded(card.getByRole('group', { name: 'Slice' }).getByRole('img').first()));
  },
  async results_of_one_input_are_compared(page) {
    const [raw] = await found('name = run_01_datacollection');
    const results = await found(`from dataset ${raw.id} output()`);
    const two = results.filter((one) => ['EDNA_proc', 'XIA2_DIALS'].includes(one.name)).map((one) => one.id);
    await page.goto(`${base}/compare?ids=${two.join(',')}`);
    await page.getByRole('heading', { level: 1, name: '2 datasets side by side' }).waitFor();
    await page.getByText(`dataset ${raw.id}`).waitFor();
    const line = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Program (differs)', exact: true }) });
    assert.match(await line.innerText(), /EDNA_proc[\s\S]*XIA2_DIALS|XIA2_DIALS[\s\S]*EDNA_proc/);
    await page.goto(`${base}/compare?ids=${two[0]}`);
    await page.getByRole('heading', { name: 'Nothing to compare' }).waitFor();
  },
  async a_list_of_300_rows_keeps_few_cards_in_the_page(page) {
    const proposal = `walk${parseInt(run, 36) % 9000 + 1000}`;
    const tilt = (number) => ({ type: 'dataset', proposal, instrument: 'CM01', location: `/data/visitor/${proposal}/cm01/20260102/RAW_DATA/g/${number}`, name: `tilt_${number}`, sample: { name: 'g' },
      startDate: '2026-01-02T10:00:00Z', parameters: { definition: 'EM', EM_tilt_angle: String((number - 150) / 2), EM_voltage: '300000' } });
    for (let from = 0; from < 300; from += 50) await Promise.all(Array.from({ length: 50 }, (_, at) => send(tilt(from + at))));
    const { id } = (await ask(`/api/v1/investigations?proposal=${proposal}`)).investigations.find((one) => one.datasets === 300);
    await page.goto(`${base}/investigations/${id}`);
    const list = page.getByRole('list', { name: 'Datasets of this viewer' });
    await list.getByText('300 datasets').waitFor();
    assert.match(await list.getByRole('article').first().innerText(), /^\s*\u221275°/);
    for (let step = 0; step < 10; step += 1) {
      const before = await page.evaluate(() => scrollY);
      await page.mouse.wheel(0, 4000);
      await page.waitForFunction((from) => scrollY > from || scrollY + innerHeight >= document.documentElement.scrollHeight - 2, before);
      assert.ok((await list.getByRole('article').count()) <= 20, 'too many cards are in the page');
    }
    await page.getByRole('textbox', { name: 'Find in the list' }).fill('tilt_299');
    await list.getByRole('article', { name: 'tilt_299' }).waitFor();
  },
  async a_result_appears_in_its_card_and_a_new_row_only_when_asked(page) {
    const proposal = `walk${(parseInt(run, 36) % 9000) + 10_000}`;
    const place = `/data/visitor/${proposal}/cm01/20260102`;
    const tilt = (number, more = {}) => ({ type: 'dataset', proposal, instrument: 'CM01', location: `${place}/RAW_DATA/g/${number}`, name: `tilt_${number}`, sample: { name: 'g' }, startDate: '2026-01-02T10:00:00Z',
      parameters: { definition: 'EM', EM_tilt_angle: String(number) }, ...more });
    await send(tilt(1));
    const { id } = (await ask(`/api/v1/investigations?proposal=${proposal}`)).investigations[0];
    await page.goto(`${base}/investigations/${id}`);
    const card = page.getByRole('article', { name: 'tilt_1' });
    await card.getByText('not corrected yet').waitFor();
    await send({ ...tilt(1), location: `${place}/PROCESSED_DATA/g/1/MotionCor`, name: 'tilt_1_MotionCor', inputs: [`${place}/RAW_DATA/g/1`], parameters: { EMMotionCorrection_total_motion: '7' } });
    assert.match(await beside(page, card.getByRole('group', { name: 'Motion correction' }), 'Total motion'), /^7\b/);
    assert.equal(await page.getByRole('button', { name: /: show$/ }).count(), 0);
    await send(tilt(2));
    await send(tilt(3));
    await page.getByRole('button', { name: '2 new datasets: show' }).waitFor();
    assert.equal(await page.getByRole('article').count(), 1);
    await page.getByRole('button', { name: '2 new datasets: show' }).click();
    await page.getByRole('article', { name: 'tilt_3' }).waitFor();
    const [gone] = await found(`name = tilt_2 and proposal = ${proposal}`);
    await fetch(`${base}/api/v1/datasets/${gone.id}?reason=test`, { method: 'DELETE' });
    await send(tilt(4));
    await page.getByRole('button', { name: 'The data have changed, 1 new dataset: show' }).waitFor();
  },
  // Written from docs/how-to/write-a-viewer.md alone: its pieces, put together. WEFT_VIEWERS is the folder the server reads.
  async a_fifth_viewer_is_written_from_the_page_and_seen(page) {
    const folder = process.env.WEFT_VIEWERS;
    const howTo = new URL('../../docs/how-to/write-a-viewer.md', import.meta.url);
    if (!folder || !existsSync(howTo)) return 'skipped';
    const blocks = (chapter) => [...new RegExp(`^## ${chapter}\\.[^]*?(?=^## |$(?![^]))`, 'm').exec(readFileSync(howTo, 'utf8'))[0].matchAll(/```yaml\n([^]*?)```/g)].map((one) => one[1]);
    const [whole] = blocks(1);
    const [related] = blocks(3);
    const [cards] = blocks(5);
    const written = `${whole.slice(0, whole.indexOf('list:'))}${related}${cards}  columns: [startDate, name, sample]\n${whole.slice(whole.indexOf('dataset:'))}`;
    const file = join(folder, 'powder.yaml');
    const proposal = `walk-${parseInt(run, 36) % 9000 + 1000}`;
    const place = `/data/visitor/${proposal.replace('-', '')}/id00/20260101`;
    const raw = `${place}/RAW_DATA/s/powder_${run}`;
    await send(dataset(`powder_${run}`, { proposal, location: raw, startDate: '2026-01-01T10:00:00Z', parameters: { definition: 'XRPD' } }));
    await send(dataset(`azimuthal_${run}`, { proposal, location: `${place}/PROCESSED_DATA/s/azimuthal_${run}`, inputs: [raw], parameters: { scanType: 'integration', Process_program: 'azimuthal' } }));
    try {
      writeFileSync(file, written);
      for (let step = 0; step < 50 && !(await ask('/api/v1/viewers')).viewers.some((one) => one.name === 'powder'); step += 1) await page.waitForTimeout(100);
      const one = (await ask(`/api/v1/investigations?proposal=${proposal.replace('-', '')}`)).investigations.find((each) => each.instrument === 'ID00');
      await page.goto(`${base}/investigations/${one.id}`);
      await page.getByRole('tab', { name: 'Powder diffraction', selected: true }).waitFor();
      const card = page.getByRole('article', { name: `powder_${run}` });
      await card.getByRole('group', { name: 'Result' }).getByText('azimuthal', { exact: true }).waitFor();
      await page.getByText('Table', { exact: true }).click();
      await page.getByRole('columnheader', { name: 'Sample' }).waitFor();
      await page.getByRole('link', { name: `powder_${run}` }).first().click();
      await page.getByRole('region', { name: 'Parameters' }).getByText('XRPD').first().waitFor();
    } finally {
      rmSync(file, { force: true });
    }
  },
};

export async function pages() {
  const tabs = { tilts: ['mx2484', 'cryoet'], buffers: ['mx2485', 'biosaxs'], collections: ['mx2510', 'mx'], scans: ['ma5566', 'tomography'] };
  const lists = await Promise.all(Object.entries(tabs).map(async ([name, [proposal, viewer]]) => [name, `/investigations/${(await investigation(proposal)).id}?tab=viewer-${viewer}`]));
  const [collection] = await found('name = run_01_datacollection');
  const [scan] = await found('name = zseries_0003 and type = acquisition');
  const [measured] = await found('scanType = subtraction and location ~ "0011_sample_folded_06"');
  const [tilt] = await found('name = "061_CTF"');
  const results = await found(`from dataset ${collection.id} output()`);
  return {
    ...Object.fromEntries(lists),
    plots: `${Object.fromEntries(lists).tilts}&as=plots`,
    general: `${Object.fromEntries(lists).buffers.replace('viewer-biosaxs', 'viewer-default')}`,
    collection: `/datasets/${collection.id}`,
    scan: `/datasets/${scan.id}`,
    curve: `/datasets/${measured.id}`,
    tilt: `/datasets/${tilt.id}`,
    compare: `/compare?ids=${results.slice(0, 4).map((one) => one.id).join(',')}`,
  };
}
