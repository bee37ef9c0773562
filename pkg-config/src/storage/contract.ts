// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What a storage is: the one that comes with the package, and any that a host passes instead.
 *
 * Invariants: nothing here knows what a record means; a storage keeps bytes in order and loses none of them silently.
 */

/** One choice, as the engine wrote it. Opaque: its bytes are the customer's and must be sealed at rest. */
export interface StoredEntry {
  /** Place in the journal: 1, 2, 3, … across all tabs. */
  readonly seq: number;
  readonly body: Uint8Array;
}

/** What stands in a storage, or what another tab has added to it. */
export interface StoredState {
  /** Everything up to some entry, in one piece; absent when nothing was compacted yet. */
  readonly head?: Uint8Array | undefined;
  /** What came after it, oldest first. Entries that the head already has do no harm. */
  readonly entries: readonly StoredEntry[];
  /** Another tab has erased everything; what was there before is to be forgotten. */
  readonly erased?: boolean | undefined;
}

/**
 * A place for what must be remembered. `indexedDbStorage()` is one; a host may pass its own, which then sees plain
 * bytes and seals them itself. Each instance of `Oxpecker` needs a storage object of its own; several may share a place.
 *
 * A method that fails rejects; where the error has a `code` of `STORAGE_…`, that code is told, else `STORAGE_FAILED`.
 */
export interface OxpeckerStorage {
  /** Also keep the bank's rows; the feed can bring them again. `false` when left out. */
  readonly persistRows?: boolean | undefined;
  /** Everything that is stored, or `undefined` when nothing is. Called first, and once an instance. */
  load(): Promise<StoredState | undefined>;
  /** Adds entries in this order, all or none. Resolves with the `seq` of the last one, once it would survive a crash. */
  append(bodies: readonly Uint8Array[]): Promise<number>;
  /**
   * Puts `head` in the place of the last one, in one step; it holds every entry up to and with `uptoSeq`, which may then
   * go. With `forget` they must go, and nothing that stood there before may stay readable. Later entries stay.
   */
  compact(head: Uint8Array, uptoSeq: number, options?: { readonly forget?: boolean | undefined }): Promise<void>;
  /**
   * Tells what others have added, in order, each entry once, and never what came from this object. The answer ends it.
   * Where `append()` would skip entries of others, they are told before it resolves.
   */
  subscribe(listener: (added: StoredState) => void): () => void;
  /** Deletes everything, the key too. Works whatever state the storage is in, before `load()` as well. */
  erase(): Promise<void>;
}

/** A `CryptoKey`, by what is used of it: AES-GCM, may encrypt and decrypt. */
export interface StorageKey {
  readonly algorithm: { readonly name: string };
  readonly usages: readonly string[];
}

/** Options of `indexedDbStorage()`. */
export interface IndexedDbStorageOptions {
  /** Names the database, one a customer: `oxpecker:` and this. Not secret, so no account number. */
  name: string;
  /** Also keep the bank's rows; `false` when left out. */
  persistRows?: boolean | undefined;
  /**
   * A key of the host's own (a keystore, WebAuthn PRF), under which the storage's key is then sealed.
   *
   * Left out, the key is a non-extractable `CryptoKey` in the same database. That keeps scripts from exporting it, and
   * deleting it makes what it sealed unreadable. It does not protect against a stolen disk: two of three engines write
   * the raw key beside the data.
   */
  keyProvider?: (() => StorageKey | Promise<StorageKey>) | undefined;
}

/** How an instance remembers. */
export interface StorageState {
  /**
   * `none`: in memory only, as no storage was given. `saved`: all that was answered is stored. `saving`: some of it is on
   * its way. `failed`: `code` says why; the instance goes on in memory and tries again with the next choice.
   */
  state: 'none' | 'saved' | 'saving' | 'failed';
  /** Why it failed: a code of `STORAGE_…`. */
  code?: string;
  /** Whether choices of an earlier visit were found. `false` at a first visit, and after the host evicted them unseen. */
  restored: boolean;
}
