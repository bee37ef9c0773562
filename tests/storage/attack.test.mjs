// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Stored bytes under attack: flipped, cut, moved, taken from another database. Each ends in a code, or in exactly what
 * was stored; none in a wrong answer.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shell } from './support/bundle.mjs';
import { count, figure, seeded } from './support/figures.mjs';
import { dump, freshHost, inside, plant } from './support/node.mjs';

const { indexedDbStorage } = await shell();
const bytes = (text) => new TextEncoder().encode(text);
const CODES = ['STORAGE_CORRUPT', 'STORAGE_FOREIGN', 'STORAGE_VERSION'];
const plain = (state) => JSON.stringify([state?.head && [...state.head], state?.entries.map(({ seq, body }) => [seq, [...body]])]);

/** A database with a head and four entries, and a second one of the same shape. */
async function two() {
  freshHost();
  const made = [];
  for (const name of ['a', 'b']) {
    const storage = indexedDbStorage({ name });
    await storage.load();
    await storage.append([1, 2, 3].map((i) => bytes(`${name} choice ${i}`)));
    await storage.compact(bytes(`${name} image of three choices`), 3);
    await storage.append([4, 5, 6, 7].map((i) => bytes(`${name} choice ${i} ${'.'.repeat(i * 9)}`)));
    made.push(await dump(name));
  }
  return made;
}

const RECORDS = [['meta', 'check'], ['meta', 'tail'], ['meta', 'head'], ...[4, 5, 6, 7].map((seq) => ['journal', seq])];

/** What comes of a database in which one record is another. */
async function loads(stores, key, value) {
  await inside('a', (all) => void all[stores].put(value, key));
  try {
    return plain(await indexedDbStorage({ name: 'a' }).load());
  } catch (error) {
    assert.ok(CODES.includes(error.code), `no code: ${error.stack}`);
    return error.code;
  }
}

const outcomes = () => {
  const seen = {};
  return {
    note: (code) => (seen[code] = (seen[code] ?? 0) + 1),
    text: () => Object.entries(seen).sort().map(([code, n]) => `${n} ${code}`).join(', '),
  };
};

test('flipped bits', { timeout: 600_000 }, async () => {
  const [a] = await two();
  const next = seeded(39);
  const total = count(10_000, 400);
  const seen = outcomes();
  for (let i = 0; i < total; i++) {
    const [store, key] = RECORDS[next(RECORDS.length)];
    const broken = a[store][key].slice();
    broken[next(broken.length)] ^= 1 << next(8);
    const what = await loads(store, key, broken);
    assert.ok(CODES.includes(what), 'a flipped bit was read as if nothing were');
    seen.note(what);
    await inside('a', (all) => void all[store].put(a[store][key], key));
  }
  figure('bit flips in stored bytes', `${total} of ${total} refused with a code (${seen.text()})`, 'all, none a wrong answer');
});

test('every truncation', { timeout: 600_000 }, async () => {
  const [a] = await two();
  const seen = outcomes();
  let total = 0;
  for (const [store, key] of RECORDS) {
    for (let length = 0; length < a[store][key].length; length += count(1, 7)) {
      const what = await loads(store, key, a[store][key].slice(0, length));
      assert.ok(CODES.includes(what), 'a cut record was read');
      seen.note(what);
      total++;
    }
    await inside('a', (all) => void all[store].put(a[store][key], key));
  }
  figure('truncations of stored records', `${total} of ${total} refused with a code (${seen.text()})`, 'every length, none a wrong answer');
});

test('each record in the place of each other, and each of another database, key included', async () => {
  const [a, b] = await two();
  const whole = plain(await indexedDbStorage({ name: 'a' }).load());
  const seen = outcomes();
  let total = 0;
  for (const [store, key] of RECORDS) {
    for (const [from, [otherStore, otherKey]] of [a, b].flatMap((db) => RECORDS.map((record) => [db, record]))) {
      if (from === a && store === otherStore && key === otherKey) continue;
      const what = await loads(store, key, from[otherStore][otherKey]);
      assert.ok(CODES.includes(what), `${key} was read as ${otherKey}`);
      seen.note(what);
      total++;
    }
    await inside('a', (all) => void all[store].put(a[store][key], key));
  }
  assert.equal(await loads('meta', 'key', b.meta.key), 'STORAGE_FOREIGN');
  assert.equal(await loads('meta', 'key', a.meta.key), whole);
  await plant('a', b);
  await assert.rejects(indexedDbStorage({ name: 'a' }).load(), ({ code }) => code === 'STORAGE_FOREIGN');
  figure('records replayed, moved or foreign', `${total + 2} of ${total + 2} refused with a code (${seen.text()}, 2 more with a foreign key)`, 'all, none a wrong answer');
});

test('every subset of entries that is not the whole', async () => {
  const [a] = await two();
  let total = 0;
  for (let mask = 0; mask < 15; mask++) {
    const journal = Object.fromEntries(Object.entries(a.journal).filter((_, i) => mask & (1 << i)));
    await plant('a', { meta: a.meta, journal });
    await assert.rejects(indexedDbStorage({ name: 'a' }).load(), ({ code }) => code === 'STORAGE_CORRUPT');
    total++;
  }
  figure('journals with entries missing', `${total} of ${total} refused with a code`, 'all');
});
