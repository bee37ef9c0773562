// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The storage that comes with the package: a sealed journal in IndexedDB.
 *
 * In: entries and heads as bytes. Out: the same, or a code. May use: IndexedDB (by `idb`), Web Locks, BroadcastChannel.
 * Invariants: what belongs together is written in one strict transaction, which also proves that the tail is the one
 * that was read, so no tab overwrites another; the tail says which entries there must be, so none goes missing unseen;
 * a message to other tabs says "look" and nothing else. Deliberately absent: a clock.
 *
 * Store `meta`: `key` and `check` (see `Lock`), `tail`, `head`; store `journal`: entries by number. All sealed.
 */

import { deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { IndexedDbStorageOptions, OxpeckerStorage, StoredEntry, StoredState } from './contract';
import { failure, FORMAT, makeLock, openLock, type Seal, type StorageCode } from './seal';

/** Entries that went into a head and are gone, heads ever written, entries ever written. */
type Tail = readonly [base: number, heads: number, last: number];
type Write = (tx: IDBPTransaction<unknown, string[], 'readwrite'>) => Promise<unknown>[];

const META = ['key', 'check', 'tail', 'head'] as const;
const STORES = ['meta', 'journal'];
const STRICT = { durability: 'strict' } as const;

/** What the host's errors mean whenever they come. */
const NAMES: Record<string, StorageCode> = {
  QuotaExceededError: 'STORAGE_QUOTA',
  VersionError: 'STORAGE_VERSION',
  ConstraintError: 'STORAGE_CORRUPT',
  NotFoundError: 'STORAGE_CORRUPT',
  SecurityError: 'STORAGE_UNAVAILABLE',
};
/** In the place of `check`: the browser has thrown away what was here. */
const LOST = 'lost';
/** And at the door: there is no such thing, or none in a private window. */
const CLOSED = ['InvalidStateError', 'ReferenceError', 'TypeError', 'NotSupportedError'];

function coded(error: unknown, otherwise: StorageCode): Error {
  const { message, name } = error as Error;
  return message.startsWith('STORAGE_') ? (error as Error) : failure(NAMES[name] ?? otherwise, error);
}

const same = (a: unknown, b: unknown): boolean => a instanceof Uint8Array && b instanceof Uint8Array && String(a) === String(b);
const closeTail = (seal: Seal, tail: Tail) => seal.close('tail', 0, new Uint8Array(new Float64Array(tail).buffer));
const openEntries = (seal: Seal, first: number, records: unknown[]): Promise<StoredEntry[]> =>
  Promise.all(records.map(async (record, i) => ({ seq: first + i, body: await seal.open('entry', first + i, record) })));

class Database implements OxpeckerStorage {
  readonly persistRows: boolean;
  readonly #name: string;
  readonly #place: string;
  readonly #keyProvider: IndexedDbStorageOptions['keyProvider'];
  #db: IDBPDatabase | undefined;
  #isEvicted = false;
  #seal: Seal | undefined;
  #check: unknown;
  /** The random name of the database: another one means that everything was erased in between. */
  #birth: Uint8Array | undefined;
  /** Every entry up to this one is known to whoever uses this object. */
  #seen = -1;
  #listener: ((added: StoredState) => void) | undefined;
  #channel: BroadcastChannel | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #leave: (() => void) | undefined;

  constructor({ name, persistRows = false, keyProvider }: IndexedDbStorageOptions) {
    this.persistRows = persistRows;
    this.#name = `oxpecker:${name}`;
    this.#place = `${this.#name}\n${globalThis.origin}`;
    this.#keyProvider = keyProvider;
  }

  load(): Promise<StoredState | undefined> {
    return this.#alone(async () => {
      this.#seen = -1;
      this.#birth = undefined;
      await this.#stay();
      await this.#freshLog();
      const { state } = await this.#pull();
      return state.head || state.entries.length ? state : undefined;
    });
  }

  append(bodies: readonly Uint8Array[]): Promise<number> {
    return this.#change(async (seal, [base, heads, last]) => {
      const end = last + bodies.length;
      const records = await Promise.all(bodies.map((body, i) => seal.close('entry', last + 1 + i, body)));
      const tail = await closeTail(seal, [base, heads, end]);
      return [end, (tx) => [tx.objectStore('meta').put(tail, 'tail'), ...records.map((record, i) => tx.objectStore('journal').add(record, last + 1 + i))]];
    });
  }

  async compact(image: Uint8Array, uptoSeq: number, { forget = false } = {}): Promise<void> {
    await this.#change(async (old, [oldBase, heads, last]) => {
      if (uptoSeq < oldBase || uptoSeq > last) throw failure('STORAGE_FAILED');
      // Entries go only when nobody else is there, or when they must: then other tabs go on from the head.
      const base = forget || (await this.#isOnlyOne()) ? uptoSeq : oldBase;
      // What must not stay readable loses its key; what came later moves to the new one.
      const [seal, lock] = forget ? await makeLock(this.#place, await this.#hostKey(), this.#birth as Uint8Array) : [old];
      const records = forget ? await (await this.#open()).getAll('journal', IDBKeyRange.lowerBound(base, true)) : [];
      const moved = await Promise.all((await openEntries(old, base + 1, records)).map(({ seq, body }) => seal.close('entry', seq, body)));
      const meta = { ...lock, head: await seal.close('head', heads + 1, image), tail: await closeTail(seal, [base, heads + 1, last]) };
      return [last, (tx) => [
        tx.objectStore('journal').delete(IDBKeyRange.upperBound(base)),
        ...moved.map((record, i) => tx.objectStore('journal').put(record, base + 1 + i)),
        ...Object.entries(meta).map(([name, value]) => tx.objectStore('meta').put(value, name)),
      ]];
    });
  }

  subscribe(listener: (added: StoredState) => void): () => void {
    this.#listener = listener;
    const channel = globalThis.BroadcastChannel && new BroadcastChannel(this.#name);
    this.#channel = channel;
    // What goes wrong here goes wrong again at the next write, which tells.
    if (channel) channel.onmessage = () => void this.#alone(() => this.#tell()).catch(() => {});
    return () => {
      this.#listener = undefined;
      channel?.close();
      void this.#alone(async () => this.#drop()).catch(() => {});
    };
  }

  erase(): Promise<void> {
    this.#isEvicted = false;
    return this.#alone(async () => {
      try {
        // First the key: who keeps the database open can keep it from being deleted, not from being emptied.
        const tx = (await this.#open()).transaction(STORES, 'readwrite', STRICT);
        await Promise.all([...STORES.map((store) => tx.objectStore(store).clear()), tx.done]);
      } catch (error) {
        if (coded(error, 'STORAGE_FAILED').message === 'STORAGE_UNAVAILABLE') return;
      }
      this.#drop();
      this.#seen = 0;
      this.#birth = undefined;
      await new Promise<void>((resolve, reject) => void deleteDB(this.#name, { blocked: () => resolve() }).then(resolve, reject));
      this.#channel?.postMessage(0);
    });
  }

  /** One thing after the other, in this object and across tabs. */
  #alone<T>(action: () => Promise<T>): Promise<T> {
    const run = async (): Promise<T> => {
      try {
        if (this.#isEvicted) throw failure('STORAGE_EVICTED');
        const locks = globalThis.navigator?.locks;
        return (await (locks ? locks.request(this.#name, action) : action())) as T;
      } catch (error) {
        throw coded(error, this.#isEvicted ? 'STORAGE_EVICTED' : 'STORAGE_FAILED');
      }
    };
    const turn = this.#turn.then(run, run);
    this.#turn = turn;
    return turn;
  }

  /** Says for as long as this object is in use that it is there. */
  async #stay(): Promise<void> {
    const locks = globalThis.navigator?.locks;
    if (this.#leave || !locks) return;
    const hold = (taken: () => void) => () => (taken(), new Promise<void>((leave) => (this.#leave = leave)));
    await new Promise<void>((taken, reject) => void locks.request(`${this.#name}:open`, { mode: 'shared' }, hold(taken)).catch(reject));
  }

  async #isOnlyOne(): Promise<boolean> {
    const { held = [] } = (await globalThis.navigator?.locks?.query()) ?? {};
    return held.filter(({ name }) => name === `${this.#name}:open`).length === 1;
  }

  async #open(): Promise<IDBPDatabase> {
    try {
      // One is of no use without the other.
      if (!crypto.subtle) throw failure('STORAGE_UNAVAILABLE');
      return (this.#db ??= await openDB(this.#name, FORMAT, {
        upgrade: (db, from, _to, tx, event) => {
          if (from) return;
          for (const store of STORES) db.createObjectStore(store);
          // Chromium says so this once: a database that it could not read is gone.
          if ((event as { dataLoss?: string }).dataLoss === 'total') void tx.objectStore('meta').put(LOST, 'check');
        },
        // Another tab erases, or a later build wants the database.
        blocking: () => this.#drop(),
        terminated: () => {
          this.#drop();
          this.#isEvicted = true;
        },
      }));
    } catch (error) {
      throw coded(error, CLOSED.includes((error as Error).name) ? 'STORAGE_UNAVAILABLE' : 'STORAGE_FAILED');
    }
  }

  #drop(): void {
    this.#db?.close();
    this.#db = this.#seal = undefined;
    if (!this.#listener) this.#leave = void this.#leave?.();
  }

  /**
   * Chromium goes on behind a record of its log that a kill has torn, takes that for damage at the start after next, and
   * throws away all databases of the origin. Deleting one makes it close the log, however small the one is.
   */
  async #freshLog(): Promise<void> {
    if (!globalThis.IDBVersionChangeEvent || !('dataLoss' in IDBVersionChangeEvent.prototype)) return;
    await this.#open();
    const name = `${this.#name}~`;
    (await openDB(name)).close();
    await deleteDB(name);
  }

  async #hostKey(): Promise<CryptoKey | undefined> {
    try {
      const key = (await this.#keyProvider?.()) as CryptoKey | undefined;
      // Sealed with a key that lies beside it is not what the host asked for.
      return key || !this.#keyProvider ? key : await Promise.reject(new TypeError('no key'));
    } catch (error) {
      throw failure('STORAGE_FOREIGN', error);
    }
  }

  /** What lies there, of the entries those after `seen`, in one transaction. */
  async #read() {
    const tx = (await this.#open()).transaction(STORES);
    const later = IDBKeyRange.lowerBound(this.#seen, true);
    const journal = tx.objectStore('journal');
    const meta = META.map((name): Promise<unknown> => tx.objectStore('meta').get(name));
    return Promise.all([Promise.all(meta), journal.getAllKeys(later), journal.getAll(later)]);
  }

  /** What is new since `seen`: all of it at first, and where others have gone on without this object. */
  async #pull() {
    for (;;) {
      const [[key, check, record, head], seqs, records] = await this.#read();
      if (check === LOST) throw failure('STORAGE_EVICTED');
      if (!key && !check && !record && !head && !seqs.length) {
        await this.#found();
        continue;
      }
      const known = same(this.#check, check) && this.#seal;
      const [seal, birth] = known ? [known, this.#birth] : await openLock({ key, check }, this.#place, await this.#hostKey());
      const tail = [...new Float64Array((await seal.open('tail', 0, record)).buffer)] as unknown as Tail;
      const [base, heads, last] = tail;
      const erased = this.#birth !== undefined && !same(this.#birth, birth);
      if (this.#seen >= 0 && (erased || base > this.#seen)) {
        this.#seen = -1;
        continue;
      }
      const first = Math.max(this.#seen, base) + 1;
      const isWhole = seqs.length === last + 1 - first && seqs.every((seq, i) => seq === first + i);
      if (!isWhole || !head !== !heads) throw failure('STORAGE_CORRUPT');
      const opened = this.#seen < 0 && heads ? await seal.open('head', heads, head) : undefined;
      const state: StoredState = { head: opened, entries: await openEntries(seal, first, records), erased };
      this.#seal = seal;
      this.#check = check;
      this.#birth = birth;
      this.#seen = last;
      return { seal, tail, record, state };
    }
  }

  /** Begins a database, unless another tab was faster. */
  async #found(): Promise<void> {
    const [seal, lock] = await makeLock(this.#place, await this.#hostKey(), crypto.getRandomValues(new Uint8Array(16)));
    const tail = await closeTail(seal, [0, 0, 0]);
    const tx = (await this.#open()).transaction('meta', 'readwrite', STRICT);
    if (!(await tx.store.count())) for (const [name, value] of Object.entries({ ...lock, tail })) tx.store.put(value, name).catch(() => {});
    await tx.done;
  }

  /** Brings whoever uses this object up to date. */
  async #tell() {
    const pulled = await this.#pull();
    const { head, entries, erased } = pulled.state;
    if (erased || head || entries.length) this.#listener?.(pulled.state);
    return pulled;
  }

  /** One transaction on top of everything that others have written; planned anew when one of them was faster. */
  #change(plan: (seal: Seal, tail: Tail) => Promise<[last: number, write: Write]>): Promise<number> {
    return this.#alone(async () => {
      for (;;) {
        const { seal, tail, record, state } = await this.#tell();
        // What was answered on top of what is no more goes with it; whoever asked is told.
        if (state.erased) throw failure('STORAGE_EVICTED');
        const [last, write] = await plan(seal, tail);
        const tx = (await this.#open()).transaction(STORES, 'readwrite', STRICT);
        const isNext = same(record, await tx.objectStore('meta').get('tail'));
        // The transaction tells why it failed, the requests only that it did.
        if (isNext) for (const request of write(tx)) request.catch(() => {});
        await tx.done;
        if (!isNext) continue;
        this.#seen = last;
        this.#channel?.postMessage(0);
        return last;
      }
    });
  }
}

/**
 * A sealed storage in the browser's IndexedDB, for `create({ storage: indexedDbStorage({ name }) })`.
 *
 * Each choice is sealed with AES-GCM-256 and written in one transaction; several tabs see each other's choices. What it
 * protects against, and what not, stands at `keyProvider`.
 */
export const indexedDbStorage = (options: IndexedDbStorageOptions): OxpeckerStorage => new Database(options);
