// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What a customer does on the page: read why, answer, take back, pay, go back, switch the language.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { cardAbout, cards, fillAndPay, LOCALE, notADuplicate, transactions, TWICE, whatIsShown } from './support/story.mjs';

for (const language of ['en', 'ja']) {
  const open = () => openPage(browser, demo.address, { locale: LOCALE[language] });

  test(`${language}: "why am I seeing this" opens, gives reasons and names the pair`, async () => {
    const { page, close } = await open();
    const first = cards(page).first();
    assert.equal(await first.locator('.reasons').isVisible(), false);
    const card = await cardAbout(page, TWICE[language]);
    assert.equal(await card.locator('.why').getAttribute('aria-expanded'), 'true');
    assert.ok((await card.locator('.because li').count()) >= 1);
    assert.equal(await card.locator('.evidence .evidence-row').count(), 2);
    await card.locator('.why').click();
    assert.equal(await card.locator('.reasons').isVisible(), false);
    await close();
  });

  test(`${language}: "not a duplicate" removes the card, undo brings it back`, async () => {
    const { page, close } = await open();
    const before = await cards(page).count();
    const card = await cardAbout(page, TWICE[language]);
    const heading = await card.getAttribute('aria-labelledby');
    await notADuplicate(card).click();
    await page.locator('#undo').waitFor();
    assert.equal(await page.locator(`article[aria-labelledby="${heading}"]`).count(), 0);
    await page.locator('#undo').click();
    await page.locator(`article[aria-labelledby="${heading}"]`).waitFor();
    assert.equal(await cards(page).count(), before);
    assert.equal(await page.locator('#undo').count(), 0);
    await close();
  });

  test(`${language}: a bill already paid is asked about, and going back changes nothing`, async () => {
    const { page, close } = await open();
    const before = await whatIsShown(page);
    await fillAndPay(page, 'paid');
    await page.locator('#review-title').waitFor();
    assert.equal(await page.locator('.pair-side').count(), 2);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'review-title');
    const typed = await page.locator('.pair-side').first().textContent();
    await page.locator('#go-back').click();
    await page.locator('#pay-button').waitFor();
    assert.equal(await whatIsShown(page), before);
    assert.ok(typed.includes((await page.locator('#field-payee').inputValue()).slice(0, 6)), 'the entries are kept');
    await close();
  });

  test(`${language}: paying anyway books one pending row`, async () => {
    const { page, close } = await open();
    const balance = await page.locator('.balance').textContent();
    await fillAndPay(page, 'paid');
    await page.locator('#pay-anyway').click();
    await page.locator('#payment-done').waitFor();
    assert.equal(await transactions(page).first().locator('.tag').count(), 1, 'the newest row is pending');
    assert.notEqual(await page.locator('.balance').textContent(), balance);
    await close();
  });

  test(`${language}: a new bill is paid at once; the second time it is asked about`, async () => {
    const { page, close } = await open();
    await fillAndPay(page, 'fresh');
    await page.locator('#payment-done').waitFor();
    await fillAndPay(page, 'fresh');
    await page.locator('#review-title').waitFor();
    assert.equal(await page.locator('.pair-side').count(), 2);
    await close();
  });

  test(`${language}: what a standing order is about to pay is shown beside it`, async () => {
    const { page, close } = await open();
    await fillAndPay(page, 'due');
    await page.locator('#review-title').waitFor();
    assert.equal(await page.locator('.pair-side').count(), 2);
    await page.locator('#go-back').click();
    await page.locator('#pay-button').waitFor();
    await close();
  });

  test(`${language}: the signals are tried one by one, and a question looks otherwise the next time`, async () => {
    const { page, close } = await open();
    await page.locator('#weigh').click();
    await page.locator('#weighed').waitFor();
    assert.equal(await page.locator('.sign').count(), 0, 'nothing is typed yet');
    await page.locator('#try-fresh').click();
    await page.locator('#weigh').click();
    await page.locator('.sign').first().waitFor();
    const quiet = await page.locator('#weighed .badge').textContent();
    for (const signal of ['onCall', 'screenShared']) await page.locator(`#signal-${signal}`).check();
    await page.locator('#weigh').click();
    await page.locator('#weighed').waitFor();
    assert.notEqual(await page.locator('#weighed .badge').textContent(), quiet);
    assert.equal(await page.locator('#payment-done').count(), 0, 'trying pays nothing');
    const asked = async () => {
      await page.locator('#pay-button').click();
      await page.locator('#review-title').waitFor();
      const text = await page.locator('.review .ask').textContent();
      await page.locator('#go-back').click();
      await page.locator('#pay-button').waitFor();
      return text;
    };
    assert.notEqual(await asked(), await asked());
    await close();
  });

  test(`${language}: a card that leads to a row shows that row`, async () => {
    const { page, close } = await open();
    await page.locator('[id$="-see-refund"]').click();
    await page.locator('#undo').waitFor();
    const row = page.locator('#transactions .row:focus');
    assert.equal(await row.locator('.money-in').count(), 1);
    await close();
  });
}

test('the language switch changes the whole page at once and keeps what was done', async () => {
  const { page, close } = await openPage(browser, demo.address);
  const card = await cardAbout(page, TWICE.en);
  await notADuplicate(card).click();
  const count = await cards(page).count();
  await fillAndPay(page, 'paid');
  const states = await page.evaluate(async () => {
    const seen = new Set();
    const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;
    const parts = () => ['#feed-title', '#pay-title', '#transactions-title', '#file-title', '#review-title', '.card h3'];
    const read = () => parts().map((part) => japanese.test(document.querySelector(part)?.textContent ?? '')).join();
    new MutationObserver(() => seen.add(read())).observe(document.body, { childList: true, subtree: true, characterData: true });
    document.querySelector('#language-ja').click();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return [...seen];
  });
  assert.deepEqual(states, ['true,true,true,true,true,true'], 'no state in between is ever shown');
  assert.equal(await page.evaluate(() => document.activeElement?.id !== ''), true, 'the focus is kept');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'ja');
  assert.equal(await cards(page).count(), count, 'the answered card stays answered');
  assert.equal(await page.locator('#undo').count(), 1);
  await close();
});

test('an empty form says what is missing, at the field', async () => {
  const { page, close } = await openPage(browser, demo.address);
  await page.locator('#pay-button').click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'field-payee');
  for (const field of ['payee', 'amount']) {
    const input = page.locator(`#field-${field}`);
    assert.equal(await input.getAttribute('aria-invalid'), 'true');
    assert.ok(await page.locator(`#${await input.getAttribute('aria-describedby')}`).textContent());
  }
  await close();
});

test('the other customer and the other account can be chosen', async () => {
  const { page, close } = await openPage(browser, demo.address);
  const euro = await page.locator('.balance').textContent();
  await page.locator('#account').selectOption({ index: 1 });
  assert.notEqual(await page.locator('.balance').textContent(), euro);
  await page.locator('#customer').selectOption('japan');
  await page.locator('.balance', { hasText: '684,210' }).waitFor();
  assert.ok(await cardAbout(page, TWICE.ja));
  await close();
});
