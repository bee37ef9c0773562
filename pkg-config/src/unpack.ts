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

/**
 * Unpacks `text` into parts of these `sizes`, one after the other. `frequent` has 64 hexadecimal digits a part: a bit for
 * each byte that is one character. Such a byte is itself where it is a character; the others take the characters that
 * are left, in their order, and then the two prefixes in turn.
 */
export function unpack(text: string, frequent: string, sizes: number[]): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  const symbols: number[] = [];
  const position = new Uint8Array(127);
  for (let code = 0; code < 127; code++) if (isSymbol(code)) position[code] = symbols.push(code) - 1;
  let at = 0;
  let to = 0;
  sizes.forEach((size, part) => {
    const others: number[] = [];
    const rare: number[] = [];
    const isSingle = (byte: number) => (parseInt(frequent.slice(64 * part + 2 * (byte >> 3)).slice(0, 2), 16) >> (byte & 7)) & 1;
    for (let byte = 0; byte < 256; byte++) if (!isSingle(byte)) rare.push(byte); else if (!isSymbol(byte)) others.push(byte);
    const bytes = [...symbols.map((code) => (isSingle(code) ? code : others.shift()!)), ...rare];
    for (const end = to + size; to < end; at++, to++) {
      const code = text.charCodeAt(at);
      output[to] = bytes[code > 34 ? position[code]! : (code - 31) * symbols.length + position[text.charCodeAt(++at)]!]!;
    }
  });
  return output;
}
