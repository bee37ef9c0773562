// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What happens between two taps: another customer or language is still on its way, or what a button is about has gone.
 *
 * Invariants: what stands on the page is what the engine in charge has said; nothing ends in an unhandled error.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { cards, LOCALE } from './support/story.mjs';

/** Hands the page engines that take their time, and the test the newest of them. */
async function withEngine(page, delay) {
  await page.route('**/oxpecker.js', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const [, own] = /([\w$]+) as Oxpecker\b/.exec(body);
    const planted = `
      const making = ${own}.create;
      ${own}.create = async (...args) => {
        if (globalThis.engine) await new Promise((resolve) => setTimeout(resolve, ${delay}));
        return (globalThis.engine = await making.apply(${own}, args));
      };`;
    await route.fulfill({ response, body: body + planted });
  });
  await page.reload();
  await cards(page).first().waitFor();
}

test('a redraw between press and release takes no click away, and comes after it', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  await page.locator('#export').focus();
  const box = await page.locator('#export').boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const download = page.waitForEvent('download', { timeout: 10_000 });
  await page.mouse.down();
  await page.evaluate(() => document.getElementById('erase-button').click());
  assert.equal(await page.locator('#erase-confirm').count(), 0, 'nothing is redrawn under the finger');
  await page.mouse.up();
  await download;
  await page.locator('#erase-confirm').waitFor();
  assert.deepEqual([watch.console, watch.errors], [[], []]);
  await close();
});

test('whoever taps while a customer and a language are on their way taps what is there', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  await withEngine(page, 400);
  await page.evaluate(async () => {
    const customer = document.querySelector('#customer');
    customer.value = 'japan';
    customer.dispatchEvent(new Event('change', { bubbles: true }));
    document.querySelector('#language-ja').click();
    // As long as both take, and a while longer.
    for (let times = 0; times < 16; times++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      document.querySelector('#feed article .choices button:last-child, #undo')?.click();
    }
  });
  await page.waitForFunction(() => document.documentElement.lang === 'ja');
  assert.equal(await page.locator('#customer').inputValue(), 'japan');
  assert.match(await page.locator('.balance').first().textContent(), /円/);
  assert.equal(await page.locator('main').count(), 1, 'the page has not given up');
  assert.deepEqual([watch.errors, watch.console], [[], []]);
  await close();
});

for (const language of ['en', 'ja']) {
  test(`${language}: an answer to a card that has gone draws the page as it stands`, async () => {
    const { page, watch, close } = await openPage(browser, demo.address, { locale: LOCALE[language] });
    await withEngine(page, 0);
    await page.evaluate(() => globalThis.engine.consent.withdraw('nudges'));
    assert.ok((await cards(page).count()) > 0, 'the page knows nothing of it yet');
    await page.locator('#feed article .choices button').last().click();
    assert.equal(await cards(page).count(), 0);
    assert.ok((await page.locator('[role=status].visually-hidden').textContent()).length > 10, 'the reader is told');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'home', 'and stays on the page');
    assert.deepEqual([watch.errors, watch.console], [[], []]);
    await close();
  });
}

test('what was left cannot be brought back once all of it was taken away', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  await page.locator('#allow-challenges').click();
  await page.locator('#challenges details').first().locator('summary').first().click();
  await page.locator('#challenges [id^="join-"]').first().click();
  await page.locator('#challenges [id$="-leave"]').click();
  assert.equal(await page.locator('#undo-saving').count(), 1);
  await page.locator('#purpose-challenges').click();
  await page.locator('#to-savings').click();
  assert.equal(await page.locator('#undo-saving').count(), 0);
  assert.deepEqual(watch.errors, []);
  await close();
});

test('a customer of a story decides about purposes, too', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  await page.locator('#story-designer').click();
  await page.locator('#day').waitFor();
  await page.locator('#open-day').click();
  await page.waitForFunction(() => !document.querySelector('#home').hidden);
  for (let times = 0; times < 2; times++) await page.locator('#purpose-challenges').click();
  await page.locator('#receipt-summary').waitFor();
  assert.deepEqual([watch.errors, watch.console], [[], []]);
  await close();
});

test('what session recorders must leave out is marked: cards, verdicts, transactions, savings', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await page.locator('#feed article .why').first().click();
  await page.locator('#try-paid').click();
  await page.locator('#pay-button').click();
  await page.locator('#review-title').waitFor();
  const marked = async (...all) => {
    for (const what of all) {
      const found = await page.locator(what).evaluateAll((each) => each.map((one) => one.closest('[data-private]') !== null));
      assert.ok(found.length > 0 && found.every(Boolean), what);
    }
  };
  await marked('#feed article', '.review', '#transactions .row', '.evidence-row', '.quiet-list > li');
  await page.locator('#allow-challenges').click();
  await marked('#challenges .saving');
  await close();
});
