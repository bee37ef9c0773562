// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The inline engine's text back to bytes.
 *
 * In: printable ASCII in which a frequent byte is one character, and a rare one is a space or a `!` and a character.
 * Out: the bytes. Why not base64 of deflated bytes: a page is served with brotli, which packs code much better than
 * deflate does, but only as long as the same bytes stay the same characters. The whole page load is about a sixth
 * smaller, and no decoder of deflate is needed. Parts of unlike bytes have each their own frequent ones. Quotes, backslash and `<` never occur, so the text needs no escapes in a
 * script and means nothing in HTML.
 */

/** Characters that stand for a byte: all that are printable but the two prefixes and `"`, `<`, `\`. */
const isSymbol = (code: number) => code > 34 && code < 127 && code !== 60 && code !== 92;

/** The characters that stand for a byte, and for each character its place among them. */
export function symbolsOf(): { symbols: number[]; position: Uint8Array } {
  const symbols: number[] = [];
  const position = new Uint8Array(127);
  for (let code = 0; code < 127; code++) if (isSymbol(code)) position[code] = symbols.push(code) - 1;
  return { symbols, position };
}

/**
 * The bytes of a part, by place. `frequent` has 64 hexadecimal digits a part: a bit for each byte that is one character.
 * Such a byte is itself where it is a character; the others take the characters that are left, in their order, and then
 * the two prefixes in turn.
 */
export function bytesOf(frequent: string, part: number, symbols: number[]): number[] {
  const others: number[] = [];
  const rare: number[] = [];
  const bits = Array.from({ length: 32 }, (_, at) => parseInt(frequent.substring(64 * part + 2 * at, 64 * part + 2 * at + 2), 16));
  const isSingle = (byte: number) => (bits[byte >> 3]! >> (byte & 7)) & 1;
  for (let byte = 0; byte < 256; byte++) if (!isSingle(byte)) rare.push(byte); else if (!isSymbol(byte)) others.push(byte);
  return [...symbols.map((code) => (isSingle(code) ? code : others.shift()!)), ...rare];
}

/** Unpacks `text` into parts of these `sizes`, one after the other. */
export function unpack(text: string, frequent: string, sizes: number[]): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  const { symbols, position } = symbolsOf();
  let at = 0;
  let to = 0;
  sizes.forEach((size, part) => {
    const bytes = bytesOf(frequent, part, symbols);
    for (const end = to + size; to < end; at++, to++) {
      const code = text.charCodeAt(at);
      output[to] = bytes[code > 34 ? position[code]! : (code - 31) * symbols.length + position[text.charCodeAt(++at)]!]!;
    }
  });
  return output;
}
