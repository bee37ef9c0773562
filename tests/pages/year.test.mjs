// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A story customer's year on the page: what was said, kept quiet and why, day by day, and the app as it stood on a day.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openPage, ROOT } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { STORIES, threeOfTwelve } from '../../www/personas.mjs';
import { madeModule } from './support/source.mjs';
import { cards, LOCALE } from './support/story.mjs';

const PERSONAS = join(ROOT, 'pkg', 'dist', 'personas.js');

async function walk(page, id) {
  await page.locator('#to-year').click();
  await page.locator(`#story-${id}`).click();
  await page.locator('#day').waitFor();
}

test('the page’s three lives are those of the package, byte by byte', async () => {
  const { persona } = await import(pathToFileURL(PERSONAS).href);
  const ofPage = await madeModule(threeOfTwelve());
  for (const id of STORIES) assert.equal(JSON.stringify(ofPage.persona(id)), JSON.stringify(persona(id)), id);
});

for (const [language, id] of [['en', 'family'], ['en', 'designer'], ['ja', 'salaried-japan']]) {
  test(`${language}, ${id}: the list, the slider and the day tell the same, and no request is made`, async () => {
    const { page, watch, close } = await openPage(browser, demo.address, { locale: LOCALE[language] });
    await walk(page, id);
    const lines = await page.locator('.glance-list a').count();
    assert.ok(lines >= 10, `${lines} days on which something came up`);
    const said = await page.locator('.glance-said, .glance-safety').count();
    assert.ok((await page.locator('.year-sum').textContent()).includes(String(said)), 'the sum is that of the list');

    const first = page.locator('.glance-list a').first();
    const title = await first.locator('.glance-what span').first().textContent();
    await first.click();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'day-title', 'the day is read next');
    assert.ok((await page.locator('#day .told').allTextContents()).some((told) => told.startsWith(title)));
    assert.ok((await page.locator('#day .told .fine').first().textContent()).length > 10, 'with its reason');
    const day = await page.locator('#year-day').inputValue();
    await page.locator('#year-next').click();
    assert.ok(Number(await page.locator('#year-day').inputValue()) > Number(day));
    await page.locator('#year-before').click();
    assert.equal(await page.locator('#year-day').inputValue(), day);
    assert.ok(!(await page.locator('#year').textContent()).includes('{'));
    assert.deepEqual([watch.requests, watch.sent, watch.console, watch.errors], [[], [], [], []]);
    await close();
  });
}

test('the app opens on a day: no later row, the card of that day, and a payment is still checked', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  await walk(page, 'family');
  await page.locator('.glance-safety').last().click();
  const day = await page.locator('#day-title time').getAttribute('datetime');
  const title = await page.locator('#day .told b').first().textContent();
  await page.locator('#open-day').click();
  await page.locator('#feed-title:focus').waitFor();
  assert.equal(new URL(page.url()).hash, '#home', 'the address goes along');
  assert.ok((await cards(page).locator('h3').allTextContents()).includes(title));
  const newest = await page.locator('#transactions time').first().getAttribute('datetime');
  assert.ok(newest <= day, `${newest} is not after ${day}`);
  assert.equal(await page.locator('#customer').inputValue(), 'story');
  await page.locator('#try-paid').click();
  await page.locator('#pay-button').click();
  await page.locator('#review-title, #payment-done').first().waitFor();
  await page.locator('#language-ja').click();
  await page.locator('html[lang=ja]').waitFor();
  assert.ok((await cards(page).count()) > 0);
  await page.locator('#customer').selectOption('europe');
  await page.locator('.balance', { hasText: '4,826.17' }).waitFor();
  assert.deepEqual([watch.requests, watch.console, watch.errors, watch.violations], [[], [], [], []]);
  await close();
});

test('another language walks the year again, on the same day; another life while one is walked ends the first', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await page.locator('#to-year').click();
  await page.locator('#story-family').click();
  await page.locator('#story-designer').click();
  await page.locator('#day').waitFor();
  assert.equal(await page.locator('#story-designer').getAttribute('aria-pressed'), 'true');
  const day = await page.locator('#day-title time').getAttribute('datetime');
  await page.locator('#language-ja').click();
  await page.locator('html[lang=ja]').waitFor();
  await page.locator('#day .told').first().waitFor();
  assert.equal(await page.locator('#day-title time').getAttribute('datetime'), day);
  assert.match(await page.locator('#day .told').first().textContent(), /[\u3040-\u30ff]/);
  await close();
});
