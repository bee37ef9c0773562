// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Splits the engine's module into the streams that `src/streams.ts` puts together again.
 *
 * In: a module, and the tables of that file. Out: the packed bytes and their layout.
 */

/** Where the functions of a module begin, and how many there are. */
function codeSection(module) {
  const source = { at: 8 };
  while (source.at < module.length) {
    const id = module[source.at++];
    const size = leb(module, source);
    if (id === 10) return { functions: leb(module, source), start: source.at };
    source.at += size;
  }
  throw new Error('the module has no code');
}

function leb(module, source) {
  for (let value = 0, shift = 0; ; shift += 7) {
    const byte = module[source.at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return value >>> 0;
  }
}

/** The streams of a module, one after the other behind what is no code. */
export function split(module, { OPERANDS, EXTENDED, NATURAL, OP, ALIGN, BRANCH, REST, LATER, streamOf }) {
  const { functions, start } = codeSection(module);
  const source = { at: start };
  const streams = Array.from({ length: LATER + 1 }, () => []);
  const bytes = (stream, count) => {
    for (; count > 0; count--) streams[stream].push(module[source.at++]);
  };
  const number = (stream) => {
    const from = source.at;
    const value = leb(module, source);
    for (let at = from; at < source.at; at++) streams[streamOf(stream, at - from)].push(module[at]);
    return value;
  };
  for (let left = functions; left > 0; left--) {
    leb(module, source);
    for (let groups = number(REST); groups > 0; groups--) {
      number(REST);
      bytes(REST, 1);
    }
    for (let depth = 1; depth > 0; ) {
      const op = module[source.at];
      bytes(OP, 1);
      if (op === 0x0b) depth--;
      else if (op > 0x01 && op < 0x05) depth++;
      for (const stream of OPERANDS.find(([end]) => op < end)[1]) {
        number(stream);
        if (stream === ALIGN) streams[ALIGN].push(NATURAL[op - 0x28] - streams[ALIGN].pop());
      }
      if (op === 0x0e) for (let targets = number(BRANCH); targets >= 0; targets--) number(BRANCH);
      else if (op === 0x1c) bytes(REST, number(REST));
      else if (op === 0x43 || op === 0x44) bytes(REST, op === 0x43 ? 4 : 8);
      else if (op === 0xfc) for (let count = EXTENDED[number(OP)]; count > 0; count--) number(REST);
    }
  }
  const ends = [module.subarray(0, start), module.subarray(source.at)];
  return {
    packed: Buffer.concat([...ends, ...streams.map((stream) => Buffer.from(stream))]),
    layout: [module.length, functions, ...ends.map((end) => end.length), ...streams.map((stream) => stream.length)],
  };
}
