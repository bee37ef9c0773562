// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `oxpecker sign <pack>`: puts a pack into its envelope, or adds a signature to one.
 *
 * Out: the envelope on standard output. May use: the file system (reading two files), Node's Ed25519. Invariants: the
 * private key is read and forgotten; an envelope that is signed again keeps its head and its other signatures.
 */

import { createPrivateKey, createPublicKey, sign as signature } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Head, signedBytes, written } from '../envelope';
import { type Outcome, UsageError } from './outcome';

interface Flags {
  key?: string | undefined;
  'key-id'?: string | undefined;
  'not-before'?: string | undefined;
  expires?: string | undefined;
  'min-engine'?: string | undefined;
}

/** Runs the command. */
export function sign(positionals: string[], flags: Flags): Outcome {
  const [path, ...more] = positionals;
  const { key, 'key-id': keyId } = flags;
  if (path === undefined || more.length) throw new UsageError('sign takes one pack');
  if (!key || !keyId) throw new UsageError('sign needs --key and --key-id');
  try {
    const text = readFileSync(path, 'utf8');
    const parsed = JSON.parse(text) as { oxpeckerPack?: 1; id: string; version: number };
    let pack = text;
    let head: Head;
    if (parsed.oxpeckerPack === 1) ({ pack, ...head } = parsed as unknown as Head & { pack: string });
    else {
      const { 'not-before': notBefore, expires, 'min-engine': minEngine = '0.1.0' } = flags;
      if (!notBefore || !expires) throw new UsageError('sign needs --not-before and --expires, such as 2027-01-31T00:00:00Z');
      head = { oxpeckerPack: 1, id: parsed.id, version: parsed.version, notBefore, expires, minEngine, signatures: [] };
    }
    const own = createPrivateKey(readFileSync(key));
    if (own.asymmetricKeyType !== 'ed25519') throw new UsageError('--key is a file with a private key of Ed25519 in PEM');
    const signatures = head.signatures.filter((one) => one.keyId !== keyId);
    signatures.push({ keyId, signature: signature(null, signedBytes(head, pack), own).toString('base64') });
    // The last 32 bytes of the public key's wrapping are the key that `packKeys` takes.
    const publicKey = createPublicKey(own).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
    return { code: 0, out: written({ ...head, signatures }, pack), err: `packKeys: { ${JSON.stringify(keyId)}: ${JSON.stringify(publicKey)} }\n` };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return { code: 1, err: `oxpecker: the pack or the key cannot be read (${(error as Error).name})\n` };
  }
}
