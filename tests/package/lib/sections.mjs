// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The sections of a WebAssembly module: just enough to give its memory a ceiling.
 */

function readLeb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function leb(value) {
  const out = [];
  do {
    const rest = Math.floor(value / 128);
    out.push((value % 128) + (rest ? 128 : 0));
    value = rest;
  } while (value);
  return out;
}

const MEMORY = 5;

/** A copy of the module whose memory may grow by `pages` (of 64 KiB) beyond its start and no further. */
export function withCeiling(module, pages) {
  const out = [...module.subarray(0, 8)];
  let patched = 0;
  for (let at = 8; at < module.length; ) {
    const id = module[at++];
    const [size, start] = readLeb(module, at);
    let body = [...module.subarray(start, start + size)];
    if (id === MEMORY) {
      const [count, flagsAt] = readLeb(module, start);
      const [minimum] = readLeb(module, flagsAt + 1);
      if (count !== 1 || module[flagsAt] > 1) throw new Error('one plain memory was expected');
      body = [1, 1, ...leb(minimum), ...leb(minimum + pages)];
      patched++;
    }
    out.push(id, ...leb(body.length));
    for (const byte of body) out.push(byte);
    at = start + size;
  }
  if (patched !== 1) throw new Error('no memory section');
  return Uint8Array.from(out);
}
