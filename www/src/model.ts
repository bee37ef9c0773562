// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The shapes that the demo hands around: rows as the engine takes them, and what a data set holds.
 *
 * Invariants: money is a decimal string, a date is `YYYY-MM-DD`; nothing here computes.
 */
import type { Controller } from 'oxpecker';

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

/** The pages by their addresses, in the order of the menu; the first is the one that opens. */
export const PAGES = ['home', 'savings', 'year', 'settings', 'check'] as const;
export type PageName = (typeof PAGES)[number];

export type Source = 'europe' | 'japan' | 'file' | 'story';
/** The customers that are as old as the day of the visit. */
export type Sample = Exclude<Source, 'file' | 'story'>;
/** The three personas whose year can be walked. */
export type StoryId = 'family' | 'designer' | 'salaried-japan';
export const STORIES: readonly StoryId[] = ['family', 'designer', 'salaried-japan'];
export type Language = 'en' | 'ja';

export interface Dataset {
  readonly timeZone: string;
  /** Set when the data's last day is not the visitor's today: then that day counts as today. */
  readonly asOf: string | null;
  readonly accounts: readonly Account[];
  readonly transactions: readonly Row[];
  readonly tries: Tries;
}

/** Who asks for consent, as receipts name it; the bank is invented. */
export const CONTROLLER: Controller = {
  id: 'larkmere',
  name: 'Larkmere Private Bank (invented)',
  address: '1 Invented Street, Larkmere',
  contact: 'privacy@larkmere.example',
  jurisdiction: 'FR',
};
