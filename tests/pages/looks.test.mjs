// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The page in both languages, on phone and desktop, light and dark: complete, accessible, and silent in the console.
 *
 * Out: a screenshot of each in `target/screenshots/`.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { axeViolations, openPage, ROOT, sidewaysScroll } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { cardAbout, cards, fillAndPay, LOCALE, openOwnData, THEMES, TWICE, WIDTHS } from './support/story.mjs';

const SCREENSHOTS = join(ROOT, 'target', 'screenshots');
before(() => mkdirSync(SCREENSHOTS, { recursive: true }));

for (const language of ['en', 'ja']) {
  for (const [width, viewport] of Object.entries(WIDTHS)) {
    for (const theme of THEMES) {
      test(`${language}, ${width}, ${theme}: first card, no axe violation, no console error, no policy report`, async () => {
        const options = { locale: LOCALE[language], viewport, colorScheme: theme };
        const opened = await openPage(browser, demo.address, options);
        const { page, watch } = opened;
        const shoot = (state) =>
          page.screenshot({ path: join(SCREENSHOTS, `${language}-${width}-${theme}-${state}.png`), fullPage: true, caret: 'initial' });

        await cards(page).first().waitFor();
        assert.equal(await page.evaluate(() => document.documentElement.lang), language);
        assert.deepEqual(await axeViolations(opened), [], 'as opened');
        await shoot('opened');

        await cardAbout(page, TWICE[language]);
        await page.locator('#quiet-summary').click({ timeout: 500 }).catch(() => {});
        await fillAndPay(page, 'paid');
        await page.locator('#review-title').waitFor();
        assert.deepEqual(await axeViolations(opened), [], 'with reasons and a payment to check');
        assert.equal(await sidewaysScroll(page), 0);
        await shoot('asked');

        await page.locator('#go-back').click();
        await page.locator('#outlook-summary').click();
        await page.locator('#search').fill(language === 'ja' ? 'でんき' : 'herons');
        assert.ok((await page.locator('#transactions .row').count()) > 0, 'the search finds');
        assert.deepEqual(await axeViolations(opened), [], 'with the figures ahead and a search');
        assert.equal(await sidewaysScroll(page), 0);

        await page.locator('#to-year').click();
        await page.locator(`#story-${{ en: 'family', ja: 'salaried-japan' }[language]}`).click();
        await page.locator('#day').waitFor();
        assert.deepEqual(await axeViolations(opened), [], 'with a year');
        assert.equal(await sidewaysScroll(page), 0);
        await shoot('year');
        await openOwnData(page);
        assert.ok((await page.locator('.known-item').count()) > 10);
        assert.ok((await page.locator('#log tbody tr').count()) > 8);
        assert.deepEqual(await axeViolations(opened), [], 'with the report, the log, a receipt and the question before erasing');
        assert.equal(await sidewaysScroll(page), 0);
        await shoot('own-data');
        await page.locator('#erase-confirm').click();
        await page.locator('#erase-done').waitFor();
        assert.deepEqual(await axeViolations(opened), [], 'with everything erased');
        await shoot('erased');

        assert.deepEqual(watch.console, []);
        assert.deepEqual(watch.errors, []);
        assert.deepEqual(watch.violations, []);
        await opened.close();
      });
    }
  }
}
