// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * From an instant to the customer's civil date and time. The engine has no clock and no zone table; this room has both.
 *
 * In: a `Date` or an RFC 3339 string with an offset, an IANA zone. Out: epoch milliseconds, `YYYY-MM-DD`, `HH:MM:SS`, as JSON.
 * May use: `Date`, `Intl`. Invariants: years 0001 to 9999; what RFC 3339 does not allow is refused, not guessed.
 */

import { OxpeckerError } from './error';

/** A moment, written once for all calls that fall into it. */
export interface Moment {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  instant: number;
  /** `{ instant, date, time }` as the engine takes it: `YYYY-MM-DD` and `HH:MM:SS` in the customer's zone. */
  json: string;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

const invalid = () => new OxpeckerError('INVALID_NOW');

function parse(text: string): number {
  const match = RFC_3339.exec(text);
  if (!match) throw invalid();
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const millisecond = Number(`${match[7] ?? ''}000`.slice(0, 3));
  const offset = Number(`${match[8] ?? '+'}1`) * (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0));
  const civil = new Date(0);
  // Not `Date.UTC`, which takes the years 0 to 99 for 1900 to 1999.
  civil.setUTCFullYear(year, month - 1, day);
  const exists = civil.getUTCMonth() === month - 1 && civil.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 60 || Number(match[9] ?? 0) > 23 || Number(match[10] ?? 0) > 59) throw invalid();
  const instant = civil.setUTCHours(hour, minute, second, millisecond) - offset * MINUTE;
  // A leap second stands only at the end of a day in UTC; the host's clock counts it as the first of the next day.
  if (second === 60 && ((instant % DAY) + DAY) % DAY >= 1000) throw invalid();
  return instant;
}

/** Civil dates and times in a zone; left out, the host's. */
const formatOf = (timeZone?: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(timeZone !== undefined && { timeZone }),
  });

/** The zone that was named last, for the next instance of a page: making a format takes a millisecond. */
let last: { timeZone: string; format: Intl.DateTimeFormat } | undefined;

/** Reads moments in one zone, chosen once. */
export class Clock {
  #format: Intl.DateTimeFormat | undefined;
  #last: Moment | undefined;
  /** The text that it was read from, where there was one. */
  #text: string | undefined;

  /** Throws `INVALID_TIME_ZONE` for a name that the host does not know. */
  constructor(timeZone: string | undefined) {
    // The host's own zone may be another one by the next instance, and is always known: it is asked when it is needed.
    if (timeZone === undefined) return;
    try {
      if (typeof timeZone !== 'string' || !timeZone) throw new RangeError();
      if (last?.timeZone !== timeZone) last = { timeZone, format: formatOf(timeZone) };
      this.#format = last.format;
    } catch {
      throw new OxpeckerError('INVALID_TIME_ZONE', { field: 'timeZone' });
    }
  }

  /** The host's clock, where no civil date is asked for: making a format takes a millisecond. */
  instant(): number {
    return Date.now();
  }

  /** The moment of a call. Left out, the host's clock is read. */
  read(now: Date | string | undefined): Moment {
    if (this.#last && typeof now === 'string' && now === this.#text) return this.#last;
    const instant = now === undefined ? Date.now() : typeof now === 'string' ? parse(now) : instantOf(now);
    if (this.#last?.instant !== instant) this.#last = this.#civil(instant);
    this.#text = typeof now === 'string' ? now : undefined;
    return this.#last;
  }

  #civil(instant: number): Moment {
    const part: Record<string, string> = {};
    this.#format ??= formatOf();
    for (const { type, value } of this.#format.formatToParts(instant)) part[type] = value;
    const year = part['year'] as string;
    if (part['era'] !== 'AD' || year.length > 4) throw invalid();
    const date = `${year.padStart(4, '0')}-${part['month']}-${part['day']}`;
    const time = `${part['hour']}:${part['minute']}:${part['second']}`;
    return { instant, json: JSON.stringify({ instant, date, time }) };
  }
}

/** Of a `Date` from any realm: one of a frame or of a test runner is no `instanceof Date` here. */
function instantOf(now: Date): number {
  const isDate = Object.prototype.toString.call(now) === '[object Date]';
  const instant = isDate ? Number(now) : NaN;
  if (!Number.isFinite(instant)) throw invalid();
  return instant;
}
