// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What goes in and what comes out: the data of the public contract.
 *
 * Invariants: money is a decimal string with its ISO 4217 currency, dates are civil dates `YYYY-MM-DD` in the
 * customer's time zone, everything is plain JSON.
 */

/** A purpose that the customer may grant. Every purpose is off until granted. */
export type Purpose =
  | 'insights'
  | 'payment-guard'
  | 'nudges'
  | 'offers'
  | 'challenges'
  | 'learning'
  | 'journeys'
  | 'life-events'
  | 'measurement'
  | 'handoff';

/** A granted purpose with its proof. */
export interface ConsentGrant {
  purpose: Purpose;
  /** When the customer agreed: RFC 3339 with an offset. */
  grantedAt?: string;
  /** Which notice the customer saw, such as `privacy-2026-03`. */
  notice?: string;
  /** A hash of that notice's text, as the bank makes it. */
  noticeHash?: string;
  /** BCP 47 tag of the language in which the notice was shown. */
  language?: string;
  /** Who asked, as an id of the bank's own. */
  controller?: string;
  /** RFC 3339 with an offset: from then on the purpose counts as expired. */
  expiresAt?: string;
}

/** Where a purpose stands. */
export type ConsentState = 'given' | 'refused' | 'withdrawn' | 'expired';

/** One line of the consent ledger. Texts that nobody gave are empty. */
export interface ConsentLine {
  /** Names the grant: cards and verdicts tell it in `uses`. */
  id: string;
  purpose: Purpose;
  state: ConsentState;
  /** Given by the host through `create()`, rather than by a call. */
  byHost: boolean;
  /** Milliseconds since 1970; 0 for grants of the host. */
  at: number;
  /** When the host says that it was granted. */
  grantedAt: string | null;
  /** Milliseconds since 1970. */
  expires: number | null;
  notice: string;
  noticeHash: string;
  language: string;
  controller: string;
}

/** How much of a kind was deleted: `transactions`, `accounts`, `responses`, `exceptions`, `contexts`, `corrections`, `settings`, `challenges`, `verdicts`, `consents`. */
export interface Deleted {
  kind: string;
  count: number;
}

/** What a decision about a purpose came to. */
export interface Decided {
  event: ConsentLine;
  /** What went with it: everything that only this purpose covered. */
  deleted: Deleted[];
}

/** Who asks for consent: what receipts must name. */
export interface Controller {
  /** An id of the bank's own, such as its LEI. */
  id: string;
  name: string;
  address: string;
  /** Where a customer can ask. */
  contact: string;
  /** ISO 3166 code of the law that holds. */
  jurisdiction: string;
  /** The supervisory authority. */
  authority?: string;
  /** A pseudonym for the customer. */
  principal?: string;
}

/** A receipt of ISO/IEC TS 27560 for one decision. */
export interface ConsentReceipt {
  /** Id of the grant. */
  id: string;
  purpose: Purpose;
  state: ConsentState;
  /** JSON-LD in W3C DPV terms. */
  receipt: Record<string, unknown>;
  /** The same as canonical JSON, for hashing and signing. */
  canonical: string;
}

/** A circumstance of life that the customer declared. It is never inferred. */
export interface Context {
  /** For `respond(id, 'undo')`. */
  id: string;
  kind: string;
  /** `YYYY-MM-DD`: the last day. */
  until?: string;
  note: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** What is set right: one subject, one thing about it. */
export type Correction =
  | { series: string; /** A kind of series, `none` when it is none, `unused` when it is paid and not used. */ kind: Series['kind'] | 'none' | 'unused' }
  | { series: string; /** The id of another series that is the same. */ joins: string }
  | { series: string; /** Nothing more is due, unless another payment comes. */ ended: true }
  | { transaction: string; /** This and those like it are a series: how often, or `true`. */ recurs: true | Series['cadence'] }
  | { payee: string; name: string }
  | { payee: string; category: string }
  | { payee: string; known: true }
  | { transaction: string; name: string }
  | { transaction: string; category: string }
  | { transaction: string; known: true }
  | { topic: string; never: true };

/** One line of the processing log. No amount, no name, no id of a row. */
export interface LogEntry {
  /** From 1. */
  number: number;
  /** Milliseconds since 1970. */
  at: number;
  /** How often in a row. */
  times: number;
  call: string;
  purpose: Purpose | null;
  /** Classes of data that were read. */
  data: DataClass[];
  /** The pack that decided, with its version. */
  pack: string | null;
  /** Ids of what was shown, answered or changed. */
  items: string[];
  outcome: string;
}

/** The processing log: the newest lines, and how many older ones were dropped. */
export interface ProcessingLog {
  entries: LogEntry[];
  dropped: number;
  /**
   * What the engine has handed to this page since it began, refusals aside: the newest 256 lines. Never stored, so a file to
   * take along has none; a withdrawal and an erasing empty it.
   */
  answers: AnsweredLine[];
}

/** One answered call, or several alike in a row. */
export interface AnsweredLine {
  /** From 1, without gaps but for dropped lines. */
  number: number;
  /** The call at the boundary, such as `evaluate`, `check_payment`, `report`. */
  call: string;
  times: number;
  /** How many things of each kind were in it; `bytes` for an image. */
  counts: Record<string, number>;
  /** Ids of what was answered, 32 at most. */
  ids: string[];
}

/** One thing that is known about the customer. */
export interface Known {
  /** A choice can be taken back by it: `respond(id, 'undo')`. */
  id: string;
  sort: string;
  kind: string;
  /** Empty for what has no name or must not be named. */
  label: string;
  purpose: Purpose;
  data: DataClass[];
  /** Ids of the rows behind it, oldest first. */
  transactions: string[];
  /** `YYYY-MM-DD`. */
  until: string | null;
}

/** How long rows are kept. */
export interface Retention {
  months: number | null;
  /** `YYYY-MM-DD`: the oldest row within the retention. */
  oldest: string | null;
  /** `YYYY-MM-DD`: when that row is past it. */
  nextDeletion: string | null;
  /** Rows past the retention: absent from every answer, dropped with the next file. */
  past: number;
}

/** What the engine knows. */
export interface PrivacyReport {
  transactions: number;
  accounts: number;
  retention: Retention;
  known: Known[];
  pack: { id: string; version: number; issuer: string; signed: boolean };
  /**
   * What runs. `sha256` is that of this release's `engine.wasm`, in hexadecimal digits as in `SHA256SUMS`; `verified`
   * tells whether the bytes that run were hashed and had it: not for a `WebAssembly.Module` of the host's own, nor where
   * there is no WebCrypto. In `oxpecker/nowasm` it is the hash of `engine.nowasm.js` (or `.cjs`), which no script can
   * verify while it runs.
   */
  engine: { sha256: string; verified: boolean };
  /** Lines of the processing log, dropped ones too. */
  logLines: number;
  /** Rendered when first read: one sentence for each thing, in the order of `known`. */
  text: { title: string; rows: string; kept: string; known: string[] };
}

/** Everything to take along: `ingest()` reads its rows, `privacy.import()` all of it. */
export interface Portable {
  format: 'oxpecker-export';
  version: 1;
  accounts: Account[];
  transactions: Transaction[];
  /** Grants, answers, contexts and corrections, in base64. */
  choices: string;
  consent: ConsentLine[];
  log: ProcessingLog;
}

/** A purpose that a call lacks; without it the call answers empty. */
export interface MissingConsent {
  /** Name of the call, such as `duplicates`. */
  call: string;
  purpose: Purpose;
}

/** One row of the bank's feed. Unknown fields are ignored; `null` equals absent. */
export interface Transaction {
  /** Unique across all accounts: the same `id` in another account replaces the row. */
  id: string;
  accountId: string;
  /** `YYYY-MM-DD`. */
  bookedAt: string;
  /** Signed decimal string, money out is negative: `-12.50`. A number is refused, so that no cent is lost. */
  amount: string;
  /** ISO 4217, such as `EUR`. */
  currency: string;
  /** `HH:MM:SS` in the customer's time zone. */
  time?: string | null;
  counterpartyName?: string | null;
  counterpartyAccount?: string | null;
  reference?: string | null;
  /**
   * `groceries`, `dining`, `transport`, `fuel`, `utilities`, `telecom`, `entertainment`, `shopping`, `health`, `travel`,
   * `cash`, `rent`, `mortgage`, `loan`, `insurance`, `subscriptions`, `education`, `donation`, `tax`, `salary`,
   * `pension`, `benefit`, `savings`, `investment`, `transfer`, `interest`, `fee`, `fee_late`, `fee_overdraft`,
   * `fee_foreign`, `fee_atm` or `other`. Unknown values count as `other`.
   */
  category?: string | null;
  /** Merchant category code, four digits. */
  mcc?: string | null;
  /**
   * `card`, `transfer`, `direct_debit`, `standing_order`, `fee`, `interest`, `cash`, `check`, `refund` or `other`.
   * Unknown values count as `other`.
   */
  kind?: string | null;
  /** `booked` (when absent) or `pending`. A pending row that nothing settled counts no longer once it is 15 days old. */
  status?: string | null;
  /** Decimal string. */
  balanceAfter?: string | null;
  /** Id of the pending row that this row settles; a booking of the same payee and amount within a week needs none. */
  replaces?: string | null;
}

/** An account. Rows may also name accounts that nobody declared. */
export interface Account {
  id: string;
  /** `current`, `savings`, `card`, `loan` or `investment`. */
  type?: string | null;
  currency?: string | null;
  /** Decimal string. */
  balance?: string | null;
  /** `YYYY-MM-DD`: the balance is that of the end of this day. */
  balanceAt?: string | null;
  name?: string | null;
}

/** Accounts and transactions in one object. */
export interface Envelope {
  accounts?: readonly Account[];
  transactions?: readonly Transaction[];
}

/** What an ingest did. */
export interface IngestReport {
  /** Rows that were new. */
  added: number;
  /** Rows whose id was known, with other content. */
  updated: number;
  /** Rows whose id was known, with the same content. */
  unchanged: number;
  /** Rows that were skipped; each has an entry in `problems`. */
  rejected: number;
  problems: RowProblem[];
}

/** What was wrong with a row. */
export type RowProblemCode =
  | 'MISSING'
  | 'WRONG_TYPE'
  | 'EMPTY'
  | 'BAD_DATE'
  | 'BAD_TIME'
  | 'BAD_AMOUNT'
  | 'AMOUNT_PRECISION'
  | 'AMOUNT_RANGE'
  | 'UNKNOWN_CURRENCY'
  | 'NOT_AN_OBJECT'
  | 'UNKNOWN_WORD';

/** Why a row was skipped. */
export interface RowProblem {
  /** Position among the transactions, from 0; -1 for an account. */
  row: number;
  code: RowProblemCode;
  /** Name of the field, or an empty string when the whole row is meant. */
  field: string;
}

/** A typed value for a text; the shell formats it with `Intl`. */
export type Arg =
  | { type: 'money'; /** Decimal string. */ value: string; /** ISO 4217. */ currency: string }
  | { type: 'date'; /** `YYYY-MM-DD`. */ value: string }
  | { type: 'number'; value: number }
  | { type: 'text'; value: string };

/** A reason: a stable code and what it speaks of. */
export interface Reason {
  code: string;
  args: Record<string, Arg>;
}

/** Which text of the catalogue, and what goes into it. */
export interface Message {
  id: string;
  args: Record<string, Arg>;
}

/** Two rows that look like one charge. */
export interface Duplicate {
  /** For `respond()`. */
  id: string;
  /** Ids, oldest first. A row repeats at most one earlier row and may itself be repeated. */
  transactions: [string, string];
  kind: 'same-charge' | 'other-channel';
  /** Decimal string, signed like the rows. */
  amount: string;
  currency: string;
  /** Civil days between the two. */
  gapDays: number;
  /** 0 to 1. */
  confidence: number;
  reasons: Reason[];
  state: 'open' | 'refunded' | 'dismissed';
}

/** Payments that come again: a salary, a rent, a subscription. */
export interface Series {
  id: string;
  accountId: string;
  direction: 'in' | 'out';
  /** Name as the bank's rows give it. Show it as text only. */
  counterparty: string;
  kind:
    | 'salary'
    | 'pension'
    | 'benefit'
    | 'rent'
    | 'mortgage'
    | 'loan'
    | 'utility'
    | 'telecom'
    | 'insurance'
    | 'subscription'
    | 'saving'
    | 'fee'
    | 'other';
  cadence: 'weekly' | 'biweekly' | 'semimonthly' | 'monthly' | 'bimonthly' | 'quarterly' | 'semiannual' | 'annual';
  amountModel: 'fixed' | 'stepped' | 'variable';
  /** Decimal string: the amount of today. */
  amount: string;
  currency: string;
  state: 'early' | 'active' | 'ended';
  /** The next one, when one is expected: dates `YYYY-MM-DD`, amount as a decimal string. */
  next?: { date: string; earliest: string; latest: string; amount: string };
  /** Steps of the amount, oldest first: `from` and `to` are decimal strings. */
  changes: { date: string; from: string; to: string }[];
  /** Ids, oldest first. */
  transactions: string[];
  /** 0 to 1. */
  confidence: number;
}

/** Money that only moved between the customer's own accounts. */
export interface Transfer {
  /** Ids: the row that went out, the row that came in. */
  transactions: [string, string];
  /** Decimal string without a sign. */
  amount: string;
  currency: string;
  /** Civil days between the two. */
  gapDays: number;
  /** 0 to 1. */
  confidence: number;
}

/** What a finding is about. */
export type Family =
  | 'duplicate'
  | 'twice-in-cycle'
  | 'refund-arrived'
  | 'price-step'
  | 'higher-than-usual'
  | 'missing-charge'
  | 'late-income'
  | 'trial-charged'
  | 'new-series'
  | 'ended-series'
  | 'repeated-fee'
  | 'income-arrived'
  | 'income-changed'
  | 'unusual-spend'
  | 'cannot-cover'
  | 'room-to-save'
  | 'life-event'
  | 'unused-series'
  | 'refund-overdue'
  | 'anniversary'
  | 'tax-draft'
  | 'goal-milestone'
  | 'goal-at-risk'
  | 'challenge'
  | 'reward-expiring'
  | 'cheaper-tariff'
  | 'trial-ending'
  | 'struggle'
  | 'abandoned'
  | 'handoff';

/** Something noticed, with its evidence. */
export interface Finding {
  /** Stable as long as its rows are there; that of a duplicate is the one that `duplicates()` gives. */
  id: string;
  family: Family;
  /** Id of the series that it is about. */
  series?: string;
  /** Ids, oldest first. */
  transactions: string[];
  /** What rules may read of it: counts and days as numbers, money as decimal strings without a sign. */
  facts: Record<string, number | string>;
  /** Codes with arguments. */
  reasons: Reason[];
  /** What would make it go away, the likeliest first; codes with arguments. */
  changes: Reason[];
  /** 0 to 1. */
  confidence: number;
  /** Which data it is made of. */
  uses: DataClass[];
}

/** What is known of the customer as a whole: one entry of the schema that rules read, in the currency of most rows. */
export interface Feature {
  /** A rule reads it as `features.<name>`. */
  name:
    | 'income_monthly'
    | 'spend_monthly'
    | 'left_monthly'
    | 'bills_monthly'
    | 'subscriptions_monthly'
    | 'subscriptions_count'
    | 'fees_90d'
    | 'fees_count_90d'
    | 'balance'
    | 'lowest_p10'
    | 'below_zero_percent'
    | 'days_until_income'
    | 'bills_until_income'
    | 'shortfall'
    | 'safe_to_spend'
    | 'safe_to_save'
    | 'volatility_percent'
    | 'spend_percent'
    | 'days_of_reserve'
    | 'months_of_history'
    | 'income_cadence'
    | 'income_kind'
    | 'currency';
  type: 'int' | 'money' | 'text';
  /** `percent`, `days`, `months` or `count`; the currency of money; empty for a word. */
  unit: string;
  /** A number, a signed decimal string or a word; absent where the transactions do not tell it. */
  value?: number | string;
  /** Which data it is made of. */
  dataClasses: DataClass[];
}

/**
 * The balance at the end of a day, as signed decimal strings: one day in ten is meant to end below `p10`, one above `p90`.
 * What is planned is counted; the rest comes from the account's own months. Where these do not agree, or fewer than five days
 * of a month have spending, everyday spending is taken to use up what regular payments leave over.
 */
export interface ForecastDay {
  /** `YYYY-MM-DD`. */
  date: string;
  p10: string;
  /** As likely below as above. */
  p50: string;
  p90: string;
}

/** A payment ahead: a row booked for a later day, or what a series is due. */
export interface PlannedPayment {
  /** `YYYY-MM-DD`. */
  date: string;
  /** Signed decimal string. */
  amount: string;
  /** Name as the bank's rows give it. Show it as text only. */
  counterparty: string;
  /** Id of the series that foresees it. */
  series?: string;
  /** Id of the row that is booked ahead. */
  transaction?: string;
}

/** Where the balance of an account, or of all accounts of a currency, is going. */
export interface Forecast {
  /** The account asked for; empty where a currency was. */
  accountId: string;
  /** Ids of the accounts that it adds up: those whose balance is known. */
  accounts: string[];
  /** ISO 4217; empty without the purpose. */
  currency: string;
  /** `balance`: the history supports nothing better than today's balance and what is planned, so the band is wide. */
  basis: 'balance' | 'history';
  /** Today, which is the known balance exactly, and each day asked for. Empty without the purpose. */
  days: ForecastDay[];
  /** The day with the lowest `p50`, the first of equals. */
  lowest?: ForecastDay;
  /** The largest planned payment out up to that day. */
  lowestCause?: PlannedPayment;
  /** How likely the likeliest day is to end below zero, 0 to 1. */
  belowZero: number;
  /** Rows booked ahead, and due payments whose amount never varies; by date. */
  certain: PlannedPayment[];
  /** Other due payments, by date. */
  expected: PlannedPayment[];
  /** The next regular income within the days asked for. */
  payday?: PlannedPayment;
  /** Planned payments out before payday, or in all days when no payday is seen; decimal string without a sign. */
  billsUntilPayday?: string;
  /** The payment with which planned payments alone first take the balance below zero before payday. */
  shortOn?: PlannedPayment;
  /** The least that must come in by then to cover every planned payment until payday; decimal string without a sign. */
  shortfall?: string;
  /** What is left before payday nine times in ten; decimal string, never below zero. */
  safeToSpend?: string;
  /** What is left on every day asked for nine times in ten; decimal string, never below zero. */
  safeToSave?: string;
}

/** What the customer answered, or what became of a card. */
export type ResponseKind =
  | 'shown'
  | 'held-out'
  | 'accepted'
  | 'dismissed'
  | 'snoozed'
  | 'not-relevant'
  | 'never-topic'
  | 'not-a-duplicate'
  | 'went-through'
  | 'cancelled'
  | 'undo';

/** A choice on a card. */
export interface Action {
  id: string;
  /** What to hand to `respond()`; `null` when the bank's own page acts on `id`. */
  response: ResponseKind | null;
}

/** An action with its label in the customer's language. */
export interface ActionText extends Action {
  label: string;
}

/** The words of a card. Plain strings: set them as text, never as HTML. */
export interface CardText {
  title: string;
  body: string;
  /** One sentence per entry of `because`. */
  because: string[];
  /** Why it is shown now, in a sentence. */
  timing?: string;
  actions: ActionText[];
}

/** A class of data: rows, names and accounts of counterparties, what repeats, what the customer answered before, what they declared. */
export type DataClass = 'transactions' | 'counterparties' | 'series' | 'responses' | 'contexts';

/** One thing worth saying. */
export interface Card {
  /** For `respond()`. */
  id: string;
  /** Id of the rule that made the card. */
  nudge: string;
  class: 'safety' | 'obligation' | 'care' | 'save' | 'offer';
  purpose: Purpose;
  surface: string;
  message: Message;
  actions: Action[];
  because: Reason[];
  /** Why now; quiet cards have none. */
  timing?: Reason;
  evidence: { transactions: string[] };
  /** Which data the card rests on, and under which purpose it was read. */
  uses: { dataClass: DataClass; purpose: Purpose; /** Id of the grant in force. */ grant: string }[];
  /** `YYYY-MM-DD`: the last day on which the card makes sense. */
  expires: string;
  /** Rendered when first read. */
  text: CardText;
}

/** Noticed, and deliberately not shown. */
export interface Quiet extends Card {
  reason: Reason;
  /** Rendered when first read; `reason` says why the card stays quiet. */
  text: CardText & { reason: string };
}

/** A candidate that was held back. */
export interface Withheld {
  id: string;
  nudge: string;
  class: Card['class'];
  /** Id of what it would say. It tells no more, since what is held back may be data that is not allowed. */
  message: string;
  reason: Reason;
  /** What would change it. */
  change: Reason;
  /** Rendered when first read. */
  text: { title: string; reason: string; change: string };
}

/** Everything that `evaluate()` considered: each candidate ends in exactly one of the three. */
export interface Answer {
  cards: Card[];
  quiet: Quiet[];
  withheld: Withheld[];
  /** With `trace: true`. */
  trace?: TraceLine[];
}

/** A nudge over a finding of its family, and what its conditions saw. */
export interface TraceLine {
  nudge: string;
  /** As `findings()` names it. */
  finding: string;
  facts: Finding['facts'];
  conditions: TraceCondition[];
  /** What the nudge computes as the customer's own gain: a signed decimal string. */
  benefit?: string;
}

/** One condition: `when` it is a candidate, or when it stays `quiet` and for which reason. */
export interface TraceCondition {
  of: string;
  reason?: string;
  holds: boolean;
}

/** How alike two payee names are. */
export interface PayeeComparison {
  /** 0 to 1. */
  score: number;
  same: boolean;
  /** Both names as the engine compares them. */
  normalized: [string, string];
}

/** What the instance holds. */
export interface Stats {
  /** Number of rows. */
  transactions: number;
  /** Linear memory of the engine, in bytes. It never shrinks while the instance lives. */
  memoryBytes: number;
  /** Linear memory of an engine that stands ready for the next instance, in bytes; 0 while there is none. See `snapshot()`. */
  spareBytes: number;
}
