// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Sealed records: bytes to AES-GCM-256 and back.
 *
 * In: a key, a kind, a number, a body. Out: header (magic, format, engine format, kind, number), nonce, ciphertext.
 * May use: WebCrypto. Invariants: each nonce is fresh; header, origin and place are authenticated, so that a record that
 * was changed, cut, moved or brought from elsewhere does not open; every refusal has a code.
 */

/** Why a storage refused; the façade makes the public error of it. */
export type StorageCode = `STORAGE_${'UNAVAILABLE' | 'QUOTA' | 'EVICTED' | 'CORRUPT' | 'VERSION' | 'FOREIGN' | 'FAILED'}`;

/** An error with a code, without the sentence. */
export const failure = (code: StorageCode, cause?: unknown): Error => Object.assign(new Error(code), { code, cause });

export type Bytes = Uint8Array<ArrayBuffer>;

/** What a record is. Numbered are `entry` (its place) and `head` (how many there were); the others are 0. */
const KINDS = { check: 0, key: 1, tail: 2, head: 3, entry: 4 };

/** Layout of records and database. A later build reads this one and every earlier one. */
export const FORMAT = 1;
/** Major format of what the engine writes; the bytes within carry a finer version of their own. */
const ENGINE = 1;
const MAGIC = 0x4f585053; // OXPS
const HEADER = 17;
const BODY = HEADER + 12;
const TAG = 16;

const AES = { name: 'AES-GCM', length: 256 };
const USES: KeyUsage[] = ['encrypt', 'decrypt'];

/** Seals and opens the records of one place. */
export class Seal {
  readonly #key: CryptoKey;
  readonly #place: Bytes;

  constructor(key: CryptoKey, place: string) {
    this.#key = key;
    this.#place = new TextEncoder().encode(place) as Bytes;
  }

  /** How the ciphertext of a record is made, from its header and nonce. */
  #cipher(record: Bytes): AesGcmParams {
    const additionalData = new Uint8Array([...record.subarray(0, HEADER), ...this.#place]);
    return { name: AES.name, iv: record.subarray(HEADER, BODY), additionalData };
  }

  async close(kind: keyof typeof KINDS, number: number, body: Uint8Array): Promise<Bytes> {
    const record = new Uint8Array(BODY + body.length + TAG);
    const header = new DataView(record.buffer);
    header.setUint32(0, MAGIC);
    header.setUint16(4, FORMAT);
    header.setUint16(6, ENGINE);
    header.setUint8(8, KINDS[kind]);
    header.setFloat64(9, number);
    crypto.getRandomValues(record.subarray(HEADER, BODY));
    record.set(new Uint8Array(await crypto.subtle.encrypt(this.#cipher(record), this.#key, body as Bytes)), BODY);
    return record;
  }

  /** `STORAGE_VERSION` for a record of a later build, else `STORAGE_CORRUPT`. */
  async open(kind: keyof typeof KINDS, number: number, record: unknown): Promise<Bytes> {
    if (!(record instanceof Uint8Array) || record.length < BODY + TAG) throw failure('STORAGE_CORRUPT');
    const header = new DataView(record.buffer, record.byteOffset);
    if (header.getUint32(0) !== MAGIC) throw failure('STORAGE_CORRUPT');
    if (header.getUint16(4) > FORMAT || header.getUint16(6) > ENGINE) throw failure('STORAGE_VERSION');
    if (header.getUint8(8) !== KINDS[kind] || header.getFloat64(9) !== number) throw failure('STORAGE_CORRUPT');
    try {
      const bytes = record as Bytes;
      return new Uint8Array(await crypto.subtle.decrypt(this.#cipher(bytes), this.#key, bytes.subarray(BODY)));
    } catch {
      throw failure('STORAGE_CORRUPT');
    }
  }
}

/** The key of a database as it lies there, and a record that only this key opens, in this place. */
export interface Lock {
  /** A `CryptoKey`, or a key sealed under the host's. */
  readonly key: unknown;
  /** Holds the random name of the database. */
  readonly check: unknown;
}

/** From raw bytes to a key that no script can read; the bytes are wiped. */
async function hidden(raw: Bytes): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('raw', raw, AES, false, USES);
  raw.fill(0);
  return key;
}

/** Makes a key that scripts cannot read. The host's key, where there is one, seals a copy of it for the next visit. */
export async function makeLock(place: string, host: CryptoKey | undefined, birth: Uint8Array): Promise<[Seal, Lock]> {
  let key: unknown;
  let own: CryptoKey;
  if (host) {
    const raw = crypto.getRandomValues(new Uint8Array(32));
    key = await new Seal(host, place).close('key', 0, raw);
    own = await hidden(raw);
  } else {
    key = own = await crypto.subtle.generateKey(AES, false, USES);
  }
  const seal = new Seal(own, place);
  return [seal, { key, check: await seal.close('check', 0, birth) }];
}

/** Opens with a key that was made before; `STORAGE_FOREIGN` when it is not the one of this place. */
export async function openLock({ key, check }: Lock, place: string, host: CryptoKey | undefined): Promise<[Seal, Bytes]> {
  try {
    const own = host ? await hidden(await new Seal(host, place).open('key', 0, key)) : (key as CryptoKey);
    const seal = new Seal(own, place);
    return [seal, await seal.open('check', 0, check)];
  } catch (error) {
    throw (error as Error).message === 'STORAGE_VERSION' ? error : failure('STORAGE_FOREIGN', error);
  }
}
