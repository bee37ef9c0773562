// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the engine wants remembered, on its way to a storage, and back when an instance begins.
 *
 * In: five calls of the engine (`take_entries`, `apply_entries`, `choices` or `snapshot`, `restore`, `erase`), a storage.
 * Out: stored choices, and how it stands. Invariants: entries are taken right after each answer, so what was answered is
 * stored even when the engine then dies; they stay here until the storage has them; nothing is written over a storage
 * that could not be read. Deliberately absent: what an entry says, keys, a clock.
 */

import type { Bridge } from '../call';
import { OxpeckerError, type OxpeckerErrorCode, refused } from '../error';
import { bodiesOf, frame } from '../frames';
import type { OxpeckerStorage, StorageState, StoredState } from './contract';
import { markOf, unmarked } from './streaks';

const METHODS = ['load', 'append', 'compact', 'subscribe', 'erase'] as const;
/** Calls after which the rows are others. */
const ROWS = ['ingest_finish', 'remove'];
/** Calls after which nothing is to be stored. */
const OWN = ['apply_entries', 'take_entries', 'choices', 'snapshot', 'erase'];
/** A journal this long is compacted. */
const LONG = 512;

/** Which instance a storage object serves. */
const users = /* @__PURE__ */ new WeakMap<OxpeckerStorage, Journal>();

/** The coded error for whatever a storage or the engine refused with. */
function explain(error: unknown): OxpeckerError {
  const { code } = (error ?? {}) as { code?: unknown };
  if (code === 'SNAPSHOT_VERSION' || code === 'SNAPSHOT_CORRUPT') return new OxpeckerError(code.replace('SNAPSHOT', 'STORAGE') as OxpeckerErrorCode);
  if (error instanceof OxpeckerError) return error;
  return new OxpeckerError(/^STORAGE_[A-Z]+$/.test(String(code)) ? (code as OxpeckerErrorCode) : 'STORAGE_FAILED', { cause: error });
}

/** The memory of one instance. */
export class Journal {
  #bridge: Bridge | undefined;
  #stored: StoredState | undefined;
  #stop: (() => void) | undefined;
  /** Entries that are not stored yet. */
  #queue: Uint8Array[] = [];
  /** Whether the head must be written anew, and whether what stood there before must become unreadable. */
  #head = false;
  #forget = false;
  /** How much was asked for and how much of it is stored: `saved()` waits for that of its own moment. */
  #asked = 0;
  #kept = 0;
  /** Every stored entry up to this one is in the engine; every one up to that is in the head. */
  #covered = 0;
  #compacted = 0;
  /** Packs under which the engine crashed, as they are stored. */
  readonly #marks = new Map<string, number>();
  #step: Promise<void> | undefined;
  #failure: OxpeckerError | undefined;
  #isApplying = false;
  /** What could not be read is not written over. */
  #isShut = false;

  private constructor(private readonly storage: OxpeckerStorage, private readonly onChange: (() => void) | undefined) {}

  /** Reads what is stored. Never rejects for what a storage does; `state()` tells. */
  static async load(storage: OxpeckerStorage, onChange?: () => void): Promise<Journal> {
    if (typeof storage !== 'object' || storage === null || METHODS.some((method) => typeof storage[method] !== 'function')) {
      throw refused('storage', `it must have ${METHODS.join(', ')}`);
    }
    const before = users.get(storage);
    if (before) {
      if (before.#bridge?.isAlive !== false) throw refused('storage', 'another instance uses it; make one for each');
      await before.close();
    }
    const journal = new Journal(storage, onChange);
    users.set(storage, journal);
    try {
      journal.#stored = await storage.load();
    } catch (error) {
      journal.#shut(error);
    }
    return journal;
  }

  /** Whether there may be a ledger that could not be read: then nothing counts as granted. */
  get isInDoubt(): boolean {
    return this.#isShut && this.#failure?.code !== 'STORAGE_UNAVAILABLE';
  }

  /**
   * Hands the engine what is stored, and listens from now on. Says whether the engine took it. `isFilled` tells whether
   * `create()` has set something up.
   */
  attach(bridge: Bridge, isFilled: boolean): boolean {
    this.#bridge = bridge;
    bridge.watch((method) => this.#note(method));
    bridge.onStreak = (pack, count) => this.#mark(pack, count);
    if (this.#isShut) return true;
    try {
      if (this.#stored) this.#apply(this.#stored);
      this.#stop = this.storage.subscribe((added) => this.#hear(added));
    } catch (error) {
      this.#isApplying = false;
      this.#shut(error);
      return false;
    }
    // What `create()` set up at a first visit is to be found at the second.
    this.#take(!this.#stored && isFilled);
    return true;
  }

  #apply({ head, entries }: StoredState): void {
    const bridge = this.#bridge as Bridge;
    this.#isApplying = true;
    if (head) bridge.send('restore', head);
    this.#isApplying = false;
    const own = unmarked(entries, this.#marks);
    if (own.length) bridge.send('apply_entries', frame(own.map(({ body }) => body)));
    this.#covered = entries.at(-1)?.seq ?? this.#covered;
  }

  /** What other tabs have added. */
  #hear(added: StoredState): void {
    if (this.#isShut) return;
    try {
      if (added.erased) this.#empty();
      this.#apply(added);
      // A head takes the place of everything, so what is not stored yet comes once more.
      if (added.head && this.#queue.length) this.#apply({ entries: this.#queue.map((body) => ({ seq: this.#covered, body })) });
      // Whatever the host does then is no fault of the storage.
      queueMicrotask(() => this.onChange?.());
    } catch (error) {
      this.#isApplying = false;
      if (this.#bridge?.isAlive) this.#shut(error);
    }
  }

  #empty(): void {
    this.#queue = [];
    this.#covered = this.#compacted = 0;
    if (this.#bridge?.isAlive) this.#bridge.send('erase');
  }

  /** After each answer of the engine. */
  #note(method: string): void {
    if (this.#isApplying || OWN.includes(method)) return;
    // A memory that was brought from elsewhere has no entries: it is stored as a head.
    this.#take(method === 'restore' || (this.storage.persistRows === true && ROWS.includes(method)));
  }

  #take(head: boolean): void {
    const bodies = bodiesOf((this.#bridge as Bridge).send('take_entries'));
    if (this.#isShut || (!bodies.length && !head)) return;
    this.#queue.push(...bodies);
    this.#head ||= head;
    this.#asked++;
    this.#go();
  }

  /** After a crash, when the engine can say nothing any more, and after the answer that ends a streak. */
  #mark(pack: string, count: number): void {
    if (count) this.#marks.set(pack, count);
    else if (!this.#marks.delete(pack)) return;
    if (this.#isShut) return;
    this.#queue.push(markOf(pack, count));
    this.#asked++;
    this.#go();
  }

  /** After a signed pack was taken: what is remembered of it stands in the head. */
  keep(): void {
    this.#take(true);
  }

  /** After a withdrawal: what is stored is written anew, and what stood there before becomes unreadable. */
  forget(): void {
    this.#forget = true;
    this.#take(true);
  }

  /** One step after the other, while there is something to store. */
  #go(): void {
    if (this.#isShut) return;
    this.#step ??= this.#store().then(
      () => {
        this.#step = this.#failure = undefined;
        if (this.#kept < this.#asked) this.#go();
      },
      (error: unknown) => {
        this.#step = undefined;
        this.#failure = explain(error);
      },
    );
  }

  async #store(): Promise<void> {
    const asked = this.#asked;
    const batch = this.#queue.slice();
    if (batch.length) {
      try {
        await this.#append(batch);
      } catch (error) {
        if (explain(error).code !== 'STORAGE_QUOTA') throw error;
        // Compacted, and without the rows, there may be room.
        await this.#compact('choices');
        this.#head ||= this.storage.persistRows === true;
        await this.#append(batch);
      }
    }
    const isLong = this.#covered - this.#compacted > LONG && this.#bridge?.isAlive;
    if (this.#head || isLong) await this.#compact(this.storage.persistRows ? 'snapshot' : 'choices');
    this.#kept = asked;
  }

  async #append(batch: Uint8Array[]): Promise<void> {
    const last = await this.storage.append(batch);
    // The queue has lost them already where everything was erased meanwhile.
    if (this.#queue[0] !== batch[0]) return;
    this.#covered = last;
    this.#queue.splice(0, batch.length);
  }

  async #compact(image: 'snapshot' | 'choices'): Promise<void> {
    const [upto, forget, head] = [this.#covered, this.#forget, this.#head];
    const bytes = (this.#bridge as Bridge).send(image);
    this.#forget = this.#head = false;
    try {
      await this.storage.compact(bytes, upto, { forget });
      this.#compacted = upto;
      // The engine's image holds none of them.
      if (this.#marks.size) this.#covered = await this.storage.append([...this.#marks].map(([pack, count]) => markOf(pack, count)));
    } catch (error) {
      this.#forget ||= forget;
      this.#head ||= head;
      throw error;
    }
  }

  #shut(error: unknown): void {
    this.#isShut = true;
    this.#failure = explain(error);
  }

  /** Resolves once everything answered so far is stored, rejects with why it cannot be. */
  async saved(): Promise<void> {
    const asked = this.#asked;
    while (this.#isShut || this.#kept < asked) {
      this.#go();
      await this.#step;
      if (this.#failure) throw this.#failure;
    }
  }

  state(): StorageState {
    const restored = this.#stored !== undefined;
    if (this.#failure) return { state: 'failed', code: this.#failure.code, restored };
    return { state: this.#kept < this.#asked ? 'saving' : 'saved', restored };
  }

  /** Empties engine and storage, whatever state they are in, and begins anew. */
  async erase(): Promise<void> {
    this.#isShut = true;
    await this.#step;
    this.#empty();
    try {
      await this.storage.erase();
      this.#stop ??= this.storage.subscribe((added) => this.#hear(added));
    } catch (error) {
      throw (this.#failure = explain(error));
    }
    this.#isShut = this.#head = this.#forget = false;
    this.#failure = undefined;
    this.#kept = this.#asked;
  }

  /** Ends it; what is on its way still arrives. */
  async close(): Promise<void> {
    if (!this.#isShut) await this.saved().catch(() => {});
    this.#stop?.();
    this.#stop = undefined;
    if (users.get(this.storage) === this) users.delete(this.storage);
  }
}
