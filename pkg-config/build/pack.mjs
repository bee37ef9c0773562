// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Writes the engine as text that brotli packs nearly as well as the bytes, and measures what is shipped.
 *
 * `src/unpack.ts` reads it and says why it looks as it does.
 */

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const PREFIXES = [' ', '!'];
const CODES = Array.from({ length: 127 }, (_, code) => code).filter((code) => code > 34 && code !== 60 && code !== 92);

/** The text and the order of bytes in it. */
export function pack(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const byCount = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  const frequent = new Set(byCount.slice(0, CODES.length));
  const rare = [...counts.keys()].filter((byte) => !frequent.has(byte));
  // A frequent byte that is a character of its own stays it: words in the engine stay words.
  const others = [...frequent].filter((byte) => !CODES.includes(byte)).sort((a, b) => a - b);
  const singles = CODES.map((code) => (frequent.has(code) ? code : others.shift()));
  const symbols = CODES.map((code) => String.fromCharCode(code));
  const order = [...singles, ...rare];
  const texts = [];
  for (const [i, byte] of order.entries()) {
    const prefix = i < CODES.length ? '' : PREFIXES[Math.floor(i / CODES.length) - 1];
    texts[byte] = prefix + symbols[i % CODES.length];
  }
  const text = Array.from(bytes, (byte) => texts[byte]).join('');
  return { text, order: Buffer.from(order).toString('hex') };
}

/** Sizes in bytes, as served raw, with gzip and with brotli at their best. */
export function sizes(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, { params }).length };
}
