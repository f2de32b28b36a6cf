// Looks at every page in Chromium: pictures below look/, and what axe has against them.
//   npm run look [-- NAME ...] [--quick] [--report JUNIT.xml]
// Every `pages` of ../flows/*.mjs, at 1440 and 390 pixels, light and dark; --quick: wide and light, narrow and dark.
import assert from 'node:assert/strict';
import { ask, base } from '../flows/asking.mjs';
import { complaints as against } from './complaints.mjs';
import { launch, parts, Report } from './running.mjs';

const quick = process.argv.includes('--quick');
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
const [from, to] = (process.env.WEFT_SHOWN_AS ?? '').split('='); // folders that begin so are shown as if they began otherwise
const report = new Report('browser.look');
const pages = Object.assign({}, ...(await Promise.all((await parts()).map((part) => part.pages?.(ask) ?? {}))));

// 501 is an answer: of this kind nothing is shown.
// A live stream keeps the network busy for ever: so the heading, no part and no picture still to come among what is in
// sight (what is further down or beside is loaded when it gets there), and a while for the rest.
async function settled(page) {
  await page.getByRole('heading').first().waitFor({ timeout: 8000 });
  await page.waitForFunction(() => [...document.querySelectorAll('main .mantine-Skeleton-root, main [aria-busy="true"], main img')].filter((one) => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    return top < innerHeight && bottom > 0 && left < innerWidth && right > 0;
  }).every((one) => one instanceof HTMLImageElement && one.complete), undefined, { timeout: 15_000 });
  await page.waitForTimeout(Number(process.env.WEFT_LOOK_WAIT ?? 700));
}

const browser = await launch();
for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark']) {
    if (quick && (size === 'wide') !== (colorScheme === 'light')) continue;
    const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' });
    if (to) {
      await context.route((url) => url.pathname.startsWith('/api/') && !url.pathname.endsWith('/changes'), async (route) => {
        const answer = await route.fetch();
        if (!/json/.test(answer.headers()['content-type'] ?? '')) return route.fulfill({ response: answer });
        return route.fulfill({ response: answer, body: (await answer.text()).replaceAll(from, to) });
      });
    }
    for (const [name, path] of Object.entries(pages)) {
      if (!report.wants(name)) continue;
      const page = await context.newPage();
      const complaints = [];
      page.on('console', (message) => message.type() === 'error' && !message.text().includes('status of') && complaints.push(`console: ${message.text().slice(0, 300)}`));
      page.on('response', (answer) => answer.status() >= 500 && answer.status() !== 501 && complaints.push(`${answer.status()} of ${answer.url()}`));
      page.on('pageerror', (failure) => complaints.push(`page: ${failure.message}`));
      await report.one(`${name} ${size} ${colorScheme}`, async () => {
        await page.goto(base + path, { waitUntil: 'load' });
        await settled(page);
        await page.screenshot({ path: `look/${name}-${size}-${colorScheme}.png` });
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (wider > 0) complaints.push(`${wider} pixels wider than the window`);
        complaints.push(...(await against(page)));
        assert.equal(complaints.length, 0, complaints.join('\n'));
      });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
report.end();
