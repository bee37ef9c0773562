// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Listens to every call that the page makes to the package: name, arguments, time, answer; and writes calls as code.
 *
 * In: an instance. Out: one that does the same, and the calls; the first are measures in the browser's timeline as well. Invariants: answers and errors pass through untouched;
 * only the newest calls are kept, in memory; rows are not kept with them.
 */
import type { Oxpecker } from 'oxpecker';

export interface Call {
  readonly place: number;
  /** `evaluate`, `consent.list` */
  readonly name: string;
  readonly args: readonly unknown[];
  /** Milliseconds. */
  readonly took: number;
  readonly answer: unknown;
  /** The code of what was thrown. */
  readonly failed: string | null;
}

export interface CallLog {
  /** Newest first; the same list until there is another call. */
  calls(): readonly Call[];
  listenTo(engine: Oxpecker): Oxpecker;
  /** Times how an instance is made. */
  made(making: Promise<Oxpecker>): Promise<Oxpecker>;
  /** What was erased is not kept here either. */
  forget(): void;
}

const KEPT = 80;
/** So many calls leave a measure in the browser's own timeline. */
const MEASURED = 400;
/** Housekeeping that tells nothing. */
const SILENT = new Set(['storageState', 'saved', 'free', 'getSnapshot', 'subscribe']);

/** Calls that carry all rows: their numbers are kept, and not the rows. */
const WHOLE = new Set(['ingest', 'privacy.export', 'privacy.import']);

export function createCallLog(): CallLog {
  let calls: readonly Call[] = [];
  let place = 0;
  const note = (name: string, args: readonly unknown[], from: number, answer: unknown, failed: string | null) => {
    if (SILENT.has(name)) return;
    if (place < MEASURED) performance.measure(`oxpecker ${name}`, { start: from });
    const isWhole = WHOLE.has(name);
    const call: Call = { place: (place += 1), name, args: isWhole ? args.map(counted) : args, took: performance.now() - from, answer: isWhole && name !== 'ingest' ? undefined : answer, failed };
    calls = [call, ...calls].slice(0, KEPT);
  };
  const listening = <Target extends object>(target: Target, path: string): Target => {
    const parts = new Map<PropertyKey, unknown>();
    return new Proxy(target, {
      get(_, key) {
        const known = parts.get(key);
        if (known !== undefined) return known;
        const value: unknown = Reflect.get(target, key, target);
        const name = path + String(key);
        let heard = value;
        if (typeof value === 'function') {
          heard = (...args: readonly unknown[]): unknown => {
            const from = performance.now();
            try {
              const answer: unknown = value.apply(target, args);
              note(name, args, from, answer, null);
              return answer;
            } catch (error) {
              note(name, args, from, undefined, String((error as { code?: unknown }).code ?? 'UNKNOWN'));
              throw error;
            }
          };
        } else if (typeof value === 'object' && value !== null) {
          heard = listening(value, `${name}.`);
        }
        parts.set(key, heard);
        return heard;
      },
    });
  };
  const made = async (making: Promise<Oxpecker>) => {
    const from = performance.now();
    const engine = await making;
    performance.measure('oxpecker create', { start: from });
    return listening(engine, '');
  };
  return { calls: () => calls, listenTo: (engine) => listening(engine, ''), made, forget: () => void (calls = []) };
}

/** Rows by their number. */
function counted(input: unknown): unknown {
  const rows = (input as { transactions?: readonly unknown[] }).transactions;
  return rows ? new Rows(rows.length) : input;
}

class Rows {
  constructor(readonly count: number) {}
}

/** A value as JavaScript, on one line. */
function literal(value: unknown): string {
  if (value instanceof Date) return `new Date('${value.toISOString()}')`;
  if (value instanceof Rows) return `rows /* ${value.count} */`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return fields.length === 0 ? '{}' : `{ ${fields.map(([key, each]) => `${/^[A-Za-z_]\w*$/.test(key) ? key : literal(key)}: ${literal(each)}`).join(', ')} }`;
}

/** The line of code that makes the call. */
export function codeOf({ name, args }: Call): string {
  return `ox.${name}(${args.filter((each) => each !== undefined).map(literal).join(', ')})`;
}

/** What came back, in a word or two of the contract: how many, or which. */
export function answerOf({ answer, failed }: Call): string {
  if (failed !== null) return failed;
  if (Array.isArray(answer)) return `[${answer.length}]`;
  if (typeof answer !== 'object' || answer === null) return answer === undefined ? '' : String(answer);
  const told = Object.entries(answer).flatMap(([key, value]) => {
    if (Array.isArray(value)) return [`${key} ${value.length}`];
    return ['string', 'number', 'boolean'].includes(typeof value) && String(value).length < 24 ? [`${key} ${value}`] : [];
  });
  return told.slice(0, 3).join(', ');
}

/** Calls that ask and change nothing, so that they answer anywhere as they did here. */
const ASKING = ['evaluate', 'checkPayment', 'series', 'transfers', 'forecast', 'findings', 'duplicates', 'features', 'attention.get', 'privacy.report', 'challenges.available'];

export const canCopy = ({ name, failed }: Call): boolean => failed === null && ASKING.includes(name);

export interface Setting {
  readonly locale: string;
  readonly timeZone: string;
  readonly consent: readonly string[];
  /** Statements that put the rows into `rows`; a line of import may come first. */
  readonly rows: string;
}

/** A script that makes the call by itself: the package is all that it needs. */
export function scriptOf(call: Call, { locale, timeZone, consent, rows }: Setting): string {
  return [
    '// npm install oxpecker, then: node snippet.mjs (Node 20 or later)',
    "import { Oxpecker } from 'oxpecker';",
    rows,
    '',
    `const ox = await Oxpecker.create(${literal({ locale, timeZone, consent })});`,
    'ox.ingest(rows);',
    `const answer = ${codeOf(call)};`,
    'console.log(JSON.stringify(answer, null, 2));',
    'ox.free();',
    '',
  ].join('\n');
}
