// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The visitor's own file: read, reported, hostile, or bad.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeViolations, dropFiles, openPage, sidewaysScroll } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { cards, transactions, whatIsShown } from './support/story.mjs';
import { day, row } from './support/rows.mjs';

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), 'oxpecker-pages-'))));
after(() => rmSync(folder, { recursive: true }));

function put(name, content) {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('a dropped JSON Lines file is read; what was skipped is named, with the reason', async () => {
  const opened = await openPage(browser, demo.address);
  const { page, watch, close } = opened;
  const lines = [
    row('a'),
    row('b', { amount: 42.1 }),
    row('c', { bookedAt: '2026-02-30' }),
    row('d', { currency: 'ZZZ' }),
    row('e', { counterpartyName: 'مقهى الريحان' }),
    row('f'),
  ];
  await dropFiles(opened, [put('own.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'))]);
  await page.locator('#back-to-sample').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'file-result');
  assert.equal(await transactions(page).count(), 3);
  const problems = await page.locator('.problems li').allTextContents();
  assert.equal(problems.length, 3);
  for (const [index, field] of ['amount', 'bookedAt', 'currency'].entries()) {
    assert.match(problems[index], new RegExp(`${index + 2}.*${field}`));
  }
  assert.deepEqual(await axeViolations(opened), []);
  assert.equal(await page.locator('#transactions bdi.payee', { hasText: 'مقهى الريحان' }).count(), 1);

  await page.locator('#back-to-sample').click();
  await page.locator('.balance', { hasText: '4,826.17' }).waitFor();
  assert.deepEqual(watch.console, []);
  await close();
});

test('a file chosen with the button is read too, and its duplicate is seen', async () => {
  const { page, close } = await openPage(browser, demo.address);
  const pair = { counterpartyName: 'MAISON DES LANTERNES', amount: '-84.30', mcc: '5712', bookedAt: day(2) };
  const rows = [row('a', { ...pair, time: '10:00:00' }), row('b', { ...pair, time: '10:01:30' })];
  const habit = Array.from({ length: 60 }, (_, index) =>
    row(`h${index}`, { bookedAt: day(4 + index * 3), amount: `-${20 + index}.${10 + index}`, counterpartyName: `SHOP ${index % 7}` }),
  );
  await page.locator('#file-input').setInputFiles(put('chosen.json', JSON.stringify({ transactions: [...rows, ...habit] })));
  await page.locator('#back-to-sample').waitFor();
  await cards(page).first().waitFor();
  await cards(page).first().locator('.why').click();
  assert.deepEqual(await cards(page).first().locator('.evidence .payee').allTextContents(), [
    'MAISON DES LANTERNES',
    'MAISON DES LANTERNES',
  ]);
  await close();
});

const HOSTILE = [
  '<img src=x onerror="globalThis.pwned=1">',
  '<script>globalThis.pwned=1</script>',
  '__proto__',
  'constructor',
  '{name} {count, plural, one {#} other {#}}',
  '\u202egpj.exe \u2067\u2067\u2067',
  'ACME\u0000HIDDEN',
  'עברית שבורה \u202d 123',
  'X'.repeat(5000),
  'قط'.repeat(800),
];

for (const [width, viewport] of [['desktop', { width: 1280, height: 900 }], ['phone', { width: 390, height: 844 }]]) {
  test(`hostile names on ${width} are inert text and do not break the page`, async () => {
    const opened = await openPage(browser, demo.address, { viewport });
    const { page, watch, close } = opened;
    const rows = HOSTILE.flatMap((counterpartyName, index) =>
      ['1', '2'].map((half) =>
        row(index === 2 && half === '1' ? '__proto__' : `h${index}-${half}`, {
          counterpartyName,
          reference: counterpartyName,
          bookedAt: day(2),
          amount: `-${50 + index}.37`,
        }),
      ),
    );
    // Lone surrogates and a `__proto__` field can only be written by hand.
    const handWritten = `{"id":"s","accountId":"own","bookedAt":"${day(2)}","amount":"-9.10","currency":"EUR",
      "counterpartyName":"\\ud800 half \\udc00","__proto__":{"polluted":1}}`;
    const text = `{"__proto__":{"polluted":1},"accounts":[${JSON.stringify({ id: 'own', name: HOSTILE[0] })}],
      "transactions":[${[handWritten, ...rows.map((each) => JSON.stringify(each))].join()}]}`;
    await dropFiles(opened, [put('_img src=x onerror=alert(1)_.json', text)]);
    await page.locator('#back-to-sample').waitFor();
    await page.locator('#to-home').click();
    while (await page.locator('#show-more').isVisible()) await page.locator('#show-more').click();
    for (const why of await page.locator('.why').all()) await why.click();

    const found = await page.evaluate(() => ({
      pwned: globalThis.pwned,
      polluted: {}.polluted,
      elements: document.querySelectorAll('img, iframe, object, script:not([src]), [onerror], [onload], [style]').length,
      overrides: /[\u202a-\u202e]/.test(document.querySelector('#transactions').textContent),
    }));
    assert.deepEqual(found, { pwned: undefined, polluted: undefined, elements: 0, overrides: false });
    assert.equal(await page.locator('#transactions .payee', { hasText: '<img src=x onerror' }).count(), 2, 'shown as text');
    for (const text of await page.locator('.card-body').allTextContents()) {
      assert.match(text, /€\d\d\.37/, 'the amount is not pushed out by an endless name');
    }
    assert.equal(await sidewaysScroll(page), 0);
    assert.deepEqual(await axeViolations(opened), []);
    assert.deepEqual(watch.console, []);
    assert.deepEqual(watch.errors, []);
    assert.deepEqual(watch.violations, []);
    await page.setViewportSize({ width: 195, height: 422 });
    assert.equal(await sidewaysScroll(page), 0, 'at 200 % zoom');
    await close();
  });
}

const BAD = {
  'empty.json': '',
  'cut.json': '[{"id":"a","accountId":"own","bookedAt":"2026-11-01","amo',
  'number.json': '42',
  'null.json': 'null',
  'other.json': '{"hello":"world"}',
  'binary.json': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00, 0x01]),
  'broken-line.jsonl': `${JSON.stringify(row('a'))}\n{"id":\n`,
  'deep.json': '['.repeat(200_000),
  'nothing-usable.json': '[1, 2, 3]',
};

test('a bad file is named as such, with a reason of its own, and changes nothing', async () => {
  const opened = await openPage(browser, demo.address);
  const { page, watch, close } = opened;
  const before = await whatIsShown(page);
  for (const [name, content] of Object.entries(BAD)) {
    await dropFiles(opened, [put(name, content)]);
    const result = page.locator('#file-result', { hasText: name });
    await result.waitFor();
    assert.equal(await page.locator('#back-to-sample').count(), 0, name);
    assert.equal((await result.locator('p').allTextContents()).length, 3, `${name} has a reason`);
    assert.equal(await whatIsShown(page), before, name);
  }
  await fillAndCheck(page);
  assert.deepEqual(watch.console, []);
  assert.deepEqual(watch.errors, []);
  await close();
});

/** The engine behind the page is still the sample's. */
async function fillAndCheck(page) {
  await page.locator('#try-paid').click();
  await page.locator('#pay-button').click();
  await page.locator('#review-title').waitFor();
}

test('two files at once are refused; a long file shows its progress and can be stopped', async () => {
  const opened = await openPage(browser, demo.address);
  const { page, close } = opened;
  const before = await whatIsShown(page);
  await dropFiles(opened, [put('one.json', '[]'), put('two.json', '[]')]);
  await page.locator('#file .note').waitFor();
  assert.equal(await whatIsShown(page), before);

  // The page itself presses "Cancel" the moment it appears: no machine is fast enough to be done by then.
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const cancel = document.querySelector('#file-cancel');
      if (!cancel) return;
      globalThis.progressSeen = document.querySelector('#file progress') !== null;
      observer.disconnect();
      cancel.click();
    }).observe(document.querySelector('#file'), { childList: true, subtree: true });
  });
  const rows = Array.from({ length: 60_000 }, (_, index) => JSON.stringify(row(`r${index}`, { bookedAt: day(index % 500) })));
  await dropFiles(opened, [put('long.jsonl', rows.join('\n'))]);
  await page.waitForFunction(() => globalThis.progressSeen !== undefined && document.querySelector('#file .note') !== null);
  assert.equal(await page.evaluate(() => globalThis.progressSeen), true);
  assert.equal(await page.locator('#back-to-sample').count(), 0);
  assert.equal(await whatIsShown(page), before);
  await close();
});
