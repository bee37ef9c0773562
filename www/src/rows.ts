// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Views of a data set's rows that the page needs more than once.
 *
 * In: a `Dataset`. Out: sorted rows, look-up by id, month sums, balance.
 * Invariants: computed once a data set (a changed data set is a new object).
 */
import { sum } from './amount.js';
import { decimals } from './format.js';
import type { Account, Dataset, Row } from './model.js';

const sortedRows = new WeakMap<Dataset, Map<string, readonly Row[]>>();
const rowsById = new WeakMap<Dataset, ReadonlyMap<string, Row>>();

/** The account's rows, newest first. */
export function rowsOf(data: Dataset, accountId: string): readonly Row[] {
  const accounts = sortedRows.get(data) ?? new Map<string, readonly Row[]>();
  sortedRows.set(data, accounts);
  const known = accounts.get(accountId);
  if (known) return known;
  const key = (row: Row) => `${row.bookedAt}${row.time ?? ''}`;
  const rows = data.transactions
    .filter((row) => row.accountId === accountId)
    .reverse()
    .sort((a, b) => (key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0));
  accounts.set(accountId, rows);
  return rows;
}

export function rowById(data: Dataset, id: string): Row | undefined {
  let rows = rowsById.get(data);
  if (!rows) {
    rows = new Map(data.transactions.map((row) => [row.id, row]));
    rowsById.set(data, rows);
  }
  return rows.get(id);
}

export function account(data: Dataset, id: string): Account {
  return data.accounts.find((each) => each.id === id) ?? { id };
}

export function currencyOf(data: Dataset, accountId: string): string {
  return account(data, accountId).currency ?? rowsOf(data, accountId)[0]?.currency ?? 'EUR';
}

/** The declared balance and every row after its day; else that of the newest row that tells one; else unknown. */
export function balanceOf(data: Dataset, accountId: string): string | null {
  const { balance, balanceAt } = account(data, accountId);
  const rows = rowsOf(data, accountId);
  const newest = rows.findIndex((row) => row.balanceAfter !== undefined);
  const known = balance ?? rows[newest]?.balanceAfter;
  if (known === undefined) return null;
  const isLater = (row: Row, at: number) => (balance === undefined ? at < newest : balanceAt !== undefined && row.bookedAt > balanceAt);
  const later = rows.filter((row, at) => row.id.startsWith(PAYMENT_ID) || isLater(row, at));
  return sum([known, ...later.map((row) => row.amount)], decimals(currencyOf(data, accountId)));
}

/** Money in and out of the account in the month of `day`, moves between own accounts left out. */
export function monthSums(
  data: Dataset,
  accountId: string,
  day: string,
  ownTransfers: ReadonlySet<string>,
): { readonly received: string; readonly spent: string } {
  const currency = currencyOf(data, accountId);
  const rows = rowsOf(data, accountId).filter(
    (row) => row.bookedAt.startsWith(day.slice(0, 7)) && row.currency === currency && !ownTransfers.has(row.id),
  );
  const total = (out: boolean) =>
    sum(rows.filter((row) => row.amount.startsWith('-') === out).map((row) => row.amount), decimals(currency));
  return { received: total(false), spent: total(true) };
}

/** Ids of payments made on the page begin with this. */
export const PAYMENT_ID = 'page-payment-';

/** The rows in whose name, reference, amount or date every word of the query is found. */
export function found(rows: readonly Row[], query: string): readonly Row[] {
  const asked = folded(query).split(/\s+/u).filter(Boolean);
  if (asked.length === 0) return rows;
  return rows.filter((row) => {
    const text = folded(`${row.counterpartyName ?? ''} ${row.reference ?? ''} ${row.amount} ${row.bookedAt}`);
    return asked.every((word) => text.includes(word));
  });
}

/** Case, width and accents aside, and hiragana as katakana. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .toLowerCase()
    .replace(/[\u3041-\u3096]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}
