// Looks at every page in Chromium: pictures below look/, and what axe has against them.
//   npm run look [-- NAME ...] [--quick] [--report JUNIT.xml]
// Every `pages` of ../flows/*.mjs, at 1440 and 390 pixels, light and dark; --quick: wide and light, narrow and dark.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ask, base } from '../flows/asking.mjs';
import { launch, parts, Report } from './running.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const quick = process.argv.includes('--quick');
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
const report = new Report('browser.look');
const pages = Object.assign({}, ...(await Promise.all((await parts()).map((part) => part.pages?.(ask) ?? {}))));

// A live stream keeps the network busy for ever: so the heading, and a while for what comes after it.
async function settled(page) {
  await page.getByRole('heading').first().waitFor({ timeout: 8000 }).catch(() => undefined);
  await page.waitForTimeout(Number(process.env.WEFT_LOOK_WAIT ?? 700));
}

const browser = await launch();
for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark']) {
    if (quick && (size === 'wide') !== (colorScheme === 'light')) continue;
    const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' });
    for (const [name, path] of Object.entries(pages)) {
      if (!report.wants(name)) continue;
      const page = await context.newPage();
      const complaints = [];
      page.on('console', (message) => message.type() === 'error' && !message.text().includes('status of') && complaints.push(`console: ${message.text().slice(0, 300)}`));
      page.on('pageerror', (failure) => complaints.push(`page: ${failure.message}`));
      await report.one(`${name} ${size} ${colorScheme}`, async () => {
        await page.goto(base + path, { waitUntil: 'load' });
        await settled(page);
        await page.screenshot({ path: `look/${name}-${size}-${colorScheme}.png` });
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (wider > 0) complaints.push(`${wider} pixels wider than the window`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run({ exclude: ['section[aria-label^="HDF5 of"]'] })); // inside, H5Web speaks for itself
        for (const one of violations) complaints.push(`${one.id}: ${one.help}: ${one.nodes.slice(0, 2).map((node) => node.html.slice(0, 150)).join(' | ')}`);
        assert.equal(complaints.length, 0, complaints.join('\n'));
      });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
report.end();
