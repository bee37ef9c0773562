// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Writes the engine as text that brotli packs nearly as well as the bytes, and measures what is shipped.
 *
 * `src/unpack.ts` reads it and says why it looks as it does.
 */

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const PREFIXES = [' ', '!'];
const CODES = Array.from({ length: 127 }, (_, code) => code).filter((code) => code > 34 && code !== 60 && code !== 92);

/** The text of bytes in parts of those sizes, and for each part which bytes are frequent in it: a bit each, in hexadecimal digits. */
export function pack(bytes, sizes) {
  let text = '';
  let frequent = '';
  let start = 0;
  for (const size of sizes) {
    const part = bytes.subarray(start, (start += size));
    const counts = new Array(256).fill(0);
    for (const byte of part) counts[byte]++;
    const byCount = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b).slice(0, CODES.length);
    const bits = new Uint8Array(32);
    for (const byte of byCount) bits[byte >> 3] |= 1 << (byte & 7);
    const texts = [];
    for (const [place, byte] of orderOf(bits).entries()) {
      const prefix = place < CODES.length ? '' : PREFIXES[Math.floor(place / CODES.length) - 1];
      texts[byte] = prefix + String.fromCharCode(CODES[place % CODES.length]);
    }
    text += Array.from(part, (byte) => texts[byte]).join('');
    frequent += Buffer.from(bits).toString('hex');
  }
  return { text, frequent };
}

/** The bytes in the order of their symbols. A frequent byte that is a symbol stands for itself: words in the engine stay words. */
function orderOf(bits) {
  const isFrequent = (byte) => (bits[byte >> 3] >> (byte & 7)) & 1;
  const every = Array.from({ length: 256 }, (_, byte) => byte);
  const others = every.filter((byte) => isFrequent(byte) && !CODES.includes(byte));
  return [...CODES.map((code) => (isFrequent(code) ? code : others.shift())), ...every.filter((byte) => !isFrequent(byte))];
}

/** Sizes in bytes, as served raw, with gzip and with brotli at their best. */
export function sizes(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, { params }).length };
}
