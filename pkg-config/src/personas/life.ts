// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * How a life is written down: what comes again, what is bought whenever, what happened once, and what of it a good
 * companion would notice.
 *
 * Invariants: amounts are whole minor units, money out is negative; dates are civil; rows are named by tags. A payment
 * that comes again has the tag `rent@2025-03`, its second charge in that month `rent@2025-03+`, a single row its own.
 */

import type { Purpose } from '../types';
import type { Bilingual, Declaration, Doing, EventKind, ListedTariff, PersonaId, Silence } from './contract';

/** All lives begin here, half a year before the year to walk. */
export const FIRST = '2024-07-01';
/** The first and the last day of that year. */
export const FROM = '2025-01-01';
export const TO = '2025-12-31';

/** What every row may say beside amount and date. */
interface About {
  /** As a bank's row gives the counterparty. */
  name: string;
  /** The account number of the counterparty. */
  number?: string;
  kind: 'card' | 'transfer' | 'direct_debit' | 'standing_order' | 'fee' | 'interest' | 'cash' | 'refund';
  category: string;
  mcc?: string;
  reference?: string;
  /** Key of the account; the first one when left out. */
  of?: string;
}

/** A payment that comes again. */
export interface Bill extends About {
  tag: string;
  /** A day of the month (31 is the last), or a weekday from 0 for Monday, every so many weeks. */
  on: number | { weekday: number; weeks: 1 | 2 };
  /** Months of the calendar in which it comes; all when left out. */
  months?: readonly number[];
  /** Or one amount for each month of the calendar. */
  amount: number | readonly number[];
  /** It varies by up to so many thousandths. */
  wobble?: number;
  /** The amount from a month on. */
  steps?: Readonly<Record<string, number>>;
  /** The amount of single months. */
  odd?: Readonly<Record<string, number>>;
  /** First and last day on which it may come. */
  since?: string;
  until?: string;
  /** Months in which it does not come. */
  skip?: readonly string[];
  /** It comes so many days later in these months. */
  late?: Readonly<Record<string, number>>;
  /** It is charged again, so many days after, in these months. */
  again?: Readonly<Record<string, number>>;
  /** Where a weekend moves it; `after` when left out, and nowhere for cards. */
  weekend?: 'before' | 'after' | 'stays';
  /** The other side of an own transfer: the key of the account and what its row calls this one. */
  into?: { account: string; name: string };
}

/** Something bought whenever. */
export interface Habit extends Omit<About, 'name'> {
  names: readonly [string, ...string[]];
  /** How often in ten weeks. */
  inTenWeeks: number;
  amounts: readonly [number, ...number[]] | { low: number; high: number; step: number };
  /** On working days or at weekends alone. */
  days?: 'working' | 'weekend';
  /** Not in these times. */
  except?: readonly (readonly [from: string, to: string])[];
  /** Only in these times. */
  during?: readonly (readonly [from: string, to: string])[];
  /** So many hours of the day; 8 to 20 when left out. */
  hours?: readonly [number, number];
  /** What the bank takes for each, on the same day. */
  fee?: { name: string; category: string; amount: number };
}

/** A row that comes once. */
export interface Single extends About {
  tag: string;
  date: string;
  time?: string;
  amount: number;
  /** Reserved on its date, and booked so many days later by a row of its own. */
  pendingDays?: number;
  into?: { account: string; name: string };
}

/** What a good companion would notice. */
export interface Plan {
  kind: EventKind;
  /** Tags of the rows that show it. */
  rows?: readonly string[];
  /** The first day on which it can be known; that of its newest row when left out. */
  date?: string;
  /** Days after it in which noticing is in time. */
  within: number;
  about: string;
}

/** A life. */
export interface Life {
  id: PersonaId;
  title: Bilingual;
  about: Bilingual;
  locale: string;
  timeZone: string;
  currency: string;
  /** Decimals of that currency. */
  decimals: 0 | 2;
  consent: readonly Purpose[];
  accounts: readonly { key: string; type: string; name: string; opening: number }[];
  bills: readonly Bill[];
  habits: readonly Habit[];
  singles: readonly Single[];
  declares?: readonly Declaration[];
  does?: readonly Doing[];
  tariffs?: readonly ListedTariff[];
  silences?: readonly Silence[];
  events: readonly Plan[];
}

/** The purposes that lives grant, from least to most. */
export const CAREFUL: readonly Purpose[] = ['insights', 'payment-guard', 'nudges'];
export const OPEN: readonly Purpose[] = [...CAREFUL, 'offers', 'challenges', 'learning'];
export const TELLING: readonly Purpose[] = [...OPEN, 'life-events'];
