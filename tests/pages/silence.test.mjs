// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Nothing is requested after load, through everything a visitor can do; and the counters that say so do count.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dropFiles, openPage } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { cardAbout, fillAndPay, notADuplicate, openOwnData, TWICE } from './support/story.mjs';
import { day, row } from './support/rows.mjs';

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), 'oxpecker-pages-'))));
after(() => rmSync(folder, { recursive: true }));

const ownCount = (page) => page.evaluate(() => Number(/(\d+)\D*$/.exec(document.querySelector('#requests').textContent)[1]));

test('through the whole story no request leaves the page', async () => {
  const opened = await openPage(browser, demo.address);
  const { page, watch, close } = opened;
  const card = await cardAbout(page, TWICE.en);
  await notADuplicate(card).click();
  await page.locator('#undo').click();
  await fillAndPay(page, 'fresh');
  await page.locator('#payment-done').waitFor();
  await fillAndPay(page, 'fresh');
  await page.locator('#pay-anyway').click();
  await page.locator('#payment-done').waitFor();
  await page.locator('#language-ja').click();
  await page.locator('html[lang=ja]').waitFor();
  await page.locator('#customer').selectOption('japan');
  await page.locator('.balance', { hasText: '684,210' }).waitFor();
  const file = join(folder, 'own.json');
  writeFileSync(file, JSON.stringify([row('a', { bookedAt: day(3) }), row('b', { bookedAt: day(2) })]));
  await dropFiles(opened, [file]);
  await page.locator('#file-result').waitFor();
  await page.locator('#back-to-sample').click();
  await page.locator('.balance', { hasText: '684,210' }).waitFor();
  await page.locator('#allow-challenges').click();
  await page.locator('#goal-name').fill('旅行');
  await page.locator('#goal-amount').fill('300000');
  await page.locator('#goal-set').click();
  await page.locator('#goals article').waitFor();
  await page.locator('#story-salaried-japan').click();
  await page.locator('#day').waitFor();
  await page.locator('#developer-button').click();
  await page.locator('#trace').click();
  await page.locator('#developer-close').click();
  await openOwnData(page);
  const download = page.waitForEvent('download');
  await page.locator('#export').click();
  await page.locator('#import-input').setInputFiles(await download.then((each) => each.path()));
  await page.locator('#portable-note', { hasText: /\d/ }).waitFor();
  await page.locator('#erase-button').click();
  await page.locator('#erase-confirm').click();
  await page.locator('#erase-done').waitFor();
  await page.waitForTimeout(500);
  assert.deepEqual(watch.requests, []);
  assert.deepEqual(watch.sent, []);
  assert.equal(await ownCount(page), 0, 'the page says so itself');
  assert.deepEqual(watch.console, []);
  assert.deepEqual(watch.violations, []);
  await close();
});

test('control: a request made on purpose is counted by all three', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  await page.evaluate(async () => {
    const image = new Image();
    image.src = 'favicon.ico?made-on-purpose';
    await image.decode().catch(() => {});
  });
  await page.waitForTimeout(300);
  assert.equal(watch.requests.length, 1);
  assert.equal(watch.sent.length, 1);
  assert.equal(await ownCount(page), 1);
  await close();
});
