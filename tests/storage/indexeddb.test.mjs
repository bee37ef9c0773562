// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The sealed storage by itself, on an IndexedDB in memory: what it keeps, and a code for everything that can be wrong.
 */

import assert from 'node:assert/strict';
import { forceCloseDatabase } from 'fake-indexeddb';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, test } from 'node:test';
import { shell } from './support/bundle.mjs';
import { dump, freshHost, inside, plant } from './support/node.mjs';

const { indexedDbStorage } = await shell();
const bytes = (text) => new TextEncoder().encode(text);
const text = (body) => new TextDecoder().decode(body);
const told = (state) => state && [state.head && text(state.head), ...state.entries.map(({ seq, body }) => `${seq}${text(body)}`)];
const refusal = (code) => (error) => (assert.equal(error.code, code), true);
const open = (options) => indexedDbStorage({ name: 'c1', ...options });
const aesKey = (raw = new Uint8Array(32).fill(7)) => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

/** A storage with three entries, two of them in the head. */
async function filled(options) {
  const storage = open(options);
  await storage.load();
  assert.equal(await storage.append([bytes('a'), bytes('b')]), 2);
  await storage.compact(bytes('AB'), 2);
  assert.equal(await storage.append([bytes('c')]), 3);
  return storage;
}
const ALL = ['AB', '3c'];

const stops = [];
const listen = (storage, listener) => void stops.push(storage.subscribe(listener));

beforeEach(() => freshHost());
afterEach(() => stops.splice(0).forEach((stop) => stop()));

test('what was appended and compacted comes back, sealed in between', async () => {
  assert.equal(await open().load(), undefined);
  freshHost();
  const storage = await filled();
  assert.deepEqual(told(await open().load()), ALL);
  const { meta, journal } = await dump('c1');
  assert.deepEqual([Object.keys(meta).sort(), Object.keys(journal)], [['check', 'head', 'key', 'tail'], ['3']]);
  assert.equal(meta.key.extractable, false);
  await assert.rejects(crypto.subtle.exportKey('raw', meta.key));
  const nonces = [...[meta.check, meta.tail, meta.head], journal[3]].map((record) => text(record.subarray(17, 29)));
  assert.equal(new Set(nonces).size, 4);
  await storage.append([bytes('plain words')]);
  assert.ok(!Object.values((await dump('c1')).journal).some((record) => text(record).includes('plain')));
});

test('the same body twice is sealed under two nonces', async () => {
  const storage = await filled();
  await storage.append([bytes('same'), bytes('same')]);
  const { journal } = await dump('c1');
  assert.notDeepEqual(journal[4].subarray(17), journal[5].subarray(17));
});

test('an append is all or nothing, and failing once does no harm', async () => {
  const storage = await filled();
  const { put } = IDBObjectStore.prototype;
  for (const [name, code] of [['QuotaExceededError', 'STORAGE_QUOTA'], ['UnknownError', 'STORAGE_FAILED']]) {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('x', name);
    };
    await assert.rejects(storage.append([bytes('lost')]), refusal(code));
    IDBObjectStore.prototype.put = put;
    const { add } = IDBObjectStore.prototype;
    // A fault in the middle: the tail is written, the entry is not.
    IDBObjectStore.prototype.add = function (...args) {
      const request = add.apply(this, args);
      this.transaction.abort();
      return request;
    };
    await assert.rejects(storage.append([bytes('torn')]), refusal('STORAGE_FAILED'));
    IDBObjectStore.prototype.add = add;
    assert.deepEqual(told(await open().load()), ALL);
  }
  assert.equal(await storage.append([bytes('d')]), 4);
  assert.deepEqual(told(await open().load()), [...ALL, '4d']);
});

test('several objects on one place: each hears what the others add, once and in order', async () => {
  const heard = [[], []];
  const tabs = [open(), open()];
  for (const [i, tab] of tabs.entries()) {
    await tab.load();
    listen(tab, (added) => heard[i].push(...told(added).slice(1)));
  }
  await Promise.all([tabs[0].append([bytes('a')]), tabs[1].append([bytes('b')]), tabs[0].append([bytes('c')])]);
  await tabs[0].append([bytes('x')]);
  await tabs[1].append([bytes('y')]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const all = told(await open().load()).slice(1);
  assert.equal(all.length, 5);
  for (const [i, own] of [/[acx]$/, /[by]$/].entries()) assert.deepEqual(heard[i], all.filter((one) => !own.test(one)));
});

test('entries stay while others are there, and go when nobody is', async () => {
  const [a, b] = [open(), open()];
  await a.load();
  await b.load();
  listen(b, () => {});
  await a.append([bytes('a')]);
  await a.compact(bytes('A'), 1);
  assert.deepEqual(told(await open().load()), ['A', '1a']);
});

test('entries go when nobody else is there any more', async () => {
  const [a, b] = [open(), open()];
  await a.load();
  await b.load();
  await a.append([bytes('a')]);
  b.subscribe(() => {})();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await a.compact(bytes('A'), 1);
  assert.deepEqual(told(await open().load()), ['A']);
});

test('without Web Locks nothing is lost and nothing is thrown away', async () => {
  freshHost({ locks: null });
  const tabs = [open(), open(), open()];
  for (const tab of tabs) await tab.load();
  await Promise.all(tabs.flatMap((tab, i) => Array.from({ length: 30 }, (_, j) => tab.append([bytes(`${i}.${j}`)]))));
  await tabs[0].append([]);
  await tabs[0].compact(bytes('H'), 90);
  const all = told(await open().load());
  assert.equal(all.length, 91);
  assert.equal(new Set(all).size, 91);
});

test('forgetting changes the key, drops what was, and others go on from the head', async () => {
  const heard = [];
  const storage = await filled();
  const other = open();
  await other.load();
  listen(other, (added) => heard.push(...told(added)));
  await other.append([bytes('d')]);
  const before = await dump('c1');
  await storage.append([]);
  await storage.compact(bytes('ABC'), 3, { forget: true });
  const after = await dump('c1');
  assert.notDeepEqual(after.meta.check, before.meta.check);
  assert.deepEqual(Object.keys(after.journal), ['4']);
  assert.deepEqual(told(await open().load()), ['ABC', '4d']);
  assert.equal(await other.append([bytes('e')]), 5);
  await storage.compact(bytes('ABCDE'), 5, { forget: true });
  // One that slept meanwhile.
  await other.append([bytes('f')]);
  assert.deepEqual(told(await open().load()), ['ABCDE', '6f']);
  // What was copied before does not open with the key of today.
  await plant('c1', { meta: { ...(await dump('c1')).meta, tail: before.meta.tail, head: before.meta.head }, journal: before.journal });
  await assert.rejects(open().load(), refusal('STORAGE_CORRUPT'));
});

test('a tab that slept while others compacted goes on from the head', async () => {
  const heard = [];
  const sleeper = open();
  await sleeper.load();
  listen(sleeper, (added) => heard.push(told(added)));
  const other = open();
  await other.load();
  await other.append([bytes('a'), bytes('b')]);
  await other.compact(bytes('AB'), 2, { forget: true });
  await other.append([bytes('c')]);
  await sleeper.append([bytes('d')]);
  assert.deepEqual(heard.flat().filter(Boolean).slice(-2), ['AB', '3c']);
  assert.deepEqual(told(await open().load()), ['AB', '3c', '4d']);
});

test('erasing leaves nothing, tells the others, and works whatever lies there', async () => {
  const heard = [];
  const storage = await filled();
  const other = open();
  await other.load();
  listen(other, (added) => heard.push(added));
  await storage.erase();
  assert.deepEqual((await indexedDB.databases()).map(({ name }) => name), []);
  assert.equal(await storage.append([bytes('new')]), 1);
  await assert.rejects(other.append([bytes('of before')]), refusal('STORAGE_EVICTED'));
  assert.equal(await other.append([bytes('newer')]), 2);
  assert.equal(heard[0].erased, true);
  assert.deepEqual(told(heard[0]), [undefined, '1new']);
  for (const spoil of [({ meta }) => meta.clear(), ({ meta }) => meta.put('x', 'key'), ({ meta }) => meta.delete('tail')]) {
    await inside('c1', spoil);
    await assert.rejects(open().load());
    await open().erase();
    assert.equal(await open().load(), undefined);
    await filled();
  }
});

test('a key of the host seals the key of the storage', async () => {
  const keyProvider = () => aesKey();
  await filled({ keyProvider });
  assert.ok((await dump('c1')).meta.key instanceof Uint8Array);
  assert.deepEqual(told(await open({ keyProvider }).load()), ALL);
  await assert.rejects(open({ keyProvider: () => aesKey(new Uint8Array(32)) }).load(), refusal('STORAGE_FOREIGN'));
  await assert.rejects(open().load(), refusal('STORAGE_FOREIGN'));
  const declined = () => {
    throw new Error('declined');
  };
  await assert.rejects(open({ keyProvider: declined }).load(), refusal('STORAGE_FOREIGN'));
  // Without the host's key nothing is sealed as the host asked: not with one that lies beside it, either.
  for (const key of [undefined, null]) await assert.rejects(open({ name: 'c2', keyProvider: () => key }).load(), refusal('STORAGE_FOREIGN'));
  const storage = open({ keyProvider });
  await storage.load();
  await storage.compact(bytes('ABC'), 3, { forget: true });
  assert.deepEqual(told(await open({ keyProvider }).load()), ['ABC']);
});

test('a host key where there was none is no key', async () => {
  await filled();
  await assert.rejects(open({ keyProvider: () => aesKey() }).load(), refusal('STORAGE_FOREIGN'));
});

test('another key, another origin, another customer', async () => {
  await filled();
  const saved = await dump('c1');
  await plant('c2', saved);
  await assert.rejects(indexedDbStorage({ name: 'c2' }).load(), refusal('STORAGE_FOREIGN'));
  globalThis.origin = 'https://other.example';
  await assert.rejects(open().load(), refusal('STORAGE_FOREIGN'));
  globalThis.origin = 'https://bank.example';
  await plant('c1', { ...saved, meta: { ...saved.meta, key: await aesKey() } });
  await assert.rejects(open().load(), refusal('STORAGE_FOREIGN'));
  await plant('c1', saved);
  assert.deepEqual(told(await open().load()), ALL);
});

const SPOILS = {
  'the newest entry is gone': ({ journal }) => journal.delete(3),
  'an entry was put beside': async ({ journal, done }) => journal.put(await done(journal.get(3)), 4),
  'an entry was put before': async ({ journal, done }) => journal.put(await done(journal.get(3)), 1),
  'an entry lies under a word': ({ journal }) => journal.put(new Uint8Array(60), 'x'),
  'an entry is no bytes': ({ journal }) => journal.put({ length: 90 }, 3),
  'the head is gone': ({ meta }) => meta.delete('head'),
  'the head is the tail': async ({ meta, done }) => meta.put(await done(meta.get('tail')), 'head'),
  'the tail is gone': ({ meta }) => meta.delete('tail'),
};
for (const [name, spoil] of Object.entries(SPOILS)) {
  test(`damage: ${name}`, async () => {
    const storage = await filled();
    await inside('c1', spoil);
    await assert.rejects(open().load(), refusal('STORAGE_CORRUPT'));
    await assert.rejects(open().append([bytes('over')]), refusal('STORAGE_CORRUPT'));
    void storage;
  });
}

test('damage: the key or its check is gone', async () => {
  for (const one of ['key', 'check']) {
    await filled();
    await inside('c1', ({ meta }) => meta.delete(one));
    await assert.rejects(open().load(), refusal('STORAGE_FOREIGN'));
    await open().erase();
  }
});

test('replayed: an older entry, an older head, an older tail', async () => {
  const storage = await filled();
  const old = await dump('c1');
  await storage.append([bytes('d')]);
  await storage.compact(bytes('ABCD'), 4);
  await storage.append([bytes('e')]);
  for (const [store, key, value] of [['journal', 5, old.journal[3]], ['meta', 'head', old.meta.head], ['meta', 'tail', old.meta.tail]]) {
    const now = await dump('c1');
    await inside('c1', (stores) => stores[store].put(value, key));
    await assert.rejects(open().load(), refusal('STORAGE_CORRUPT'), `${store} ${key}`);
    await plant('c1', now);
  }
  assert.deepEqual(told(await open().load()), ['ABCD', '5e']);
  // While it is in use, the whole of an older database is noticed as well.
  await plant('c1', old);
  await assert.rejects(storage.append([bytes('f')]), refusal('STORAGE_CORRUPT'));
});

test('gone while it is open: said, and not made anew behind the back of whoever removed it', async () => {
  const storage = await filled();
  listen(storage, () => {});
  const close = [];
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...args) {
    if (!close.includes(this)) close.push(this);
    return transaction.apply(this, args);
  };
  await storage.append([bytes('d')]);
  IDBDatabase.prototype.transaction = transaction;
  forceCloseDatabase(close[0]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (const call of [() => storage.append([bytes('e')]), () => storage.compact(bytes('x'), 3)]) await assert.rejects(call(), refusal('STORAGE_EVICTED'));
  await storage.erase();
  assert.equal(await storage.append([bytes('anew')]), 1);
});

test('gone at the next start: as at a first visit', async () => {
  await filled();
  freshHost();
  assert.equal(await open().load(), undefined);
});

test('no IndexedDB, no WebCrypto, a private window', async () => {
  const forbid = (name) => ({ open: () => { throw new DOMException('x', name); } });
  for (const idb of [undefined, forbid('SecurityError'), forbid('InvalidStateError')]) {
    freshHost();
    globalThis.indexedDB = idb;
    await assert.rejects(open().load(), refusal('STORAGE_UNAVAILABLE'));
    await open().erase();
  }
  freshHost();
  const { crypto } = globalThis;
  for (const value of [undefined, {}]) {
    Object.defineProperty(globalThis, 'crypto', { value, configurable: true, writable: true });
    await assert.rejects(open().load(), refusal('STORAGE_UNAVAILABLE'));
  }
  Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true, writable: true });
});

/** A database as the first released format left it, byte by byte: no build writes this file again. */
function frozen() {
  const { meta, journal } = JSON.parse(readFileSync(new URL('./fixtures/format1.json', import.meta.url), 'utf8'));
  const bytesOf = (records) => Object.fromEntries(Object.entries(records).map(([key, text]) => [key, new Uint8Array(Buffer.from(text, 'base64'))]));
  return { meta: bytesOf(meta), journal: bytesOf(journal) };
}

test('what format 1 wrote is read, gone on with and read again, today and by a build of a later day', async () => {
  const keyProvider = () => aesKey();
  for (const build of [{ indexedDbStorage }, await shell({ format: 2 })]) {
    freshHost();
    await plant('c1', frozen());
    const storage = build.indexedDbStorage({ name: 'c1', keyProvider });
    assert.deepEqual(told(await storage.load()), ALL);
    assert.equal(await storage.append([bytes('d')]), 4);
    await storage.compact(bytes('ABCD'), 4, { forget: true });
    assert.deepEqual(told(await build.indexedDbStorage({ name: 'c1', keyProvider }).load()), ['ABCD']);
  }
  const spoiled = frozen();
  spoiled.meta.head[40] ^= 1;
  freshHost();
  await plant('c1', spoiled);
  await assert.rejects(open({ keyProvider }).load(), refusal('STORAGE_CORRUPT'));
});

test('a build of a later day reads what this one writes, and this one refuses what that one wrote', async () => {
  const later = await shell({ format: 2 });
  await filled();
  const tomorrow = later.indexedDbStorage({ name: 'c1' });
  assert.deepEqual(told(await tomorrow.load()), ALL);
  const saved = await dump('c1');
  await tomorrow.append([bytes('d')]);
  await assert.rejects(open().load(), refusal('STORAGE_VERSION'));
  // The database alone may be of today: a record of tomorrow says so itself.
  const written = await dump('c1');
  freshHost();
  await plant('c1', { ...saved, meta: { ...saved.meta, tail: written.meta.tail } });
  await assert.rejects(open().load(), refusal('STORAGE_VERSION'));
  assert.throws(() => open({ name: '' }), { code: 'INVALID_ARGUMENT', field: 'name' });
});
