// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The inline engine's text to the module, by a unpacker that is itself a small module (`unpacker.wat`).
 *
 * In: the unpacker, the text and its tables. Out: the bytes of the module. Why not JavaScript: this runs once a page, cold,
 * and there a loop over 750,000 characters takes longer than all the rest of a start. Invariant: the same bytes as
 * `unpack.ts` and `streams.ts` make, which the commands use and the tests compare with.
 */

import { EXTENDED, NATURAL, OPERANDS } from './streams';
import { bytesOf, symbolsOf } from './unpack';

interface Unpacker {
  memory: WebAssembly.Memory;
  unpack(from: number, to: number, end: number): number;
  join(functions: number, to: number): number;
}

/** Where the unpacker looks for its tables, and what stands behind them. */
const BYTES = 128;
const STREAMS = 384;
const COUNTS = 896;
const ALIGNMENTS = 928;
const STARTS = 960;
const TEXT = 1024;

const PAGE = 65_536;

/** Throws when the text is damaged. `layout` is that of `join()` in `streams.ts`. */
export function moduleOf(unpacker: WebAssembly.Instance, text: string, frequent: string, layout: number[]): Uint8Array<ArrayBuffer> {
  const { memory, unpack, join } = unpacker.exports as unknown as Unpacker;
  const [length, functions, ...sizes] = layout as [number, number, ...number[]];
  const packed = TEXT + text.length;
  const start = sizes.reduce((sum, size) => sum + size, packed);
  memory.grow(Math.ceil((start + length) / PAGE));
  const at = new Uint8Array(memory.buffer);
  const { symbols, position } = symbolsOf();
  at.set(position);
  new TextEncoder().encodeInto(text, at.subarray(TEXT));

  const ends: number[] = [];
  let from = TEXT;
  let end = packed;
  sizes.forEach((size, part) => {
    at.set(bytesOf(frequent, part, symbols), BYTES);
    from = unpack(from, end, (end += size));
    ends.push(end);
  });

  OPERANDS.reduce((op, [above, streams]) => {
    for (; op < above; op++) at.set(streams.map((stream) => stream + 1), STREAMS + 2 * op);
    return op;
  }, 0);
  at.set(EXTENDED, COUNTS);
  at.set(NATURAL, ALIGNMENTS);
  // What is no function stands before the streams: a head and a tail.
  new Uint32Array(memory.buffer, STARTS).set(ends.slice(1, -1));
  const [head, tail] = [packed + sizes[0]!, ends[1]!];
  at.copyWithin(start, packed, head);
  const to = join(functions, start + sizes[0]!);
  at.copyWithin(to, head, tail);
  return new Uint8Array(memory.buffer, start, to + tail - head - start);
}
