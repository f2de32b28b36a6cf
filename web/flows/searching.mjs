// Asking: the language in the box, its completions and its errors; ranges by mouse, finger and keyboard; what the address holds.
import assert from 'node:assert/strict';
import { withoutComplaints } from '../scripts/complaints.mjs';
import { ask, base, dataset, run, send } from './asking.mjs';

const box = (page) => page.getByRole('combobox', { name: 'Search datasets' });
const counted = (label) => Number(label.replaceAll(',', '').match(/: (\d+)$/)[1]);
const many = (number) => new RegExp(`^${number.toLocaleString('en-GB')} datasets?$`);

async function text(download) {
  let all = '';
  for await (const piece of await download.createReadStream()) all += piece;
  return all;
}

// How far the mark stands from the letter, px: the letter's place is measured as the browser draws the box's own text.
function markFromLetter(page, at) {
  return page.evaluate((letters) => {
    const input = document.getElementById('search');
    const pen = document.createElement('canvas').getContext('2d');
    const { fontWeight, fontSize, fontFamily, letterSpacing } = getComputedStyle(input);
    Object.assign(pen, { font: `${fontWeight} ${fontSize} ${fontFamily}`, letterSpacing });
    const left = input.getBoundingClientRect().left + pen.measureText([...input.value].slice(0, letters).join('')).width - input.scrollLeft;
    const mark = document.querySelector('search mark').getBoundingClientRect();
    return { off: Math.abs(mark.left - left), inside: mark.left >= input.getBoundingClientRect().left && mark.right <= input.getBoundingClientRect().right + 1 };
  }, at);
}

// The mark follows the box by a frame.
async function marked(page, at) {
  let seen = {};
  for (let frame = 0; frame < 50; frame += 1) {
    seen = await markFromLetter(page, at);
    if (seen.off < 1.5) break;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  assert.ok(seen.off < 1.5, `the mark is ${seen.off} px beside its letter`);
  return seen;
}

async function narrow(page, use) {
  const context = await page.context().browser().newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'en-GB' });
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

export const flows = {
  async the_query_of_the_talk_finds_what_it_asks_for(page) {
    const lung = (name, animal, instrument) => dataset(name, {
      instrument, location: `/data/visitor/walk0001/${instrument.toLowerCase()}/20260101/RAW_DATA/lung/${name}`, sample: { name: 'lung' }, parameters: { definition: 'Tomography', Sample_animal: animal },
    });
    for (const [name, animal, instrument] of [[`lung_${run}`, 'Lyon', 'ID30B'], [`other_${run}`, 'Yak', 'ID30B'], [`elsewhere_${run}`, 'Lyon', 'ID19']]) await send(lung(name, animal, instrument));
    await page.goto(`${base}/data?view=table`);
    await box(page).fill(`Sample_animal = 'Lyon' AND instrument = 'ID30B' and technique='Tomography' and name ~ ${run}`);
    await box(page).press('Enter');
    await page.getByRole('heading', { level: 1, name: many(1) }).waitFor();
    await page.getByRole('row', { name: new RegExp(`lung_${run}`) }).waitFor();
  },
  async values_and_units_are_completed(page) {
    await page.goto(`${base}/data`);
    await page.getByRole('heading', { level: 1, name: /datasets/ }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('instrument = BM');
    await page.getByRole('option', { name: /^value BM29 / }).waitFor();
    await withoutComplaints(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('and EM_voltage > 200 k');
    await page.getByRole('option', { name: /^unit kV/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal((await box(page).inputValue()).trim(), 'instrument = BM29 and EM_voltage > 200 kV');
  },
  async an_error_is_marked_at_its_letter(page) {
    const wrong = 'instrument == 1';
    const at = wrong.indexOf('==');
    for (const chips of ['', '&is.sample=grid1&is.type=processed']) {
      await page.goto(`${base}/data?q=${encodeURIComponent(wrong)}${chips}`);
      await page.getByRole('heading', { name: 'This cannot be asked' }).waitFor();
      assert.equal(await box(page).getAttribute('aria-invalid'), 'true');
      assert.ok((await marked(page, at)).inside);
    }
  },
  async an_error_far_in_a_long_query_is_marked_in_a_narrow_window(page) {
    const wrong = 'instrument = BM29 and sample = buffer and technique = SAXS and instrument == 1 and type = processed';
    const at = wrong.indexOf('==');
    await narrow(page, async (small) => {
      await small.goto(`${base}/data?q=${encodeURIComponent(wrong)}`);
      await small.getByRole('heading', { name: 'This cannot be asked' }).waitFor();
      await small.waitForFunction(() => document.getElementById('search').scrollLeft > 0);
      assert.ok((await marked(small, at)).inside);
      await small.evaluate(() => { document.getElementById('search').scrollLeft += 40; });
      await marked(small, at);
    });
  },
  async dates_are_brushed(page) {
    await page.goto(`${base}/data`);
    const months = page.getByRole('region', { name: 'Started' }).getByRole('button');
    await months.first().waitFor();
    const labels = await months.evaluateAll((all) => all.slice(0, 2).map((one) => one.getAttribute('aria-label')));
    await months.nth(0).hover();
    await page.mouse.down();
    await months.nth(1).hover();
    await page.mouse.up();
    await page.getByRole('heading', { level: 1, name: many(labels.map(counted).reduce((sum, one) => sum + one)) }).waitFor();
    await page.waitForURL(/in\.startDate=\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d/);
  },
  async a_range_is_chosen_by_keyboard(page) {
    await page.goto(`${base}/data`);
    const buckets = page.getByRole('region', { name: 'Size' }).getByRole('button');
    await buckets.nth(3).waitFor();
    const counts = await buckets.evaluateAll((all) => all.slice(1, 4).map((one) => one.getAttribute('aria-label')));
    await buckets.nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: many(counted(counts[0])) }).waitFor();
    await buckets.nth(3).focus();
    await page.keyboard.press('Shift+Enter');
    await page.getByRole('heading', { level: 1, name: many(counts.map(counted).reduce((sum, one) => sum + one)) }).waitFor();
  },
  async a_range_is_brushed_with_a_finger(page) {
    await narrow(page, async (small) => {
      await small.goto(`${base}/data`);
      await small.getByRole('button', { name: 'Filter' }).click();
      const drawer = small.getByRole('dialog', { name: 'Narrow the result' });
      const buckets = drawer.getByRole('region', { name: 'Size' }).getByRole('button');
      await buckets.nth(3).waitFor();
      await withoutComplaints(small);
      await buckets.nth(1).scrollIntoViewIfNeeded();
      await small.waitForTimeout(400); // the drawer has come in
      const counts = await buckets.evaluateAll((all) => all.slice(1, 4).map((one) => one.getAttribute('aria-label')));
      const [from, to] = await Promise.all([1, 3].map(async (at) => { const { x, y, width, height } = await buckets.nth(at).boundingBox(); return { x: x + width / 2, y: y + height / 2 }; }));
      const finger = await small.context().newCDPSession(small);
      const touch = (type, touchPoints) => finger.send('Input.dispatchTouchEvent', { type, touchPoints });
      await touch('touchStart', [from]);
      for (const part of [0.3, 0.6, 1]) await touch('touchMove', [{ x: from.x + part * (to.x - from.x), y: from.y + 2 }]);
      await touch('touchEnd', []);
      await small.waitForURL(/in\.volume=/);
      await drawer.getByRole('button', { name: 'Close' }).click();
      await small.getByRole('heading', { level: 1, name: many(counts.map(counted).reduce((sum, one) => sum + one)) }).waitFor();
    });
  },
  async what_is_typed_into_a_filter_is_one_step_back(page) {
    const { investigations } = await ask('/api/v1/investigations?proposal=mx2484');
    await page.goto(`${base}/data`);
    await page.getByRole('heading', { level: 1, name: /datasets/ }).waitFor();
    await page.goto(`${base}/investigations/${investigations[0].id}?tab=viewer-cryoet`);
    const find = page.getByRole('textbox', { name: 'Find in the list' });
    await find.pressSequentially('061');
    await page.waitForURL(/find=061/);
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has('find'));
    await page.getByRole('button', { name: 'Tilt angle' }).click();
    await page.getByRole('textbox', { name: 'From' }).pressSequentially('59');
    await page.waitForURL(/in\.\w+=59/);
    await page.goBack();
    await page.waitForURL((url) => ![...url.searchParams.keys()].some((key) => key.startsWith('in.')));
    assert.match(page.url(), /tab=viewer-cryoet/);
  },
  async a_copied_address_shows_the_same(page) {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${base}/data?view=table`);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Folder' }).check();
    await withoutComplaints(page);
    await page.keyboard.press('Escape');
    await page.goto(`${base}/data?view=table&is.type=processed`);
    await page.getByRole('columnheader', { name: 'Folder' }).waitFor();
    await page.getByRole('button', { name: 'Share, export' }).click();
    await page.getByRole('menuitem', { name: 'Copy the address' }).click();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    const other = await page.context().browser().newContext();
    try {
      const elsewhere = await other.newPage();
      await elsewhere.goto(address);
      await elsewhere.getByRole('columnheader', { name: 'Folder' }).waitFor();
      await elsewhere.getByRole('button', { name: 'Remove the condition on type' }).waitFor();
    } finally {
      await other.close();
    }
  },
  async an_export_as_json_holds_every_dataset(page) {
    const { total } = await ask('/api/v1/datasets?type=processed&limit=1');
    await page.goto(`${base}/data?is.type=processed`);
    await page.getByRole('heading', { level: 1, name: many(total) }).waitFor();
    await page.getByRole('button', { name: 'Share, export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Export as JSON' }).click()]);
    const all = JSON.parse(await text(download));
    assert.equal(all.length, total);
    assert.ok(all.every((one) => one.type === 'processed'));
  },
  async help_and_code_can_be_read_by_everybody(page) {
    await page.goto(`${base}/data`);
    await page.getByRole('heading', { level: 1, name: /datasets/ }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.waitForTimeout(300); // it has come in
    await withoutComplaints(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Share, export' }).click();
    await page.getByRole('menuitem', { name: 'As curl, as Python' }).click();
    await page.getByRole('dialog', { name: 'The same question from elsewhere' }).waitFor();
    await page.waitForTimeout(300);
    await withoutComplaints(page);
  },
};
