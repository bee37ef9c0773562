// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * All that may cross between page and worker, both ways: a closed list of calls, each with the form of its answer and the
 * size of what it is given; and the messages around them.
 *
 * In: whatever a port delivered. Out: a message of the list, or nothing. Invariants: a message has exactly the fields
 * that stand here, each of its type and within its bound; what was posted is text or bytes, never an object of the
 * host's, so that nothing can ride along.
 *
 * How to add a call: its path and the form of its answer in `CALLS`.
 */

/** The form of an answer. */
export type Form = 'list' | 'object' | 'nothing' | 'bytes';

/** Every call that may cross, by its path on the façade. */
export const CALLS: Readonly<Record<string, Form>> = {
  ingest: 'object',
  ingestAsync: 'object',
  prepare: 'nothing',
  remove: 'object',
  duplicates: 'list',
  series: 'list',
  transfers: 'list',
  features: 'list',
  findings: 'list',
  forecast: 'object',
  checkPayment: 'object',
  checkDecision: 'object',
  'guard.get': 'object',
  'guard.set': 'object',
  simulate: 'object',
  'goals.set': 'object',
  'goals.list': 'list',
  'goals.pause': 'nothing',
  'goals.resume': 'nothing',
  'goals.remove': 'object',
  'goals.whatIf': 'object',
  'challenges.available': 'list',
  'challenges.join': 'object',
  'challenges.pause': 'object',
  'challenges.resume': 'object',
  'challenges.leave': 'object',
  'challenges.step': 'object',
  'challenges.list': 'list',
  'rewards.list': 'list',
  'rewards.claim': 'object',
  'rewards.settle': 'nothing',
  evaluate: 'object',
  respond: 'nothing',
  comparePayees: 'object',
  correct: 'object',
  'consent.list': 'list',
  'consent.missing': 'list',
  'consent.ledger': 'list',
  'consent.grant': 'object',
  'consent.refuse': 'object',
  'consent.withdraw': 'object',
  'consent.receipts': 'list',
  'context.declare': 'object',
  'context.revoke': 'object',
  'context.list': 'list',
  'privacy.report': 'object',
  'privacy.log': 'object',
  'privacy.export': 'object',
  'privacy.import': 'object',
  'privacy.erase': 'list',
  'attention.get': 'object',
  'attention.set': 'object',
  'attention.learned': 'list',
  'attention.forget': 'nothing',
  track: 'object',
  stats: 'object',
  snapshot: 'bytes',
  saved: 'nothing',
  storageState: 'object',
  packState: 'object',
};

/** Characters of what a call is given. */
export const ARGUMENTS = 1 << 20;
/** The same where a whole history or a pack is handed over. */
export const WHOLE = 1 << 28;
/** Calls that hand one over. */
const LARGE = ['privacy.import'];
/** Bytes of a slice of a file. */
export const SLICE = 256 * 1024;
/** Characters, or bytes, of an answer. */
export const ANSWER = 1 << 29;
/** Characters of an error, of an event. */
const SHORT = 1 << 18;

/** From the page to the worker. Every text is JSON. */
export type Request =
  | { kind: 'open'; options: string; snapshot?: Uint8Array; key?: object }
  | { kind: 'call'; id: number; call: string; args: string }
  /** Opens a file; the slices follow, each once the one before was taken. */
  | { kind: 'feed'; id: number }
  | { kind: 'slice'; id: number; bytes: Uint8Array }
  | { kind: 'end'; id: number }
  | { kind: 'abort'; id: number }
  | { kind: 'free' };

/** From the worker to the page. */
export type Reply =
  /** The texts of the pack, for the page to render. */
  | { kind: 'opened'; catalogues: string }
  /** Those of another pack, which decides from here on. */
  | { kind: 'texts'; catalogues: string }
  /** `open` has the id 0. */
  | { kind: 'failed'; id: number; error: string }
  | { kind: 'answered'; id: number; answer: string | Uint8Array }
  /** A slice was taken. */
  | { kind: 'taken'; id: number; rows: number }
  | { kind: 'event'; event: string }
  /** Choices of another tab came in. */
  | { kind: 'elsewhere' }
  | { kind: 'freed' };

type Check = (value: unknown) => boolean;

const text = (most: number): Check => (value) => typeof value === 'string' && value.length <= most;
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
// By its tag: a worker of a frame hands out what is made in that frame.
const tagged = (value: unknown, tag: string) => Object.prototype.toString.call(value) === `[object ${tag}]`;
const bytes = (most: number): Check => (value) => tagged(value, 'Uint8Array') && (value as Uint8Array).byteLength <= most;
const either = (...checks: Check[]): Check => (value) => checks.some((check) => check(value));
const own = (object: object, name: string) => Object.prototype.hasOwnProperty.call(object, name);
const isKey: Check = (value) => tagged(value, 'CryptoKey');
const isCall: Check = (value) => typeof value === 'string' && own(CALLS, value);

type Shape = readonly [needed: Readonly<Record<string, Check>>, allowed?: Readonly<Record<string, Check>>];

const REQUESTS: Readonly<Record<string, Shape>> = {
  open: [{ options: text(WHOLE) }, { snapshot: bytes(WHOLE), key: isKey }],
  call: [{ id: count, call: isCall, args: text(WHOLE) }],
  feed: [{ id: count }],
  slice: [{ id: count, bytes: bytes(SLICE) }],
  end: [{ id: count }],
  abort: [{ id: count }],
  free: [{}],
};

const REPLIES: Readonly<Record<string, Shape>> = {
  opened: [{ catalogues: text(ANSWER) }],
  texts: [{ catalogues: text(ANSWER) }],
  failed: [{ id: count, error: text(SHORT) }],
  answered: [{ id: count, answer: either(text(ANSWER), bytes(ANSWER)) }],
  taken: [{ id: count, rows: count }],
  event: [{ event: text(SHORT) }],
  elsewhere: [{}],
  freed: [{}],
};

function isOf(shapes: Readonly<Record<string, Shape>>, data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  const { kind, ...fields } = data as Record<string, unknown>;
  if (typeof kind !== 'string' || !own(shapes, kind)) return false;
  const [needed, allowed = {}] = shapes[kind] as Shape;
  const holds = ([name, value]: [string, unknown]) => {
    const shape = own(needed, name) ? needed : allowed;
    return own(shape, name) && shape[name]?.(value) === true;
  };
  return Object.keys(needed).every((name) => own(fields, name)) && Object.entries(fields).every(holds);
}

/** The request, where it is one. */
export function requestOf(data: unknown): Request | undefined {
  if (!isOf(REQUESTS, data)) return undefined;
  const request = data as Request;
  const fits = request.kind !== 'call' || request.args.length <= (LARGE.includes(request.call) ? WHOLE : ARGUMENTS);
  return fits ? request : undefined;
}

/** The reply, where it is one. */
export const replyOf = (data: unknown): Reply | undefined => (isOf(REPLIES, data) ? (data as Reply) : undefined);

/** The id in a message that is none of the list, so that whoever waits for it is told. */
export function idOf(data: unknown): number {
  const { id } = Object(data) as { id?: unknown };
  return count(id) ? (id as number) : 0;
}

/** Whether an answer has the form that its call promises. */
export function hasForm(call: string, answer: unknown): boolean {
  switch (CALLS[call]) {
    case 'list':
      return Array.isArray(answer);
    case 'object':
      return typeof answer === 'object' && answer !== null && !Array.isArray(answer);
    case 'bytes':
      return tagged(answer, 'Uint8Array');
    default:
      return answer === null;
  }
}
