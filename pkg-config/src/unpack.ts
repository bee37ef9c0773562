// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The inline engine's text back to bytes.
 *
 * In: printable ASCII in which a frequent byte is one character, and a rare one is a space or a `!` and a character.
 * Out: the bytes. Why not base64 of deflated bytes: a page is served with brotli, which packs code much better than
 * deflate does, but only as long as the same bytes stay the same characters. The whole page load is about a sixth
 * smaller, and no decoder of deflate is needed. Quotes, backslash and `<` never occur, so the text needs no escapes in a
 * script and means nothing in HTML.
 */

/** Characters that stand for a byte: all that are printable but the two prefixes and `"`, `<`, `\`. */
const isSymbol = (code: number) => code > 34 && code < 127 && code !== 60 && code !== 92;

/** How many such characters there are. */
const SYMBOLS = 90;

/**
 * Unpacks `text` into `length` bytes. `order` has two hexadecimal digits for each byte: first the bytes of single
 * characters in the order of their codes, then those after a space, then those after a `!`.
 */
export function unpack(text: string, order: string, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(256);
  for (let i = 0; i < 256; i++) bytes[i] = parseInt(order.slice(2 * i, 2 * i + 2), 16);
  const position = new Uint8Array(127);
  for (let code = 0, next = 0; code < 127; code++) if (isSymbol(code)) position[code] = next++;
  const output = new Uint8Array(length);
  for (let at = 0, to = 0; to < length; at++, to++) {
    const code = text.charCodeAt(at);
    output[to] = code > 34 ? bytes[position[code]!]! : bytes[(code - 31) * SYMBOLS + position[text.charCodeAt(++at)]!]!;
  }
  return output;
}
