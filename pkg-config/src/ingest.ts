// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Feeding the engine: in one go, or in slices that let the page breathe.
 *
 * Invariants: rows are committed by `ingest_finish` alone; whatever fails before it is aborted and changes nothing. A short
 * file goes with it.
 */

import type { AsyncInput, IngestAsyncOptions, Input, Progress } from './api';
import type { Bridge } from './call';
import { listens, must, OxpeckerError } from './error';
import type { Method } from './methods';
import { breathe, paced } from './pace';
import { asyncSlicesOf, cut, SLICE, slicesOf } from './slices';
import type { IngestReport } from './types';

/** Takes back what was pushed, unless the engine is gone. */
function abandon(bridge: Bridge): void {
  try {
    bridge.send('ingest_abort');
  } catch {
    // A crashed or freed engine holds nothing to take back; the caller gets the error that led here.
  }
}

/** Ingests all at once. */
export function ingest(bridge: Bridge, input: Input): IngestReport {
  bridge.check();
  const { slices, totalBytes } = slicesOf(input);
  // What fits into one slice is taken by one call.
  if (totalBytes && totalBytes <= SLICE) for (const slice of slices) return bridge.read('ingest_finish', slice);
  bridge.send('ingest_begin');
  try {
    for (const slice of slices) bridge.send('ingest_push', slice);
    return bridge.read('ingest_finish');
  } catch (error) {
    abandon(bridge);
    throw error;
  }
}

/** Bytes that are read at a time. */
const PART = 32 * 1024;

/** The options, where they are of their kind. */
export function watched({ signal, onProgress }: IngestAsyncOptions): IngestAsyncOptions {
  must(signal == null || typeof signal.addEventListener === 'function', 'signal', 'an AbortSignal');
  listens(onProgress, 'onProgress');
  return { signal, onProgress };
}

/** Ingests slice by slice and commits at the end, or not at all. */
export async function ingestAsync(bridge: Bridge, input: AsyncInput, options: IngestAsyncOptions): Promise<IngestReport> {
  const { signal, onProgress } = watched(options);
  const refuse = () => new OxpeckerError('ABORTED', { cause: signal?.reason });
  if (signal?.aborted) throw refuse();
  const { slices, totalBytes } = asyncSlicesOf(input);
  // Whoever wrote the input may have called from within it.
  bridge.idle();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      // At once, and once: where everything was erased, the next file may be on its way before this is told.
      if (bridge.feed !== stop) return;
      bridge.feed = undefined;
      abandon(bridge);
      reject(refuse());
    };
  });
  // Without a listener of its own, an abort after the last slice would be an unhandled rejection.
  aborted.catch(() => {});
  signal?.addEventListener('abort', stop);
  bridge.send('ingest_begin');
  bridge.feed = stop;
  const source = (Symbol.asyncIterator in slices ? slices[Symbol.asyncIterator]() : slices[Symbol.iterator]()) as
    | AsyncIterator<Uint8Array>
    | Iterator<Uint8Array>;
  let bytes = 0;
  const pace = paced(() => Promise.race([breathe(), aborted]));
  const send = <T>(method: Method, part?: Uint8Array, call?: Method): T => {
    // Before each call: what is awaited may be quicker than the end.
    if (bridge.feed !== stop) throw refuse();
    return bridge.read(method, part, call);
  };
  const count = (method: Method, part?: Uint8Array) => send<{ rows: number }>(method, part, 'ingest_push').rows;
  try {
    for (;;) {
      const { done, value } = await Promise.race([source.next(), aborted]);
      if (done) break;
      let rows = 0;
      for (const part of cut(value, PART)) {
        rows = count('ingest_push', part);
        await pace();
      }
      bytes += value.length;
      const progress: Progress = { bytes, rows, ...(totalBytes !== undefined && { totalBytes }) };
      onProgress?.(progress);
    }
    while (count('ingest_learn')) await pace();
    await pace(0);
    const report = send<IngestReport>('ingest_finish');
    bridge.feed = undefined;
    return report;
  } catch (error) {
    stop();
    // Not awaited: a stream that never answers must not keep the abort from being told.
    void Promise.resolve(source.return?.()).catch(() => {});
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
