// Statistics, instruments, investigations, samples.
import assert from 'node:assert/strict';
import { ask, base, dataset, run, send } from './asking.mjs';

const count = (value) => value.toLocaleString('en-GB');

// The real server, asked for pages so small that there is a next one.
const inSmallPages = (page, path, limit) => page.route((url) => url.pathname === path && url.searchParams.get('limit') === '100', (route) => {
  const url = new URL(route.request().url());
  url.searchParams.set('limit', String(limit));
  return route.continue({ url: url.href });
});

export const flows = {
  async statistics_show_the_figures_and_what_is_in_no_bar(page) {
    await send(dataset(`without_${run}`));
    await page.goto(`${base}/statistics`);
    await page.getByRole('region', { name: 'By instrument' }).waitFor();
    const all = await ask('/api/v1/statistics');
    const figure = (name) => page.locator('dl > div', { has: page.getByText(name, { exact: true }) }).getByRole('definition').innerText();
    assert.equal(await figure('Datasets'), count(all.total.datasets));
    assert.equal(await figure('Instruments'), count(all.instruments.length));
    assert.equal(await figure('Total number of files'), count(all.total.files));
    const instruments = page.getByRole('region', { name: 'By instrument' }).getByRole('listitem');
    assert.equal(await instruments.count(), all.instruments.length);
    const largest = [...all.instruments].sort((a, b) => b.datasets - a.datasets)[0];
    assert.match((await instruments.first().innerText()).replace(/\s+/g, ' '), new RegExp(`^${largest.name} .*${count(largest.datasets)}$`));
    for (const [by, region, words] of [['technique', 'By technique', 'a technique'], ['month', 'Over time', 'a start']]) {
      const { groups } = await ask(`/api/v1/statistics?by=${by}`);
      const without = groups.find((group) => group.values[0] === '').datasets;
      await page.getByRole('region', { name: region }).getByText(new RegExp(`^Not shown: ${count(without)} datasets? without ${words}.$`)).waitFor();
      const bars = page.getByRole('region', { name: region }).getByRole('listitem');
      if (by === 'technique') assert.equal(await bars.count(), groups.length - 1);
      const month = groups.find((group) => group.values[0] === '2023-04');
      if (month) await page.getByRole('listitem', { name: `Apr 2023: ${count(month.acquisition)} acquisition, ${count(month.processed)} processed` }).waitFor();
    }
    await page.getByText('Files', { exact: true }).click();
    await page.waitForURL(/of=files/);
    await instruments.first().getByText(count([...all.instruments].sort((a, b) => b.files - a.files)[0].files), { exact: true }).waitFor();
  },
  async statistics_are_asked_again_together_and_only_when_something_came(page) {
    await page.clock.install();
    const asked = [];
    page.on('request', (request) => /\/api\/v1\/statistics/.test(request.url()) && asked.push(request.url()));
    const passed = async (seconds) => {
      for (let at = 0; at < seconds / 5; at += 1) {
        await page.clock.runFor(5000);
        await page.waitForLoadState('networkidle');
      }
    };
    await page.goto(`${base}/statistics`);
    await page.getByRole('region', { name: 'By instrument' }).waitFor();
    assert.equal(asked.length, 3);
    await passed(60);
    assert.equal(asked.length, 3, 'asked again though nothing came');
    await send(dataset(`counted_${run}`));
    await passed(60);
    assert.equal(asked.length, 6);
    const { total } = await ask('/api/v1/statistics');
    await page.getByText(count(total.datasets), { exact: true }).first().waitFor();
  },
  async an_instrument_leads_to_its_data_and_its_investigations(page) {
    await page.goto(`${base}/instruments`);
    const { instruments } = await ask('/api/v1/instruments');
    await page.getByRole('heading', { level: 1, name: `${instruments.length} instruments` }).waitFor();
    const one = instruments.find((known) => known.name === 'BM29');
    const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'BM29' }) });
    await card.getByText(`${count(one.acquisition)} acquisition, ${count(one.processed)} processed`).waitFor();
    await card.getByRole('link', { name: 'Investigations' }).click();
    await page.waitForURL(/\/investigations\?instrument=BM29/);
    await page.goBack();
    await card.getByRole('link', { name: 'BM29' }).click();
    await page.getByRole('heading', { level: 1, name: `${count(one.datasets)} datasets` }).waitFor();
  },
  async investigations_are_filtered_by_any_spelling(page) {
    await page.goto(`${base}/investigations`);
    await page.getByRole('textbox', { name: 'Proposal' }).fill('MX-2485');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^1 investigation$/ }).waitFor();
    await page.getByRole('link', { name: /mx2485 BM29/ }).click();
    await page.getByRole('heading', { level: 1, name: /mx2485 at BM29/i }).waitFor();
    await page.goBack();
    await page.getByRole('textbox', { name: 'Proposal' }).fill('nobody1');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No investigation matches' }).waitFor();
  },
  async every_investigation_can_be_reached(page) {
    await inSmallPages(page, '/api/v1/investigations', 2);
    const { total } = await ask('/api/v1/investigations?limit=1');
    await page.goto(`${base}/investigations`);
    const rows = page.locator('main a[href^="/investigations/"]');
    await page.getByRole('button', { name: `Show more: 2 of ${total}` }).click();
    await page.waitForFunction(() => document.querySelectorAll('main a[href^="/investigations/"]').length > 2);
    while (await page.getByRole('button', { name: /^Show more/ }).count()) {
      const before = await rows.count();
      await page.getByRole('button', { name: /^Show more/ }).click();
      await page.waitForFunction((known) => document.querySelectorAll('main a[href^="/investigations/"]').length > known, before);
    }
    assert.equal(await rows.count(), total);
  },
  async every_sample_can_be_reached(page) {
    await inSmallPages(page, '/api/v1/samples', 2);
    const { investigations } = await ask('/api/v1/investigations?proposal=mx2485');
    const { samples, total } = await ask(`/api/v1/samples?investigation=${investigations[0].id}`);
    await page.goto(`${base}/investigations/${investigations[0].id}?tab=samples`);
    await page.getByRole('button', { name: `Show more: 2 of ${total}` }).click();
    await page.getByText(samples[total - 1].name, { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Show more/ }).waitFor({ state: 'detached' });
    await page.getByText(samples[0].name, { exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForURL(/is\.sample=/);
  },
};
