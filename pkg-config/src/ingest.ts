// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Feeding the engine: in one go, or in slices that let the page breathe.
 *
 * Invariants: rows are committed by `ingest_finish` alone; whatever fails before it is aborted and changes nothing. A short
 * file goes with it.
 */

import type { AsyncInput, IngestAsyncOptions, Input, Progress } from './api';
import type { Bridge } from './call';
import { OxpeckerError } from './error';
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

/** Ingests slice by slice and commits at the end, or not at all. */
export async function ingestAsync(bridge: Bridge, input: AsyncInput, options: IngestAsyncOptions): Promise<IngestReport> {
  const { signal, onProgress } = options;
  bridge.check();
  const refuse = () => new OxpeckerError('ABORTED', { cause: signal?.reason });
  if (signal?.aborted) throw refuse();
  const { slices, totalBytes } = asyncSlicesOf(input);
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(refuse());
  });
  // Without a listener of its own, an abort after the last slice would be an unhandled rejection.
  aborted.catch(() => {});
  signal?.addEventListener('abort', stop);
  bridge.send('ingest_begin');
  const source = (Symbol.asyncIterator in slices ? slices[Symbol.asyncIterator]() : slices[Symbol.iterator]()) as
    | AsyncIterator<Uint8Array>
    | Iterator<Uint8Array>;
  let bytes = 0;
  const pace = paced(() => Promise.race([breathe(), aborted]));
  const breath = async (most?: number) => {
    if (signal?.aborted) throw refuse();
    await pace(most);
  };
  const count = (method: Method, part?: Uint8Array) => bridge.read<{ rows: number }>(method, part, 'ingest_push').rows;
  try {
    for (;;) {
      const { done, value } = await Promise.race([source.next(), aborted]);
      if (done) break;
      let rows = 0;
      for (const part of cut(value, PART)) {
        rows = count('ingest_push', part);
        await breath();
      }
      bytes += value.length;
      const progress: Progress = { bytes, rows, ...(totalBytes !== undefined && { totalBytes }) };
      onProgress?.(progress);
    }
    while (count('ingest_learn')) await breath();
    await breath(0);
    return bridge.read('ingest_finish');
  } catch (error) {
    abandon(bridge);
    // Not awaited: a stream that never answers must not keep the abort from being told.
    void Promise.resolve(source.return?.()).catch(() => {});
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
