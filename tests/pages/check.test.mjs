// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * "Check it yourself": nothing before the press, and then only what was named; what was found stands in words, in both
 * languages, for everyone. What it says is held against a server in `tests/egress/check.test.mjs`.
 *
 * Out: screenshots in `target/screenshots/`.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { axeViolations, openPage, ROOT, sidewaysScroll } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { THEMES, WIDTHS } from './support/story.mjs';

const SCREENSHOTS = join(ROOT, 'target', 'screenshots');
before(() => mkdirSync(SCREENSHOTS, { recursive: true }));

/** What the browser asked for since then, without what its policies stopped before it was sent, its tab icon, and the pictures of its own controls. */
async function sentBy(cdp) {
  const asked = new Map();
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => asked.set(requestId, request.url));
  cdp.on('Network.loadingFailed', ({ requestId, blockedReason }) => blockedReason === 'csp' && asked.delete(requestId));
  return () => [...asked.values()].filter((url) => !/^data:|\/favicon\.ico$/.test(url));
}

test('nothing is requested before the press, and then only what was named; the outcome is read out, and is that of the package', async () => {
  const { page, cdp, watch, close } = await openPage(browser, demo.address);
  const sent = await sentBy(cdp);
  await page.locator('#to-check').click();
  for (const named of ['check.js', 'check.worker.js', 'check.invalid']) assert.match(await page.locator('.check-does').innerText(), new RegExp(named));
  assert.deepEqual([watch.requests, watch.sent, watch.violations], [[], [], []]);
  await page.locator('#check-run').focus();
  await page.keyboard.press('Enter');
  await page.locator('#check-found table').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'check-run', 'the focus stays with the button');
  await page.waitForTimeout(300);
  const own = new URL('.', page.url()).href;
  assert.deepEqual(sent().map((url) => url.replace(own, '')).sort(), ['check.js', 'check.js?control', 'check.worker.js', 'icon.svg?control']);
  const spoken = await page.locator('#app > [role=status]').textContent();
  for (const line of ['#check-control', '#check-control + p', '#check-control + p + p']) assert.ok(spoken.includes(await page.locator(line).innerText()), `${line} is read out`);
  // The hash and the imports are those of the package that was built.
  const sum = await page.locator('#check-sha256').innerText();
  assert.ok(readFileSync(join(ROOT, 'pkg', 'SHA256SUMS'), 'utf8').includes(`${sum}  dist/engine.wasm\n`));
  assert.deepEqual(await page.locator('[data-same]').evaluateAll((all) => all.map((one) => one.dataset.same)), ['true', 'true']);
  assert.equal(await page.locator('.check-imports > li').count(), 2);
  await page.locator('.check-imports summary').first().click();
  assert.match(await page.locator('.check-imports pre').first().innerText(), /throw|Error/);
  assert.deepEqual(watch.errors, []);
  await close();
});

test('in both languages, on phone and desktop, light and dark: no axe violation, nothing hangs over', async () => {
  const opened = await openPage(browser, `${demo.address}#check`, { reducedMotion: 'reduce' });
  const { page, close } = opened;
  assert.deepEqual(await axeViolations(opened), [], 'before the press');
  await page.locator('#check-run').click();
  await page.locator('#check-found table').waitFor();
  await page.locator('#check-policies summary').click();
  for (const language of ['en', 'ja']) {
    await page.locator(`#language-${language}`).click();
    await page.locator(`html[lang=${language}]`).waitFor();
    // Drawn again in the other language, not run again.
    assert.match(await page.locator('#check-engine').innerText(), language === 'ja' ? /エンジン/ : /engine/);
    // Each width, and each theme, once in each language.
    for (const [at, [width, viewport]] of Object.entries(WIDTHS).entries()) {
      const colorScheme = THEMES[(at + (language === 'ja' ? 1 : 0)) % 2];
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await axeViolations(opened), [], `${language}, ${width}, ${colorScheme}`);
      assert.equal(await sidewaysScroll(page), 0);
      await page.screenshot({ path: join(SCREENSHOTS, `${language}-${width}-${colorScheme}-check.png`), fullPage: true });
    }
  }
  await close();
});

test('what cannot be loaded is said, and the page goes on', async () => {
  const { page, watch, close } = await openPage(browser, `${demo.address}#check`);
  await page.route('**/check.js', (route) => route.abort());
  await page.locator('#check-run').click();
  await page.locator('#check .note-bad').waitFor();
  assert.equal(await page.locator('#app > [role=status]').textContent(), await page.locator('#check .note-bad').innerText());
  assert.deepEqual(watch.errors, []);
  await page.locator('#to-home').click();
  assert.ok(await page.locator('#feed article').first().isVisible());
  await close();
});

test('a worker that says nothing, and an engine that is another, are not taken for good', async () => {
  const { page, close } = await openPage(browser, `${demo.address}#check`);
  await page.route('**/check.worker.js', (route) => route.abort());
  // The line that the page was built with is changed on the way.
  await page.route('**/check.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/"[0-9a-f]{64}"/, '"00"') });
  });
  await page.locator('#check-run').click();
  await page.locator('#check-found table').waitFor();
  assert.deepEqual(await page.locator('[data-same]').evaluateAll((all) => all.map((one) => one.dataset.same)), ['true', 'false']);
  const worker = await page.locator('#check-found tbody tr td:nth-of-type(2)').evaluateAll((all) => [...new Set(all.map((one) => one.dataset.outcome))]);
  assert.deepEqual(worker, ['untold']);
  await close();
});
