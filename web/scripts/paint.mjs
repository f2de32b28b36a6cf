// How long until a page is of use: from the click to the first dataset (or figure) that can be read, in Chromium with
// nothing cached, against a server that runs.
//   WEFT_PORTAL=http://127.0.0.1:8080 node scripts/paint.mjs [--times 7] [--most SECONDS] [PATH ...]
// Prints median and worst of each; --most: exit code 1 when a median is longer.
import { base } from '../flows/asking.mjs';
import { launch } from './running.mjs';

const words = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = words.indexOf(name);
  return at < 0 ? otherwise : Number(words.splice(at, 2)[1]);
};
const times = option('--times', 7);
const most = option('--most', Infinity);
const paths = words.length ? words : ['/data', '/data?is.type=processed', '/data?view=cards', '/statistics', '/instruments', '/investigations'];

// In the page: when the first thing worth reading stood there, painted.
function watchForUse() {
  const useful = 'main tbody a[href^="/datasets/"], main article a[href], main a[href^="/investigations/"], main dd';
  const look = () => {
    if (!document.querySelector(useful)) return requestAnimationFrame(look);
    return requestAnimationFrame(() => setTimeout(() => { window.usefulAt = performance.now(); }));
  };
  requestAnimationFrame(look);
}

const middle = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
const browser = await launch();
let slow = 0;
console.log(`${base}, ${times} times each, ms: median (worst)\n${'page'.padEnd(34)}${'first paint'.padStart(18)}${'useful'.padStart(18)}${'kB'.padStart(8)}`);
for (const path of paths) {
  const painted = [];
  const useful = [];
  let bytes = 0;
  for (let time = 0; time < times; time += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(watchForUse);
    await page.goto(base + path);
    await page.waitForFunction(() => window.usefulAt, undefined, { timeout: 60_000 });
    const seen = await page.evaluate(() => ({
      useful: window.usefulAt,
      painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      bytes: performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0),
    }));
    painted.push(seen.painted);
    useful.push(seen.useful);
    bytes = seen.bytes;
    await context.close();
  }
  const shown = (all) => `${middle(all).toFixed(0)} (${Math.max(...all).toFixed(0)})`.padStart(18);
  console.log(`${path.padEnd(34)}${shown(painted)}${shown(useful)}${(bytes / 1000).toFixed(0).padStart(8)}`);
  if (middle(useful) > most * 1000) slow += 1;
}
await browser.close();
process.exitCode = slow ? 1 : 0;
