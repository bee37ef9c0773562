// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What a customer decides about their data: purposes, corrections, taking along, erasing; and what a reload keeps of it.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openPage, startBrowser, startDemo } from './support/browser.mjs';
import { cardAbout, cards, isCardAbout, fillAndPay, LOCALE, notADuplicate, TWICE } from './support/story.mjs';

let demo;
let browser;
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oxpecker-pages-'));
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  demo?.stop();
  rmSync(folder, { recursive: true });
});

const purpose = (page, name) => page.locator(`#purpose-${name}`);
const isOn = async (page, name) => (await purpose(page, name).getAttribute('aria-checked')) === 'true';
const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
const state = (page) => page.locator('#storage-state').getAttribute('data-state');

async function reload(page) {
  await page.locator('#storage-state[data-state=saved], #storage-state[data-state=restored], #storage-state[data-state=erased]').waitFor();
  await page.reload();
  await page.locator('main').waitFor();
}

/** Presses a switch and tells what stands on the page before anything else can happen. */
const pressAndCount = (page, id, selector) =>
  page.evaluate(
    ([button, counted]) => {
      document.getElementById(button).click();
      return document.querySelectorAll(counted).length;
    },
    [id, selector],
  );

async function exported(page, name) {
  const download = page.waitForEvent('download');
  await page.locator('#export').click();
  const file = join(folder, name);
  await (await download).saveAs(file);
  return file;
}

async function bringBack(page, file) {
  await page.locator('#import-input').setInputFiles(file);
  await page.locator('#portable-note:focus').waitFor();
}

for (const language of ['en', 'ja']) {
  const open = () => openPage(browser, demo.address, { locale: LOCALE[language] });

  test(`${language}: every purpose is named and explained; messages off empty the feed at once, and a reload keeps them off`, async () => {
    const { page, close } = await open();
    for (const name of ['nudges', 'payment-guard', 'insights', 'life-events']) {
      for (const by of ['aria-labelledby', 'aria-describedby']) {
        assert.ok(await page.locator(`#${await purpose(page, name).getAttribute(by)}`).textContent(), `${name} ${by}`);
      }
    }
    assert.equal(await isOn(page, 'life-events'), false, 'off until it is granted');
    const before = await cards(page).count();
    assert.ok(before > 0);
    assert.equal(await pressAndCount(page, 'purpose-nudges', '#feed article'), 0);
    assert.match(await page.locator('#receipt .deleted').textContent(), /\d/, 'the receipt says what was deleted');
    await page.locator('#receipt-summary').click();
    assert.equal(JSON.parse(await page.locator('.receipt-text').textContent())['@type'], 'dpv:ConsentReceipt');
    await reload(page);
    assert.equal(await isOn(page, 'nudges'), false);
    assert.equal(await cards(page).count(), 0);
    assert.equal(await isOn(page, 'insights'), true, 'the others are as they were');
    assert.equal(await pressAndCount(page, 'purpose-nudges', '#feed article'), before, 'on again, all is there again');
    await close();
  });

  test(`${language}: payment checks off, a paid bill is not asked about; on again, it is`, async () => {
    const { page, close } = await open();
    const note = await page.locator('#pay-note').textContent();
    await purpose(page, 'payment-guard').click();
    assert.notEqual(await page.locator('#pay-note').textContent(), note, 'the form says so');
    await fillAndPay(page, 'paid');
    await page.locator('#payment-done').waitFor();
    await purpose(page, 'payment-guard').click();
    await fillAndPay(page, 'paid');
    await page.locator('#review-title').waitFor();
    await purpose(page, 'payment-guard').click();
    await page.locator('#pay-button').waitFor();
    assert.equal(await page.locator('#review-title').count(), 0, 'a check under way ends with its purpose');
    await close();
  });

  test(`${language}: overviews off, series and own transfers are gone from report and list; on again, they are back`, async () => {
    const { page, close } = await open();
    while (await page.locator('#show-more').count()) await page.locator('#show-more').click();
    const tags = await page.locator('#transactions .tag').count();
    assert.equal(await page.locator('#known-series').count(), 1);
    assert.equal(await pressAndCount(page, 'purpose-insights', '#known-series, #known-transfer'), 0);
    assert.ok((await page.locator('#transactions .tag').count()) < tags);
    assert.equal(await pressAndCount(page, 'purpose-insights', '#known-series, #known-transfer'), 2);
    assert.equal(await page.locator('#transactions .tag').count(), tags);
    await close();
  });

  test(`${language}: what was answered is learned across a reload, listed, and can be taken back there`, async () => {
    const { page, close } = await open();
    await notADuplicate(await cardAbout(page, TWICE[language])).click();
    await reload(page);
    await page.locator('#storage-state[data-state=restored]').waitFor();
    assert.equal(await isCardAbout(page, TWICE[language]), false);
    await page.locator('#known-said').click();
    assert.ok((await page.locator('#known-said-list').textContent()).includes(TWICE[language].replace('カ)', '')));
    await page.locator('#known-said-list [id$="-undo"]').click();
    assert.equal(await isCardAbout(page, TWICE[language]), true);
    assert.equal(await page.locator('#known-said').count(), 0);
    await close();
  });

  test(`${language}: a series is set right, has its rows beside it, and stays right until it is taken back`, async () => {
    const { page, close } = await open();
    const entry = page.locator('#known-series-list .known-item').first();
    await page.locator('#known-series').click();
    const kind = await entry.locator('.tag').textContent();
    await entry.locator('[id$="-rows"]').click();
    assert.ok((await entry.locator('.evidence-row').count()) >= 3);
    await entry.locator('select').selectOption('insurance');
    await entry.locator('[id$="-correct"]').click();
    const corrected = await entry.locator('.tag').textContent();
    assert.notEqual(corrected, kind);
    await reload(page);
    await page.locator('#known-series').click();
    assert.equal(await entry.locator('.tag').textContent(), corrected);
    await page.locator('#known-said').click();
    await page.locator('#known-said-list [id$="-undo"]').click();
    assert.equal(await entry.locator('.tag').textContent(), kind);
    await close();
  });

  test(`${language}: the log says in words what was read and for what`, async () => {
    const { page, close } = await open();
    await purpose(page, 'insights').click();
    await page.locator('#log-more').click();
    const lines = await page.locator('#log tbody tr').allTextContents();
    assert.ok(lines.length > 8);
    const raw = lines.filter((line) => /\b(evaluate|consent\.|checkPayment|counterparties|payment-guard|insights|nudges)\b/.test(line));
    assert.deepEqual(raw, [], 'no code is left untranslated');
    await close();
  });

  test(`${language}: what was saved as a file can be brought back`, async () => {
    const { page, watch, close } = await open();
    await notADuplicate(await cardAbout(page, TWICE[language])).click();
    const file = await exported(page, `${language}.json`);
    const portable = JSON.parse(readFileSync(file, 'utf8'));
    assert.equal(portable.format, 'oxpecker-export');
    assert.ok(portable.transactions.length > 500);
    await page.locator('#erase-button').click();
    await page.locator('#erase-confirm').click();
    await page.locator('#erase-done').waitFor();
    await bringBack(page, file);
    assert.ok(await cards(page).count(), 'rows are there again');
    assert.equal(await isCardAbout(page, TWICE[language]), false, 'and choices');
    assert.equal(await isOn(page, 'nudges'), true);
    await reload(page);
    assert.equal(await isCardAbout(page, TWICE[language]), false, 'and stay');
    assert.deepEqual(watch.console, []);
    await close();
  });

  test(`${language}: erasing leaves no database, no card and no purpose`, async () => {
    const { page, watch, close } = await open();
    await page.locator('#storage-state[data-state=saved]').waitFor();
    assert.equal((await databases(page)).length, 1);
    await page.locator('#erase-button').click();
    await page.locator('#erase-confirm').click();
    await page.locator('#erase-done').waitFor();
    assert.match(await page.locator('#erase-done .deleted').textContent(), /\d/);
    assert.deepEqual(await databases(page), []);
    assert.equal(await state(page), 'erased');
    assert.equal(await cards(page).count(), 0);
    assert.equal(await page.locator('[role=switch][aria-checked=true]').count(), 0);
    assert.equal(await page.locator('.known-item, .known-button').count(), 0);
    assert.ok((await page.locator('#transactions .row').count()) > 0, 'the account itself is untouched');
    await purpose(page, 'nudges').click();
    assert.ok((await cards(page).count()) > 0, 'it can begin again');
    assert.deepEqual(watch.requests, []);
    assert.deepEqual(watch.console, []);
    assert.deepEqual(watch.violations, []);
    await close();
  });
}

test('circumstances are told only with their purpose, are kept, and go with it', async () => {
  const { page, close } = await openPage(browser, demo.address);
  assert.equal(await page.locator('#context-renovation').count(), 0);
  await purpose(page, 'life-events').click();
  await page.locator('#context-renovation').click();
  await page.locator('#context-between-jobs').click();
  await page.locator('#context-between-jobs').click();
  await reload(page);
  assert.equal(await page.locator('#context-renovation').getAttribute('aria-checked'), 'true');
  assert.equal(await page.locator('#context-between-jobs').getAttribute('aria-checked'), 'false');
  await purpose(page, 'life-events').click();
  assert.match(await page.locator('#receipt .deleted').textContent(), /1/);
  await purpose(page, 'life-events').click();
  assert.equal(await page.locator('#context-renovation').getAttribute('aria-checked'), 'false', 'nothing comes back');
  await close();
});

test('a change of language keeps every choice', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await purpose(page, 'insights').click();
  const count = await cards(page).count();
  await page.locator('#language-ja').click();
  await page.locator('html[lang=ja]').waitFor();
  assert.equal(await isOn(page, 'insights'), false);
  assert.equal(await cards(page).count(), count);
  assert.match(await page.locator('#receipt').textContent(), /[\u3040-\u30ff]/, 'the receipt speaks it too');
  await close();
});

test('what another tab changes shows here at once', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  const count = await cards(page).count();
  await page.locator('#storage-state[data-state=saved]').waitFor();
  const other = await page.context().newPage();
  await other.goto(demo.address);
  await other.locator('#storage-state[data-state=restored], #storage-state[data-state=saved]').waitFor();
  await other.locator('#purpose-nudges').click();
  await page.locator('#purpose-nudges[aria-checked=false]').waitFor();
  assert.equal(await cards(page).count(), 0);
  await other.locator('#purpose-nudges').click();
  await page.locator('#purpose-nudges[aria-checked=true]').waitFor();
  assert.equal(await cards(page).count(), count);
  await other.locator('#erase-button').click();
  await other.locator('#erase-confirm').click();
  await page.locator('#purpose-nudges[aria-checked=false]').waitFor();
  assert.equal(await page.locator('[role=switch][aria-checked=true]').count(), 0);
  assert.deepEqual([watch.console, watch.errors], [[], []]);
  await close();
});

test('on a desktop no list waits for the other column, before and after erasing', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await page.setViewportSize({ width: 1280, height: 900 });
  const gaps = () =>
    page.evaluate(() => {
      const box = (part) => document.querySelector(part).getBoundingClientRect();
      const columns = [
        ['.page-settings .page-head', '#choices', '#known', '#log'],
        ['.page-settings .page-head', '#attention', '#file', '#keeping'],
      ].map((column) => column.map(box));
      return columns.flatMap((column) => column.slice(1).map(({ top }, i) => Math.round(top - column[i].bottom)));
    });
  await page.locator('#choices').waitFor();
  for (const when of ['before', 'after']) {
    for (const gap of await gaps()) assert.ok(gap > 0 && gap <= 40, `${when}: a gap of ${gap} px`);
    if (when === 'after') break;
    await page.locator('#erase-button').click();
    await page.locator('#erase-confirm').click();
    await page.locator('#erase-done').waitFor();
  }
  await close();
});

test('a change of language after erasing stores nothing of the customer', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await page.locator('#storage-state[data-state=saved]').waitFor();
  await page.locator('#erase-button').click();
  await page.locator('#erase-confirm').click();
  await page.locator('#erase-done').waitFor();
  await page.locator('#language-ja').click();
  await page.locator('html[lang=ja]').waitFor();
  await page.waitForTimeout(300);
  const stored = await page.evaluate(async () => {
    let count = 0;
    const wait = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = reject)));
    for (const { name } of await indexedDB.databases()) {
      const database = await wait(indexedDB.open(name));
      const tx = database.transaction(['meta', 'journal']);
      count += (await wait(tx.objectStore('meta').count('head'))) + (await wait(tx.objectStore('journal').count()));
      database.close();
    }
    return count;
  });
  assert.equal(stored, 0);
  assert.equal(await page.locator('[role=switch][aria-checked=true]').count(), 0);
  await close();
});

test('with every purpose withdrawn the engine holds nothing of the account', async () => {
  const { page, close } = await openPage(browser, demo.address);
  for (const name of ['nudges', 'payment-guard', 'insights']) await purpose(page, name).click();
  assert.match(await page.locator('#receipt .deleted').textContent(), /transactions/);
  const holdsRows = async () => /\d/.test(await page.locator('#known .lead').textContent());
  assert.equal(await holdsRows(), false);
  await reload(page);
  assert.equal(await holdsRows(), false, 'nor is it handed anything by the feed');
  assert.equal(await page.locator('.known-button').count(), 0);
  await purpose(page, 'insights').click();
  assert.equal(await holdsRows(), true);
  await close();
});

test('a file that is none, or that of another customer, changes nothing', async () => {
  const { page, close } = await openPage(browser, demo.address);
  const count = await cards(page).count();
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{"format":"oxpecker-export","version":1,"accounts":[],"transactions":[],"choices":"AAAA"}');
  await bringBack(page, broken);
  assert.equal(await page.locator('#portable-note.note-bad').count(), 1);
  await page.locator('#customer').selectOption('japan');
  await page.locator('.balance', { hasText: '684,210' }).waitFor();
  const other = await exported(page, 'other.json');
  await page.locator('#customer').selectOption('europe');
  await page.locator('.balance', { hasText: '4,826.17' }).waitFor();
  await bringBack(page, other);
  assert.equal(await page.locator('#portable-note.note-bad').count(), 1);
  assert.equal(await cards(page).count(), count);
  await close();
});

test('without storage the page works, and says that it will forget', async () => {
  const { page, watch, close } = await openPage(browser, demo.address);
  await page.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
  await page.reload();
  await page.locator('#storage-state[data-state=failed]').waitFor();
  assert.ok((await cards(page).count()) > 0);
  await purpose(page, 'nudges').click();
  assert.equal(await cards(page).count(), 0);
  await page.locator('#language-ja').click();
  await page.locator('html[lang=ja]').waitFor();
  assert.equal(await isOn(page, 'nudges'), false, 'a change of language still keeps it');
  assert.deepEqual(watch.console, []);
  await close();
});

test('a damaged store grants nothing, says so, and erasing begins anew', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await purpose(page, 'insights').click();
  await page.locator('#storage-state[data-state=saved]').waitFor();
  const flipped = await page.evaluate(async () => {
    const [{ name }] = await indexedDB.databases();
    const wait = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = reject)));
    const database = await wait(indexedDB.open(name));
    let count = 0;
    const flip = (value) => {
      if (value instanceof ArrayBuffer) value = new Uint8Array(value);
      if (value instanceof Uint8Array) {
        value[value.length - 1] ^= 1;
        count += 1;
      } else if (value && Object.getPrototypeOf(value) === Object.prototype) Object.values(value).forEach(flip);
    };
    for (const store of database.objectStoreNames) {
      const records = database.transaction(store, 'readwrite').objectStore(store);
      for (const key of await wait(records.getAllKeys())) {
        const value = await wait(records.get(key));
        flip(value);
        await wait(records.keyPath === null ? records.put(value, key) : records.put(value));
      }
    }
    database.close();
    return count;
  });
  assert.ok(flipped > 0, 'something was damaged');
  await page.reload();
  await page.locator('#storage-state[data-state=failed]').waitFor();
  assert.equal(await page.locator('[role=switch][aria-checked=true]').count(), 0);
  assert.equal(await cards(page).count(), 0);
  await page.locator('#erase-button').click();
  await page.locator('#erase-confirm').click();
  await page.locator('#erase-done').waitFor();
  await reload(page);
  assert.ok((await cards(page).count()) > 0);
  await close();
});
