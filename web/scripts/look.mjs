// Looks at every page in Chromium: pictures below look/, and what axe has against them.
//   npm run dev &   npm run look [-- NAME ...]
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const base = process.env.WEFT_PORTAL ?? 'http://127.0.0.1:5173';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ask = async (path) => (await fetch(base + path)).json();

async function pages() {
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

const wanted = process.argv.slice(2);
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
mkdirSync('look', { recursive: true });
let complaints = 0;
for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && !message.text().includes('status of') && console.log('  console:', message.text().slice(0, 300)));
    page.on('pageerror', (failure) => console.log('  page:', failure.message));
    for (const [name, path] of Object.entries(await pages())) {
      if (wanted.length && !wanted.includes(name)) continue;
      await page.goto(base + path, { waitUntil: 'load' });
      await page.waitForTimeout(Number(process.env.WEFT_LOOK_WAIT ?? 900));
      await page.screenshot({ path: `look/${name}-${size}-${colorScheme}.png` });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wider > 0) console.log(`${name} ${size}: ${wider} pixels wider than the window`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      for (const one of violations) {
        complaints += 1;
        console.log(`${name} ${size} ${colorScheme}: ${one.id}: ${one.help}: ${one.nodes.slice(0, 2).map((node) => node.html.slice(0, 150)).join(' | ')}`);
      }
    }
    await context.close();
  }
}
await browser.close();
console.log(`${complaints} complaints of axe`);
