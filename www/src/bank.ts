// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The page's dealings with the engine that serves it; beside it only `story.ts` calls `oxpecker`, for a walk.
 *
 * In: rows, drafts, answers and choices of the customer. Out: cards, verdicts, reports.
 * Invariants: one engine at a time; a new one takes over only after it was filled without an error, and the old one is
 * let go once what it has to remember is stored; the engine is handed rows only while a purpose reads them; only a
 * sample customer is remembered, a visitor's file never is.
 */
import {
  indexedDbStorage,
  Oxpecker,
  OxpeckerError,
  type Answer,
  type AttentionChange,
  type AttentionState,
  type ChallengeLevel,
  type ClaimDocument,
  type Context,
  type Correction,
  type Decided,
  type Deleted,
  type Forecast,
  type GoalWish,
  type IngestReport,
  type PaymentContext,
  type PaymentVerdict,
  type Portable,
  type PrivacyReport,
  type ProcessingLog,
  type Purpose,
  type ResponseKind,
  type Series,
  type StorageState,
  type TraceLine,
} from 'oxpecker';
import { createCallLog, type Call } from './calls.js';
import { savingsOf, type Savings } from './savings.js';
import { LOCALE } from './format.js';
import { CONTROLLER, type Dataset, type Draft, type Language, type Row, type Sample } from './model.js';

/** What the sample customers have allowed before they first come here. */
const FIRST_GRANTS = ['insights', 'payment-guard', 'nudges'] as const;
const NOTICE = 'larkmere-privacy-1';
const SURFACE = 'home';
/** How far the overview looks ahead. */
export const OUTLOOK_DAYS = 30;

export interface View {
  readonly answer: Answer;
  readonly attention: AttentionState;
  /** The same text as long as the attention is the same. */
  readonly attentionKey: string;
  readonly series: readonly Series[];
  /** Where the balance of an account is going; nothing where that is not known. */
  readonly outlook: (accountId: string) => Forecast | null;
  readonly savings: () => Savings;
  readonly ownTransfers: ReadonlySet<string>;
  readonly granted: ReadonlySet<Purpose>;
  readonly contexts: readonly Context[];
  readonly report: PrivacyReport;
  readonly log: ProcessingLog;
  readonly storage: StorageState;
}

/** What a decision about a purpose came to, with its receipt. */
export interface Receipt extends Decided {
  readonly canonical: string;
}

export interface Bank {
  /** Replaces the customer by a sample, as the customer left it. */
  open(data: Dataset, source: Sample, language: Language): Promise<void>;
  /** Reads a file into a new engine; the running one stays until `adopt` is called. */
  read(file: Blob, options: ReadOptions): Promise<Reading>;
  /** Replaces the customer by one who lives in an engine already; nothing of them is remembered. */
  visit(engine: Oxpecker, data: Dataset, language: Language): View;
  /** The same customer, spoken to in another language. */
  speak(language: Language): Promise<void>;
  look(): View;
  /** Has it told when another tab has changed a choice of this customer. */
  listen(listener: () => void): void;
  check(draft: Draft, context: PaymentContext): PaymentVerdict;
  book(row: Row): void;
  respond(id: string, response: ResponseKind): void;
  attend(change: AttentionChange): void;
  grant(purpose: Purpose): Receipt;
  withdraw(purpose: Purpose): Receipt;
  correct(correction: Correction): void;
  setGoal(wish: GoalWish): { id: string };
  pauseGoal(id: string, isPaused: boolean): void;
  removeGoal(id: string): void;
  join(challenge: string, level: ChallengeLevel): { id: string };
  pauseChallenge(id: string, isPaused: boolean): void;
  leave(id: string): { id: string };
  takeStep(id: string, step: string): void;
  /** What a bank's server would be sent; here it is only shown. */
  claim(id: string): ClaimDocument;
  declare(kind: string, until: string): void;
  revoke(kind: string): void;
  export(): Portable;
  /** Takes an export of this customer in. */
  import(portable: Portable, data: Dataset): IngestReport;
  erase(): Promise<readonly Deleted[]>;
  /** What was asked of the engine, newest first; the same list until there is another call. */
  calls(): readonly Call[];
  /** How the cards on the page were decided, condition by condition. */
  trace(): readonly TraceLine[];
  /** Resolves once all is stored, or known not to be; tells how it stands. */
  settled(): Promise<StorageState>;
}

export interface ReadOptions {
  readonly language: Language;
  readonly timeZone: string;
  readonly signal: AbortSignal;
  onProgress(rows: number, share: number | null): void;
}

export interface Reading {
  readonly report: IngestReport;
  /** Lets the new engine answer, then take over. */
  adopt(data: Dataset): View;
  discard(): void;
}

interface Customer {
  readonly engine: Oxpecker;
  /** Which database remembers; none for a visitor's file. */
  readonly memory: string | null;
  readonly language: Language;
  /** Whether choices of an earlier visit were found; a change of language is no visit. */
  readonly isBack: boolean;
  data: Dataset;
}

export function createBank(): Bank {
  let customer: Customer | null = null;
  let reported = new Set<string>();
  let tell = () => {};
  const log = createCallLog();

  const running = (): Customer => {
    if (!customer) throw new Error('the bank is not open');
    return customer;
  };
  const engine = () => running().engine;
  const at = () => ({ now: momentOf(running().data.asOf) });
  const replace = (next: Customer) => {
    const before = customer?.engine;
    customer = next;
    // A withdrawal rewrites what is stored; that must have happened before the engine goes.
    if (before) void stored(before).then(() => before.free());
  };
  /** Lets an engine answer, then take over. */
  const take = (next: Oxpecker, data: Dataset, language: Language): View => {
    const shown = new Set<string>();
    const view = viewOf(next, momentOf(data.asOf), shown);
    replace({ engine: next, memory: null, language, isBack: false, data });
    reported = shown;
    return view;
  };
  const options = (language: Language, zone: string) => ({ locale: LOCALE[language], timeZone: zone, controller: CONTROLLER });
  const remembering = async (language: Language, zone: string, memory: string) => {
    const onChange = () => {
      if (customer?.engine !== next) return;
      feed();
      tell();
    };
    const next: Oxpecker = await log.made(Oxpecker.create({ ...options(language, zone), storage: indexedDbStorage({ name: memory }), onChange }));
    return next;
  };
  const feed = () => {
    const { data } = running();
    if (engine().consent.list(at()).length > 0) engine().ingest({ accounts: data.accounts, transactions: data.transactions });
  };
  const receipt = (decided: Decided): Receipt => {
    const { event } = decided;
    const own = engine().consent.receipts(at()).findLast(({ id, state }) => id === event.id && state === event.state);
    return { ...decided, canonical: own ? JSON.stringify(own.receipt, null, 2) : '' };
  };
  const storage = (state: StorageState) => ({ ...state, restored: running().isBack });
  const grant = (language: Language) => ({ ...at(), notice: NOTICE, language });

  return {
    async open(data, source, language) {
      const memory = `larkmere-${source}`;
      const next = await remembering(language, data.timeZone, memory);
      const { restored, state, code } = next.storageState();
      replace({ engine: next, memory, language, isBack: restored, data });
      reported = new Set();
      // A storage that cannot be read may hold a withdrawal: then nothing is granted.
      const isFirst = !restored && (state !== 'failed' || code === 'STORAGE_UNAVAILABLE');
      if (isFirst) for (const purpose of FIRST_GRANTS) next.consent.grant(purpose, grant(language));
      feed();
    },

    async read(file, { language, timeZone: zone, signal, onProgress }) {
      const next = await log.made(Oxpecker.create(options(language, zone)));
      try {
        const now = new Date();
        for (const purpose of engine().consent.list(at())) next.consent.grant(purpose, { now, notice: NOTICE, language });
        const report = await next.ingestAsync(file, {
          signal,
          onProgress: ({ bytes, rows }) => onProgress(rows, file.size > 0 ? bytes / file.size : null),
        });
        return { report, adopt: (data) => take(next, data, language), discard: () => next.free() };
      } catch (error) {
        next.free();
        throw error;
      }
    },

    visit: (made, data, language) => take(log.listenTo(made), data, language),

    async speak(language) {
      const { memory, data, engine: before } = running();
      // Whoever took over meanwhile speaks another language, too.
      const overtaken = (next: Oxpecker) => {
        if (engine() === before) return false;
        next.free();
        return true;
      };
      if (memory === null) {
        const next = await log.made(Oxpecker.restore(before.snapshot(), options(language, data.timeZone)));
        if (overtaken(next)) return this.speak(language);
        replace({ ...running(), engine: next, language });
        return;
      }
      const { state } = await stored(before);
      const next = await remembering(language, data.timeZone, memory);
      if (overtaken(next)) return this.speak(language);
      // What could not be stored is handed over by hand.
      if (state === 'failed') next.privacy.import(before.privacy.export(at()));
      replace({ ...running(), engine: next, language });
      feed();
    },

    look: () => ({ ...viewOf(engine(), at().now, reported), storage: storage(engine().storageState()) }),
    listen(listener) {
      tell = listener;
    },
    check: (draft, context) => engine().checkPayment(draft, { ...at(), context }),
    book(row) {
      const { data } = running();
      running().data = { ...data, transactions: [...data.transactions, row] };
      feed();
    },
    respond: (id, response) => engine().respond(id, response, at()),
    attend: (change) => void engine().attention.set(change, at()),

    grant(purpose) {
      const decided = receipt(engine().consent.grant(purpose, grant(running().language)));
      feed();
      return decided;
    },
    withdraw(purpose) {
      log.forget();
      return receipt(engine().consent.withdraw(purpose, at()));
    },
    correct: (correction) => void engine().correct(correction, at()),
    setGoal: (wish) => engine().goals.set(wish, at()),
    pauseGoal: (id, isPaused) => (isPaused ? engine().goals.pause(id, at()) : engine().goals.resume(id, at())),
    removeGoal: (id) => void engine().goals.remove(id, at()),
    join: (challenge, level) => engine().challenges.join(challenge, { level, ...at() }),
    pauseChallenge: (id, isPaused) => void (isPaused ? engine().challenges.pause(id, at()) : engine().challenges.resume(id, at())),
    leave: (id) => engine().challenges.leave(id, at()),
    takeStep: (id, step) => void engine().challenges.step(id, step, at()),
    claim: (id) => engine().rewards.claim(id, at()),
    declare: (kind, until) => void engine().context.declare({ kind, until }, at()),
    revoke: (kind) => void engine().context.revoke(kind, at()),

    export: () => engine().privacy.export(at()),
    import(portable, data) {
      const report = engine().privacy.import(portable);
      running().data = data;
      reported = new Set();
      return report;
    },
    async erase() {
      reported = new Set();
      customer = { ...running(), isBack: false };
      log.forget();
      return engine().privacy.erase();
    },
    calls: log.calls,
    trace: () => engine().evaluate({ surface: SURFACE, ...at(), trace: true }).trace ?? [],
    settled: async () => storage(await stored(engine())),
  };
}

/** Noon in UTC falls on the same civil day in nearly every zone. */
function momentOf(asOf: string | null): Date {
  return asOf === null ? new Date() : new Date(`${asOf}T12:00:00Z`);
}

/** Attention is counted by what was really put on the screen, once a card. */
function viewOf(engine: Oxpecker, now: Date, reported: Set<string>): View {
  const answer = engine.evaluate({ surface: SURFACE, now });
  for (const { id } of answer.cards) {
    if (reported.has(id)) continue;
    reported.add(id);
    engine.respond(id, 'shown', { now });
  }
  const series = engine.series({ now });
  const ownTransfers = new Set(engine.transfers({ now }).flatMap((pair) => pair.transactions));
  const attention = engine.attention.get({ now });
  return {
    answer,
    attention,
    attentionKey: JSON.stringify(attention),
    series,
    outlook: outlookOf(engine, now),
    savings: savingsOf(engine, now),
    ownTransfers,
    granted: new Set(engine.consent.list({ now })),
    contexts: engine.context.list({ now }),
    report: engine.privacy.report({ now }),
    log: engine.privacy.log({ now }),
    storage: engine.storageState(),
  };
}

/** Asked for when it is drawn, once an account. */
function outlookOf(engine: Oxpecker, now: Date): View['outlook'] {
  const asked = new Map<string, Forecast | null>();
  return (accountId) => {
    let found = asked.get(accountId);
    if (found === undefined) {
      try {
        found = engine.forecast({ accountId, days: OUTLOOK_DAYS, now });
      } catch (error) {
        // Rows without any balance; and a view that is drawn no more.
        if (!['BALANCE_UNKNOWN', 'FREED'].includes(codeOf(error))) throw error;
        found = null;
      }
      asked.set(accountId, found);
    }
    return found;
  };
}

async function stored(engine: Oxpecker): Promise<StorageState> {
  // Whatever went wrong is told by the state.
  await engine.saved().catch(() => {});
  return engine.storageState();
}

/** The stable code of a failure; an unknown failure has none. */
export function codeOf(error: unknown): string {
  return error instanceof OxpeckerError ? error.code : 'UNKNOWN';
}
