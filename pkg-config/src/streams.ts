// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The engine's module out of streams of like things.
 *
 * In a module operation codes, indices of locals, offsets and constants take turns; a general compressor packs each kind
 * better when it stands by itself, and the page loads a sixth less. What an operation mostly takes with it is told together
 * with it by a code that WebAssembly leaves free; a local is told by how many others were touched since it was, which is
 * the same wherever code does the same; a constant stands among those that the same operation takes. `build/split.mjs`
 * makes the streams; the build refuses a module that does not come out of them byte for byte.
 *
 * Invariants: linear, and no module comes out but the one that went in; damaged streams end with an error.
 */

/** The streams of operation codes and types of blocks, of indices of locals, of `br`, of all that is rare, and of the later bytes of offsets. */
export const OP = 0;
export const GET = 1;
export const SET = 2;
export const LOAD = 5;
export const STORE = 6;
export const BRANCH = 7;
export const REST = 8;
export const LATER = 9;
/** Constants of 32 bits: the first of their streams, which the operation behind one chooses among. */
export const CONSTANT = 10;
/** What the free codes stand for: three bytes each, the operation and its first operand, from `FREE` on. */
export const SHORT = 15;
/** No stream: how far an alignment is below the natural one, 0 where no free code tells. */
export const ALIGN = 16;

/** The first code that stands for an operation with its operand, and the one behind the last. */
export const FREE = 0xd3;
export const TAKEN = 0xfc;

/** What follows an operation code: streams that each give one operand, for the codes below an end. */
export const OPERANDS: [end: number, streams: number[]][] = [
  [0x02, []], [0x05, [OP]], [0x0c, []], [0x0e, [BRANCH]], [0x10, []], [0x11, [3]], [0x12, [REST, REST]], [0x20, []], [0x21, [GET]], [0x23, [SET]],
  [0x27, [REST]], [0x28, []], [0x36, [ALIGN, LOAD]], [0x3f, [ALIGN, STORE]], [0x41, [REST]], [0x42, [CONSTANT]], [0x43, [4]], [0xd0, []], [0xd1, [REST]], [0xd2, []],
  [0xd3, [REST]], [0x100, []],
];

/** Operations that choose a stream of constants, from the second of these streams on. */
export const TAKERS = [0x6a, 0x41, 0x36, 0x21];

/** How many follow after the prefix 0xfc and its code: conversions, then operations on memory and tables. */
export const EXTENDED = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

/** The stream that gives a byte of a number: the first byte of an offset says more about its neighbors than about those behind it. */
export const streamOf = (stream: number, shift: number): number => (shift > 0 && (stream === LOAD || stream === STORE) ? LATER : stream);

/** Alignments that loads and stores have by nature, from `i32.load` on. */
export const NATURAL = [2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2];

/** The streams that follow each operation. */
export const operandsOf = (): number[][] => Array.from({ length: 256 }, (_, op) => OPERANDS.find(([end]) => op < end)![1]);

/** The locals of a function by how lately they were touched; there are at most 256 of them. */
export const untouched = (): Uint8Array => Uint8Array.from({ length: 256 }, (_, local) => local);

/** The local of a rank, which is touched by that. */
export function touch(locals: Uint8Array, rank: number): number {
  const local = locals[rank]!;
  locals.copyWithin(1, 0, rank);
  return (locals[0] = local);
}

/**
 * The module. `layout`: its length, how many functions it has, then how many bytes of `packed` stand before its first
 * function, behind its last, and in each stream.
 */
export function join(packed: Uint8Array, layout: number[]): Uint8Array<ArrayBuffer> {
  const [length, functions, head, tail, ...sizes] = layout as [number, number, number, number, ...number[]];
  const operands = operandsOf();
  let start = head + tail;
  const at = Int32Array.from(sizes, (size) => (start += size) - size);
  const out = new Uint8Array(length);
  let to = 0;

  /** Without it a damaged copy would be read forever: behind the last byte nothing ends a function. */
  const take = (stream: number): number => {
    if (at[stream]! >= packed.length) throw new RangeError();
    return packed[at[stream]!++]!;
  };
  const next = (stream: number): number => (out[to++] = take(stream));
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
  const write = (value: number) => {
    for (; value > 127; value >>>= 7) out[to++] = (value & 127) | 128;
    out[to++] = value;
  };
  const short = Array.from({ length: sizes[SHORT]! / 3 }, () => [take(SHORT), take(SHORT) | (take(SHORT) << 8)] as [number, number]);
  const operation = (code: number): [op: number, operand?: number] => short[code - FREE] ?? [code];
  let locals = untouched();
  const operand = (stream: number, op: number, given?: number) => {
    if (stream === ALIGN) write(NATURAL[op - 0x28]! - (given ?? 0));
    else if (stream === GET || stream === SET) write(touch(locals, given ?? take(stream)));
    else if (given !== undefined) write(given);
    else number(stream === CONSTANT ? CONSTANT + 1 + TAKERS.indexOf(operation(packed[at[OP]!]!)[0]) : stream);
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
    locals = untouched();
    for (let depth = 1; depth > 0; ) {
      const [op, given] = operation(take(OP));
      out[to++] = op;
      if (op === 0x0b) depth--;
      else if (op > 0x01 && op < 0x05) depth++;
      operands[op]!.forEach((stream, place) => operand(stream, op, place ? undefined : given));
      if (op === 0x0e) for (let targets = number(BRANCH); targets >= 0; targets--) number(BRANCH);
      else if (op === 0x1c) bytes(REST, number(REST));
      else if (op === 0x43 || op === 0x44) bytes(REST, op === 0x43 ? 4 : 8);
      else if (op === 0xfc) for (let count = EXTENDED[number(OP)]!; count > 0; count--) number(REST);
    }
    const end = to;
    to = size;
    write(end - body);
    out.copyWithin(to, body, end);
    to += end - body;
  }
  out.set(packed.subarray(head, head + tail), to);
  return out;
}
