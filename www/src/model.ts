// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The shapes that the demo hands around: rows as the engine takes them, and what a data set holds.
 *
 * Invariants: money is a decimal string, a date is `YYYY-MM-DD`; nothing here computes.
 */

export interface Row {
  readonly id: string;
  readonly accountId: string;
  readonly bookedAt: string;
  readonly amount: string;
  readonly currency: string;
  readonly time?: string;
  readonly counterpartyName?: string;
  readonly counterpartyAccount?: string;
  readonly reference?: string;
  readonly category?: string;
  readonly mcc?: string;
  readonly kind?: string;
  readonly status?: string;
  readonly balanceAfter?: string;
}

export interface Account {
  readonly id: string;
  readonly type?: string;
  readonly currency?: string;
  readonly balance?: string;
  readonly balanceAt?: string;
  readonly name?: string;
}

export interface Draft {
  readonly accountId: string;
  readonly amount: string;
  readonly currency: string;
  readonly counterpartyName: string;
  readonly counterpartyAccount: string;
  readonly reference: string;
}

/** The payments that the form can fill in: a bill already paid, a new bill, a standing order that is due. */
export type TryName = 'paid' | 'fresh' | 'due';
export type Tries = { readonly [Name in TryName]?: Draft };

export type Source = 'europe' | 'japan' | 'file';
export type Language = 'en' | 'ja';

export interface Dataset {
  readonly timeZone: string;
  /** Set when the data's last day is not the visitor's today: then that day counts as today. */
  readonly asOf: string | null;
  readonly accounts: readonly Account[];
  readonly transactions: readonly Row[];
  readonly tries: Tries;
}
