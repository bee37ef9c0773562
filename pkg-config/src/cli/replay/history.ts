// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Whose days a replay walks: a persona, or a file of rows, which may carry the fields of a persona.
 *
 * In: a persona, or what `file.ts` made of a file. Out: a `History` whose rows stand in the order in which they become known, and whose accounts
 * carry the balance before the first of them, so that no day knows of a later one.
 */

import type { Account, Transaction } from '../../types';
import { dateOf, dayOf } from '../../personas/calendar';
import type { Persona } from '../../personas/contract';

/** A persona as a replay needs it. */
export type History = Omit<Persona, 'title' | 'about' | 'locale' | 'currency'> & {
  /** Elements of a file that are no objects, which no day could be found for. */
  skipped?: number;
};

/** `YYYY-MM-DD` */
export const DATE = /^\d{4}-\d\d-\d\d$/;
const DECIMAL = /^-?\d{1,18}(?:\.(\d{1,4}))?$/;

const known = ({ bookedAt, time }: Transaction) => `${typeof bookedAt === 'string' ? bookedAt : ''}T${time ?? ''}`;

/** A decimal string in ten-thousandths. */
function scaled(text: string | null | undefined): bigint | undefined {
  const match = DECIMAL.exec(text ?? '');
  if (!match) return undefined;
  const [whole = ''] = match;
  return BigInt(whole.replace('.', '') + '0'.repeat(4 - (match[1]?.length ?? 0)));
}

function unscaled(value: bigint, decimals: number): string {
  const digits = String(value < 0n ? -value : value).padStart(5, '0');
  const fraction = digits.slice(-4).slice(0, decimals);
  return `${value < 0n ? '-' : ''}${digits.slice(0, -4)}${fraction && `.${fraction}`}`;
}

/** The account with its balance at the end of the day before its first row; without one where it cannot be told. */
function opened(account: Account, rows: readonly Transaction[], before: string): Account {
  const { balance, balanceAt, ...rest } = account;
  let value = scaled(balance);
  if (value === undefined || !balanceAt || !DATE.test(balanceAt)) return rest;
  for (const { accountId, amount, bookedAt, currency, status } of rows) {
    if (accountId !== account.id || bookedAt > balanceAt || status === 'pending') continue;
    const moved = scaled(amount);
    if (moved === undefined || (account.currency && currency !== account.currency)) return rest;
    value -= moved;
  }
  return { ...rest, balance: unscaled(value, balance?.split('.')[1]?.length ?? 0), balanceAt: before };
}

/** Puts rows and accounts in the state in which a replay feeds them. */
export function prepared(history: History): History {
  const transactions = [...history.transactions].sort((a, b) => (known(a) < known(b) ? -1 : known(a) > known(b) ? 1 : 0));
  const first = transactions.find(({ bookedAt }) => DATE.test(bookedAt))?.bookedAt ?? history.from;
  const before = dateOf(dayOf(first) - 1);
  const declares = [...history.declares].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return { ...history, transactions, declares, accounts: history.accounts.map((account) => opened(account, transactions, before)) };
}
