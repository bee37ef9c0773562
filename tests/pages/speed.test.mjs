// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * How long a phone of the middle range waits for the first card: measured and printed, never asserted on.
 *
 * The phone is Chromium with its processor four times slower; the time runs from the navigation to the frame after the
 * first card stands on the page, and the engine's part is the sum of its calls until then, as the browser measured them.
 */
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { WIDTHS } from './support/story.mjs';

const ROUNDS = process.env.OXPECKER_PROVE === '1' ? 15 : 3;
const SLOWER = 4;

function figure(what, found, mustHold) {
  const line = [what, found, mustHold].join('\t');
  console.log(`figure: ${line.replaceAll('\t', ' | ')}`);
  if (process.env.OXPECKER_FIGURES) appendFileSync(process.env.OXPECKER_FIGURES, `${line}\n`);
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

test('the first card on a phone of the middle range', async () => {
  const { page, cdp, close } = await openPage(browser, demo.address, { viewport: WIDTHS.phone, deviceScaleFactor: 2, isMobile: true });
  await page.addInitScript(() => {
    globalThis.firstCard = new Promise((resolve) => {
      const look = () => (document.querySelector('#feed article') ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look));
      look();
    });
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.reload();
    rounds.push(
      await page.evaluate(async () => {
        const card = await globalThis.firstCard;
        const calls = performance.getEntriesByType('measure').filter(({ name, startTime }) => name.startsWith('oxpecker ') && startTime < card);
        return { card, engine: calls.reduce((sum, { duration }) => sum + duration, 0), calls: calls.length };
      }),
    );
  }
  assert.ok(rounds.every(({ calls }) => calls > 5), 'the engine’s calls are measured');
  const range = (values) => `${Math.round(median(values))} (${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))})`;
  figure(`first card, processor ${SLOWER} times slower, ${ROUNDS} loads, ms: median (range)`, range(rounds.map(({ card }) => card)), '1500 on a quiet machine');
  figure('of which calls to the package, creating it among them, ms: median (range)', range(rounds.map(({ engine }) => engine)), '300 on a quiet machine');
  await close();
});
