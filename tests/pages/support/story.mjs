// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Where things are on the demo page, and what happened to the sample customers.
 *
 * Invariants: found by role, id or the invented payees, never by the wording of the package.
 */

/** The card purchase that was charged twice, as the transaction list writes its payee. */
export const TWICE = { en: 'ATELIER BRINDILLE', ja: 'カ)ミナトデンキ' };
export const LOCALE = { en: 'en-GB', ja: 'ja-JP' };
export const WIDTHS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
export const THEMES = ['light', 'dark'];

export const cards = (page) => page.locator('#feed article');
export const transactions = (page) => page.locator('#transactions .row');

/** Opens each card's reasons until one names the payee twice, and gives that card. */
export async function cardAbout(page, payee) {
  for (const card of await cards(page).all()) {
    const why = card.locator('.why');
    if ((await why.getAttribute('aria-expanded')) === 'false') await why.click();
    const names = await card.locator('.evidence .payee').allTextContents();
    if (names.filter((name) => name === payee).length >= 2) return page.locator(`article[aria-labelledby="${await card.getAttribute('aria-labelledby')}"]`);
  }
  throw new Error(`no card has two rows of ${payee} behind it`);
}

/** Whether there is such a card. */
export const isCardAbout = (page, payee) => cardAbout(page, payee).then(() => true, () => false);

/** The "not a duplicate" choice of a card. */
export const notADuplicate = (card) => card.locator('[id$="-not-a-duplicate"]');

export async function fillAndPay(page, which) {
  await page.locator('#to-home').click();
  if (await page.locator('#another').isVisible()) await page.locator('#another').click();
  await page.locator(`#try-${which}`).click();
  await page.locator('#pay-button').click();
}

/** What a customer can tell apart: cards, balance and list, as text. */
export function whatIsShown(page) {
  return page.evaluate(() =>
    ['.account', '#feed', '#transactions'].map((part) => document.querySelector(part)?.textContent).join('\n'),
  );
}

/** Opens all that stands about the customer's data: each group of the report, a series' rows, a receipt, the question before erasing. */
export async function openOwnData(page) {
  await page.locator('#purpose-life-events').click();
  await page.locator('#context-renovation').click();
  const closed = page.locator('.known-button[aria-expanded=false]');
  while (await closed.count()) await closed.first().click();
  await page.locator('[id^="known-series-"][id$="-rows"]').first().click();
  await page.locator('#log-more').click();
  await page.locator('#purpose-insights').click();
  await page.locator('#purpose-insights').click();
  await page.locator('#receipt-summary').click();
  await page.locator('#erase-button').click();
}
