// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The data of the payment guard: what it is asked, what it answers, what customers ask of it.
 *
 * A part of the public contract, as `types.ts` is.
 */

import type { Action, Card, CardText, Message, Reason, Transaction } from './types';

/** A payment that is about to be made. Unknown fields are ignored; `null` equals absent. */
export interface PaymentDraft extends Partial<Transaction> {
  accountId: string;
  /** Negative decimal string. */
  amount: string;
  currency: string;
}

/** What a customer says that a payment is for. */
export type PaymentPurpose = 'purchase' | 'family' | 'bill' | 'investment' | 'called' | 'other';

/** What the host saw around a draft. All of it may be left out; unknown fields are ignored; `null` equals absent. */
export interface PaymentContext {
  /** What the bank's check of the payee's name said: the account is theirs, nearly, is not, could not be checked. */
  nameCheck?: 'match' | 'close' | 'no-match' | 'not-possible' | null | undefined;
  /** What the customer chose after a verdict of the form `choose-reason`. */
  purpose?: PaymentPurpose | null | undefined;
  /** The customer is on the phone. */
  onCall?: boolean | null | undefined;
  /** Somebody else sees the screen, or steers it. */
  screenShared?: boolean | null | undefined;
  /** The account number was pasted, not typed or chosen. */
  pastedAccount?: boolean | null | undefined;
  /** The form was filled in faster than this customer does. */
  rushed?: boolean | null | undefined;
  /** The first session on this device. */
  firstLoginOnDevice?: boolean | null | undefined;
}

/** A decision about money that is not a payment. */
export interface MoneyDecision {
  /** To borrow, to invest, to take out of savings. */
  kind: 'borrow' | 'invest' | 'withdraw';
  accountId: string;
  /** Decimal string above zero. */
  amount: string;
  currency: string;
  /** How long, in months: up to 600; a loan needs at least one. */
  months?: number | null | undefined;
  /** Interest or cost of a year, in hundredths of a percent: 450 is 4.5 %. */
  rate?: number | null | undefined;
}

/** An amount without sign. */
export interface GuardAmount {
  /** Decimal string above zero. */
  amount: string;
  currency: string;
}

/** What a customer asks of the guard. */
export interface GuardSettings {
  /** Every payment above is at least paused: above what is usual for the payee, or above an amount. */
  pauseAbove: 'usual' | GuardAmount | null;
  /** Somebody to ask first. */
  trustedContact: string | null;
  /** What is paid in a day at most before the guard pauses. */
  dailyAllowance: GuardAmount | null;
}

/** The same when it is set: what is left out stays, `off` takes it back. */
export interface GuardWishes {
  pauseAbove?: 'usual' | 'off' | GuardAmount | undefined;
  /** A name, or `off`. */
  trustedContact?: string | undefined;
  dailyAllowance?: 'off' | GuardAmount | undefined;
}

/** Something that the guard weighs. The last five speak for a payment; what each says is in `docs/GUARD.md`. */
export type PaymentSign =
  | 'already-paid'
  | 'paid-anyway'
  | 'changed-account'
  | 'slipped-decimal'
  | 'new-payee'
  | 'other-name'
  | 'look-alike'
  | 'many-new-payees'
  | 'name-close'
  | 'name-no-match'
  | 'name-not-possible'
  | 'cancelled-before'
  | 'recent-payee'
  | 'account-check'
  | 'first-abroad'
  | 'second-account'
  | 'above-payee-range'
  | 'above-own-range'
  | 'doubled-digit'
  | 'round-investment'
  | 'other-currency'
  | 'in-pieces'
  | 'after-credit'
  | 'below-zero'
  | 'bills-at-risk'
  | 'on-call'
  | 'screen-shared'
  | 'pasted-account'
  | 'rushed'
  | 'first-login'
  | 'someone-called'
  | 'unusual-hour'
  | 'unusual-weekend'
  | 'proven-payee'
  | 'known-payee'
  | 'name-match'
  | 'small-amount'
  | 'went-through-before';

/** The words of a verdict. Plain strings: set them as text, never as HTML. */
export interface VerdictText extends CardText {
  /** What to ask the customer in this form; empty where there is no question. */
  ask: string;
  /** Advice for what the customer said that it is for; empty before. */
  advice: string;
  /** The answers to choose from, each with its advice; none but for `choose-reason`. */
  options: { id: PaymentPurpose; label: string; advice: string }[];
}

/** What is known about a payment before it is made. It never blocks; the bank decides. */
export interface PaymentVerdict {
  /** For `respond()`. */
  id: string;
  /** From nothing to say (`clear`) to a person of the bank (`human`). */
  level: 'clear' | 'inform' | 'confirm' | 'pause' | 'human';
  /**
   * How to show it: not at all; in one line; beside the payment that it repeats; with the `field` marked; as a question
   * what it is for; by having payee and amount typed once more; after `waitMinutes`; with somebody whom the customer
   * trusts; with a person of the bank. Never the one that was shown last.
   */
  form: 'none' | 'line' | 'show-pair' | 'highlight' | 'choose-reason' | 'read-back' | 'wait' | 'trusted-contact' | 'call';
  /** The strongest first; none where there is nothing to say. */
  reasons: Reason[];
  /** Earlier rows that this payment would repeat, likeliest first. */
  duplicateOf: { transaction: string; gapDays: number; confidence: number }[];
  /** A payment that will be made anyway: scheduled (then `series` may be empty), or of a standing order or direct debit. */
  upcoming?: { series: string; date: string; amount: string };
  /** All that was weighed, whatever the level, the strongest first: hundredths of a log-odds unit, below zero in favor. */
  signs: { sign: PaymentSign; points: number }[];
  /** The rows that show it. */
  evidence: { transactions: string[] };
  /** The field of the draft that stands out most. */
  field?: 'counterpartyName' | 'counterpartyAccount' | 'amount';
  /** How long to wait before it can be confirmed; the customer may cancel meanwhile. */
  waitMinutes?: number;
  /** Whom the customer wanted to ask first. */
  trustedContact?: string;
  message: Message;
  actions: Action[];
  /** Which data the verdict rests on, for which purpose and under which grant. */
  uses: Card['uses'];
  /** Rendered when first read; `because` has one sentence per entry of `reasons`. */
  text: VerdictText;
}
