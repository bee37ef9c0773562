// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The public answer to `Oxpecker.supported()`: which entries of the package a host lets in, and what is in the way of others.
 */

/** An entry, as it is imported. */
export type EntryName = 'oxpecker' | 'oxpecker/slim' | 'oxpecker/isolated' | 'oxpecker/nowasm';

/**
 * What is in the way of an entry, mostly by the code that its `create()` would reject with: `WASM_UNAVAILABLE` (the host
 * has no WebAssembly, as in iOS Lockdown Mode), `WASM_BLOCKED` (a policy without `'wasm-unsafe-eval'`), `WASM_LOAD_FAILED`
 * (a host too old for the module), `WORKER_BLOCKED` (no workers), `HOST_INCOMPLETE` (see `missing`).
 */
export type Obstacle = 'WASM_UNAVAILABLE' | 'WASM_BLOCKED' | 'WASM_LOAD_FAILED' | 'WORKER_BLOCKED' | 'HOST_INCOMPLETE';

/** Which entries can be used here. */
export interface Supported {
  /** The one to take: `oxpecker` where nothing is in its way, else `oxpecker/nowasm`; `null` where neither can be used. */
  entry: 'oxpecker' | 'oxpecker/nowasm' | null;
  /**
   * What is in the way of each, `null` where nothing is. Not asked, since it takes a request: whether the slim entry may
   * fetch its file. The isolated entry is judged as with a worker that the bank serves, whose header is its own.
   */
  entries: Record<EntryName, Obstacle | null>;
  /** What every entry needs and this host lacks, such as `TextDecoder`. */
  missing: string[];
}
