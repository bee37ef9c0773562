// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The savings page: goals of the real engine, and challenges and rewards in every state, each readable without its picture.
 *
 * The challenges and rewards are written here, in the shapes of the contract, and put in the place of the engine's own, so that each
 * kind stands on the page whatever the pack proposes on the day of the test.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { axeViolations, openPage, ROOT, sidewaysScroll } from './support/browser.mjs';
import { browser, demo } from './support/started.mjs';
import { LOCALE, THEMES, WIDTHS } from './support/story.mjs';

const SCREENSHOTS = join(ROOT, 'target', 'screenshots');
before(() => mkdirSync(SCREENSHOTS, { recursive: true }));

const SURE = { en: /^On track$/, ja: /^順調$/ };
const NOTHING = { en: /Nothing is sure enough/, ja: /金額が現在はございません/ };

const window = (from, state, amount) => ({ from, to: from, state, due: '5.00', amount });
const WINDOWS = ['kept', 'frozen', 'excused', 'missed', 'open', ...Array.from({ length: 47 }, () => 'ahead')].map((state, week) =>
  window(new Date(Date.UTC(2026, 0, 5 + week * 7)).toISOString().slice(0, 10), state, state === 'kept' ? '5.00' : '0.00'),
);
const progress = (id, kind, more = {}) => ({
  id,
  challenge: id,
  kind,
  every: 'week',
  level: 'steady',
  state: 'active',
  startedAt: '2026-01-05',
  currency: 'EUR',
  subject: '',
  label: '',
  counted: [],
  total: '5.00',
  windows: [],
  kept: 1,
  needs: 4,
  times: 4,
  inARow: 1,
  freezes: 1,
  steps: [],
  text: { title: `Title of ${id}`, body: 'A body.', progress: 'A sentence about how it stands.', risk: '' },
  ...more,
});
const JOINED = [
  progress('weeks', 'rising', { windows: WINDOWS, needs: 52, next: { date: '2026-02-08', amount: '6.00' } }),
  progress('jar', 'round-up', { windows: WINDOWS.slice(0, 8), text: { title: 'مرطبان', body: '', progress: 'So far 5.00.', risk: 'A gentle word.' } }),
  progress('look', 'steps', { steps: [{ step: 'one', done: true }, { step: 'two', done: false }], state: 'paused' }),
  progress('finished', 'no-spend', { state: 'done', kept: 4 }),
];
const LEVELS = ['gentle', 'steady', 'bold'].map((level) => ({ level, amount: '1.00', most: '2.00', needs: 4, byThen: '8.00', text: { name: level, takes: 'It takes 1.00 a week.', byThen: 'You would have 8.00.' } }));
const PROPOSALS = [{ challenge: 'fair', kind: 'fair', every: 'week', times: 8, currency: 'EUR', subject: '', label: '', levels: LEVELS, because: [], text: { title: 'A fair step', body: 'A body.', because: [] } }];

const REWARDS = ['proposed', 'earned', 'claimed', 'refused', 'confirmed', 'redeemed', 'expired', 'revoked'].map((state) => ({
  id: `reward-${state}`,
  rule: 'half-way',
  kind: 'badge',
  points: 0,
  state,
  subject: 'weeks',
  occasion: 'goal-half',
  transactions: [],
  text: { title: 'Half-way', body: 'Half is put by.' },
  ...(state === 'earned' && { earnedOn: '2026-01-05', until: '2026-03-05' }),
}));

/** Hands the page an engine whose challenges and rewards are the ones above. */
async function withChallenges(page) {
  await page.route('**/oxpecker.js', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const [, own] = /([\w$]+) as Oxpecker\b/.exec(body);
    const planted = `
      const making = ${own}.create;
      const joined = ${JSON.stringify(JOINED)};
      const heard = (globalThis.heard = []);
      const calls = { available: () => ${JSON.stringify(PROPOSALS)}, list: () => [...joined] };
      for (const name of ['join', 'pause', 'resume', 'leave', 'step']) calls[name] = (...args) => (heard.push([name, args[0]]), name === 'leave' && joined.pop(), { id: 'weeks' });
      const rewards = { list: () => ${JSON.stringify(REWARDS)}, claim: (id) => (heard.push(['claim', id]), { id, kind: 'badge', proofClass: 'rows', issuedAt: '2026-01-06' }) };
      ${own}.create = async (...args) => Object.defineProperties(await making.apply(${own}, args), { challenges: { value: calls, configurable: true }, rewards: { value: rewards, configurable: true } });`;
    await route.fulfill({ response, body: body + planted });
  });
  await page.reload();
  await page.locator('main').waitFor();
}

for (const language of ['en', 'ja']) {
  for (const [width, viewport] of Object.entries(WIDTHS)) {
    for (const theme of THEMES) {
      test(`${language}, ${width}, ${theme}: goals and challenges read as text, without an axe violation`, async () => {
        const opened = await openPage(browser, demo.address, { locale: LOCALE[language], viewport, colorScheme: theme });
        const { page, watch } = opened;
        await withChallenges(page);
        await page.locator('#to-savings').click();
        assert.equal(await page.locator('.goals article, .challenges article').count(), 0, 'nothing without the purpose');
        assert.deepEqual(await axeViolations(opened), [], 'off');
        await page.locator('#allow-challenges').click();
        await page.locator('#goal-name').fill('שולחן כתיבה');
        await page.locator('#goal-set').click();
        assert.equal(await page.evaluate(() => document.activeElement.id), 'goal-amount', 'the missing amount is asked for');
        await page.locator('#goal-name').fill('שולחן כתיבה');
        await page.locator('#goal-amount').fill(language === 'ja' ? '３００，０００円' : '2,400.00');
        await page.locator('#goal-set').click();
        const goal = page.locator('#goals article');
        assert.equal(await goal.count(), 1);
        assert.match(await goal.textContent(), language === 'ja' ? /300,000円/ : /€2,400\.00/);
        for (const summary of await page.locator('#savings summary').all()) await summary.click();
        assert.equal(await page.locator('#weeks .window').count(), 52);
        assert.equal(await page.locator('#weeks tbody tr').count(), 52, 'the grid is a table too');
        for (const picture of await page.locator('#challenges svg').all()) assert.ok((await picture.getAttribute('aria-label')).length > 3);
        assert.deepEqual(await axeViolations(opened), [], 'with a goal, and challenges in every state');
        assert.equal(await sidewaysScroll(page), 0);
        assert.ok(!(await page.locator('#savings').textContent()).includes('undefined'));
        await page.screenshot({ path: join(SCREENSHOTS, `${language}-${width}-${theme}-savings.png`), fullPage: true });

        await goal.locator('[id$="-pause"]').click();
        assert.equal(await page.locator('#rewards .tag').count(), REWARDS.length);
        await page.locator('#claim-reward-earned').click();
        assert.match(await page.locator('#claim:focus').textContent(), /"proofClass": "rows"/, 'what a server would be sent is shown');
        assert.deepEqual(await axeViolations(opened), [], 'with what was claimed');
        await page.locator('#join-fair-gentle').click();
        await page.locator('#look-two').click();
        await page.locator('#weeks-pause').click();
        await page.locator('#finished-leave').click();
        assert.equal(await page.evaluate(() => document.activeElement.id), 'undo-saving', 'leaving can be undone');
        assert.deepEqual(
          await page.evaluate(() => globalThis.heard),
          [['claim', 'reward-earned'], ['join', 'fair'], ['step', 'look'], ['pause', 'weeks'], ['leave', 'finished']],
        );
        await goal.locator('[id$="-remove"]').click();
        assert.equal(await goal.count(), 0);
        assert.deepEqual([watch.errors, watch.violations], [[], []]);
        await opened.close();
      });
    }
  }
}

for (const language of ['en', 'ja']) {
  test(`${language}: a challenge of the real engine is joined, paused, left and taken back`, async () => {
    const opened = await openPage(browser, demo.address, { locale: LOCALE[language], viewport: WIDTHS.phone });
    const { page, watch } = opened;
    await page.locator('#allow-challenges').click();
    const proposals = page.locator('#challenges .proposal');
    assert.ok((await proposals.count()) >= 3);
    for (const summary of await page.locator('#challenges .proposal > summary').all()) await summary.click();
    assert.deepEqual(await axeViolations(opened), [], 'all that can be joined');
    assert.equal(await sidewaysScroll(page), 0);
    await page.locator('#join-weeks-rising-gentle').click();
    const joined = page.locator('#challenges article');
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'article', 'the focus is on what was joined');
    assert.equal(await joined.locator('.window').count(), 52);
    assert.deepEqual(await axeViolations(opened), [], 'joined');
    await joined.locator('[id$="-pause"]').click();
    const tag = await joined.locator('.tag').textContent();
    await joined.locator('[id$="-leave"]').click();
    assert.equal(await joined.count(), 0);
    await page.locator('#undo-saving').click();
    assert.equal(await joined.locator('.tag').textContent(), tag, 'it is back, and paused as before');
    assert.deepEqual([watch.errors, watch.console], [[], []]);
    await opened.close();
  });

  test(`${language}: what is said of a goal and its state agree`, async () => {
    const { page, close } = await openPage(browser, demo.address, { locale: LOCALE[language] });
    await page.locator('#allow-challenges').click();
    for (const [at, amount] of ['2400', '240000', '90000000'].entries()) {
      await page.locator('#goal-name').fill(`Goal ${at}`);
      await page.locator('#goal-amount').fill(amount);
      await page.locator('#goal-set').click();
      const goal = page.locator('#goals article').nth(at);
      const { state, says } = await goal.evaluate((one) => ({ state: one.querySelector('.tag').textContent, says: one.textContent }));
      if (SURE[language].test(state)) assert.doesNotMatch(says, NOTHING[language]);
    }
    await close();
  });
}
