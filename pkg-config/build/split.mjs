// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Splits the engine's module into the streams that `src/streams.ts` puts together again.
 *
 * In: a module, and the tables of that file. Out: the packed bytes and their layout. What the free codes stand for is
 * counted in the module itself; how many of them each operation has was tried on the engine, one by one, by what the page weighs.
 */

/** How many of an operation's commonest first operands have a code each. All alignments below the natural one have. */
const COMMON = { 0x02: 1, 0x03: 1, 0x04: 1, 0x0d: 1, 0x10: 3, 0x20: 2, 0x21: 1, 0x22: 1, 0x41: 3, 0x42: 1 };

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

/**
 * The code of a module as steps: an operation with its first operand as a free code would tell it, and the bytes behind
 * these, each with its stream. What stands before the operations of a function is a step without one.
 */
function stepsOf(module, { EXTENDED, NATURAL, OP, GET, SET, BRANCH, REST, ALIGN, streamOf, operandsOf, untouched, touch }) {
  const { functions, start } = codeSection(module);
  const source = { at: start };
  const steps = [];
  const operands = operandsOf();
  let step;
  const begin = (op) => steps.push((step = { op, behind: [] }));
  const bytes = (stream, count) => {
    for (; count > 0; count--) step.behind.push([stream, module[source.at++]]);
  };
  const number = (stream) => {
    const from = source.at;
    const value = leb(module, source);
    for (let at = from; at < source.at; at++) step.behind.push([streamOf(stream, at - from), module[at]]);
    return value;
  };
  for (let left = functions; left > 0; left--) {
    begin();
    leb(module, source);
    for (let groups = number(REST); groups > 0; groups--) {
      number(REST);
      bytes(REST, 1);
    }
    const locals = untouched();
    for (let depth = 1; depth > 0; ) {
      const op = module[source.at++];
      begin(op);
      if (op === 0x0b) depth--;
      else if (op > 0x01 && op < 0x05) depth++;
      const [first, ...others] = operands[op];
      if (first !== undefined) {
        const from = source.at;
        const value = leb(module, source);
        step.stream = first;
        step.bytes = module.subarray(from, source.at);
        // A free code tells what two bytes do.
        if (step.bytes.length <= 2) step.first = first === ALIGN ? NATURAL[op - 0x28] - value : value;
        if (first === GET || first === SET) {
          step.first = locals.indexOf(value);
          step.bytes = [step.first];
          if (touch(locals, step.first) !== value) throw new Error('a function has more than 256 locals');
        }
      }
      others.forEach(number);
      if (op === 0x0e) for (let targets = number(BRANCH); targets >= 0; targets--) number(BRANCH);
      else if (op === 0x1c) bytes(REST, number(REST));
      else if (op === 0x43 || op === 0x44) bytes(REST, op === 0x43 ? 4 : 8);
      else if (op === 0xfc) for (let count = EXTENDED[number(OP)]; count > 0; count--) number(REST);
    }
  }
  return { functions, steps, start, end: source.at };
}

/** The operations with an operand that get the free codes, in the order of these: pairs. There are 32 alignments at most. */
function shortOf(steps, { FREE, TAKEN, ALIGN }) {
  const counts = new Map();
  for (const { op, stream, first } of steps) {
    if (stream === ALIGN ? first : op in COMMON && first !== undefined) counts.set(op * 0x10000 + first, (counts.get(op * 0x10000 + first) ?? 0) + 1);
  }
  const left = { ...COMMON };
  const pairs = [...counts.keys()]
    .sort((a, b) => counts.get(b) - counts.get(a) || a - b)
    .map((pair) => [Math.floor(pair / 0x10000), pair % 0x10000]);
  const alignments = pairs.filter(([op]) => !(op in COMMON));
  const common = pairs.filter(([op]) => op in COMMON && left[op]-- > 0);
  return [...alignments, ...common].slice(0, TAKEN - FREE);
}

/** The streams of a module, one after the other behind what is no code. */
export function split(module, tables) {
  const { OP, CONSTANT, SHORT, ALIGN, FREE, TAKERS, streamOf } = tables;
  const { functions, steps, start, end } = stepsOf(module, tables);
  const short = shortOf(steps, tables);
  const codes = new Map(short.map(([op, first], at) => [op * 0x10000 + first, FREE + at]));
  const streams = Array.from({ length: SHORT + 1 }, () => []);
  for (const [op, first] of short) streams[SHORT].push(op, first & 255, first >> 8);
  steps.forEach(({ op, stream, first, bytes, behind }, at) => {
    if (op !== undefined) {
      const code = codes.get(op * 0x10000 + first);
      streams[OP].push(code ?? op);
      if (stream !== undefined && stream !== ALIGN && code === undefined) {
        const chosen = stream === CONSTANT ? CONSTANT + 1 + TAKERS.indexOf(steps[at + 1].op) : stream;
        bytes.forEach((byte, place) => streams[streamOf(chosen, place)].push(byte));
      }
    }
    for (const [other, byte] of behind) streams[other].push(byte);
  });
  const ends = [module.subarray(0, start), module.subarray(end)];
  return {
    packed: Buffer.concat([...ends, ...streams.map((stream) => Buffer.from(stream))]),
    layout: [module.length, functions, ...ends.map((part) => part.length), ...streams.map((stream) => stream.length)],
  };
}
