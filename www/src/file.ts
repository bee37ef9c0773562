// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the page itself shows of the visitor's file: the engine keeps its own rows, the list needs them too.
 *
 * In: the file's text and the engine's report. Out: a `Dataset`, or null when no row can be shown.
 * Invariants: runs only on a file that the engine accepted; rows that the engine named as bad are left out;
 * ids are values in a Map, never property names.
 */
import type { IngestReport, Series } from 'oxpecker';
import type { Account, Dataset, Draft, Row, Tries } from './model.js';

export function datasetOf(text: string, report: IngestReport, timeZone: string, today: string): Dataset | null {
  const { accounts, transactions } = entries(text);
  const bad = new Set(report.problems.map((problem) => problem.row));
  const byId = new Map<string, Row>();
  for (const [index, entry] of transactions.entries()) {
    if (!bad.has(index) && isRow(entry)) byId.set(entry.id, tidyRow(entry));
  }
  const rows = [...byId.values()];
  if (rows.length === 0) return null;

  const declared = new Map<string, Account>();
  for (const entry of accounts) {
    if (isObject(entry) && isText(entry['id'])) declared.set(entry['id'], tidyAccount(entry, entry['id']));
  }
  for (const row of rows) {
    if (!declared.has(row.accountId)) declared.set(row.accountId, { id: row.accountId, currency: row.currency });
  }
  const last = rows.reduce((latest, row) => (row.bookedAt > latest && row.bookedAt <= today ? row.bookedAt : latest), '');
  return {
    timeZone,
    asOf: last === today ? null : last || null,
    accounts: [...declared.values()],
    transactions: rows,
    tries: {},
  };
}

/** The account that the list opens with: the one with the most rows. */
export function busiestAccount(data: Dataset): string {
  const counts = new Map<string, number>();
  for (const row of data.transactions) counts.set(row.accountId, (counts.get(row.accountId) ?? 0) + 1);
  let busiest = data.accounts[0]?.id ?? '';
  for (const [id, count] of counts) if (count > (counts.get(busiest) ?? 0)) busiest = id;
  return busiest;
}

function entries(text: string): { accounts: unknown[]; transactions: unknown[] } {
  const body = text.replace(/^\ufeff/, '').trim();
  if (body.startsWith('[')) return { accounts: [], transactions: list(JSON.parse(body)) };
  try {
    const whole: unknown = JSON.parse(body);
    if (isObject(whole) && ('transactions' in whole || 'accounts' in whole)) {
      return { accounts: list(whole['accounts']), transactions: list(whole['transactions']) };
    }
    return { accounts: [], transactions: [whole] };
  } catch {
    const lines = body.split('\n').filter((line) => line.trim() !== '');
    return { accounts: [], transactions: lines.map((line): unknown => JSON.parse(line)) };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRow(entry: unknown): entry is Record<string, unknown> & Row {
  return (
    isObject(entry) &&
    ['id', 'accountId', 'bookedAt', 'amount', 'currency'].every((field) => isText(entry[field])) &&
    /^\d{4}-\d{2}-\d{2}$/.test(String(entry['bookedAt']))
  );
}

const ROW_FIELDS = ['time', 'counterpartyName', 'counterpartyAccount', 'reference', 'kind', 'status', 'balanceAfter'] as const;
const ACCOUNT_FIELDS = ['type', 'currency', 'balance', 'balanceAt', 'name'] as const;

function tidyRow(row: Record<string, unknown> & Row): Row {
  const { id, accountId, bookedAt, amount, currency } = row;
  return { id, accountId, bookedAt, amount, currency, ...texts(row, ROW_FIELDS) };
}

function tidyAccount(entry: Record<string, unknown>, id: string): Account {
  return { id, ...texts(entry, ACCOUNT_FIELDS) };
}

function texts<Field extends string>(entry: Record<string, unknown>, fields: readonly Field[]): { [Key in Field]?: string } {
  const found: { [Key in Field]?: string } = {};
  for (const field of fields) {
    const value = entry[field];
    if (isText(value)) found[field] = value;
  }
  return found;
}

/** Examples for the form out of the visitor's own life: the newest payment out, the series that is due next. */
export function triesFrom(data: Dataset, accountId: string, series: readonly Series[]): Tries {
  const out = data.transactions.filter((row) => row.accountId === accountId && row.amount.startsWith('-') && row.counterpartyName);
  const bills = out.filter((row) => row.kind === 'transfer' || row.kind === 'standing_order');
  const paid = (bills.length > 0 ? bills : out).reduce<Row | null>((newest, row) => (newest && newest.bookedAt > row.bookedAt ? newest : row), null);
  const due = series
    .filter((each) => each.accountId === accountId && each.direction === 'out' && each.next)
    .sort((a, b) => (a.next?.date ?? '').localeCompare(b.next?.date ?? ''))[0];
  const draft = (amount: string, currency: string, row: Partial<Row>): Draft => ({
    accountId,
    amount: `-${amount.replace('-', '')}`,
    currency,
    counterpartyName: row.counterpartyName ?? '',
    counterpartyAccount: row.counterpartyAccount ?? '',
    reference: row.reference ?? '',
  });
  return {
    ...(paid && { paid: draft(paid.amount, paid.currency, paid) }),
    ...(due && { due: draft(due.next?.amount ?? due.amount, due.currency, { counterpartyName: due.counterparty }) }),
  };
}
