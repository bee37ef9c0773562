// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The customer's attention on the page: a setting takes effect at once, is told, kept, and can be taken back.
 *
 * Out: screenshots of the panel on a phone in both languages, in `target/screenshots/`.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { axeViolations, openPage, ROOT, sidewaysScroll } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { cards, LOCALE, WIDTHS } from './support/story.mjs';

const SCREENSHOTS = join(ROOT, 'target', 'screenshots');
before(() => mkdirSync(SCREENSHOTS, { recursive: true }));

const WHY_NOW = { en: 'Why now', ja: '今お知らせする理由' };

for (const language of ['en', 'ja']) {
  test(`${language}, phone: budget, quiet hours and topics`, async () => {
    const opened = await openPage(browser, demo.address, { locale: LOCALE[language], viewport: WIDTHS.phone });
    const { page } = opened;
    await cards(page).first().waitFor();
    const shoot = (part, id) => page.locator(id).screenshot({ path: join(SCREENSHOTS, `${language}-phone-attention-${part}.png`) });
    const cares = page.locator('.card-care');
    const before = await cares.count();
    assert.ok(before > 0, 'the sample has good news');

    // Why this, why now.
    await cares.first().locator('.why').click();
    assert.equal(await cares.first().locator('h4', { hasText: WHY_NOW[language] }).count(), 1);
    await shoot('why', '.card-care');

    // No more messages: what was on screen already stays, and no further one comes.
    for (const expected of ['1', '0']) {
      await page.locator('#attention-fewer').click();
      const told = await page.locator('#attention-value').textContent();
      assert.equal(expected === '0' || told.includes(expected), true, told);
    }
    assert.equal(await page.locator('#attention-fewer').getAttribute('aria-disabled'), 'true');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'attention-fewer', 'the focus stays');
    assert.equal(await cares.count(), before, 'it was seen');
    await page.locator('#attention-fewer').click({ force: true });
    assert.equal(await page.locator('#attention-fewer').getAttribute('aria-disabled'), 'true', 'less than none is none');

    await page.locator('#quiet-hours').click();
    await page.locator('#quiet-from').fill('21:30');
    await page.locator('#quiet-from').blur();
    assert.match(await page.locator('#quiet-hours-about').textContent(), /21:30/);
    assert.deepEqual(await axeViolations(opened), [], 'with every setting open');
    assert.equal(await sidewaysScroll(page), 0);
    await shoot('set', '#attention');

    // Why not that: a topic that is off leaves the feed and is told.
    await page.locator('#topic-refunds').click();
    assert.equal(await page.locator('#topic-refunds').getAttribute('aria-checked'), 'false');
    assert.equal(await page.locator('.card-care').count(), 0);
    await page.locator('#held-summary').click();
    const held = page.locator('#held-details li');
    assert.ok((await held.count()) > 0);
    assert.ok((await held.first().locator('h3').textContent()).length > 3);
    assert.ok(!(await page.locator('#held-details').textContent()).includes('{'));
    await shoot('held', '.quiet');

    // Kept for the next visit, and known.
    await page.waitForTimeout(300);
    await page.reload();
    await page.locator('#attention-value').waitFor();
    assert.equal(await page.locator('#topic-refunds').getAttribute('aria-checked'), 'false');
    await page.locator('#topic-refunds').click();
    assert.equal(await page.locator('.card-care').count(), before);
    await opened.close?.();
  });
}
