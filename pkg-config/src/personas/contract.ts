// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What a persona is: an invented customer with a life in rows, and what a good companion would notice of it.
 *
 * Invariants: plain JSON; made by code from a seed, so the same persona is the same bytes everywhere; no name, payee or
 * number of anybody. Events hold only what may be inferred from rows; everything else about a life is declared.
 */

import type { Account, Card, Purpose, Transaction } from '../types';

/** The twelve. */
export type PersonaId =
  | 'student'
  | 'family'
  | 'designer'
  | 'pensioner'
  | 'indebted'
  | 'between-jobs'
  | 'renovator'
  | 'quiet-saver'
  | 'salaried-japan'
  | 'pension-couple-japan'
  | 'part-time-japan'
  | 'home-saver-japan';

/** What happened, in the words of the customer's year. */
export type EventKind =
  | 'charged-twice'
  | 'two-charges-in-cycle'
  | 'refund-arrived'
  | 'price-rose'
  | 'bill-higher'
  | 'charge-missing'
  | 'income-late'
  | 'income-changed'
  | 'income-arrived'
  | 'trial-ending'
  | 'trial-charged'
  | 'subscription-new'
  | 'subscription-ended'
  | 'fee-repeated'
  | 'unusual-spend'
  | 'bill-too-dear'
  | 'short-until-payday'
  | 'idle-surplus'
  | 'life-moment'
  | 'tax-season'
  | 'subscription-unused'
  | 'refund-overdue'
  | 'journey-stuck'
  | 'journey-stopped'
  | 'own-day'
  | 'goal-milestone'
  | 'goal-at-risk'
  | 'reward-expiring'
  | 'challenge';

/** Something that a good companion would notice. */
export interface PersonaEvent {
  /** Unique within the persona. */
  id: string;
  kind: EventKind;
  /** `YYYY-MM-DD`: the first day on which it can be known. */
  date: string;
  /** `YYYY-MM-DD`: the last day on which noticing it is in time. */
  deadline: string;
  /** Ids of the rows that show it; empty where no row does, such as before a bill that is not covered. */
  transactions: string[];
  /** Families of findings that count as noticing it; a card counts when its nudge is about one of them. */
  families: string[];
  /** One sentence. */
  about: string;
}

/** A circumstance that the persona tells on a day: what goes to `context.declare()`. */
export interface Declaration {
  /** `YYYY-MM-DD` */
  date: string;
  kind: string;
  /** `YYYY-MM-DD`: the last day. */
  until?: string;
  note?: string;
}

/** Something that the persona does in the app on a day. */
export interface Doing {
  /** `YYYY-MM-DD` */
  date: string;
  /** What the app tells by `track()`. */
  event?: string;
  /** The counterparty of a series that the persona says it does not use. */
  unused?: string;
  /** What the persona saves for from then on. */
  goal?: { name: string; amount: string; by: string };
  /** A savings challenge of the pack that the persona joins, where it is proposed. */
  join?: { challenge: string; level: 'gentle' | 'steady' | 'bold' };
  /** A nudge whose card the persona accepts on that day. */
  accepts?: string;
}

/** A time in which cards of a class would be wrong, whatever the rows say. */
export interface Silence {
  /** `YYYY-MM-DD` */
  from: string;
  /** `YYYY-MM-DD`: the last day. */
  to: string;
  class: Card['class'];
  /** One sentence. */
  because: string;
}

/** A price that the persona's bank lists beside bills: what stands in its pack. */
export interface ListedTariff {
  id: string;
  bill: 'utility' | 'telecom' | 'insurance' | 'subscription';
  /** What it costs a month, as a decimal. */
  monthly: string;
  /** ISO 4217. */
  currency: string;
  name: Bilingual;
}

/** A text in both languages of the package. */
export interface Bilingual {
  en: string;
  ja: string;
}

/** An invented customer. `ingest()` takes it as it is: the fields beside `accounts` and `transactions` are ignored. */
export interface Persona {
  id: string;
  title: Bilingual;
  /** One sentence about the life in the rows. */
  about: Bilingual;
  /** BCP 47 tag. */
  locale: string;
  /** IANA zone. */
  timeZone: string;
  /** ISO 4217: the main currency. */
  currency: string;
  /** What this customer has granted. */
  consent: Purpose[];
  /** `YYYY-MM-DD`: the first day of the year to walk; the rows begin half a year before. */
  from: string;
  /** `YYYY-MM-DD`: its last day, on which the rows end. */
  to: string;
  /** With the balance at the end of `to`. */
  accounts: Account[];
  /** Oldest first; each booked row carries the balance after it. */
  transactions: Transaction[];
  declares: Declaration[];
  /** By date. */
  does?: Doing[];
  /** What their bank lists. */
  tariffs?: ListedTariff[];
  /** By date. */
  events: PersonaEvent[];
  silences: Silence[];
}
