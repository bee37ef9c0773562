// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The developer's view: calls as they happen, the trace of a decision, and scripts that run as they were copied.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeViolations, openPage, ROOT, sidewaysScroll } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { cards, fillAndPay, LOCALE, WIDTHS } from './support/story.mjs';

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'oxpecker-snippet-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'pkg'), join(folder, 'node_modules', 'oxpecker'), 'dir');
});
after(() => rmSync(folder, { recursive: true }));

const names = (page) => page.locator('.calls summary code').allTextContents();

/** Copies the newest call of a name and runs it as a developer would; gives what it prints. */
async function copiedAndRun(page, name) {
  const entry = page.locator('.calls > li', { has: page.locator('summary code', { hasText: new RegExp(`^${name}$`) }) }).first();
  await entry.locator('summary').first().click();
  await entry.locator('[id^="copy-"]').click();
  await page.locator('.visually-hidden[role=status]', { hasText: /\S/ }).waitFor({ state: 'attached' });
  const script = await page.evaluate(() => navigator.clipboard.readText());
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

test('calls appear as they happen, with their time; a decision is traced; erasing empties the list', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  await page.locator('#developer-button').click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'developer-title');
  assert.ok((await names(page)).includes('evaluate'), 'what was called before it was opened');
  assert.ok((await page.locator('.call-time').allTextContents()).every((time) => /^\d+(\.\d)? ms$/.test(time)));
  const newest = async () => Number((await page.locator('.calls > li').first().getAttribute('value')) ?? 0);
  const before = await newest();
  await fillAndPay(page, 'paid');
  await page.locator('#review-title').waitFor();
  assert.ok((await newest()) > before);
  const call = page.locator('.calls > li', { hasText: 'checkPayment' }).first();
  await call.locator('summary').click();
  assert.match(await call.locator('pre').first().textContent(), /^ox\.checkPayment\(\{ .*amount: '-[\d.]+'/);
  await page.locator('#trace').click();
  assert.ok((await page.locator('#traces .traced').count()) > 0);
  assert.ok((await page.locator('#traces code').allTextContents()).includes('when'));
  await page.locator('#erase-button').click();
  await page.locator('#erase-confirm').click();
  await page.locator('#erase-done').waitFor();
  assert.ok(!(await names(page)).includes('checkPayment'), 'what was erased is not kept here');
  await page.locator('#developer-close').click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'developer-button');
  assert.deepEqual([watch.requests, watch.console, watch.errors, watch.violations], [[], [], [], []]);
  await close();
});

test('a copied call runs by itself and answers as the page was answered', async () => {
  const { page, close } = await openPage(browser, demo.address, { permissions: ['clipboard-read', 'clipboard-write'] });
  await fillAndPay(page, 'paid');
  await page.locator('#review-title').waitFor();
  await page.locator('#developer-button').click();
  const verdict = await copiedAndRun(page, 'checkPayment');
  assert.match(verdict.level, /^(confirm|pause)$/);
  assert.equal(verdict.duplicateOf.length, 1);
  const answer = await copiedAndRun(page, 'evaluate');
  assert.deepEqual(
    answer.cards.map(({ text }) => text.title),
    await cards(page).locator('h3').allTextContents(),
  );
  await close();
});

test('a call of a story customer is copied with the persona, and answers as on that day', async () => {
  const { page, close } = await openPage(browser, demo.address, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('#to-year').click();
  await page.locator('#story-family').click();
  await page.locator('#day').waitFor();
  await page.locator('#open-day').click();
  await page.locator('#feed-title:focus').waitFor();
  await page.locator('#developer-button').click();
  const series = await copiedAndRun(page, 'series');
  assert.ok(series.length > 5);
  assert.ok((await page.evaluate(() => navigator.clipboard.readText())).length < 1_500, 'a short script');
  await close();
});

for (const [width, viewport] of Object.entries(WIDTHS)) {
  for (const [language, theme] of [['en', 'dark'], ['ja', 'light']]) {
    test(`${language}, ${width}, ${theme}: no axe violation with calls and a trace open`, async () => {
      const opened = await openPage(browser, demo.address, { locale: LOCALE[language], viewport, colorScheme: theme });
      const { page } = opened;
      await page.locator('#developer-button').click();
      await page.locator('#trace').click();
      await page.locator('.calls summary', { hasText: 'evaluate' }).first().click();
      assert.deepEqual(await axeViolations(opened), []);
      assert.equal(await sidewaysScroll(page), 0);
      await opened.close();
    });
  }
}
