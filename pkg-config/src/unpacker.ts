// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The inline engine's text to the module, by a unpacker that is itself a small module (`unpacker.wat`).
 *
 * In: the unpacker, the text and its tables. Out: the bytes of the module. Why not JavaScript: this runs once a page, cold,
 * and there a loop over 750,000 characters takes longer than all the rest of a start. Invariant: the same bytes as
 * `unpack.ts` and `streams.ts` make, which the commands use and the tests compare with.
 */

import { ALIGN, CONSTANT, EXTENDED, FREE, NATURAL, operandsOf, SHORT, TAKERS, untouched } from './streams';

interface Unpacker {
  memory: WebAssembly.Memory;
  unpack(bits: number, from: number, to: number, end: number): number;
  join(functions: number, to: number): number;
}

/** Where the unpacker looks for its tables, and what stands behind them. */
const STREAMS = 384;
const COUNTS = 896;
const ALIGNMENTS = 928;
const STARTS = 960;
const LOCALS = 1024;
const OPERATIONS = 1536;
const GIVEN = 1792;
const CHOSEN = 2304;
const FREQUENT = 2560;
const TEXT = 4096;

/** `br_table`, `select` with types, constants with a point, and what the prefix 0xfc begins. */
const SPECIAL = [0x0e, 0x1c, 0x43, 0x44, 0xfc];

const PAGE = 65_536;

/** Throws when the text is damaged. `layout` is that of `join()` in `streams.ts`. */
export function moduleOf(unpacker: WebAssembly.Instance, text: string, frequent: string, layout: number[]): Uint8Array<ArrayBuffer> {
  const { memory, unpack, join } = unpacker.exports as unknown as Unpacker;
  const [length, functions, ...sizes] = layout as [number, number, ...number[]];
  const packed = TEXT + text.length;
  const start = sizes.reduce((sum, size) => sum + size, packed);
  memory.grow(Math.ceil((start + length) / PAGE));
  const at = new Uint8Array(memory.buffer);
  for (let digit = 0; digit < frequent.length; digit += 2) at[FREQUENT + digit / 2] = parseInt(frequent.substring(digit, digit + 2), 16);
  new TextEncoder().encodeInto(text, at.subarray(TEXT));

  const ends: number[] = [];
  let from = TEXT;
  let end = packed;
  sizes.forEach((size, part) => {
    from = unpack(FREQUENT + 32 * part, from, end, (end += size));
    ends.push(end);
  });

  const given = new Uint16Array(memory.buffer, GIVEN);
  const set = (code: number, op: number, operand: number) => {
    at[OPERATIONS + code] = op;
    given[code] = operand + 1;
    at[CHOSEN + code] = CONSTANT + 1 + TAKERS.indexOf(op);
  };
  operandsOf().forEach((streams, op) => {
    at.set(streams.map((stream) => stream + 1), STREAMS + 2 * op);
    set(op, op, streams[0] === ALIGN ? 0 : -1);
  });
  for (const op of SPECIAL) at[STREAMS + 2 * op] = 255;
  // What is no function stands before the streams: a head and a tail.
  let short = ends[SHORT + 1]!;
  for (let code = FREE; short < ends[SHORT + 2]!; code++, short += 3) set(code, at[short]!, at[short + 1]! | (at[short + 2]! << 8));
  at.set(untouched(), LOCALS);
  at.set(EXTENDED, COUNTS);
  at.set(NATURAL, ALIGNMENTS);
  new Uint32Array(memory.buffer, STARTS).set(ends.slice(1, -1));
  const [head, tail] = [packed + sizes[0]!, ends[1]!];
  at.copyWithin(start, packed, head);
  const to = join(functions, start + sizes[0]!);
  at.copyWithin(to, head, tail);
  return new Uint8Array(memory.buffer, start, to + tail - head - start);
}
