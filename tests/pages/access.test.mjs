// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The page for everyone: keyboard alone, visible focus, reduced motion, 200 % zoom.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, sidewaysScroll } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { cards, fillAndPay, LOCALE, openOwnData } from './support/story.mjs';

/** What has the focus, and whether a person can see that it has. */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    // A file input shows its focus on its label, which looks like a button.
    const shown = element.matches('input[type=file]') ? element.nextElementSibling : element;
    const style = getComputedStyle(shown);
    const box = shown.getBoundingClientRect();
    return {
      id: element.id,
      tag: element.tagName,
      what: element.className || element.id || element.textContent.slice(0, 30),
      visible: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 8 && box.height > 8,
    };
  });
}

async function tabTo(page, matches) {
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (matches(now)) return now;
  }
  throw new Error('the keyboard does not get there');
}

test('every stop of the Tab key can be seen, and none is the page itself', async () => {
  const { page, close } = await openPage(browser, demo.address);
  const reached = {
    home: ['customer', 'language-ja', 'account', 'try-paid', 'field-payee', 'pay-button', 'outlook-summary', 'search', 'show-more'],
    settings: ['purpose-nudges', 'known-series', 'export', 'import-input', 'erase-button', 'log-more', 'file-input'],
    savings: ['allow-challenges'],
    year: ['story-family', 'year-day', 'year-before', 'open-day'],
    check: ['check-run'],
  };
  for (const [name, expected] of Object.entries(reached)) {
    await page.locator(`#to-${name}`).click();
    if (name === 'year') {
      await page.locator('#story-designer').click();
      await page.locator('#day').waitFor();
    }
    const stops = [];
    await page.evaluate(() => {
      document.activeElement?.blur();
      getSelection()?.removeAllRanges();
    });
    await page.locator('.skip').focus();
    for (let step = 0; step < 120; step += 1) {
      await page.keyboard.press('Tab');
      const now = await focused(page);
      if (now.tag === 'BODY') break;
      assert.ok(now.visible, `${name}: focus on ${now.what} cannot be seen`);
      stops.push(now.id);
    }
    for (const id of expected) assert.ok(stops.includes(id), `${name}: ${id} is reached`);
  }
  await close();
});

test('keyboard alone: the menu, a life, a day of its year by the arrow keys, and the browser’s way back', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await tabTo(page, ({ id }) => id === 'to-year');
  await page.keyboard.press('Enter');
  await tabTo(page, ({ id }) => id === 'story-family');
  await page.keyboard.press('Enter');
  await page.locator('#day').waitFor();
  await tabTo(page, ({ id }) => id === 'year-day');
  const before = await page.locator('#year-day').getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowLeft');
  assert.notEqual(await page.locator('#year-day').getAttribute('aria-valuetext'), before);
  assert.equal((await focused(page)).id, 'year-day', 'the slider keeps the focus');
  assert.equal(await page.locator('#day-title').textContent(), await page.locator('#year-day').getAttribute('aria-valuetext'));
  await page.goBack();
  await page.locator('#feed').waitFor();
  assert.equal(await page.locator('#to-home').getAttribute('aria-current'), 'page');
  await close();
});

test('keyboard alone: to the card, read why, answer, undo; the focus is never lost', async () => {
  const { page, close } = await openPage(browser, demo.address);
  const count = await cards(page).count();
  await tabTo(page, ({ what }) => what === 'why');
  await page.keyboard.press('Enter');
  assert.equal(await cards(page).first().locator('.reasons').isVisible(), true);
  assert.equal((await focused(page)).what, 'why', 'the button keeps the focus');
  await tabTo(page, ({ id }) => id.endsWith('-not-a-duplicate'));
  await page.keyboard.press('Space');
  assert.deepEqual(await focused(page).then(({ id, visible }) => ({ id, visible })), { id: 'undo', visible: true });
  await page.keyboard.press('Enter');
  const back = await focused(page);
  assert.equal(back.tag, 'H3');
  assert.ok(back.visible);
  assert.equal(await cards(page).count(), count);
  await close();
});

test('keyboard alone: a payment is checked, taken back and made', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await tabTo(page, ({ id }) => id === 'try-paid');
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).id, 'try-paid');
  await tabTo(page, ({ id }) => id === 'field-reference');
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).id, 'review-title', 'Enter in a field pays, so it asks');
  await tabTo(page, ({ id }) => id === 'go-back');
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).id, 'pay-button');
  await page.keyboard.press('Enter');
  // The second time it is asked otherwise: the payee is typed once more.
  await tabTo(page, ({ id }) => id === 'read-back');
  await page.keyboard.type(await page.locator('.pair-side bdi').first().innerText());
  await tabTo(page, ({ id }) => id === 'pay-anyway');
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).id, 'payment-done');
  await close();
});

test('"show more" moves the focus to the first new row', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await page.locator('#show-more').focus();
  const before = await page.locator('#transactions .row').count();
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).id, `row-${before}`);
  await close();
});

test('keyboard alone: a purpose off and on, a series read and corrected, everything erased', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await page.locator('#to-settings').click();
  await tabTo(page, ({ id }) => id === 'purpose-insights');
  for (const state of ['false', 'true']) {
    await page.keyboard.press('Space');
    assert.equal(await page.locator('#purpose-insights').getAttribute('aria-checked'), state);
    assert.deepEqual(await focused(page).then(({ id, visible }) => ({ id, visible })), { id: 'purpose-insights', visible: true });
  }
  await tabTo(page, ({ id }) => id === 'known-series');
  await page.keyboard.press('Enter');
  await tabTo(page, ({ id }) => /^known-series-\d+-rows$/.test(id));
  await page.keyboard.press('Enter');
  await tabTo(page, ({ id }) => /^known-series-\d+-kind$/.test(id));
  await page.keyboard.press('End');
  await tabTo(page, ({ id }) => id.endsWith('-correct'));
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).id, 'known-said-title');
  await tabTo(page, ({ id }) => id.endsWith('-undo'));
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('[id^="known-"][id$="-undo"]').count(), 0);
  assert.equal((await focused(page)).id, 'known-title', 'the list is gone, so its heading has the focus');
  await tabTo(page, ({ id }) => id === 'erase-button');
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).id, 'erase-ask');
  await tabTo(page, ({ id }) => id === 'erase-keep');
  await page.keyboard.press('Enter');
  assert.equal((await focused(page)).id, 'erase-button', 'the way back leads back');
  await page.keyboard.press('Enter');
  await tabTo(page, ({ id }) => id === 'erase-confirm');
  await page.keyboard.press('Enter');
  await page.locator('#erase-done:focus').waitFor();
  await close();
});

/** Elements (and their pseudo-elements) that move, with how long. */
function moving(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      [undefined, '::before', '::after'].flatMap((pseudo) => {
        const style = getComputedStyle(element, pseudo);
        return `${style.transitionDuration}, ${style.animationDuration}`.split(', ').some((each) => parseFloat(each) > 0)
          ? [`${element.tagName}.${element.className}`]
          : [];
      }),
    ),
  );
}

test('who asked for less motion gets none (and who did not, gets some)', async () => {
  const still = await openPage(browser, demo.address, { reducedMotion: 'reduce' });
  await fillAndPay(still.page, 'paid');
  assert.deepEqual(await moving(still.page), []);
  await still.close();
  const lively = await openPage(browser, demo.address, { reducedMotion: 'no-preference' });
  assert.ok((await moving(lively.page)).length > 0);
  await lively.close();
});

for (const language of ['en', 'ja']) {
  for (const width of [1280, 390]) {
    test(`${language}: 200 % zoom at ${width} px needs no sideways scrolling`, async () => {
      // Zoom by two halves the page's width in CSS pixels and doubles the pixels of each.
      const options = { locale: LOCALE[language], viewport: { width: Math.floor(width / 2), height: 422 }, deviceScaleFactor: 2 };
      const { page, close } = await openPage(browser, demo.address, options);
      assert.equal(await sidewaysScroll(page), 0);
      for (const why of await page.locator('.why').all()) await why.click();
      await fillAndPay(page, 'paid');
      await openOwnData(page);
      assert.equal(await sidewaysScroll(page), 0);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('main *')]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.visually-hidden'))
          .map((element) => element.className || element.tagName),
      );
      assert.deepEqual(cut, [], 'nothing hangs over the edge');
      await close();
    });
  }
}
