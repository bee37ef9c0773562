// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Every word of the demo's own interface in English. The cards' words come from the package.
 *
 * Invariants: the keys define `Strings`; a sentence with a value in it is a function.
 */

import { ATTENTION_EN } from './strings.attention.en.js';
import { CHECK_EN } from './strings.check.en.js';
import { GUARD_EN } from './strings.guard.en.js';
import { PRIVACY_EN } from './strings.privacy.en.js';
import { SAVINGS_EN } from './strings.savings.en.js';
import { YEAR_EN } from './strings.year.en.js';

export const EN = {
  ...PRIVACY_EN,
  ...ATTENTION_EN,
  ...GUARD_EN,
  ...YEAR_EN,
  ...SAVINGS_EN,
  ...CHECK_EN,
  bank: 'Larkmere',
  bankLine: 'Private Bank',
  pageTitle: 'Larkmere Private Bank: a demonstration of Oxpecker',
  skip: 'Skip to the main content',
  languageLabel: 'Language',
  customerLabel: 'Account data',
  customerEurope: 'Sample: Europe, euro',
  customerJapan: 'Sample: Japan, yen',
  customerFile: 'Your file',
  sections: 'Sections',
  demoNote: 'A demonstration. The bank, its customers and all payees are invented.',

  accountLabel: 'Account',
  currentAccount: 'Current account',
  savingsAccount: 'Savings account',
  balance: 'Balance',
  asOfToday: (date: string) => `As of today, ${date}`,
  asOf: (date: string) => `As of ${date}, the last day in your file`,
  asOfStory: (date: string) => `As it stood on ${date}`,
  noBalance: 'Balance not in the data',
  spentThisMonth: 'Out this month',
  receivedThisMonth: 'In this month',

  feed: 'For you',
  feedEmpty: 'Nothing needs your attention.',
  feedEmptyMore: 'When something does, you will read it here, with the reason.',
  why: 'Why am I seeing this?',
  whyRows: 'The transactions behind it',
  whyUses: (data: string) => `Looked at: ${data}. On this device only.`,
  whyUntil: (date: string) => `Shown until ${date} at the latest.`,
  classSafety: 'Safety',
  classObligation: 'Due',
  classCare: 'Good to know',
  classSave: 'Saving',
  classOffer: 'Offer',
  undo: 'Undo',
  answered: {
    accepted: 'In a bank’s own app, this leads to the next step there.',
    dismissed: 'The card is put away.',
    snoozed: 'You will see this again later.',
    'not-relevant': 'Noted: not relevant to you.',
    'never-topic': 'You will not see this topic again.',
    'not-a-duplicate': 'Noted: not a duplicate.',
  } as Readonly<Record<string, string>>,
  broughtBack: 'The card is back.',
  bankStep: 'In a bank’s own app, this leads to the next step there.',
  rowsShown: 'Here are the transactions.',

  quiet: 'Noticed and kept quiet',
  quietLead: 'Seen in your transactions, but not worth interrupting you.',
  quietEmpty: 'Nothing was kept from you.',
  quietCount: (count: number) => (count === 1 ? '1 item' : `${count} items`),

  transactions: 'Transactions',
  transactionsNone: 'No transactions in this account.',
  showMore: (count: number) => `Show ${count} more`,
  shownOf: (shown: string, total: string) => `${shown} of ${total} shown`,
  pending: 'Pending',
  ownTransfer: 'Between your accounts',
  noName: 'No name given',
  columnDate: 'Date',
  columnPayee: 'Payee',
  columnAmount: 'Amount',

  pay: 'Make a payment',
  tryLabel: 'Fill in an example',
  tryPaid: 'A bill already paid',
  tryFresh: 'A new bill',
  tryDue: 'A due standing order',
  fieldPayee: 'Payee',
  fieldAccount: 'Account number (optional)',
  fieldAmount: (currency: string) => `Amount (${currency})`,
  fieldReference: 'Reference (optional)',
  payButton: 'Pay',
  payNote: 'Checked on this device before it is sent. No money moves in this demonstration.',
  errorPayee: 'Enter the payee’s name.',
  errorAmount: (example: string) => `Enter an amount above zero, for example ${example}.`,
  checkAsks: 'Please check before you pay',
  checkTells: 'Before you pay',
  pairDraft: 'The payment you are making',
  pairRow: 'Already in your account',
  pairUpcoming: 'Already scheduled',
  pairDate: 'Date',
  pairToday: 'Today',
  pairReference: 'Reference',
  goBack: 'Go back',
  payAnyway: 'Pay anyway',
  paid: 'Payment accepted',
  paidTo: (amount: string) => `${amount}, pending, to`,
  wentBack: 'Nothing was paid. Your entries are still here.',
  another: 'Make another payment',

  file: 'Try it with your own data',
  fileLead: 'Drop a JSON or JSON Lines file of transactions anywhere on this page, or choose one. It is read on this device and goes nowhere.',
  fileChoose: 'Choose a file',
  fileDrop: 'Drop the file to read it',
  fileReading: (name: string) => `Reading ${name}`,
  fileProgress: (rows: string) => `${rows} transactions read`,
  fileCancel: 'Cancel',
  fileCancelled: 'Cancelled. Nothing was changed.',
  fileDone: (rows: string) => `Read ${rows} transactions.`,
  fileSkippedNone: 'No row was skipped.',
  fileSkipped: (rows: string) => `${rows} skipped:`,
  fileSkippedMore: (rows: string) => `and ${rows} more.`,
  fileRow: (row: string) => `Row ${row}`,
  fileAccountRow: 'An account',
  fileFailed: 'This file could not be read. Nothing was changed.',
  fileOneOnly: 'Please drop one file at a time.',
  backToSample: 'Back to the sample data',

  fileErrors: {
    EMPTY_INPUT: 'The file is empty.',
    BAD_UTF8: 'The file is not text in UTF-8. Save it again as UTF-8.',
    BAD_JSON: 'The file is not valid JSON, or it was cut off.',
    TOO_DEEP: 'The file nests too deeply to be a list of transactions.',
    NOT_TRANSACTIONS: 'The file holds no list of transactions.',
    ELEMENT_TOO_LARGE: 'One entry of the file is far too large.',
    CAPACITY: 'The file is too large for this device.',
    ENGINE_CRASHED: 'The engine could not cope with this file and stopped. The page goes on with the data it had.',
    NONE_VALID: 'No row of the file is a transaction that can be used.',
  } as Readonly<Record<string, string>>,
  fileErrorOther: 'The file could not be understood.',

  rowProblems: {
    MISSING: 'a required value is missing',
    WRONG_TYPE: 'the value has the wrong type',
    EMPTY: 'the value is empty',
    BAD_DATE: 'this date does not exist',
    BAD_TIME: 'this time does not exist',
    BAD_AMOUNT: 'this is not an amount',
    AMOUNT_PRECISION: 'more decimals than the currency has',
    AMOUNT_RANGE: 'the amount is too large',
    UNKNOWN_CURRENCY: 'this currency is not known',
    NOT_AN_OBJECT: 'this is not a transaction',
    TOO_LONG: 'the value is too long',
  } as Readonly<Record<string, string>>,
  rowProblemOther: 'the value cannot be used',

  dataClasses: {
    transactions: 'transactions',
    counterparties: 'payees',
    series: 'what repeats',
    responses: 'your answers',
    contexts: 'what you told about your life',
  } as Readonly<Record<string, string>>,

  requests: (count: number) => `Computed on this device. Requests made by this page since it loaded: ${count}`,
  gone: 'That had changed in the meantime. This is how it stands now.',
  crashed: 'Something went wrong on this page. Reload it to start again.',
  noWasm: 'This browser does not run WebAssembly here, so the demonstration cannot start.',
  loading: 'Opening your account',
} as const;

type Shape<Value> = Value extends (...values: infer Values) => string
  ? (...values: Values) => string
  : Value extends string
    ? string
    : Value;

type Shapes<Words> = { readonly [Key in keyof Words]: Shape<Words[Key]> };
export type AttentionStrings = Shapes<typeof ATTENTION_EN>;
export type CheckStrings = Shapes<typeof CHECK_EN>;
export type PrivacyStrings = Shapes<typeof PRIVACY_EN>;
export type Strings = Shapes<typeof EN>;
