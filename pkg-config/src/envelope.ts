// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The envelope of a signed pack: its one spelling, and whether the bank's signatures hold.
 *
 * In: an envelope as text, the keys that the host was built with, the host's clock. Out: the pack and its head, or a
 * refusal with a code. May use: WebCrypto, or the verifier that the host gives. Invariants: nothing of an envelope is
 * used before its signatures hold; an envelope has exactly one spelling, so doubled keys, unknown fields and white space
 * are refused with everything else that was touched; a signature by a known key that does not hold refuses the whole.
 */

import type { CreateOptions } from './api';
import { verifyEd25519 } from './ed25519';
import { OxpeckerError } from './error';

/** What stands beside the pack, in the order of its spelling. */
export interface Head {
  oxpeckerPack: 1;
  id: string;
  version: number;
  notBefore: string;
  expires: string;
  minEngine: string;
  signatures: { keyId: string; signature: string }[];
}

/** A pack whose signatures hold. */
export interface Opened {
  pack: string;
  head: string;
  id: string;
  version: number;
  minEngine: string;
  keyIds: string[];
  /** Milliseconds since 1970 from which it is not valid any more. */
  expires: number;
}

/** With all around it. */
const MAX_BYTES = 280_000;
const LINE = /^[\w.:-]{1,64}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** A refusal. */
export const untrusted = (code: string, message: string, path = ''): OxpeckerError =>
  new OxpeckerError('PACK_INVALID', { diagnostics: [{ path, column: 0, code, message }] });

/** The refusal of a pack whose time is over. */
export const expired = (): OxpeckerError => untrusted('expired', 'it is not valid any more', 'expires');

/** The envelope as it is written. */
export const written = ({ id, version, notBefore, expires, minEngine, signatures }: Head, pack: string): string =>
  JSON.stringify({
    oxpeckerPack: 1,
    id,
    version,
    notBefore,
    expires,
    minEngine,
    signatures: signatures.map(({ keyId, signature }) => ({ keyId, signature })),
    pack,
  });

/** What is signed: a line for each field, none of which can hold the end of one, then the pack as it is. */
export const signedBytes = ({ id, version, notBefore, expires, minEngine }: Head, pack: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(['oxpecker-pack 1', id, version, notBefore, expires, minEngine, pack].join('\n'));

/** Bytes of base64 in its one spelling, or none. */
export function bytesOf(text: unknown, length: number): Uint8Array<ArrayBuffer> | undefined {
  try {
    const plain = atob(text as string);
    return btoa(plain) === text && plain.length === length ? Uint8Array.from(plain, (sign) => sign.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}

async function verify(key: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>, own: CreateOptions['packVerify']): Promise<boolean> {
  if (own) return (await own(key, signature, bytes)) === true;
  try {
    return await verifyEd25519(key, signature, bytes);
  } catch {
    throw untrusted('cannot-verify', 'this host cannot verify Ed25519; pass `packVerify`');
  }
}

/** Opens an envelope; whatever is not as it must be is refused. */
export async function open(text: string, options: CreateOptions, now: number): Promise<Opened> {
  const { packKeys = {}, packSignatures = 1, packVerify } = options;
  if (new TextEncoder().encode(text).length > MAX_BYTES) throw untrusted('too-large', 'an envelope has at most 280000 bytes');
  let head: Head;
  let pack: string;
  let isWhole = false;
  try {
    ({ pack, ...head } = JSON.parse(text) as Head & { pack: string });
    const { id, version, notBefore, expires, minEngine } = head;
    isWhole =
      typeof pack === 'string' &&
      written(head, pack) === text &&
      Number.isSafeInteger(version) &&
      [id, minEngine, ...head.signatures.map(({ keyId }) => keyId)].every((field) => LINE.test(field)) &&
      [notBefore, expires].every((field) => TIME.test(field) && new Date(field).toISOString().startsWith(field.slice(0, -1)));
  } catch {
    // Not JSON, or not of this shape.
  }
  if (!isWhole) throw untrusted('no-envelope', 'the pack is no signed envelope in its one spelling; `oxpecker sign` writes it');
  const bytes = signedBytes(head!, pack!);
  const keys = new Map(Object.entries(packKeys));
  const keyIds: string[] = [];
  for (const { keyId, signature } of head!.signatures) {
    const known = keys.get(keyId);
    // A later key than this app knows; it counts for nothing.
    if (!known) continue;
    const [key, sign] = [bytesOf(known, 32), bytesOf(signature, 64)];
    if (!key || !sign || keyIds.includes(keyId) || !(await verify(key, sign, bytes, packVerify))) {
      throw untrusted('bad-signature', 'a signature does not hold', 'signatures');
    }
    keyIds.push(keyId);
  }
  if (keyIds.length < packSignatures) throw untrusted('not-signed', 'too few keys of `packKeys` have signed it', 'signatures');
  const { id, version, minEngine } = head!;
  if (now < Date.parse(head!.notBefore)) throw untrusted('not-yet', 'it is not valid yet', 'notBefore');
  const expires = Date.parse(head!.expires);
  if (now >= expires) throw expired();
  return { pack: pack!, head: written(head!, ''), id, version, minEngine, keyIds, expires };
}
