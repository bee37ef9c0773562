// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The storage in real browsers: killed while saving, several tabs at once, erased, evicted, full, under a strict policy.
 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { kill, launch, profile, programOf, serve } from './support/browser.mjs';
import { count, figure, seeded } from './support/figures.mjs';

let server;
before(async () => (server = await serve()));
after(() => server.stop());

const LABEL = { chrome: 'Chromium', firefox: 'Firefox' };

/** A tab in which the page is ready. */
async function tab(browser) {
  const page = await browser.newPage();
  await page.goto(server.address);
  await page.waitForFunction('globalThis.ready');
  return page;
}
const act = (page, call, ...args) => page.evaluate((call, args) => globalThis.act[call](...args), call, args);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

for (const browser of ['chrome', 'firefox']) {
  // Where it is to be proved, a browser that is not there is no excuse.
  const skip = programOf(browser) || process.env.OXPECKER_PROVE === '1' ? false : `there is no ${LABEL[browser]} on this machine`;

  test(`${LABEL[browser]} killed while saving`, { skip, timeout: 3_600_000 }, async (t) => {
    const folder = profile();
    const total = count(200, 4);
    const next = seeded(browser.length);
    const acked = new Map();
    let torn = 0;
    let lost = 0;
    let choices = 0;
    for (let i = 0; i <= total; i++) {
      const run = `${browser}-${i}`;
      const running = await launch(browser, folder);
      const page = await tab(running);
      const there = await act(page, 'work', 'kill', run);
      if (there.state === 'failed') torn++;
      const found = new Set(there.ids);
      for (const [one, last] of acked) for (let k = 1; k <= last; k++) if (!found.has(`${one}-${k}`)) lost++;
      assert.deepEqual([torn, lost], [0, 0], `after ${i} kills: ${JSON.stringify({ ...there, ids: there.ids.length })}`);
      if (i < total) await pause(150 + next(700));
      await kill(running);
      const last = server.acks.get(run) ?? 0;
      acked.set(run, last);
      choices += last;
      if (i % 20 === 19) console.log(`${LABEL[browser]}: ${i + 1} kills, ${choices} choices acknowledged, none torn, none lost`);
      assert.deepEqual([...server.acks.keys()].filter((name) => name.includes('failed')), []);
    }
    assert.ok(choices > total, `only ${choices} choices were acknowledged`);
    figure(`SIGKILL while saving, ${LABEL[browser]}`, `${total} kills, ${choices} choices acknowledged: ${torn} torn, ${lost} lost`, '0 torn, 0 lost');
  });

  test(`three tabs of ${LABEL[browser]}`, { skip, timeout: 1_200_000 }, async (t) => {
    const running = await launch(browser, profile());
    t.after(() => running.close());
    const pages = [await tab(running), await tab(running), await tab(running)];
    const each = count(1000, 60);
    const states = await Promise.all(pages.map((page, i) => act(page, 'answer', 'tabs', `tab${i}`, each)));
    for (const { state } of states) assert.equal(state, 'saved');
    const all = pages.flatMap((_, i) => Array.from({ length: each }, (_, k) => `tab${i}-${k + 1}`)).sort();
    const { ids } = await act(await tab(running), 'found', 'tabs');
    const lost = all.filter((id) => !new Set(ids).has(id)).length;
    assert.deepEqual([...ids].sort(), all);
    // The tabs themselves come together, without being asked anything.
    for (let patience = 100; ; patience--) {
      const known = await Promise.all(pages.map((page) => act(page, 'known')));
      if (known.every((one) => one.length === all.length)) break;
      assert.ok(patience, `the tabs know ${known.map((one) => one.length)} of ${all.length}`);
      await pause(100);
    }
    figure(`three tabs of ${LABEL[browser]}`, `${all.length} choices: ${lost} lost, all tabs know all`, '0 lost');
  });

  test(`erasing in one tab of ${LABEL[browser]} empties the others`, { skip, timeout: 300_000 }, async (t) => {
    const running = await launch(browser, profile());
    t.after(() => running.close());
    const [a, b] = [await tab(running), await tab(running)];
    await act(a, 'answer', 'erase', 'a', 300);
    await act(b, 'answer', 'erase', 'b', 300);
    const { ms, stored, left } = await act(a, 'erase');
    assert.deepEqual([stored, left], [0, []]);
    await pause(300);
    assert.deepEqual(await act(b, 'next', 'after'), { code: 'saved', ids: ['after'], state: 'saved', restored: true });
    figure(`erasing 600 choices with a second tab open, ${LABEL[browser]}`, `${ms.toFixed(0)} ms, nothing left`, 'nothing left (≤ 100 ms)');
  });
}

const chrome = { skip: programOf('chrome') ? false : 'there is no Chromium on this machine', timeout: 300_000 };

/** One tab of a Chromium that is then killed. */
async function visitOf(folder, look) {
  const running = await launch('chrome', folder);
  try {
    await look(await tab(running));
  } finally {
    await kill(running);
  }
}

/** Puts bytes into the log of the database that a browser, now dead, has left on the disk. */
function damage(folder, change) {
  const place = join(folder, 'Default/IndexedDB');
  const [database] = readdirSync(place);
  const log = readdirSync(join(place, database)).filter((name) => name.endsWith('.log')).sort().at(-1);
  const file = join(place, database, log);
  writeFileSync(file, change(readFileSync(file)));
}

/** The beginning of a record of 3,000 bytes, as a kill in the middle of writing leaves it. */
function torn(log) {
  const start = Buffer.alloc(107, 0x5a);
  start.writeUInt16LE(3000, 4);
  start[6] = 1;
  // A record does not cross a border of 32 kB, so it would have begun behind one.
  const room = 32_768 - (log.length % 32_768);
  return Buffer.concat([log, room < 3007 ? Buffer.alloc(room) : Buffer.alloc(0), start]);
}

test('a log that a kill has torn costs nothing, then or later', chrome, async (t) => {
  const folder = profile();
  let expected = 0;
  for (let visit = 0; visit < 4; visit++) {
    await visitOf(folder, async (page) => {
      const state = await act(page, 'answer', 'torn', `visit${visit}`, 20);
      assert.deepEqual([state.state, state.restored], ['saved', visit > 0]);
      expected += 20;
      assert.equal((await act(page, 'known')).length, expected);
    });
    damage(folder, torn);
  }
  figure('Chromium started on a log that a kill has torn', `4 times, ${expected} choices: none lost`, '0 lost');
});

test('a database that the browser has thrown away as damaged is told, and nothing is granted', chrome, async (t) => {
  const folder = profile();
  await visitOf(folder, (page) => act(page, 'answer', 'damaged', 'a', 20));
  damage(folder, (log) => (log.fill(0x5a, 600, 700), log));
  const found = { ids: [], granted: [], state: 'failed', code: 'STORAGE_EVICTED', restored: false };
  await visitOf(folder, async (page) => assert.deepEqual(await act(page, 'found', 'damaged'), found));
  await visitOf(folder, async (page) => {
    assert.deepEqual(await act(page, 'found', 'damaged'), found, 'it is told until somebody erases');
    await act(page, 'anew', 'damaged');
    assert.equal((await act(page, 'answer', 'damaged', 'b', 5)).state, 'saved');
  });
});

test('evicted while open: told, not made anew, and the engine goes on', chrome, async (t) => {
  const running = await launch('chrome', profile());
  t.after(() => running.close());
  const page = await tab(running);
  await act(page, 'answer', 'evicted', 'a', 10);
  const cdp = await page.createCDPSession();
  await cdp.send('Storage.clearDataForOrigin', { origin: new URL(server.address).origin, storageTypes: 'indexeddb' });
  await pause(300);
  const { code, ids, state } = await act(page, 'next', 'later');
  assert.deepEqual([code, state, ids.length], ['STORAGE_EVICTED', 'failed', 11]);
  assert.deepEqual((await act(page, 'found', 'evicted')).restored, false);
});

test('a private window keeps for as long as it lives', chrome, async (t) => {
  const running = await launch('chrome', profile());
  t.after(() => running.close());
  const window = await running.createBrowserContext();
  const page = await tab(window);
  assert.equal((await act(page, 'answer', 'private', 'a', 10)).state, 'saved');
  assert.equal((await act(page, 'found', 'private')).ids.length, 10);
});
