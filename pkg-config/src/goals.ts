// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Goals and looking ahead, as types: what a change would do to the balance, what the customer saves for and how.
 *
 * Money is a decimal string with the currency's own decimals, days are `YYYY-MM-DD` in the customer's time zone.
 */

import type { Forecast, ForecastDay } from './types';

/** How often something comes again. */
export type Every = 'weekly' | 'biweekly' | 'semimonthly' | 'monthly' | 'bimonthly' | 'quarterly' | 'semiannual' | 'annual';

/** A change to try out. Amounts are without sign. What lies outside the days that are looked at changes nothing. */
export type Change =
  /** Money spent on a day, once or, with `every`, again and again until `until`. */
  | { kind: 'purchase'; amount: string; date: string; every?: Every | undefined; until?: string | undefined }
  /** Money that comes in. */
  | { kind: 'income'; amount: string; date: string; every?: Every | undefined; until?: string | undefined }
  /** Money put by, which is then no more there to spend: monthly from `date` on, unless `every` says otherwise. */
  | { kind: 'saving'; amount: string; date: string; every?: Every | undefined; until?: string | undefined }
  /** A series of `series()` comes with another amount from `date` on (from today when left out). */
  | { kind: 'amount'; series: string; amount: string; date?: string | undefined }
  /** It comes no more from `date` on (from today when left out). */
  | { kind: 'ended'; series: string; date?: string | undefined }
  /** Its next payment comes on another day. */
  | { kind: 'moved'; series: string; date: string };

/** What `simulate()` is asked: an account or a currency, as `forecast()` takes them. */
export interface Simulate {
  /** One account. */
  accountId?: string | undefined;
  /** ISO 4217: all accounts of this currency, as in `forecast()`. */
  currency?: string | undefined;
  /** How many days after today: 0 to 1,000. */
  days: number;
  /** What to try out; 64 at most. */
  changes: readonly Change[];
}

/** The path without and with the changes. Nothing of it is remembered. */
export interface Simulation {
  /** What `forecast()` answers. */
  before: Forecast;
  /** The same with the changes: they add up, and the band is as wide as before. */
  after: Forecast;
  /** Where the two part; absent where they do not. */
  differs?: {
    /** The first day that ends differently. */
    from: string;
    /** By how much the lowest p50 is another, signed. */
    lowest: string;
    /** By how much the last day ends differently, signed. */
    end: string;
    /** The first day whose p10 falls below zero by the changes, where there is one. */
    shortOn?: string;
  };
}

/** What counts as saved for a goal; each row counts for its share of one amount once, whatever goals there are. */
export type GoalSource =
  /** Moves between own accounts: into the linked account, or else into any savings account of the currency. */
  | 'transfers'
  /** Of these the small ones: below ten units of the currency, or a thousand yen. */
  | 'round-ups'
  /** Of these what comes by standing order. */
  | 'rule'
  /** Everything that happens on the linked account, with what was on it when the goal began. */
  | 'account';

/** What the customer saves for. */
export interface GoalWish {
  /** The id of a goal to be changed; a new goal when left out. What is left out then stays as it is, `null` takes it away. */
  id?: string | undefined;
  /** The customer's own words, cut after 200 signs. They are in no log. */
  name?: string | undefined;
  /** Above zero. */
  amount?: string | undefined;
  /** ISO 4217; a goal keeps it. */
  currency?: string | undefined;
  /** The last day to have it by. */
  by?: string | null | undefined;
  /** 1 to 9, 1 first; 5 when left out. Equal ones stand in the order in which they began. */
  priority?: number | undefined;
  /** An own account in which the money lies. */
  accountId?: string | null | undefined;
  /** What counts as saved: `account` where an account is linked, else `transfers`. */
  from?: GoalSource | undefined;
  /** The last day of a pause. */
  pausedUntil?: string | null | undefined;
}

/** Where the plan stands. */
export type GoalState =
  /** On its way; by `by`, where there is a day. */
  | 'on-track'
  /** By `by` it will, as likely as not, not be there at this pace. */
  | 'at-risk'
  /** Nothing goes in, and nothing is likely to be left for it. */
  | 'no-room'
  /** Stopped by the customer. */
  | 'paused'
  /** There. */
  | 'reached';

/** What goes on from here, for each payday. Nothing of it borrows: own money comes first, and only what nine times in ten is left. */
export interface GoalPlan {
  /** The next regular income; a month from today where none is known. */
  payday: string;
  /** How often it comes. */
  every: Every;
  /** What would have to go in at each payday to have it by `by`. */
  needed?: string;
  /** What went in of late, for each payday. */
  lately: string;
  /** Money that lies idle nine times in ten and could go in today, besides `safe`. */
  now: string;
  /** What more is safe at each payday: this goal's part of what nine times in ten is left. */
  safe: string;
  /** What is safe for all goals of the currency together; the parts never add up to more. */
  surplus: string;
  /** The day it would be there, if more, as much, or less is left than expected; absent where that is in no ten years. */
  reached: { earliest?: string; expected?: string; latest?: string };
  /** What would have been saved, today and payday by payday, as long as it grows: 60 steps at most. */
  path: ForecastDay[];
}

/** A goal and how far it is. */
export interface Goal {
  id: string;
  /** The customer's own words: set as text. */
  name: string;
  amount: string;
  currency: string;
  by?: string;
  priority: number;
  accountId?: string;
  from: GoalSource;
  /** The day it began. */
  since: string;
  state: GoalState;
  /** The last day of the pause; absent where it has no end. */
  pausedUntil?: string;
  /** What is there: what it started with and all parts of rows. */
  saved: string;
  /** What is missing. */
  left: string;
  /** Hundredths, cut; 100 only when it is there. */
  percent: number;
  /** What was on the linked account when it began. */
  startedWith: string;
  /** The rows that made it, oldest first, each with its part; what was taken out again is negative. */
  rows: { transaction: string; date: string; amount: string }[];
  /** When it first came to a quarter, a half, three quarters, all. */
  milestones: { percent: 25 | 50 | 75 | 100; date: string }[];
  /** Absent where the goal is reached or paused, or nothing tells a balance to plan with. */
  plan?: GoalPlan;
}

/** Another day or amount to try out. */
export interface GoalQuestion {
  id: string;
  by?: string | null | undefined;
  amount?: string | undefined;
}

/** Goals before and after a change that was only tried out; others share the surplus, so all are told. */
export interface GoalWhatIf {
  before: Goal[];
  after: Goal[];
}
