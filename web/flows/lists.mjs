// Lists of any length: the scroll bar, the keyboard, and that nothing one reads moves when data arrive.
import assert from 'node:assert/strict';
import { ask, base, dataset, run, send, withMany } from './asking.mjs';

const rowsIn = (page) => page.locator('[aria-rowindex], [aria-posinset]').count();
const lastRow = (page) => page.locator('tbody tr[aria-rowindex]').last();
const downTo = (page, share) => page.evaluate((part) => window.scrollTo(0, part * document.documentElement.scrollHeight), share);
const placeOf = (page, name) => page.getByRole('row', { name: new RegExp(name) }).evaluate((row) => row.getBoundingClientRect().top);

function requests(page) {
  const asked = [];
  page.on('request', (request) => /\/api\/v1\/datasets\?/.test(request.url()) && asked.push(request.url()));
  return asked;
}

// A catalogue of the size of the largest, made up: each page holds what its place says.
async function pretendMillions(page, total) {
  const told = [];
  await page.route(/\/api\/v1\/datasets\?/, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset') ?? 0)];
    told.push(offset);
    const datasets = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) => ({
      id: offset + at + 1, name: `made_up_${offset + at + 1}`, type: 'acquisition', proposal: 'walk0001', instrument: 'ID00', location: '/data/visitor/walk0001/id00/made_up', complete: true, state: 'live',
    }));
    return route.fulfill({ json: { total, datasets, seq: 1 } });
  });
  await page.route(/\/api\/v1\/(facets|changes)/, (route) => route.abort());
  return told;
}

export const flows = {
  async the_scroll_bar_reaches_the_last_of_5000_rows(page) {
    return withMany(5000, async (http) => {
      const asked = requests(page);
      await page.goto(`${http}/data?view=table`);
      const { total, datasets } = await (await fetch(`${http}/api/v1/datasets?sort=-id&limit=1`)).json();
      assert.ok(total > 4000, `only ${total} datasets`);
      await page.getByRole('row').nth(5).waitFor();
      assert.equal(await page.getByRole('table').getAttribute('aria-rowcount'), String(total + 1));
      const before = asked.length;
      await downTo(page, 1);
      await page.locator(`tbody a[href="/datasets/${datasets[0].id}"]`).waitFor();
      assert.equal(await lastRow(page).getAttribute('aria-rowindex'), String(total + 1));
      assert.equal(await lastRow(page).locator('a').first().getAttribute('href'), `/datasets/${datasets[0].id}`);
      assert.ok((await rowsIn(page)) <= 200);
      assert.ok(asked.length - before <= 2, `${asked.length - before} pages asked for`);
      await page.keyboard.press('Home');
      await page.locator('tbody tr[aria-rowindex="2"] a').first().waitFor();
      await page.keyboard.press('PageDown');
      await page.waitForFunction(() => window.scrollY > 300);
      const rows = await page.locator('tbody tr[aria-rowindex]').evaluateAll((all) => all.map((row) => Number(row.getAttribute('aria-rowindex'))));
      assert.deepEqual(rows, rows.map((_, at) => rows[0] + at), 'rows are missing or twice');
      await page.keyboard.press('End');
      await page.locator(`tbody a[href="/datasets/${datasets[0].id}"]`).waitFor();
      await page.waitForFunction(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2); // a browser glides there
      for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
      await page.locator('tr[data-active]').waitFor();
      await page.goto(`${http}/data?view=cards&sort=-id`);
      await page.locator('[aria-posinset="1"] a').first().waitFor();
      await downTo(page, 1);
      await page.locator(`[aria-posinset="${total}"] a`).first().waitFor();
      assert.ok((await rowsIn(page)) <= 200);
    });
  },
  async row_1000000_of_1800000_is_a_page_away(page) {
    const total = 1_776_288;
    const told = await pretendMillions(page, total);
    await page.goto(`${base}/data?view=table`);
    await page.getByRole('link', { name: 'made_up_1', exact: true }).waitFor();
    assert.equal(await page.getByRole('table').getAttribute('aria-rowcount'), String(total + 1));
    await downTo(page, 0.56);
    await page.waitForFunction(() => /^made_up_\d{6,7}$/.test(document.querySelector('tbody a[href^="/datasets/"]')?.textContent ?? ''));
    const at = Number(await page.locator('tbody tr[aria-rowindex]').first().getAttribute('aria-rowindex')) - 2;
    assert.ok(at > 900_000 && at < 1_100_000, `row ${at}`);
    assert.ok(told.length <= 6, `${told.length} pages asked for`);
    // By hand it moves row by row, and where it comes to rest nothing moves.
    const inView = () => page.locator('tbody tr[aria-rowindex]').evaluateAll((all) => {
      const row = all.find((one) => one.getBoundingClientRect().top > 200);
      return { row: Number(row.getAttribute('aria-rowindex')), top: row.getBoundingClientRect().top };
    });
    const before = await inView();
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, 460);
    await page.waitForTimeout(600); // longer than coming to rest takes
    const after = await inView();
    assert.ok(Math.abs((after.row - before.row) * 46 - (after.top - before.top) - 460) < 3, `moved from ${JSON.stringify(before)} to ${JSON.stringify(after)}`);
    await page.keyboard.press('End');
    await page.getByRole('link', { name: `made_up_${total}`, exact: true }).waitFor();
    assert.equal(await lastRow(page).getAttribute('aria-rowindex'), String(total + 1));
    await page.keyboard.press('j');
    await page.locator('tr[data-active]').waitFor();
    await page.keyboard.press('Home');
    await page.getByRole('link', { name: 'made_up_1', exact: true }).waitFor();
    assert.ok((await rowsIn(page)) <= 200);
  },
  async the_keyboard_walks_the_rows(page) {
    await page.goto(`${base}/data?view=table`);
    const { datasets } = await ask('/api/v1/datasets?limit=2');
    await page.locator(`tbody a[href="/datasets/${datasets[1].id}"]`).first().waitFor();
    for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(`${base}/datasets/${datasets[1].id}`);
    for (const key of ['g', 's']) await page.keyboard.press(key);
    await page.waitForURL(/\/statistics/);
  },
  async cards_come_in_the_order_one_chooses(page) {
    await page.goto(`${base}/data?view=cards`);
    await page.getByRole('textbox', { name: 'Order' }).click();
    await page.getByRole('option', { name: 'Size, down' }).click();
    await page.waitForURL(/sort=-volume/);
    const { datasets } = await ask('/api/v1/datasets?sort=-volume&limit=1');
    await page.locator(`[aria-posinset="1"] a[href="/datasets/${datasets[0].id}"]`).waitFor();
  },
  // In the order of names, where what comes would stand before what one reads.
  async what_one_reads_does_not_move_when_data_arrive(page) {
    const name = `m_read_${run}`;
    await send(dataset(name));
    await page.goto(`${base}/data?is.proposal=walk0001&sort=name&view=table`);
    await page.getByRole('row', { name: new RegExp(name) }).waitFor();
    const rows = await rowsIn(page);
    const before = await placeOf(page, name);
    for (const at of [1, 2, 3]) await send(dataset(`a_${at}_${run}`));
    await page.getByRole('button', { name: '3 new datasets: show' }).waitFor();
    assert.equal(await placeOf(page, name), before);
    assert.equal(await rowsIn(page), rows);
    await page.getByRole('button', { name: '3 new datasets: show' }).click();
    await page.getByRole('row', { name: new RegExp(`a_3_${run}`) }).waitFor();
    assert.equal(await placeOf(page, name), before + 3 * 46);
  },
  async what_one_reads_does_not_move_after_an_outage_or_on_the_way_back(page) {
    const name = `m_outage_${run}`;
    await send(dataset(name));
    await page.goto(`${base}/data?is.proposal=walk0001&sort=name&view=table`);
    await page.getByRole('row', { name: new RegExp(name) }).waitFor();
    const before = await placeOf(page, name);
    await page.route(/\/(api|healthz)/, (route) => route.abort());
    await page.getByRole('alert').waitFor({ timeout: 12_000 });
    await send(dataset(`a_outage_${run}`));
    const asked = requests(page);
    await page.unroute(/\/(api|healthz)/);
    await page.getByRole('alert').waitFor({ state: 'detached', timeout: 12_000 });
    await page.getByRole('button', { name: '1 new dataset: show' }).waitFor({ timeout: 12_000 });
    assert.equal(await placeOf(page, name), before);
    await page.getByRole('link', { name }).first().click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.waitForTimeout(5500); // longer than an answer is taken for fresh elsewhere
    await page.goBack();
    await page.getByRole('button', { name: '1 new dataset: show' }).waitFor();
    assert.equal(await placeOf(page, name), before);
    assert.deepEqual(asked.filter((url) => url.includes('sort=name')), []);
  },
  async the_tabs_of_an_investigation_say_what_came(page) {
    await send(dataset(`tabs_${run}`));
    const { datasets } = await ask(`/api/v1/datasets?proposal=walk0001&name=tabs_${run}`);
    for (const [at, tab] of ['samples', 'lineage', 'files'].entries()) {
      const watching = page.waitForRequest(/\/api\/v1\/changes/);
      await page.goto(`${base}/investigations/${datasets[0].investigation}?tab=${tab}`);
      await watching;
      await send(dataset(`tabs_${run}_${at}`, { sample: { name: `sample_${run}_${at}` } }));
      await page.getByRole('button', { name: '1 new dataset: show' }).click();
      if (tab === 'samples') await page.getByText(`sample_${run}_${at}`).waitFor();
      await page.getByRole('button', { name: /: show$/ }).waitFor({ state: 'detached' });
    }
  },
};
