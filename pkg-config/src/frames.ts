// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Entries of the journal as the engine takes them and gives them: one behind the other.
 *
 * Deliberately absent: anything of the host.
 */

/** Bodies as the engine takes them: each after its length in four bytes, little-endian. */
export function frame(bodies: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(bodies.reduce((sum, body) => sum + 4 + body.length, 0));
  let at = 0;
  for (const body of bodies) {
    new DataView(out.buffer).setUint32(at, body.length, true);
    out.set(body, at + 4);
    at += 4 + body.length;
  }
  return out;
}

/** And back. */
export function bodiesOf(framed: Uint8Array): Uint8Array[] {
  const out: Uint8Array[] = [];
  for (let at = 0; at < framed.length; ) {
    const end = at + 4 + new DataView(framed.buffer, framed.byteOffset).getUint32(at, true);
    out.push(framed.slice(at + 4, end));
    at = end;
  }
  return out;
}
