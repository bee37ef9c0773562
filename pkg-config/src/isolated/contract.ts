// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The public contract of `oxpecker/isolated`: the calls of `Oxpecker`, each with a promise, and where the worker comes from.
 *
 * Invariant: every type of a call is derived from the synchronous contract, so that the two cannot drift apart.
 */

import type { Bytes, CreateOptions, DisposeKey, Oxpecker as Companion } from '../api';
import type { IndexedDbStorageOptions } from '../storage/contract';
import type { Supported } from '../support';

/** Calls that are answered at once: they ask nothing of the engine. */
export type Immediate = 'subscribe' | 'getSnapshot' | 'free' | DisposeKey;

/** The same members, each call with a promise of its answer. */
export type Asynchronous<T> = {
  readonly [Key in keyof T]: Key extends Immediate
    ? T[Key]
    : T[Key] extends (...args: infer Args) => infer Result
      ? (...args: Args) => Promise<Awaited<Result>>
      : Asynchronous<T[Key]>;
};

/** How the worker was cut off: by the header of its own response, by the policy of a frame, or by whoever made it. */
export type IsolatedBy = 'header' | 'frame' | 'host';

/**
 * A companion in a worker from which nothing leads out. The calls, their options, answers and errors are those of
 * `Oxpecker`; texts are rendered on the page. Besides those errors, every call may reject with `MESSAGE_REFUSED` (what
 * crosses the boundary is not what the contract says, or too large) and `ENGINE_CRASHED` when the worker died.
 */
export interface IsolatedOxpecker extends Asynchronous<Companion> {
  /** How the worker was cut off. */
  readonly isolatedBy: IsolatedBy;
}

/** A worker of the app's own making, by what is used of it. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: { data?: unknown }) => void): void;
  terminate?(): void;
  /** A port waits for it. */
  start?(): void;
}

/** What the isolated entry takes: the options of `create()` but for functions, which no message can carry. */
export interface IsolatedOptions extends Omit<CreateOptions, 'storage' | 'packVerify'> {
  /**
   * The address of `isolated.worker.js` as the bank serves it, with the header of docs/ISOLATED.md; or a worker that the app
   * made of it. Left out, the worker is made in a frame with a policy of its own: the page's policy must then allow
   * `worker-src blob:` and `'wasm-unsafe-eval'`.
   */
  worker?: string | { readonly href: string } | WorkerLike | undefined;
  /** Where choices are remembered: the sealed storage of `indexedDbStorage()`, which the worker opens by itself. */
  storage?: IndexedDbStorageOptions | undefined;
}

/** Makes isolated instances. */
export interface IsolatedConstructor {
  /**
   * Starts a worker, sees that it is cut off, and loads the engine in it. Rejects as `Oxpecker.create()` does, with
   * `WORKER_BLOCKED` when the host lets no worker start, and with `NOT_ISOLATED` when the worker could reach something.
   */
  create(options?: IsolatedOptions): Promise<IsolatedOxpecker>;
  /** The same from a snapshot; see `Oxpecker.restore()`. */
  restore(snapshot: Bytes, options?: IsolatedOptions): Promise<IsolatedOxpecker>;
  /** Which entries this host lets in; see `Oxpecker.supported()`. */
  supported(): Promise<Supported>;
}
