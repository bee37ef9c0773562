// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Whether a signature of Ed25519 holds. May use: WebCrypto.
 */

/** Throws where the host cannot tell. */
export async function verifyEd25519(key: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const { subtle } = crypto;
  return subtle.verify('Ed25519', await subtle.importKey('raw', key, 'Ed25519', false, ['verify']), signature, bytes);
}
