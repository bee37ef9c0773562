// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Five tasks of a new customer on a phone, in both languages: each within four taps, and these are the taps.
 *
 * Invariants: nothing is done but by a finger on something that can be seen; scrolling is no tap.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { cards, LOCALE, transactions, WIDTHS } from './support/story.mjs';

const MOST = 4;

/** What is tapped, in turn, and what must then hold. */
const TASKS = {
  'find out why a card is shown': {
    taps: ['#feed article:first-of-type .why'],
    async done(page) {
      assert.ok(await page.locator('#feed .because li').first().isVisible());
      assert.ok(await page.locator('#feed .evidence-row').first().isVisible());
    },
  },
  'stop a topic': {
    taps: ['#to-settings', '#topic-refunds'],
    async done(page) {
      assert.equal(await page.locator('#topic-refunds').getAttribute('aria-checked'), 'false');
      assert.equal(await page.locator('#feed [id$="-see-refund"]').count(), 0);
    },
  },
  'undo a dismissal': {
    taps: ['#feed [id$="-dismiss"]', '#undo'],
    async done(page, before) {
      assert.equal(await cards(page).count(), before.cards);
    },
  },
  'pay a bill already paid and back out': {
    taps: ['#try-paid', '#pay-button', '#go-back'],
    async done(page, before) {
      assert.equal(await transactions(page).first().textContent(), before.newest, 'nothing was paid');
      assert.ok((await page.locator('#field-payee').inputValue()).length > 0, 'and nothing typed is lost');
    },
  },
  'erase everything': {
    taps: ['#to-settings', '#erase-button', '#erase-confirm'],
    async done(page) {
      await page.locator('#erase-done').waitFor();
      assert.equal(await cards(page).count(), 0);
      assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).length), 0);
    },
  },
};

for (const language of ['en', 'ja']) {
  test(`${language}: five tasks on a phone, each within ${MOST} taps`, async () => {
    for (const [task, { taps, done }] of Object.entries(TASKS)) {
      const { page, close } = await openPage(browser, demo.address, { locale: LOCALE[language], viewport: WIDTHS.phone, hasTouch: true, isMobile: true });
      await page.locator('#storage-state[data-state=saved]').waitFor({ state: 'attached' });
      const before = { cards: await cards(page).count(), newest: await transactions(page).first().textContent() };
      assert.ok(taps.length <= MOST, `${task}: ${taps.length} taps`);
      for (const target of taps) {
        // A tap fails unless its target can be seen and nothing lies over it.
        await page.locator(target).first().tap({ timeout: 10_000 });
      }
      await done(page, before);
      await close();
    }
  });
}
