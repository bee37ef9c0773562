// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The page's side: the calls of the contract as messages, and replies as what the contract promises.
 *
 * In: a running worker. Out: the isolated instance. Invariants: nothing is asked that is not in the list of calls; a reply
 * that is none of the list, or has another form than its call promises, ends the worker.
 */

import type { AsyncInput, IngestAsyncOptions, Input, LifecycleEvent, Progress, Revision } from '../api';
import { jsonOf } from '../call';
import { optionsOf, OxpeckerError } from '../error';
import { watched } from '../ingest';
import { asyncSlicesOf, slicesOf } from '../slices';
import { Catalogue, layerOf } from '../text';
import type { IngestReport } from '../types';
import { Watch } from '../watch';
import type { IsolatedBy } from './contract';
import { ARGUMENTS, CALLS, hasForm, replyOf, type Request, WHOLE } from './messages';
import { errorOf } from './outcome';
import type { Place } from './place';
import { RENDERED } from './rendered';

interface Waiting {
  call: string;
  args: readonly unknown[];
  resolve(answer: unknown): void;
  reject(error: OxpeckerError): void;
  taken?: (rows: number) => void;
}

/** One worker and all that is asked of it. */
export class Session {
  readonly by: IsolatedBy;
  readonly watch = new Watch();
  readonly #place: Place;
  readonly #elsewhere: (() => void) | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #texts: Catalogue | undefined;
  #end: 'FREED' | 'ENGINE_CRASHED' | undefined;
  #last = 0;

  constructor(place: Place, onChange: (() => void) | undefined) {
    this.#place = place;
    this.by = place.by;
    this.#elsewhere = onChange;
    place.port.addEventListener('message', ({ data }) => this.#receive(data));
    for (const type of ['error', 'messageerror'] as const) {
      place.port.addEventListener(type, () => this.#stop(this.#texts ? 'ENGINE_CRASHED' : 'WORKER_BLOCKED'));
    }
  }

  /** Loads the engine, and makes the texts of the pack. */
  async open(message: Omit<Request & { kind: 'open' }, 'kind'>, locale: string, messages: Record<string, Record<string, string>>): Promise<void> {
    try {
      const sources = await this.#sent({ kind: 'open', ...message }, { call: '', args: [] }, 0);
      const texts = new Catalogue(locale, messages);
      this.#renew(texts, sources);
      this.#texts = texts;
    } catch (error) {
      this.#close('FREED');
      // What no message can carry, such as a key that is none, is the host's own error.
      throw error instanceof OxpeckerError ? error : new OxpeckerError('MESSAGE_REFUSED', { cause: error });
    }
  }

  /** One call. */
  async ask(call: string, args: readonly unknown[]): Promise<unknown> {
    this.check();
    // What is left out at the end would be told as `null`, which is something else.
    let length = args.length;
    while (length && args[length - 1] === undefined) length--;
    const text = jsonOf(args.slice(0, length), 'options');
    if (text.length > (call === 'privacy.import' ? WHOLE : ARGUMENTS)) throw new OxpeckerError('MESSAGE_REFUSED', { field: 'arguments' });
    const id = ++this.#last;
    return this.#sent({ kind: 'call', id, call, args: text }, { call, args }, id);
  }

  /** A file, slice by slice. */
  async feed<I>(input: I, options: IngestAsyncOptions, slicesIn: (input: I) => ReturnType<typeof asyncSlicesOf>): Promise<IngestReport> {
    this.check();
    const { signal, onProgress } = watched(options);
    const refuse = () => new OxpeckerError('ABORTED', { cause: signal?.reason });
    if (signal?.aborted) throw refuse();
    const { slices, totalBytes } = slicesIn(input);
    const source = (Symbol.asyncIterator in slices ? slices[Symbol.asyncIterator]() : slices[Symbol.iterator]()) as AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
    const id = ++this.#last;
    let taken: (rows: number) => void = () => {};
    const answer = this.#sent({ kind: 'feed', id }, { call: 'ingest', args: [], taken: (rows) => taken(rows) }, id);
    // Told to whoever awaits the call; here it only ends the loop.
    const failed = answer.then(() => {}, () => {});
    const stop = () => this.#post({ kind: 'abort', id });
    signal?.addEventListener('abort', stop);
    let bytes = 0;
    try {
      for (;;) {
        const next = await Promise.race([source.next(), failed]);
        if (!next || next.done) break;
        const rows = new Promise<number>((resolve) => (taken = resolve));
        // A copy: a slice is only good until the next one is asked for.
        this.#post({ kind: 'slice', id, bytes: next.value.slice() });
        const count = await Promise.race([rows, failed]);
        if (count === undefined) break;
        bytes += next.value.length;
        const progress: Progress = { bytes, rows: count, ...(totalBytes !== undefined && { totalBytes }) };
        onProgress?.(progress);
      }
      if (!this.#end) this.#post({ kind: 'end', id });
      return (await answer) as IngestReport;
    } catch (error) {
      stop();
      await failed;
      void Promise.resolve(source.return?.()).catch(() => {});
      throw signal?.aborted && (error as OxpeckerError).code === 'ABORTED' ? refuse() : error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Throws what a call would throw now. */
  check(): void {
    if (this.#end) throw new OxpeckerError(this.#end);
  }

  /** Ends the worker, once it has wiped its memory and written what it had to write. */
  free(): void {
    if (this.#end !== undefined) {
      this.#end = 'FREED';
      return;
    }
    this.#post({ kind: 'free' });
    this.#end = 'FREED';
    this.#fail('FREED');
  }

  #sent(message: Request, waiting: Pick<Waiting, 'call' | 'args' | 'taken'>, id: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { ...waiting, resolve, reject });
      this.#post(message);
    });
  }

  #post(message: Request): void {
    if (!this.#end) this.#place.port.postMessage(message);
  }

  #receive(data: unknown): void {
    const reply = replyOf(data);
    if (reply?.kind === 'freed') return this.#place.end();
    if (this.#end) return;
    switch (reply?.kind) {
      case 'opened':
        return this.#settle(0, (waiting) => waiting.resolve(JSON.parse(reply.catalogues)));
      case 'texts':
        return this.#texts && this.#renew(this.#texts, JSON.parse(reply.catalogues));
      case 'failed':
        return this.#settle(reply.id, (waiting) => waiting.reject(errorOf(reply.error)));
      case 'answered':
        return this.#settle(reply.id, (waiting) => this.#answer(waiting, reply.answer));
      case 'taken':
        return this.#waiting.get(reply.id)?.taken?.(reply.rows);
      case 'event':
        return this.watch.relay(JSON.parse(reply.event) as LifecycleEvent);
      case 'elsewhere':
        return this.#elsewhere?.();
      default:
        // Whoever answers otherwise is not the worker of this package.
        this.#stop('MESSAGE_REFUSED');
    }
  }

  #renew(texts: Catalogue, sources: unknown): void {
    const [english = '', matched = ''] = sources as string[];
    const layer = (json: string) => layerOf(new TextEncoder().encode(json));
    texts.renew(layer(english), layer(matched));
  }

  #settle(id: number, act: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting) act(waiting);
  }

  #answer({ call, args, resolve, reject }: Waiting, raw: string | Uint8Array): void {
    // A copy of this realm: a frame's bytes are of another.
    const answer: unknown = typeof raw === 'string' ? JSON.parse(raw) : new Uint8Array(raw.buffer as ArrayBuffer, raw.byteOffset, raw.byteLength).slice();
    if (!hasForm(call, answer)) {
      reject(new OxpeckerError('MESSAGE_REFUSED', { field: call }));
      return this.#stop('MESSAGE_REFUSED');
    }
    const render = RENDERED[call];
    resolve(render && this.#texts ? render(this.#texts, answer as never, args) : (answer ?? undefined));
  }

  #stop(code: 'ENGINE_CRASHED' | 'WORKER_BLOCKED' | 'MESSAGE_REFUSED'): void {
    this.#close('ENGINE_CRASHED');
    this.#fail(code);
  }

  #close(end: 'FREED' | 'ENGINE_CRASHED'): void {
    this.#end ??= end;
    this.#place.end();
  }

  #fail(code: 'FREED' | 'ENGINE_CRASHED' | 'WORKER_BLOCKED' | 'MESSAGE_REFUSED'): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const one of waiting) one.reject(new OxpeckerError(code));
  }
}

/** The instance: each call of the list, and what is answered at once. */
export function instanceOf(session: Session): object {
  const made: Record<string, unknown> = {
    isolatedBy: session.by,
    subscribe: session.watch.subscribe,
    getSnapshot: (): Revision => session.watch.getSnapshot(),
    free: () => session.free(),
    [Symbol.dispose ?? '@@dispose']: () => session.free(),
  };
  for (const call of Object.keys(CALLS)) {
    const [first = '', second] = call.split('.');
    const room = second === undefined ? made : ((made[first] ??= {}) as Record<string, unknown>);
    room[second ?? first] = (...args: unknown[]) => session.ask(call, args);
  }
  // Objects are read in the call, as they are without a worker.
  made['ingest'] = async (input: Input) => session.feed(input, {}, slicesOf);
  made['ingestAsync'] = async (input: AsyncInput, options?: IngestAsyncOptions) => session.feed(input, optionsOf(options), asyncSlicesOf);
  return made;
}
