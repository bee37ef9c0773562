// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What Node lacks of a browser: IndexedDB, Web Locks, an origin; and doors into the stored bytes.
 */

import { webcrypto } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';

globalThis.origin = 'https://bank.example';
globalThis.crypto ??= webcrypto;
// A channel that a test left open must not keep the process alive.
const { BroadcastChannel } = globalThis;
globalThis.BroadcastChannel = class extends BroadcastChannel {
  constructor(name) {
    super(name);
    this.unref();
  }
};

/** Web Locks, as far as the storage uses them. */
export function lockManager() {
  const turns = new Map();
  const held = [];
  return {
    request(name, options, action = options) {
      if (options.mode === 'shared') {
        const one = { name };
        held.push(one);
        return Promise.resolve(action()).finally(() => held.splice(held.indexOf(one), 1));
      }
      const turn = (turns.get(name) ?? Promise.resolve()).then(action, action);
      turns.set(name, turn.catch(() => {}));
      return turn;
    },
    query: async () => ({ held }),
  };
}

/** A host of its own: empty databases, nobody else there. `locks` may be `null`. */
export function freshHost({ locks = lockManager() } = {}) {
  globalThis.indexedDB = new IDBFactory();
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true, writable: true });
}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Opens what lies stored, as an attacker or a fault would, and hands `act` both stores. */
export async function inside(name, act) {
  const db = await done(indexedDB.open(`oxpecker:${name}`));
  try {
    const tx = db.transaction(['meta', 'journal'], 'readwrite');
    const ended = new Promise((resolve, reject) => {
      tx.oncomplete = resolve;
      tx.onabort = () => reject(tx.error);
    });
    const result = await act({ meta: tx.objectStore('meta'), journal: tx.objectStore('journal'), done });
    await ended;
    return result;
  } finally {
    db.close();
  }
}

/** All that is stored: `{ meta: { name: value }, journal: { number: value } }`. */
export async function dump(name) {
  return inside(name, async ({ meta, journal }) => {
    const all = async (store) => {
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      return Object.fromEntries(keys.map((key, i) => [key, values[i]]));
    };
    const [a, b] = await Promise.all([all(meta), all(journal)]);
    return { meta: a, journal: b };
  });
}

/** Puts a dump in the place of what is stored. */
export async function plant(name, { meta, journal }) {
  const request = indexedDB.open(`oxpecker:${name}`, 1);
  request.onupgradeneeded = () => ['meta', 'journal'].forEach((store) => request.result.createObjectStore(store));
  (await done(request)).close();
  await inside(name, ({ meta: a, journal: b }) => {
    a.clear();
    b.clear();
    for (const [key, value] of Object.entries(meta)) a.put(value, key);
    for (const [key, value] of Object.entries(journal)) b.put(value, Number(key));
  });
}
