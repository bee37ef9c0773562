// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The engine's module out of streams of like things.
 *
 * In a module operation codes, indices of locals, offsets and constants take turns; a general compressor packs each kind
 * better when it stands by itself, and the page loads a tenth less. `build/split.mjs` makes the streams; the build
 * refuses a module that does not come out of them byte for byte.
 *
 * Invariants: linear, and no module comes out but the one that went in; damaged streams end with an error.
 */

/** What follows an operation code: streams that each give one LEB128, for the codes below an end. */
export const OPERANDS: [end: number, streams: number[]][] = [
  [0x02, []], [0x05, [0]], [0x0c, []], [0x0e, [7]], [0x10, []], [0x11, [2]], [0x12, [8, 8]], [0x20, []], [0x23, [1]],
  [0x27, [8]], [0x28, []], [0x36, [5, 6]], [0x3f, [5, 9]], [0x41, [8]], [0x42, [3]], [0x43, [4]], [0xd0, []], [0xd1, [8]], [0xd2, []],
  [0xd3, [8]], [0x100, []],
];

/** How many follow after the prefix 0xfc and its code: conversions, then operations on memory and tables. */
export const EXTENDED = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

/** The streams of operation codes and types of blocks, of alignments, of `br`, of all that is rare, and of the later bytes of offsets. */
export const OP = 0;
export const ALIGN = 5;
export const BRANCH = 7;
export const REST = 8;
export const LATER = 10;

/** The stream that gives a byte of a number: the first byte of an offset says more about its neighbors than about those behind it. */
export const streamOf = (stream: number, shift: number): number => (shift > 0 && (stream === 6 || stream === 9) ? LATER : stream);

/** Alignments that loads and stores have by nature, from `i32.load` on: their stream says how far one is below. */
export const NATURAL = [2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2];

/**
 * The module. `layout`: its length, how many functions it has, then how many bytes of `packed` stand before its first
 * function, behind its last, and in each stream.
 */
export function join(packed: Uint8Array, layout: number[]): Uint8Array<ArrayBuffer> {
  const [length, functions, head, tail, ...sizes] = layout as [number, number, number, number, ...number[]];
  const operands = Array.from({ length: 256 }, (_, op) => OPERANDS.find(([end]) => op < end)![1]);
  let start = head + tail;
  const at = Int32Array.from(sizes, (size) => (start += size) - size);
  const out = new Uint8Array(length);
  let to = 0;

  /** Without it a damaged copy would be read forever: behind the last byte nothing ends a function. */
  const next = (stream: number): number => {
    if (at[stream]! >= packed.length) throw new RangeError();
    return (out[to++] = packed[at[stream]!++]!);
  };
  const bytes = (stream: number, count: number) => {
    for (; count > 0; count--) next(stream);
  };
  const number = (stream: number): number => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = next(streamOf(stream, shift));
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };

  out.set(packed.subarray(0, head));
  to = head;
  for (let left = functions; left > 0; left--) {
    // The size of a body is written when it is known; this leaves room for it.
    const size = to;
    const body = (to += 3);
    for (let groups = number(REST); groups > 0; groups--) {
      number(REST);
      bytes(REST, 1);
    }
    for (let depth = 1; depth > 0; ) {
      const op = next(OP);
      if (op === 0x0b) depth--;
      else if (op > 0x01 && op < 0x05) depth++;
      const streams = operands[op]!;
      for (let place = 0; place < streams.length; place++) {
        const stream = streams[place]!;
        number(stream);
        if (stream === ALIGN) out[to - 1] = NATURAL[op - 0x28]! - out[to - 1]!;
      }
      if (op === 0x0e) for (let targets = number(BRANCH); targets >= 0; targets--) number(BRANCH);
      else if (op === 0x1c) bytes(REST, number(REST));
      else if (op === 0x43 || op === 0x44) bytes(REST, op === 0x43 ? 4 : 8);
      else if (op === 0xfc) for (let count = EXTENDED[number(OP)]!; count > 0; count--) number(REST);
    }
    const end = to;
    to = size;
    for (let rest = end - body; ; rest >>>= 7) {
      out[to++] = rest > 127 ? (rest & 127) | 128 : rest;
      if (rest <= 127) break;
    }
    out.copyWithin(to, body, end);
    to += end - body;
  }
  out.set(packed.subarray(head, head + tail), to);
  return out;
}
