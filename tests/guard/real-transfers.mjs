// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * How often the payment guard would speak to real customers: every typed payment of the last year, asked in its order.
 *
 * In: a ledger as JSON Lines or JSON (transactions, or an envelope), and the built package. Out: how many answers of each
 * level, and the signs behind those that ask. Each customer is an account; a payment is asked with all that was booked
 * before its day and on its day before it. No row leaves the process.
 *
 *     node tests/guard/real-transfers.mjs <ledger> [--pkg ./pkg] [--days 365] [--show confirm]
 */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const LEVELS = ['clear', 'inform', 'confirm', 'pause', 'human'];
/** What must hold: at most one in so many is at or above the level. */
const MUST_HOLD = { confirm: 50, pause: 500 };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { pkg: { type: 'string', default: 'pkg' }, days: { type: 'string', default: '365' }, show: { type: 'string' } },
});
const [file] = positionals;
if (!file) throw new Error('usage: node tests/guard/real-transfers.mjs <ledger> [--pkg ./pkg] [--days 365]');

const manifest = JSON.parse(readFileSync(resolve(options.pkg, 'package.json'), 'utf8'));
const pick = (entry) => (typeof entry === 'string' ? entry : pick(entry.node ?? entry.import ?? entry.default));
const { Oxpecker } = await import(pathToFileURL(resolve(options.pkg, pick(manifest.exports['.']))).href);

/** Rows and accounts, whatever the shape of the file. */
function read(text) {
  const lines = () => text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = lines();
  }
  return Array.isArray(parsed) ? { transactions: parsed, accounts: [] } : { accounts: [], ...parsed };
}

const byDay = (a, b) => (a.bookedAt < b.bookedAt ? -1 : a.bookedAt > b.bookedAt ? 1 : 0);
const isTyped = ({ kind, amount, counterpartyAccount, counterpartyName }) =>
  amount.startsWith('-') && (kind === 'transfer' || (!kind && Boolean(counterpartyAccount) && !/^card$/.test(kind ?? '')) || (kind === 'other' && Boolean(counterpartyName)));
const before = (day, days) => new Date(Date.parse(day) - days * 864e5).toISOString().slice(0, 10);

const { transactions, accounts } = read(readFileSync(file, 'utf8'));
const customers = new Map();
for (const row of transactions) customers.set(row.accountId, [...(customers.get(row.accountId) ?? []), row]);
const count = Object.fromEntries(LEVELS.map((level) => [level, 0]));
const signs = new Map();
let asked = 0;
for (const [accountId, rows] of customers) {
  rows.sort(byDay);
  const from = before(rows.at(-1).bookedAt, Number(options.days));
  const ox = await Oxpecker.create({ timeZone: 'UTC', consent: ['payment-guard'] });
  let next = 0;
  for (const [place, row] of rows.entries()) {
    if (row.bookedAt < from || !isTyped(row)) continue;
    ox.ingest({ accounts: accounts.filter(({ id }) => id === accountId), transactions: rows.slice(next, place) });
    next = place;
    const { id, balanceAfter, bookedAt, seq, ...draft } = row;
    const verdict = ox.checkPayment(draft, { now: `${bookedAt}T12:00:00Z` });
    asked += 1;
    count[verdict.level] += 1;
    if (verdict.level === 'confirm' || verdict.level === 'pause' || verdict.level === 'human') {
      const key = verdict.signs.map(({ sign }) => sign).join(' + ');
      signs.set(key, (signs.get(key) ?? 0) + 1);
      if (options.show === verdict.level) console.error(id, bookedAt, row.amount, key);
    }
  }
  ox.free();
}

const atLeast = (level) => LEVELS.slice(LEVELS.indexOf(level)).reduce((sum, one) => sum + count[one], 0);
const holds = Object.entries(MUST_HOLD).map(([level, oneIn]) => [level, atLeast(level), oneIn, atLeast(level) * oneIn <= asked]);
console.error(`${asked} payments of ${customers.size} accounts: ${LEVELS.map((level) => `${level} ${count[level]}`).join(', ')}`);
for (const [level, found, oneIn, held] of holds) {
  const rate = found === 0 ? 'none' : `1 in ${Math.round(asked / found)}`;
  console.error(`${level} or more: ${found} (${rate}; at most 1 in ${oneIn}: ${held ? 'holds' : 'DOES NOT HOLD'})`);
}
for (const [key, times] of [...signs].sort((a, b) => b[1] - a[1]).slice(0, 20)) console.error(`  ${times} × ${key}`);
console.log(JSON.stringify({ measure: 'guard', asked, accounts: customers.size, count, holds: holds.every((one) => one[3]) }));
process.exitCode = holds.every((one) => one[3]) ? 0 : 1;
