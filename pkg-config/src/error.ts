// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The one error of the package: a stable code, a sentence that says how to mend it, and where it happened.
 *
 * Invariants: no message ever holds customer data; every code has exactly one sentence.
 */

/**
 * Stable codes. Compare `error.code`, never `error.message`, and never `instanceof` across module formats.
 *
 * Input: `EMPTY_INPUT`, `BAD_UTF8`, `BAD_JSON`, `TOO_DEEP`, `NOT_TRANSACTIONS`, `ELEMENT_TOO_LARGE`, `CAPACITY`,
 * `NO_INGEST`. Arguments: `INVALID_ARGUMENT`, `INVALID_NOW`, `INVALID_TIME_ZONE`, `INVALID_LOCALE`, `BALANCE_UNKNOWN`, `UNKNOWN_ID`,
 * `UNKNOWN_RESPONSE`, `CONSENT_MISSING`, `PACK_INVALID`. Snapshots: `SNAPSHOT_CORRUPT`, `SNAPSHOT_VERSION`,
 * `ENTRIES_CORRUPT`. Loading: `WASM_UNAVAILABLE`, `WASM_BLOCKED`, `WASM_LOAD_FAILED`. Storage: `STORAGE_UNAVAILABLE`,
 * `STORAGE_QUOTA`, `STORAGE_EVICTED`, `STORAGE_CORRUPT`, `STORAGE_VERSION`, `STORAGE_FOREIGN`, `STORAGE_FAILED`.
 * Life: `ENGINE_CRASHED`, `FREED`, `BUSY`, `ABORTED`. Isolated: `WORKER_BLOCKED`, `NOT_ISOLATED`, `MESSAGE_REFUSED`.
 */
export type OxpeckerErrorCode =
  | 'EMPTY_INPUT'
  | 'BAD_UTF8'
  | 'BAD_JSON'
  | 'TOO_DEEP'
  | 'NOT_TRANSACTIONS'
  | 'ELEMENT_TOO_LARGE'
  | 'CAPACITY'
  | 'NO_INGEST'
  | 'INVALID_ARGUMENT'
  | 'INVALID_NOW'
  | 'INVALID_TIME_ZONE'
  | 'INVALID_LOCALE'
  | 'BALANCE_UNKNOWN'
  | 'UNKNOWN_ID'
  | 'UNKNOWN_RESPONSE'
  | 'CONSENT_MISSING'
  | 'PACK_INVALID'
  | 'SNAPSHOT_CORRUPT'
  | 'SNAPSHOT_VERSION'
  | 'ENTRIES_CORRUPT'
  | 'WASM_UNAVAILABLE'
  | 'WASM_BLOCKED'
  | 'WASM_LOAD_FAILED'
  | 'STORAGE_UNAVAILABLE'
  | 'STORAGE_QUOTA'
  | 'STORAGE_EVICTED'
  | 'STORAGE_CORRUPT'
  | 'STORAGE_VERSION'
  | 'STORAGE_FOREIGN'
  | 'STORAGE_FAILED'
  | 'ENGINE_CRASHED'
  | 'FREED'
  | 'BUSY'
  | 'ABORTED'
  | 'WORKER_BLOCKED'
  | 'NOT_ISOLATED'
  | 'MESSAGE_REFUSED';

/** One finding in a pack or in the bank's own messages. */
export interface Diagnostic {
  /** Where, as a path into the document, such as `messages.en.refund-arrived.body`. */
  path: string;
  /** Column in the text at that path, from 1; 0 when the whole value is meant. */
  column: number;
  /** Stable code of the finding. */
  code: string;
  /** What is wrong, for a developer. */
  message: string;
}

/** Where and why, besides the code. */
export interface OxpeckerErrorDetail {
  /** One more clause for the developer; never customer data. */
  detail?: string | undefined;
  /** Byte offset in the input. */
  at?: number | undefined;
  /** Name of the argument or field that was refused. */
  field?: string | undefined;
  /** Findings in a pack or in messages. */
  diagnostics?: Diagnostic[] | undefined;
  /** The host's own error, where there is one. */
  cause?: unknown;
}

/** Codes of a worker. */
type OfWorker = 'WORKER_BLOCKED' | 'NOT_ISOLATED' | 'MESSAGE_REFUSED';

/** @internal The isolated entry brings its own with it, which no other page loads. */
export const sentences: Record<Exclude<OxpeckerErrorCode, OfWorker>, string> & Partial<Record<OfWorker, string>> = {
  EMPTY_INPUT: 'the input is empty; nothing was changed. Pass a JSON array, an envelope or JSON Lines',
  BAD_UTF8: 'the input is not UTF-8; nothing was changed',
  BAD_JSON: 'the input is not well-formed JSON; nothing was changed. Check that it was not cut off',
  TOO_DEEP: 'the input nests too deeply; nothing was changed. Transactions are flat objects',
  NOT_TRANSACTIONS: 'the input holds no transactions; nothing was changed. Pass a JSON array, an envelope or JSON Lines',
  ELEMENT_TOO_LARGE: 'one element of the input is too large; nothing was changed. Transactions are separate objects',
  CAPACITY: 'the engine cannot hold that much; nothing was changed. Set `retentionMonths` or pass fewer rows',
  NO_INGEST: 'no ingest is under way',
  INVALID_ARGUMENT: 'the call was refused',
  INVALID_NOW: '`now` must be a valid Date or an RFC 3339 string with an offset, such as 2026-11-21T09:00:00+01:00',
  INVALID_TIME_ZONE: '`timeZone` must be an IANA name that this host knows, such as Europe/Paris',
  INVALID_LOCALE: 'a locale must be a BCP 47 tag, such as en or ja-JP',
  BALANCE_UNKNOWN: 'no balance of this account is known. Pass `balance` with `balanceAt`, or rows with `balanceAfter`',
  UNKNOWN_ID: 'nothing here has this id. Pass one from an answer of this instance',
  UNKNOWN_RESPONSE: 'this response does not fit what the id names. See `ResponseKind`, and `actions` of the card',
  CONSENT_MISSING: 'the purpose in `field` is not in force; nothing was changed. Ask the customer, then `consent.grant()`',
  PACK_INVALID: 'the pack did not load. See `diagnostics`',
  SNAPSHOT_CORRUPT: 'the bytes are not a whole snapshot. Pass exactly what `snapshot()` returned',
  SNAPSHOT_VERSION: 'the snapshot is of a newer version. Update the package',
  ENTRIES_CORRUPT: 'the entries are damaged or cut; nothing was changed. Pass exactly what was taken',
  WASM_UNAVAILABLE: 'this host has no WebAssembly (iOS Lockdown Mode removes it). Import `oxpecker/nowasm`',
  WASM_BLOCKED: "the page's Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to script-src, or import `oxpecker/nowasm`",
  WASM_LOAD_FAILED: 'the engine could not be loaded',
  STORAGE_UNAVAILABLE: 'nothing can be stored here: none was given, or this window forbids it',
  STORAGE_QUOTA: 'the storage is full; the newest choices are in memory only. Free some space and call saved() again',
  STORAGE_EVICTED: 'the browser removed what was stored; the instance goes on in memory. Call privacy.erase() to start anew',
  STORAGE_CORRUPT: 'what is stored is damaged and was left as it is; nothing is granted. Call privacy.erase() to start anew',
  STORAGE_VERSION: 'what is stored is of a newer version. Update the package',
  STORAGE_FOREIGN: 'what is stored was sealed with another key or elsewhere. Pass its key, or call privacy.erase() to start anew',
  STORAGE_FAILED: 'the storage failed; see `cause`',
  ENGINE_CRASHED: 'the engine stopped. Go on with Oxpecker.restore(lastSnapshot)',
  FREED: 'this instance was freed. Create another one',
  BUSY: 'an ingestAsync() or privacy.erase() is under way. Await it first',
  ABORTED: 'the ingest was aborted; nothing was changed',
};

/** Thrown by every call of this package that fails. */
export class OxpeckerError extends Error {
  /** Always `OxpeckerError`. */
  override readonly name = 'OxpeckerError';
  /** Stable code; see {@link OxpeckerErrorCode}. */
  readonly code: OxpeckerErrorCode;
  /** Byte offset in the input, where one is known. */
  readonly at?: number;
  /** Name of the argument or field that was refused, where there is one. */
  readonly field?: string;
  /** Findings in a pack or in messages, where there are any. */
  readonly diagnostics?: Diagnostic[];

  constructor(code: OxpeckerErrorCode, { detail, at, field, diagnostics, cause }: OxpeckerErrorDetail = {}) {
    const where = [detail, field === undefined ? '' : `field \`${field}\``, at === undefined ? '' : `at byte ${at}`];
    const more = where.filter(Boolean).join(', ');
    super(`${code}: ${sentences[code] ?? 'the engine refused the call'}${more && ` (${more})`}`);
    this.code = code;
    if (at !== undefined) this.at = at;
    if (field !== undefined) this.field = field;
    if (diagnostics !== undefined) this.diagnostics = diagnostics;
    if (cause !== undefined) Object.defineProperty(this, 'cause', { value: cause, configurable: true, writable: true });
  }
}

/** @internal The error for an argument that a call refuses before the engine sees it. */
export const refused = (field: string, detail: string): OxpeckerError =>
  new OxpeckerError('INVALID_ARGUMENT', { field, detail });

/** @internal Refuses an argument that is of another kind. */
export function must(holds: unknown, field: string, kind: string): asserts holds {
  if (!holds) throw refused(field, `it must be ${kind}`);
}

/** @internal A function, or nothing. */
export const listens = (value: unknown, field: string): void => must(value == null || typeof value === 'function', field, 'a function');

/** @internal Nothing but an object. */
export function objectOf<T extends object>(value: T | undefined, field: string): T {
  must(typeof value === 'object' && value && !Array.isArray(value), field, 'an object');
  return value;
}

/** @internal Options, which may be left out. */
export const optionsOf = <T extends object>(options: T | undefined): T => objectOf(options === undefined ? ({} as T) : options, 'options');
