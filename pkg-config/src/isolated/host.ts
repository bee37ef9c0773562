// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The worker's side: one instance behind a port, and nothing but the closed list of calls.
 *
 * In: requests. Out: replies, in the order in which the engine answered. May use: the façade.
 * Invariants: nothing is loaded before the worker has shown that it is cut off; a message that is none of the list is
 * refused with a code and changes nothing; texts that the page renders by itself do not cross.
 */

import type { CreateOptions, Oxpecker, Progress } from '../api';
import type { Bridge } from '../call';
import { OxpeckerError } from '../error';
import { openWithTexts } from '../oxpecker';
import type { IndexedDbStorageOptions, OxpeckerStorage } from '../storage/contract';
import type { IsolatedOptions } from './contract';
import { idOf, type Reply, type Request, requestOf } from './messages';
import { told } from './outcome';
import { RENDERED } from './rendered';

/** What a worker and a port have of each other's ways. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

/** What the host of a worker lends. */
export interface Means {
  load(): Promise<Bridge>;
  /** Whether nothing leads out of here. */
  isIsolated(): Promise<boolean>;
  storage(options: IndexedDbStorageOptions): OxpeckerStorage;
  /** Ends the worker. */
  close(): void;
}

/** A file on its way in: slices that were posted and not yet taken. */
class Feed {
  readonly controller = new AbortController();
  #slice: Uint8Array | undefined;
  #isOver = false;
  #wake = () => {};

  push(slice: Uint8Array | undefined): void {
    if (slice) this.#slice = slice;
    else this.#isOver = true;
    this.#wake();
  }

  async *slices(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const slice = this.#slice;
      this.#slice = undefined;
      if (slice) yield slice;
      else if (this.#isOver) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

type Call = (...args: unknown[]) => unknown;

/** The call at a path of the façade. */
function callOf(ox: Oxpecker, path: string): Call {
  const [first = '', second] = path.split('.');
  const room = second === undefined ? ox : (ox as unknown as Record<string, object>)[first];
  const call = (room as unknown as Record<string, Call>)[second ?? first];
  if (typeof call !== 'function') throw new OxpeckerError('MESSAGE_REFUSED', { field: 'call' });
  return call.bind(room);
}

/** Takes out the texts that are rendered when read. */
function bare(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.getOwnPropertyDescriptor(value, 'text')?.get) delete (value as { text?: unknown }).text;
  for (const inner of Object.values(value)) bare(inner);
}

/** Serves one instance to whoever holds the other end. */
export function serve(port: Port, means: Means): void {
  let ox: Oxpecker | undefined;
  let isAsked = false;
  const feeds = new Map<number, Feed>();
  let sources: unknown;
  /** Another pack decides now, as a signed one has expired: its texts go ahead of the answer. */
  let renewed = () => {};
  const post = (reply: Reply) => port.postMessage(reply);
  const fail = (id: number, error: unknown) => post({ kind: 'failed', id, error: told(error) });
  const refuse = (id: number, field: string) => fail(id, new OxpeckerError('MESSAGE_REFUSED', { field }));

  async function open({ options, snapshot, key }: Request & { kind: 'open' }): Promise<void> {
    if (isAsked) return refuse(0, 'kind');
    isAsked = true;
    try {
      if (!(await means.isIsolated())) throw new OxpeckerError('NOT_ISOLATED');
      const { storage, ...rest } = JSON.parse(options) as Omit<IsolatedOptions, 'worker'>;
      const chosen: CreateOptions = { ...rest, onChange: () => post({ kind: 'elsewhere' }) };
      if (storage) chosen.storage = means.storage({ ...storage, ...(key && { keyProvider: () => key as never }) });
      const { ox: made, texts } = await openWithTexts(means.load, chosen, snapshot);
      ox = made;
      made.subscribe((event) => post({ kind: 'event', event: JSON.stringify(event) }));
      sources = texts.sources;
      renewed = () => {
        if (sources === texts.sources) return;
        sources = texts.sources;
        post({ kind: 'texts', catalogues: JSON.stringify(sources) });
      };
      post({ kind: 'opened', catalogues: JSON.stringify(sources) });
    } catch (error) {
      fail(0, error);
    }
  }

  async function call({ id, call: path, args }: Request & { kind: 'call' }): Promise<void> {
    if (!ox) return refuse(id, 'kind');
    try {
      const answer = (await callOf(ox, path)(...(JSON.parse(args) as unknown[]))) ?? null;
      renewed();
      if (RENDERED[path]) bare(answer);
      post({ kind: 'answered', id, answer: answer instanceof Uint8Array ? answer : JSON.stringify(answer) });
    } catch (error) {
      fail(id, error);
    }
  }

  async function feed(id: number): Promise<void> {
    if (!ox || feeds.has(id)) return refuse(id, 'kind');
    const feed = new Feed();
    feeds.set(id, feed);
    const onProgress = ({ rows }: Progress) => post({ kind: 'taken', id, rows });
    try {
      const report = await ox.ingestAsync(feed.slices(), { signal: feed.controller.signal, onProgress });
      post({ kind: 'answered', id, answer: JSON.stringify(report) });
    } catch (error) {
      fail(id, error);
    } finally {
      feeds.delete(id);
    }
  }

  port.addEventListener('message', ({ data }) => {
    const request = requestOf(data);
    switch (request?.kind) {
      case undefined:
        return refuse(idOf(data), 'message');
      case 'open':
        return void open(request);
      case 'call':
        return void call(request);
      case 'feed':
        return void feed(request.id);
      // A file that has failed meanwhile is no longer there, and its sender has been told.
      case 'slice':
        return feeds.get(request.id)?.push(request.bytes);
      case 'end':
        return feeds.get(request.id)?.push(undefined);
      case 'abort':
        return feeds.get(request.id)?.controller.abort();
      case 'free':
        ox?.free();
        ox = undefined;
        post({ kind: 'freed' });
        return means.close();
    }
  });
}
