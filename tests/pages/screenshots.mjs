// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Makes the pictures of the README from the demo, in both languages: `cargo xtask screenshots` calls this.
 *
 * Out: `docs/screenshots/<language>-<picture>.png`. Invariants: nothing is staged that a visitor could not do.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, ROOT, startBrowser, startDemo } from './support/browser.mjs';
import { cards, fillAndPay, LOCALE, WIDTHS } from './support/story.mjs';

const FOLDER = join(ROOT, 'docs', 'screenshots');
const STORY = { en: 'designer', ja: 'salaried-japan' };

mkdirSync(FOLDER, { recursive: true });
const [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
try {
  for (const language of ['en', 'ja']) {
    const take = async (name, viewport, colorScheme, act) => {
      const { page, close } = await openPage(browser, demo.address, { locale: LOCALE[language], viewport, colorScheme, reducedMotion: 'reduce' });
      await cards(page).first().waitFor();
      await act(page);
      await page.screenshot({ path: join(FOLDER, `${language}-${name}.png`) });
      console.log(`docs/screenshots/${language}-${name}.png`);
      await close();
    };
    const top = (page) => page.evaluate(() => scrollTo(0, 0));
    await take('account', WIDTHS.desktop, 'light', async (page) => {
      await cards(page).first().locator('.why').click();
      await top(page);
    });
    await take('year', WIDTHS.desktop, 'light', async (page) => {
      await page.locator('#to-year').click();
      await page.locator(`#story-${STORY[language]}`).click();
      await page.locator('#day').waitFor();
      await page.locator('.glance-safety').last().click();
      await top(page);
    });
    await take('payment', WIDTHS.phone, 'dark', async (page) => {
      await fillAndPay(page, 'paid');
      await page.locator('#review-title').waitFor();
      await page.evaluate(() => document.querySelector('.review').scrollIntoView({ block: 'start' }));
    });
  }
} finally {
  await browser.close();
  demo.stop();
}
