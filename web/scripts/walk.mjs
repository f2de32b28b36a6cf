// Walks through the portal as a person does, found by role and name, against a running server with the demo facility.
//   npm run walk [-- NAME ...] [--report JUNIT.xml]
// Every `flows` of ../flows/*.mjs: each file has those of a part of the portal. They send datasets of their own (proposal
// walk-0001). The flow of an empty catalogue wants WEFT_BINARY and skips without.
import assert from 'node:assert/strict';
import { launch, parts, Report } from './running.mjs';

const report = new Report('browser.walk');
const browser = await launch();
for (const part of await parts()) {
  for (const [name, flow] of Object.entries(part.flows ?? {})) {
    if (!report.wants(name)) continue;
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(Number(process.env.WEFT_WALK_PATIENCE ?? 15_000));
    const failures = [];
    page.on('pageerror', (failure) => failures.push(failure.message));
    await report.one(name, async () => {
      try {
        const said = await flow(page);
        assert.deepEqual(failures, []);
        return said;
      } catch (failure) {
        await page.screenshot({ path: `look/failed-${name}.png` }).catch(() => undefined);
        throw failure;
      }
    });
    await context.close();
  }
}
await browser.close();
report.end();
