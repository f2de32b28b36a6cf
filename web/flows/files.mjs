// What lies in files: folders, previews, images, curves, HDF5, volumes.
import assert from 'node:assert/strict';
import { ask, base } from './asking.mjs';

// Whether the server has these routes of a dataset.
async function serves(...routes) {
  const contract = await (await fetch(`${base}/api/v1/openapi.yaml`)).text();
  return routes.every((route) => contract.includes(`/api/v1/datasets/{id}/${route}:`));
}

// A dataset of this instrument with such a file.
async function fileOf(glob, instrument) {
  const { datasets } = await ask(`/api/v1/datasets?instrument=${instrument}&type=processed&limit=200`);
  for (const { id } of datasets) {
    const { files } = await ask(`/api/v1/datasets/${id}/files?glob=${encodeURIComponent(glob)}&limit=1`);
    if (files?.length) return { id, file: files[0].path };
  }
  throw new Error(`no dataset of ${instrument} has a file ${glob}`);
}

const shownAt = ({ id, file }) => `${base}/datasets/${id}?tab=files&file=${encodeURIComponent(file)}`;

// How many pixels of a picture of the page are of its lines: clearly blue, on white.
async function bluePixels(page, locator) {
  const picture = (await locator.screenshot()).toString('base64');
  return page.evaluate(async (text) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let blue = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 2] > data[at] + 50) blue += 1;
    return blue;
  }, picture);
}

// Answers of a server, for what the demo does not have.
const answered = (page, path, body, status = 200) =>
  page.route(path, (route) => route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(typeof body === 'function' ? body(new URL(route.request().url())) : body) }));

export const flows = {
  async a_folder_is_gone_into_and_a_file_is_shown_and_named_in_the_address(page) {
    if (!(await serves('files'))) return 'skipped';
    const { id, file } = await fileOf('*/*.dat', 'BM29');
    const [folder, name] = file.split('/');
    await page.goto(`${base}/datasets/${id}?tab=files`);
    await page.getByRole('button', { name: `${folder}/` }).click();
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('region', { name: `Preview of ${name}` }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('file'), file);
    await page.getByText('Text', { exact: true }).click();
    await page.getByRole('region', { name: `Text of ${name}` }).waitFor();
    const link = page.getByRole('link', { name: 'Download', exact: true });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    assert.equal(download.suggestedFilename(), name);
    await page.getByRole('button', { name: 'all files' }).click();
    await page.getByRole('button', { name: `${folder}/` }).waitFor();
  },
  async a_pattern_finds_files_in_every_folder(page) {
    if (!(await serves('files'))) return 'skipped';
    const { id } = await fileOf('gallery/*.png', 'BM29');
    const { total } = await ask(`/api/v1/datasets/${id}/files?glob=${encodeURIComponent('**/*.png')}`);
    await page.goto(`${base}/datasets/${id}?tab=files`);
    await page.getByRole('textbox', { name: 'Find files' }).fill('**/*.png');
    await page.getByText(new RegExp(`^${total} files?,`)).waitFor();
    assert.equal(await page.getByRole('link', { name: /^Download .*png$/ }).count(), total);
  },
  async a_table_is_drawn_as_a_curve_and_saved(page) {
    if (!(await serves('files', 'curve'))) return 'skipped';
    await page.goto(shownAt(await fileOf('**/*.dat', 'BM29')));
    const curves = page.getByRole('region', { name: /^Curves of/ });
    const drawn = curves.getByRole('img', { name: / over / });
    await drawn.waitFor();
    assert.ok((await bluePixels(page, drawn)) > 300, 'no line was drawn');
    await curves.getByRole('checkbox', { name: 'log y' }).click();
    const entry = curves.getByRole('list', { name: 'Legend' }).getByRole('button').first();
    await entry.click();
    assert.equal(await entry.getAttribute('aria-pressed'), 'false');
    assert.ok((await bluePixels(page, drawn)) < 50, 'the line is still there');
    await entry.click();
    await curves.getByText('The numbers').click();
    await curves.getByRole('row').nth(50).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), curves.getByRole('button', { name: 'CSV' }).click()]);
    let text = '';
    for await (const piece of await download.createReadStream()) text += piece;
    assert.ok(text.trim().split('\r\n').length > 100);
  },
  async h5web_draws_the_curve_of_a_result(page) {
    if (!(await serves('files', 'hdf5/meta'))) return 'skipped';
    await page.goto(shownAt(await fileOf('*-sub.h5', 'BM29')));
    const panel = page.getByRole('region', { name: /^HDF5 of/ });
    await panel.getByText(/NX Line/).waitFor({ timeout: 30_000 });
    await panel.getByText('q (1/nm)').first().waitFor({ timeout: 15_000 });
    let drawn = 0;
    for (let step = 0; step < 40 && drawn <= 500; step += 1) drawn = await bluePixels(page, panel.locator('canvas').first());
    assert.ok(drawn > 500, 'no curve was drawn');
  },
  async images_open_large_and_the_keys_go_on(page) {
    if (!(await serves('files', 'gallery', 'image'))) return 'skipped';
    const { id } = await fileOf('*-sub.h5', 'BM29');
    const { images } = await ask(`/api/v1/datasets/${id}/gallery`);
    await page.goto(`${base}/datasets/${id}`);
    await page.getByRole('group', { name: 'Images' }).first().getByRole('button', { name: /^Enlarge/ }).first().click();
    const box = page.getByRole('dialog');
    await box.getByText(`1 of ${images.length}`).waitFor();
    await page.keyboard.press('ArrowRight');
    await box.getByText(`2 of ${images.length}`).waitFor();
    assert.ok(await box.getByRole('img', { name: /\w/ }).evaluate((image) => image.decode().then(() => image.naturalWidth > 100)));
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'hidden' });
  },
  async a_volume_is_leafed_through_with_the_keys(page) {
    if (!(await serves('files', 'volume', 'slice'))) return 'skipped';
    const found = await fileOf('**/*.map', 'ID30A-3');
    await page.goto(shownAt(found));
    const slider = page.getByRole('slider', { name: /^Slice along z/ });
    await slider.waitFor();
    const before = Number(await slider.getAttribute('aria-valuenow'));
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    const image = page.getByRole('img', { name: new RegExp(`^Slice ${before + 2} of \\d+ along z`) });
    await image.waitFor();
    await image.evaluate((one) => one.complete || new Promise((done) => one.addEventListener('load', done, { once: true })));
    assert.ok(await image.evaluate((one) => one.naturalWidth > 10));
    await page.getByText('along x', { exact: true }).click();
    await page.getByRole('img', { name: /along x$/ }).waitFor();
  },
  async a_folder_that_waits_and_one_that_cannot_be_read_say_so(page) {
    const { id } = (await ask('/api/v1/datasets?instrument=BM29&type=processed&limit=1')).datasets[0];
    const none = { files: [], total: 0, volume: 0 };
    await answered(page, /\/files\?/, { ...none, state: 'pending' });
    await page.goto(`${base}/datasets/${id}?tab=files`);
    await page.getByText('The folder has not been read yet.').waitFor();
    await page.unroute(/\/files\?/);
    await answered(page, /\/files\?/, { ...none, state: 'unreadable', reason: 'there is no such folder' });
    await page.goto(`${base}/datasets/${id}?tab=files`);
    await page.getByText('there is no such folder').waitFor();
  },
  async a_broken_image_says_why(page) {
    if (!(await serves('files', 'gallery'))) return 'skipped';
    const { id } = await fileOf('gallery/*.png', 'BM29');
    await answered(page, /\/image\?/, { code: 'unreadable', message: 'the image ends too early', subject: 'x' }, 422);
    await page.goto(`${base}/datasets/${id}`);
    await page.getByText('The image ends too early').first().waitFor();
  },
  async of_400000_files_few_rows_are_in_the_page(page) {
    const { id } = (await ask('/api/v1/datasets?instrument=BM29&type=processed&limit=1')).datasets[0];
    const many = 400_000;
    await answered(page, /\/files\?/, (url) => {
      const from = Number(url.searchParams.get('cursor') || 0);
      const limit = Number(url.searchParams.get('limit'));
      const file = (_, at) => ({ path: `frame_${String(from + at).padStart(6, '0')}.h5`, size: 1000, modified: '2023-04-18T10:00:00Z', kind: 'file', mediaType: 'application/x-hdf5' });
      return { files: Array.from({ length: limit }, file), total: many, volume: many * 1000, state: 'listed', nextCursor: String(from + limit) };
    });
    await page.goto(`${base}/datasets/${id}?tab=files`);
    await page.getByText('400,000 files, 400 MB').waitFor();
    for (let step = 0; step < 14; step += 1) {
      const before = await page.evaluate(() => scrollY);
      await page.mouse.wheel(0, 6000);
      await page.waitForFunction((from) => scrollY > from, before);
      assert.ok((await page.locator('tbody tr').count()) <= 200);
    }
    await page.waitForFunction(() => Number([...document.querySelectorAll('tbody tr[aria-rowindex]')].at(-1)?.getAttribute('aria-rowindex')) > 1500);
  },
  async files_of_an_investigation_are_those_of_a_chosen_dataset(page) {
    if (!(await serves('files'))) return 'skipped';
    const { id, file } = await fileOf('*-sub.h5', 'BM29');
    const { investigation, name, location } = await ask(`/api/v1/datasets/${id}`);
    const folder = location.split('/').at(-2); // it stands in the list beside the name
    await page.goto(`${base}/investigations/${investigation}?tab=files`);
    const list = page.getByRole('navigation', { name: 'Datasets with files' });
    await list.getByRole('textbox', { name: 'Find a dataset' }).fill(`${folder}/${name}`);
    const found = list.getByRole('button', { name: new RegExp(`^${name}\\s*${folder} `) });
    await found.waitFor();
    await list.getByRole('listitem').nth(1).waitFor({ state: 'detached' }); // the others are gone
    await found.click();
    await page.getByRole('button', { name: file, exact: true }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('of'), String(id));
  },
};

// One page for each way to show a file.
export async function pages() {
  if (!(await serves('files', 'gallery', 'curve', 'volume', 'hdf5/meta'))) return {};
  const [hdf5, table, volume] = await Promise.all([fileOf('*-sub.h5', 'BM29'), fileOf('*/*.dat', 'BM29'), fileOf('**/*.map', 'ID30A-3')]);
  const { investigation } = await ask(`/api/v1/datasets/${table.id}`);
  const path = (found) => shownAt(found).slice(base.length);
  return {
    images: `/datasets/${hdf5.id}`,
    files: `/datasets/${table.id}?tab=files`,
    hdf5: path(hdf5),
    filecurve: path(table),
    slices: path(volume),
    sittingfiles: `/investigations/${investigation}?tab=files&of=${table.id}`,
  };
}
