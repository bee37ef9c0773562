// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Installable, and usable without a connection: kept only when asked for, opened with the server gone, forgotten again.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { axeViolations, openPage, startBrowser, startDemo } from './support/browser.mjs';
import { cards, fillAndPay } from './support/story.mjs';

let demo;
let browser;
before(async () => {
  browser = await startBrowser();
});
beforeEach(async () => {
  demo = await startDemo();
});
afterEach(() => demo.stop());
after(async () => {
  await browser?.close();
});

test('the manifest has no fault, and nothing is kept unless it is asked for', async () => {
  const { page, cdp, watch, close } = await openPage(browser, demo.address);
  await page.waitForTimeout(500);
  assert.deepEqual([watch.requests, watch.sent], [[], []]);
  // From here on the browser itself loads the manifest, since it is asked what it thinks of it.
  const { errors } = await cdp.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  await close();
});

test('kept, it opens without its server, decides and checks a payment; forgotten, nothing is left', async () => {
  const opened = await openPage(browser, demo.address);
  const { page, watch, close } = opened;
  await page.locator('#offline-switch').click();
  await page.locator('#offline-switch[aria-checked=true]').waitFor();
  assert.deepEqual(await axeViolations(opened), []);
  const kept = await page.evaluate(async () => {
    const [name] = await caches.keys();
    return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname).sort();
  });
  assert.deepEqual(kept, ['/', '/check.js', '/check.worker.js', '/favicon.ico', '/icon.svg', '/main.js', '/manifest.webmanifest', '/oxpecker.js', '/style.css']);
  demo.stop();
  await page.goto(new URL('/', page.url()).href);
  await cards(page).first().waitFor();
  await fillAndPay(page, 'paid');
  await page.locator('#review-title').waitFor();
  assert.deepEqual([watch.errors, watch.violations], [[], []]);
  await page.locator('#offline-switch').click();
  await page.locator('#offline-switch[aria-checked=false]').waitFor();
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  await close();
});
