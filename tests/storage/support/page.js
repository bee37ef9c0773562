// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The page of a customer who answers without pause. `window.act` is what a test calls.
 */

import { indexedDbStorage, Oxpecker } from '/shell.js';

const options = { locale: 'en', timeZone: 'Europe/Paris', consent: ['insights'] };
const open = (name, persistRows = false) => Oxpecker.create({ ...options, storage: indexedDbStorage({ name, persistRows }) });
const ids = (ox) => ox.series().map(({ id }) => id);
const now = '2026-10-31T12:00:00Z';
let kept;

/** Lets the page breathe; timers of a tab in the background come once a second. */
function turn() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(0);
  }).finally(() => port1.close());
}

/** How many heads and entries a database holds; another tab may have begun a new one already. */
async function stored(name) {
  if (!(await indexedDB.databases()).some((one) => one.name === name)) return 0;
  const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
  const db = await done(indexedDB.open(name));
  const tx = db.transaction(['meta', 'journal']);
  const counts = await Promise.all([done(tx.objectStore('meta').count('head')), done(tx.objectStore('journal').count())]);
  db.close();
  return counts[0] + counts[1];
}

globalThis.act = {
  /** Reads what is there, then answers on and on, and tells the server what is saved. Returns what was there. */
  async work(name, run) {
    const ox = await open(name, true);
    const before = { ids: ids(ox), rows: ox.stats().transactions, ...ox.storageState() };
    void (async () => {
      for (let i = 1; ; i++) {
        ox.respond(`${run}-${i}`, 'dismissed', { now });
        // Rows make a head and many entries beside it: the transaction that could tear.
        if (i % 5 === 0) ox.ingest(Array.from({ length: 50 }, (_, j) => ({ id: `${run}-${i}-${j}`, text: 'x'.repeat(40) })));
        await ox.saved();
        await fetch(`/ack?name=${run}&count=${i}`);
      }
    })().catch((error) => fetch(`/ack?name=${run}-failed-${error.code}&count=1`));
    return before;
  },

  /** Answers `count` times, several at once. */
  async answer(name, run, count) {
    kept ??= await open(name);
    for (let i = 1; i <= count; i++) {
      kept.respond(`${run}-${i}`, 'dismissed', { now });
      if (i % 7 === 0) await kept.saved();
      else if (i % 3 === 0) await turn();
    }
    await kept.saved();
    return kept.storageState();
  },

  /** What this tab knows, and what a new one would find. */
  known: async () => ids(kept),
  async found(name) {
    const ox = await open(name);
    const found = { ids: ids(ox), granted: ox.consent.list(), ...ox.storageState() };
    ox.free();
    return found;
  },

  /** Erases what cannot be read. */
  async anew(name) {
    const ox = await open(name);
    await ox.privacy.erase();
    ox.free();
  },

  async erase() {
    const start = performance.now();
    await kept.privacy.erase();
    const ms = performance.now() - start;
    return { ms, stored: await stored('oxpecker:erase'), left: ids(kept) };
  },

  /** Says what becomes of the next answer. */
  async next(id) {
    kept.respond(id, 'dismissed', { now });
    const code = await kept.saved().then(() => 'saved', (error) => error.code);
    return { code, ids: ids(kept), ...kept.storageState() };
  },
};
globalThis.ready = true;
