// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A history out of a file: rows in any of the forms that the engine reads, and the fields of a persona where they stand
 * beside them.
 *
 * In: bytes that the engine has taken. Out: a `History`, or a `BadField`: a year whose events cannot be read is no proof.
 */

import { dateOf, dayOf } from '../../personas/calendar';
import type { Persona } from '../../personas/contract';
import type { Purpose, Transaction } from '../../types';
import { DATE, type History } from './history';

const WARM_UP_DAYS = 90;
const YEAR_DAYS = 364;

/** A field beside the rows that is not what a persona has. */
export class BadField extends Error {}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const isText = (value: unknown) => typeof value === 'string';
/** Reading a date and writing it gives the same, but for a day that its month does not have. */
function isDate(value: unknown): boolean {
  if (!isText(value) || !DATE.test(value as string)) return false;
  const day = dayOf(value as string);
  return !Number.isNaN(day) && dateOf(day) === value;
}
const areTexts = (value: unknown) => Array.isArray(value) && value.every(isText);

const FIELDS = { id: isText, timeZone: isText, consent: areTexts, from: isDate, to: isDate, accounts: Array.isArray };
const LISTS = {
  events: { id: isText, kind: isText, date: isDate, deadline: isDate, transactions: areTexts, families: areTexts, about: isText },
  declares: { date: isDate, kind: isText },
  silences: { from: isDate, to: isDate, class: isText, because: isText },
};

/** Throws for the first field that is there and not as it must be. */
function examine(found: Record<string, unknown>): void {
  const must = (holds: boolean, path: string) => {
    if (!holds) throw new BadField(`\`${path}\` is not what a persona has`);
  };
  for (const [field, holds] of Object.entries(FIELDS)) must(found[field] === undefined || holds(found[field]), field);
  for (const [list, fields] of Object.entries(LISTS)) {
    const items: unknown = found[list] ?? [];
    must(Array.isArray(items), list);
    for (const [place, item] of (items as unknown[]).entries()) {
      const at = Object(item) as Record<string, unknown>;
      for (const [field, holds] of Object.entries(fields)) must(holds(at[field]), `${list}[${place}].${field}`);
    }
  }
}

/** All elements of a file that the engine has taken. */
function elements(text: string): Partial<Persona> {
  const start = text.trimStart()[0];
  if (start === '[') return { transactions: JSON.parse(text) as Transaction[] };
  try {
    const whole = JSON.parse(text) as Partial<Persona>;
    if (whole.transactions || whole.accounts) return whole;
    return { transactions: [whole as unknown as Transaction] };
  } catch {
    const lines = text.split('\n').filter((line) => line.trim());
    return { transactions: lines.map((line) => JSON.parse(line) as Transaction) };
  }
}

/** The history in a file. The engine has read its rows before, so that a bad file has its code. */
export function historyOf(name: string, bytes: Uint8Array, consent: Purpose[], timeZone: string | undefined): History {
  const found = elements(new TextDecoder().decode(bytes));
  examine(found as Record<string, unknown>);
  const transactions = (found.transactions ?? []).filter(isObject);
  const dates = transactions.map(({ bookedAt }) => bookedAt).filter(isDate);
  dates.sort();
  const first = dayOf(dates[0] ?? '1970-01-01');
  const last = dayOf(dates.at(-1) ?? '1970-01-01');
  const from = Math.min(last, Math.max(first + WARM_UP_DAYS, last - YEAR_DAYS));
  return {
    id: found.id ?? name,
    timeZone: timeZone ?? found.timeZone ?? 'UTC',
    consent: found.consent ?? consent,
    from: found.from ?? dateOf(from),
    to: found.to ?? dateOf(last),
    accounts: (found.accounts ?? []).filter(isObject),
    transactions,
    skipped: (found.transactions ?? []).length - transactions.length,
    declares: found.declares ?? [],
    events: found.events ?? [],
    silences: found.silences ?? [],
  };
}
