// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Input of any shape as slices of UTF-8 bytes, so that the engine never holds a whole file twice.
 *
 * Invariants: a slice is at most `SLICE` bytes; a surrogate pair is never cut, and a lone surrogate becomes U+FFFD.
 */

import type { AsyncInput, ByteBlob, Bytes, ByteStream, Input } from './api';
import { encodeJson, jsonOf } from './call';
import { must, refused } from './error';

/** Bytes of a slice at most. */
export const SLICE = 256 * 1024;

// A code unit takes three bytes of UTF-8 at most.
const UNITS = Math.floor(SLICE / 3);

const tag = (value: unknown) => Object.prototype.toString.call(value);

/** Bytes of any realm as a view, or nothing: `instanceof` would miss those of a frame or of a test runner. */
export function viewOf(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  const isBuffer = tag(value) === '[object ArrayBuffer]' || tag(value) === '[object SharedArrayBuffer]';
  return isBuffer ? new Uint8Array(value as ArrayBuffer) : undefined;
}

/** The same, where nothing but bytes will do. */
export function bytesOf(value: Bytes, field: string): Uint8Array {
  const view = viewOf(value);
  must(view, field, 'a Uint8Array or an ArrayBuffer');
  return view;
}

export function* cut(view: Uint8Array, size = SLICE): Generator<Uint8Array> {
  for (let at = 0; at < view.length; at += size) yield view.subarray(at, at + size);
}

function* encode(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of texts) {
    const buffer = new Uint8Array(Math.min(SLICE, text.length * 3));
    for (let at = 0; at < text.length; ) {
      let end = Math.min(at + UNITS, text.length);
      const last = text.charCodeAt(end - 1);
      if (end < text.length && last >= 0xd800 && last < 0xdc00) end--;
      yield buffer.subarray(0, encoder.encodeInto(text.slice(at, end), buffer).written);
      at = end;
    }
  }
}

const has = (value: unknown, method: string) => typeof (value as Record<string, unknown>)[method] === 'function';

/** Slices of what `ingest()` takes. A slice is only good until the next one is asked for. */
export function slicesOf(input: Input): { slices: Iterable<Uint8Array>; totalBytes?: number } {
  if (typeof input === 'string') return { slices: encode([input]) };
  const view = viewOf(input) ?? (typeof input === 'object' ? fromObject(input) : undefined);
  must(view, 'input', 'bytes, a string or an object');
  return { slices: cut(view), totalBytes: view.length };
}

const hasAny = (input: unknown, ...more: string[]) => ['then', 'getReader', 'arrayBuffer', ...more].some((method) => has(input, method));

function fromObject(input: unknown): Uint8Array {
  if (input && hasAny(input)) {
    throw refused('input', 'streams, blobs and responses go to `ingestAsync()`, promises are awaited first');
  }
  return encodeJson(input, 'input');
}

/** So many rows are written as JSON in a part of a frame. */
const ROWS = 512;

const isList = (value: unknown): value is unknown[] => Array.isArray(value) && !('toJSON' in value);

/** The JSON of an object, but lists in it a few rows at a time. */
function* jsonIn(members: [key: string, value: unknown][]): Generator<string> {
  let before = '{';
  for (const [key, value] of members) {
    const own = jsonOf({ [key]: isList(value) ? [] : value }, 'input').slice(1, -1);
    if (!own) continue;
    if (isList(value)) {
      yield before + own.slice(0, -2);
      yield* jsonOfList(value);
    } else yield before + own;
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function* jsonOfList(rows: unknown[]): Generator<string> {
  for (let at = 0; at < rows.length; at += ROWS) yield (at ? ',' : '[') + jsonOf(rows.slice(at, at + ROWS), 'input').slice(1, -1);
  yield rows.length ? ']' : '[]';
}

/** Lists are taken when it is called, their rows when it is their turn. */
function fromRows(input: object): Iterable<Uint8Array> {
  const taken = (value: unknown) => (isList(value) ? [...value] : value);
  return encode(isList(input) ? jsonOfList([...input]) : jsonIn(Object.entries(input).map(([key, value]) => [key, taken(value)])));
}

/** Not a generator: its `return()` would wait for a read that may never end, and so could not cancel it. */
function fromStream(stream: ByteStream): AsyncIterableIterator<Uint8Array> {
  const reader = stream.getReader();
  let rest = new Uint8Array();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (!rest.length) {
        const { done, value } = await reader.read();
        if (done) return { done, value: undefined };
        rest = bytesOf(value as Uint8Array, 'input') as typeof rest;
      }
      const slice = rest.subarray(0, SLICE);
      rest = rest.subarray(SLICE);
      return { done: false, value: slice };
    },
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

async function* fromBlob(blob: ByteBlob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < blob.size; at += SLICE) yield new Uint8Array(await blob.slice(at, at + SLICE).arrayBuffer());
}

async function* fromIterable(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield* cut(bytesOf(chunk, 'input'));
}

/** Slices of what `ingestAsync()` takes. */
export function asyncSlicesOf(input: AsyncInput): { slices: Iterable<Uint8Array> | AsyncIterable<Uint8Array>; totalBytes?: number } {
  if (typeof input === 'object' && input !== null && !viewOf(input)) {
    const { body } = input as { body?: unknown };
    const stream = has(input, 'getReader') ? input : body && has(body, 'getReader') ? body : undefined;
    if (stream) return { slices: fromStream(stream as ByteStream) };
    // A response without a body.
    if (body === null && has(input, 'arrayBuffer')) return { slices: [], totalBytes: 0 };
    if (has(input, 'slice') && !Array.isArray(input)) return { slices: fromBlob(input as ByteBlob), totalBytes: (input as ByteBlob).size };
    if (Symbol.asyncIterator in input) return { slices: fromIterable(input) };
    if (!hasAny(input, 'toJSON')) return { slices: fromRows(input) };
  }
  return slicesOf(input as Input);
}
