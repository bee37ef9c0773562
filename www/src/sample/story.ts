// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Turns a customer's story (bills, habits, incidents) into eighteen months of rows that end today.
 *
 * In: a `Story` and today's civil date. Out: a `Dataset`.
 * Invariants: same story and same day give the same rows; amounts are integers of minor units until they are written.
 */
import { addDays, addMonths, dayEveryMonthHas, monthly, workingDayBefore } from '../calendar.js';
import type { Dataset, Draft, Row } from '../model.js';
import { seeded } from './random.js';

const HISTORY_MONTHS = 18;

/** Something that returns every so many months. */
export interface Bill {
  readonly name: string;
  readonly account?: string;
  readonly kind: string;
  readonly category: string;
  readonly mcc?: string;
  /** A day that every month has, or days before today (negative: after today). */
  readonly on: { readonly day: number } | { readonly daysAgo: number };
  readonly every?: number;
  /** Minor units; a pair is a range. */
  readonly amount: number | readonly [low: number, high: number];
  /** The newest rows cost this instead. */
  readonly raised?: { readonly monthsAgo: number; readonly amount: number };
  readonly reference?: string;
  /** Booked on the last working day before a weekend. */
  readonly beforeWeekend?: boolean;
  /** The other side of an own transfer. */
  readonly into?: string;
  /** The newest charge is followed by a second one, this many days later. */
  readonly againAfter?: number;
}

/** Something bought whenever: groceries, coffee, fares, cash. */
export interface Habit {
  readonly names: readonly [string, ...string[]];
  readonly kind: string;
  readonly category: string;
  readonly mcc: string;
  readonly perWeek: number;
  readonly amounts: readonly [number, ...number[]] | { readonly low: number; readonly high: number; readonly step: number };
}

/** One row, some days ago. */
export interface Single {
  readonly name: string;
  readonly account?: string;
  readonly kind: string;
  readonly category: string;
  readonly mcc?: string;
  readonly amount: number;
  readonly daysAgo: number;
  readonly time?: string;
  readonly reference?: string;
  readonly status?: string;
}

export interface Story {
  readonly prefix: string;
  readonly seed: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly decimals: number;
  readonly balances: { readonly current: number; readonly savings: number };
  readonly bills: readonly Bill[];
  readonly habits: readonly Habit[];
  readonly singles: readonly Single[];
  readonly tries: { readonly [Name in 'paid' | 'fresh' | 'due']: Omit<Draft, 'accountId' | 'currency'> };
}

export function tell(story: Story, today: string): Dataset {
  const random = seeded(story.seed);
  const current = `${story.prefix}-current`;
  const savings = `${story.prefix}-savings`;
  const from = addMonths(today, -HISTORY_MONTHS);
  const rows: Row[] = [];

  const book = (minor: number, row: Omit<Row, 'id' | 'amount' | 'currency' | 'accountId'> & { accountId?: string }) =>
    rows.push({
      accountId: current,
      ...row,
      id: `${story.prefix}-${String(rows.length + 1).padStart(4, '0')}`,
      amount: decimal(minor, story.decimals),
      currency: story.currency,
    });

  for (const bill of story.bills) {
    const anchor = 'day' in bill.on
      ? `${today.slice(0, 8)}${String(bill.on.day).padStart(2, '0')}`
      : dayEveryMonthHas(addDays(today, -bill.on.daysAgo));
    const dates = monthly(anchor, from, today).filter((_, index) => index % (bill.every ?? 1) === 0);
    for (const [index, due] of dates.entries()) {
      const date = bill.beforeWeekend ? workingDayBefore(due) : due;
      const raised = bill.raised && due >= addMonths(today, -bill.raised.monthsAgo);
      const range = raised ? bill.raised.amount : bill.amount;
      const minor = typeof range === 'number' ? range : random.between(range[0], range[1]);
      const row = {
        bookedAt: date,
        kind: bill.kind,
        category: bill.category,
        counterpartyName: bill.name,
        ...(bill.account && { counterpartyAccount: bill.account }),
        ...(bill.mcc && { mcc: bill.mcc }),
        ...(bill.reference && { reference: `${bill.reference} ${date.slice(0, 7)}` }),
      };
      book(minor, row);
      if (bill.into) book(-minor, { ...row, accountId: savings, counterpartyName: bill.into });
      const again = bill.againAfter && addDays(date, bill.againAfter);
      if (again && index === dates.length - 1 && again <= today) book(minor, { ...row, bookedAt: again });
    }
  }

  for (let date = from; date < today; date = addDays(date, 1)) {
    for (const habit of story.habits) {
      if (!random.chance(habit.perWeek / 7)) continue;
      const minor = 'low' in habit.amounts
        ? random.between(habit.amounts.low / habit.amounts.step, habit.amounts.high / habit.amounts.step) *
          habit.amounts.step
        : random.pick(habit.amounts);
      const time = `${two(random.between(8, 20))}:${two(random.between(0, 59))}:${two(random.between(0, 59))}`;
      book(-minor, {
        bookedAt: date,
        time,
        kind: habit.kind,
        category: habit.category,
        mcc: habit.mcc,
        counterpartyName: random.pick(habit.names),
      });
    }
  }

  for (const single of story.singles) {
    const { name, account, amount, daysAgo, ...rest } = single;
    book(amount, {
      ...rest,
      bookedAt: addDays(today, -daysAgo),
      counterpartyName: name,
      ...(account && { counterpartyAccount: account }),
    });
  }

  const balance = (minor: number) => ({ balance: decimal(minor, story.decimals), balanceAt: today, currency: story.currency });
  const draft = (each: Omit<Draft, 'accountId' | 'currency'>): Draft => ({
    ...each,
    accountId: current,
    currency: story.currency,
  });
  return {
    timeZone: story.timeZone,
    asOf: null,
    accounts: [
      { id: current, type: 'current', ...balance(story.balances.current) },
      { id: savings, type: 'savings', ...balance(story.balances.savings) },
    ],
    transactions: rows,
    tries: { paid: draft(story.tries.paid), fresh: draft(story.tries.fresh), due: draft(story.tries.due) },
  };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Minor units as the decimal string that the engine takes. */
function decimal(minor: number, decimals: number): string {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
