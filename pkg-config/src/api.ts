// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The calls of the public contract, as types: `Oxpecker`, how to make one, and every option with its default.
 *
 * Host objects (streams, blobs, signals) are described by the few members that are used, so that the declarations
 * hold with any `lib` setting of the reader's project.
 */

import type { Challenges } from './challenges';
import type { Diagnostic } from './error';
import type { OxpeckerStorage, StorageState } from './storage/contract';
import type { Supported } from './support';
import type {
  Answer,
  Card,
  ConsentGrant,
  ConsentLine,
  ConsentReceipt,
  Context,
  Controller,
  Correction,
  Decided,
  Deleted,
  Duplicate,
  Feature,
  Finding,
  Envelope,
  Forecast,
  IngestReport,
  MissingConsent,
  PayeeComparison,
  Portable,
  PrivacyReport,
  ProcessingLog,
  Purpose,
  ResponseKind,
  Series,
  Stats,
  Transaction,
  Transfer,
} from './types';
import type { Goal, GoalQuestion, GoalWhatIf, GoalWish, Simulate, Simulation } from './goals';
import type { ClaimDocument, Reward, Settlement } from './rewards';
import type { AttentionChange, AttentionState, LearnedRate } from './settings';
import type { GuardSettings, GuardWishes, MoneyDecision, PaymentContext, PaymentDraft, PaymentVerdict } from './verdicts';

/** The moment of a call: a `Date`, or an RFC 3339 string with an offset. Left out, the host's clock is read. */
export type Now = Date | string;

/** Bytes of a snapshot: a `Uint8Array` that every compiler takes for a `Blob`, a store or a cipher. */
export type Snapshot = Uint8Array & { readonly buffer: ArrayBuffer };

/** Bytes in any of the host's shapes. */
export type Bytes = ArrayBufferLike | ArrayBufferView;

/** What `ingest()` takes: UTF-8 bytes, the same as a string, or objects. */
export type Input = Bytes | string | Envelope | readonly Transaction[];

/** A `ReadableStream<Uint8Array>`, by what is used of it. */
export interface ByteStream {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
    cancel(reason?: unknown): Promise<unknown>;
    releaseLock(): void;
  };
}

/** A `Blob` or `File`, by what is used of it. */
export interface ByteBlob {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** An `AbortSignal`, by what is used of it. */
export interface Abort {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What `ingestAsync()` takes: all that `ingest()` takes, a stream, a `Response`, a blob or file, an iterable of bytes. */
export type AsyncInput = Input | ByteStream | { readonly body: ByteStream | null } | ByteBlob | AsyncIterable<Uint8Array>;

/** How far an `ingestAsync()` is. */
export interface Progress {
  /** Bytes handed to the engine so far. */
  bytes: number;
  /** All bytes, where the input tells: bytes and blobs do. */
  totalBytes?: number;
  /** Rows read so far. */
  rows: number;
}

/** How to make an `Oxpecker`. Every option may be left out. */
export interface CreateOptions {
  /**
   * BCP 47 tag for texts, money and dates; `en` when left out. Texts fall back to a parent tag, then to English, with money
   * and dates as `en-001` has them: `13 November 2026`.
   */
  locale?: string | undefined;
  /** IANA zone in which the customer's days begin; the host's own when left out. */
  timeZone?: string | undefined;
  /** What the customer has granted; nothing when left out. */
  consent?: readonly (Purpose | ConsentGrant)[] | undefined;
  /** A pack, as JSON text or parsed; the built-in pack when left out. */
  pack?: string | object | null | undefined;
  /**
   * Public keys that packs must be signed with, by their ids: the 32 bytes of Ed25519 in base64. With keys, `pack` is an
   * envelope as `oxpecker sign` writes it, as text. One that does not hold never decides and is never stored: the last
   * good one does, or else the built-in pack, and `packState()` tells why. Left out, packs need no signature.
   */
  packKeys?: Readonly<Record<string, string>> | undefined;
  /** How many of the keys must have signed; 1 when left out. */
  packSignatures?: number | undefined;
  /** The lowest version of a signed pack that this app takes; any when left out. The highest taken so far is remembered. */
  packFloor?: number | undefined;
  /** Verifies Ed25519 where the host's WebCrypto cannot: before Chrome 137, Firefox 129, Safari 17. */
  packVerify?:
    | ((key: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>) => boolean | Promise<boolean>)
    | undefined;
  /** The bank's own wording in ICU MessageFormat 1, by locale and key: `{ en: { 'action.not-a-duplicate': 'Both were meant' } }`. */
  messages?: Record<string, Record<string, string>> | undefined;
  /**
   * Where choices are remembered: `indexedDbStorage({ name })`, or a storage of the host's own; memory only when left out.
   * What is stored outranks `consent`, and a storage that cannot be read grants nothing: a withdrawal may be in it. A
   * storage never keeps `create()` from resolving; `storageState()` tells how it stands.
   */
  storage?: OxpeckerStorage | undefined;
  /**
   * Rows older than this, counted back from the `now` of a call, are absent from its answer. They are dropped for good by
   * the next `ingest()` and left out of `snapshot()`, counted back from the latest call. Kept when left out.
   */
  retentionMonths?: number | null | undefined;
  /** Who asks for consent, for receipts. */
  controller?: Controller | undefined;
  /** Called after choices of another tab came in through `storage`: what is shown may be others now. */
  onChange?: (() => void) | undefined;
}

/** Which pack decides, and on whose word. */
export interface PackState {
  /** `given`: that of `create()`. `last-good`: the last signed one that loaded here. `built-in`: that of the package. */
  source: 'given' | 'last-good' | 'built-in';
  /** Keys of `packKeys` whose signatures hold. */
  keyIds: string[];
  /** Why the given one does not decide, where it does not. */
  refused?: Diagnostic[];
}

/** Options of a call that only needs a moment. */
export interface AtOptions {
  now?: Now | undefined;
}

/** Options of `checkPayment()`. */
export interface CheckOptions extends AtOptions {
  /** What the host saw around the draft. */
  context?: PaymentContext | null | undefined;
}

/** What customers ask of the payment guard: more care than it takes of itself. Kept as a choice; needs `payment-guard`. */
export interface Guard {
  get(options?: AtOptions): GuardSettings;
  /** Sets what is named, leaves the rest; `off` takes a setting back. `CONSENT_MISSING`, `INVALID_ARGUMENT`. */
  set(settings: GuardWishes, options?: AtOptions): GuardSettings;
}

/** What the customer saves for. Kept as choices; they need `challenges`, and go with it. */
export interface Goals {
  /** Sets a goal, or changes the one of `id`. `CONSENT_MISSING`, `INVALID_ARGUMENT`, `UNKNOWN_ID`. */
  set(goal: GoalWish, options?: AtOptions): { id: string };
  /** All of them in their turn, each with the rows that made it and how it goes on. Empty without `challenges`. */
  list(options?: AtOptions): Goal[];
  /** Stops one, until the end of a day or until it is resumed: it keeps what it has, and asks for nothing. `UNKNOWN_ID`. */
  pause(id: string, options?: AtOptions & { until?: string | undefined }): void;
  /** Lets it go on. `UNKNOWN_ID`. */
  resume(id: string, options?: AtOptions): void;
  /** Forgets one; its rows count for the others then. Whether there was one. */
  remove(id: string, options?: AtOptions): { removed: boolean };
  /** Tries another day or amount out; nothing is remembered. `UNKNOWN_ID`, `INVALID_ARGUMENT`. */
  whatIf(question: GoalQuestion, options?: AtOptions): GoalWhatIf;
}

/** What the customer earned by what they put by or finished. Needs `challenges`, and goes with it. */
export interface Rewards {
  /** All that can be or was earned. Empty without `challenges`. */
  list(options?: AtOptions): Reward[];
  /** Claims what was earned: what the bank's server is to be sent. Asked again it answers the same. `UNKNOWN_ID`, `INVALID_ARGUMENT`. */
  claim(id: string, options?: AtOptions): ClaimDocument;
  /** What the server answered, as often and in whatever order it comes. `UNKNOWN_ID` for what nobody claimed. */
  settle(id: string, settlement: Settlement, options?: AtOptions): void;
}

/** Options of `duplicates()`. */
export interface DuplicatesOptions extends AtOptions {
  /** `YYYY-MM-DD`: leave out pairs whose later row is older. The whole history when left out. */
  since?: string | undefined;
  /** Also those that were refunded or dismissed; `false` when left out. */
  includeSettled?: boolean | undefined;
}

/** Options of `forecast()`: an account, or all accounts of a currency. */
export interface ForecastOptions extends AtOptions {
  /** One account. */
  accountId?: string | undefined;
  /**
   * ISO 4217: all accounts of this currency, but for loans, investments and cards. What is bought by card counts when the
   * card is settled, and what moves between the accounts does not count.
   */
  currency?: string | undefined;
  /** How many days after today: 0 to 1,000. */
  days: number;
}

/** Options of `evaluate()`. */
export interface EvaluateOptions extends AtOptions {
  /** Where the cards will stand, such as `home` or `inbox`. */
  surface: string;
  /** How many cards the surface has room for. */
  slots?: number | undefined;
  /**
   * Id of a nudge: shows it as it would look, whatever stands against it but consent, as the one card of the answer. No
   * card when the customer's rows hold nothing that it could speak of.
   */
  preview?: string | undefined;
  /** Also tells each condition with the values that it saw. */
  trace?: boolean | undefined;
  /** 0 to 99: the bucket of every candidate, to see both sides of a holdout. */
  bucket?: number | undefined;
}

/** Options of `respond()`. */
export interface RespondOptions extends AtOptions {
  /** `YYYY-MM-DD`: for `snoozed`; a week when left out. One that is past holds nothing back. */
  until?: string | undefined;
}

/** Options of `ingestAsync()`. */
export interface IngestAsyncOptions {
  /** Aborts with `ABORTED`; nothing is changed. */
  signal?: Abort | undefined;
  /** Called after each slice. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Options of a decision about a purpose. */
export interface DecisionOptions extends AtOptions, Omit<ConsentGrant, 'purpose' | 'grantedAt'> {}

/** Consent: everything is off until granted, and what is withdrawn is gone. */
export interface Consent {
  /** The purposes that are in force, now or at the last call. */
  list(options?: AtOptions): Purpose[];
  /** Which call would need which purpose that is not in force. */
  missing(options?: AtOptions): MissingConsent[];
  /** Where each purpose stands of which anything was said. */
  ledger(options?: AtOptions): ConsentLine[];
  /** The customer grants a purpose. It outranks what `create()` is told from then on. */
  grant(purpose: Purpose, options?: DecisionOptions): Decided;
  /** The customer was asked and does not grant it. */
  refuse(purpose: Purpose, options?: DecisionOptions): Decided;
  /** The customer takes a purpose back; whatever only it covered is deleted in the same call. */
  withdraw(purpose: Purpose, options?: AtOptions): Decided;
  /** A receipt for every decision, and for each grant of the host. `INVALID_ARGUMENT` when `create()` was told no `controller`. */
  receipts(options?: AtOptions): ConsentReceipt[];
}

/** Circumstances of life, which only the customer tells. They need `life-events`. */
export interface Contexts {
  /** `CONSENT_MISSING` without the purpose. */
  declare(context: { kind: string; until?: string | undefined; note?: string | undefined }, options?: AtOptions): { id: string };
  /** Whether there was one. */
  revoke(kind: string, options?: AtOptions): { revoked: boolean };
  /** What holds on the day. */
  list(options?: AtOptions): Context[];
}

/** The customer's attention is theirs: a page shows it with `get()` and changes it with `set()`. */
export interface Attention {
  /** How it stands. Without `nudges` there is none. */
  get(options?: AtOptions): AttentionState;
  /** Changes what is named and leaves the rest; `CONSENT_MISSING` without `nudges`, `INVALID_ARGUMENT` out of range. */
  set(change: AttentionChange, options?: AtOptions): AttentionState;
  /** What answers have taught about which cards are welcome. Empty without `learning`. */
  learned(options?: AtOptions): LearnedRate[];
  /** Learning begins anew. `CONSENT_MISSING` without `learning`. */
  forget(options?: AtOptions): void;
}

/** Something happened. Ids and words of the contract; nothing of the customer's data. */
export type LifecycleEvent =
  /** Rows, choices or settings changed: later answers may differ. */
  | { type: 'changed' }
  /** `evaluate()` answers with a card that the surface did not have before. */
  | { type: 'will-show'; id: string; nudge: string; class: Card['class']; surface: string }
  /** `respond()` noted something new of a card, a duplicate or a verdict. */
  | { type: ResponseKind; id: string };

/** The same object until something changes. */
export interface Revision {
  readonly revision: number;
}

/** What the engine knows about the customer. */
export interface Privacy {
  /** Everything, with rows and purposes, in data and in plain words. */
  report(options?: AtOptions): PrivacyReport;
  /** What was read, decided, shown and answered. */
  log(options?: AtOptions): ProcessingLog;
  /** Everything to take along. */
  export(options?: AtOptions): Portable;
  /** Takes an export in: its rows, then its choices. */
  import(portable: Portable): IngestReport;
  /**
   * Forgets everything, grants too: wipes the engine's memory, empties the storage, the key first, and tells other tabs. A file
   * on its way, here or there, ends with `ABORTED`. The instance lives on, empty. Rejects with a code of `STORAGE_…` when the storage would not; the engine is empty all the same.
   */
  erase(): Promise<Deleted[]>;
}

/** The key of `Symbol.dispose`, where the reader's `lib` has it. */
export type DisposeKey = typeof Symbol extends { readonly dispose: infer Key extends symbol } ? Key : never;

/**
 * A companion: an engine of its own, in memory of its own. All calls but `ingestAsync()` and `prepare()` are synchronous.
 *
 * Every call may throw an `OxpeckerError`: `INVALID_ARGUMENT` (with `field`), `INVALID_NOW`, `FREED`, and
 * `ENGINE_CRASHED`. After a crash (out of memory, a defect) the instance is poisoned and every further call throws
 * `ENGINE_CRASHED`; make a new one from the last snapshot:
 *
 * ```ts
 * let saved = ox.snapshot(); // after each ingest and each response
 * try {
 *   ox.evaluate({ surface: 'home' });
 * } catch (error) {
 *   if (error.code === 'ENGINE_CRASHED') ox = await Oxpecker.restore(saved, options);
 *   else throw error;
 * }
 * ```
 */
export interface Oxpecker extends Readonly<Record<DisposeKey, () => void>> {
  /**
   * Reads transactions. A bad row is named in `problems` and skipped; a bad file throws (`EMPTY_INPUT`, `BAD_UTF8`,
   * `BAD_JSON`, `TOO_DEEP`, `NOT_TRANSACTIONS`, `ELEMENT_TOO_LARGE`, `CAPACITY`) and changes nothing.
   */
  ingest(input: Input): IngestReport;
  /**
   * The same in slices that let the page breathe; commits at the end or not at all. Rejects with the codes of
   * `ingest()`, with `ABORTED`, or with the stream's own error. Until it settles, calls that change rows throw `BUSY`.
   * Objects are written as JSON a few rows at a time: change none of them meanwhile.
   */
  ingestAsync(input: AsyncInput, options?: IngestAsyncOptions): Promise<IngestReport>;
  /**
   * Works out what the next questions need, in tasks that let the page breathe: after a large file, or after `restore()`. It
   * answers and remembers nothing, and nothing has to wait for it: a question in between works out what is left.
   */
  prepare(options?: AtOptions): Promise<void>;
  /** Takes rows out by id; unknown ids are not counted. */
  remove(ids: readonly string[]): { removed: number };
  /** Charges that look doubled, oldest first. Empty without `insights`. */
  duplicates(options?: DuplicatesOptions): Duplicate[];
  /** Payments that come again. Empty without `insights`. */
  series(options?: AtOptions): Series[];
  /** Moves between the customer's own accounts. Empty without `insights`. */
  transfers(options?: AtOptions): Transfer[];
  /** What is known of the customer as a whole: the schema that rules read as `features.<name>`, with its values. Empty without `insights`. */
  features(options?: AtOptions): Feature[];
  /** All that was noticed, whether or not a card speaks of it. Empty without `insights`. */
  findings(options?: AtOptions): Finding[];
  /**
   * Where the balance of an account, or of all accounts of a currency, is going, day by day. Empty without `insights`;
   * `BALANCE_UNKNOWN` where neither `balance` with `balanceAt` nor a `balanceAfter` tells a balance of today.
   */
  forecast(options: ForecastOptions): Forecast;
  /**
   * Looks at a payment before it is made, at once and from what is on the device. It never blocks; the bank decides.
   * Say `respond(id, 'shown')` when it was on screen: the next warning then has another form. `INVALID_ARGUMENT` when
   * the draft's amount is not negative, or a known field of the context has a value that it does not know.
   */
  checkPayment(draft: PaymentDraft, options?: CheckOptions): PaymentVerdict;
  /** The same before borrowing, investing or taking much out of savings: `inform`, or `pause` for a day. `INVALID_ARGUMENT`. */
  checkDecision(decision: MoneyDecision, options?: AtOptions): PaymentVerdict;
  /** Savings challenges: what could be joined, and how it stands. Empty without `challenges`. */
  readonly challenges: Challenges;
  /** What the customer asks of the guard besides. */
  readonly guard: Guard;
  /** The cards for a surface, with everything that was kept back. Changes nothing; call `respond()` with `shown`. */
  evaluate(options: EvaluateOptions): Answer;
  /** Notes what became of a card, a duplicate or a verdict. `UNKNOWN_ID`, `UNKNOWN_RESPONSE`. */
  respond(id: string, response: ResponseKind, options?: RespondOptions): void;
  /** Compares two payee names. Needs no purpose. */
  comparePayees(a: string, b: string): PayeeComparison;
  /** Sets something right; it sticks until `respond(id, 'undo')`. `CONSENT_MISSING`, `UNKNOWN_ID`, `INVALID_ARGUMENT`. */
  correct(correction: Correction, options?: AtOptions): { id: string };
  /**
   * Tells an event of a service journey: `<journey>.<outcome>` or `<journey>.<step>.<outcome>` in lower-case letters and
   * hyphens, such as `change-address.upload.failed`. Outcomes are `begun`, `done`, `failed`, `finished` and `left`. Three
   * failures of a step, or a journey that was begun and not ended for three days, may become a card; rules count events with
   * `count('change-address.upload.failed', 7)`. The last 256 are kept as choices, and go with the purpose. `tracked` is
   * `false` without `journeys`. Throws `INVALID_ARGUMENT` for any other name, so that none can hold the customer's data.
   */
  track(event: string, options?: AtOptions): { tracked: boolean };
  /**
   * What a purchase, a saving, another amount or another day would do to the balance ahead. Changes nothing. Empty without
   * `insights`; `BALANCE_UNKNOWN`, `UNKNOWN_ID` for a series that is none, `INVALID_ARGUMENT`.
   */
  simulate(question: Simulate & AtOptions): Simulation;
  /** What the customer saves for. */
  readonly goals: Goals;
  /** What the customer earned. */
  readonly rewards: Rewards;
  /** What is granted, refused, withdrawn, and what is missing. */
  readonly consent: Consent;
  /** What the customer declared. */
  readonly context: Contexts;
  /** What the engine knows, and how to take it along or erase it. */
  readonly privacy: Privacy;
  /** How often the customer may be interrupted, when, and about what. */
  readonly attention: Attention;
  /**
   * Calls the listener at each event until the returned function is called. With `getSnapshot` it is what React's
   * `useSyncExternalStore(ox.subscribe, ox.getSnapshot)` takes; both need no `this`.
   */
  readonly subscribe: (listener: (event: LifecycleEvent) => void) => () => void;
  /** An object that is the same until something changed that answers depend on, in this tab or another. */
  readonly getSnapshot: () => Revision;
  /** How much the instance holds. */
  stats(): Stats;
  /**
   * All that must be remembered, as bytes for `Oxpecker.restore()`. They hold customer data: seal them at rest.
   *
   * Whoever takes one means to come back to it, so a second engine is made ready behind this call, for the next `restore()`.
   * It holds nothing of the customer, and `stats().spareBytes` says what it weighs. `free()` lets go of it.
   */
  snapshot(): Snapshot;
  /**
   * Resolves once everything answered so far is on disk; rejects with a code of `STORAGE_…` when it cannot be, and with
   * `STORAGE_UNAVAILABLE` without a storage. Works after `ENGINE_CRASHED` as well: then create another instance with
   * the same storage, and it begins from the last answer.
   */
  saved(): Promise<void>;
  /** How the instance remembers, now. */
  storageState(): StorageState;
  /** Which pack decides, and why not the given one; its id and version stand in `privacy.report()`. */
  packState(): PackState;
  /** Wipes the engine's memory and ends the instance; later calls throw `FREED`. Freeing twice does no harm. */
  free(): void;
}

/** Makes instances. There is no public constructor. */
export interface OxpeckerConstructor<Options = CreateOptions> {
  /**
   * Loads the engine (compiled once a page) and starts an instance.
   *
   * Rejects with `WASM_UNAVAILABLE`, `WASM_BLOCKED` or `WASM_LOAD_FAILED` when the host does not let the engine in;
   * with `INVALID_LOCALE`, `INVALID_TIME_ZONE`, `INVALID_ARGUMENT` or `PACK_INVALID` for the options.
   */
  create(options?: Options): Promise<Oxpecker>;
  /**
   * Starts an instance that answers exactly like the one that wrote the snapshot. What the snapshot holds outranks
   * the options. Rejects as `create()` does, and with `SNAPSHOT_CORRUPT` or `SNAPSHOT_VERSION`.
   */
  restore(snapshot: Bytes, options?: Options): Promise<Oxpecker>;
  /**
   * Which entries of the package this host lets in, and what is in the way of the others. The same in every entry, also
   * where its own `create()` would reject. It compiles twenty-two bytes and starts nothing; a policy that forbids
   * WebAssembly reports that as a violation, as it would report `create()`.
   *
   * ```ts
   * const { entry } = await Oxpecker.supported(); // 'oxpecker', 'oxpecker/nowasm' or null
   * ```
   */
  supported(): Promise<Supported>;
  /** For `instanceof`. */
  readonly prototype: Oxpecker;
  [Symbol.hasInstance](value: unknown): value is Oxpecker;
}

/** What the slim entry may load the engine from. */
export type WasmSource =
  | string
  | { readonly href: string }
  | Bytes
  | object; // a Response, a promise of one, or a WebAssembly.Module

/** Options of the slim entry. */
export interface SlimOptions extends CreateOptions {
  /**
   * The engine: a URL, a `Response` (or a promise of one), bytes, or a compiled `WebAssembly.Module`. Left out, the
   * file `engine.wasm` beside the entry is loaded: fetched in browsers, read in Node.
   */
  wasm?: WasmSource | undefined;
}
