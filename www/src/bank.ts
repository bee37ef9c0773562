// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The page's dealings with the engine: the only file that calls `oxpecker`.
 *
 * In: rows, drafts, answers of the customer. Out: cards, verdicts, reports.
 * Invariants: one engine at a time; a new one takes over only after it was filled without an error.
 */
import {
  Oxpecker,
  OxpeckerError,
  type Answer,
  type IngestReport,
  type PaymentVerdict,
  type ResponseKind,
  type Series,
} from 'oxpecker';
import { LOCALE } from './format.js';
import type { Dataset, Draft, Language, Row } from './model.js';

const CONSENT = ['insights', 'payment-guard', 'nudges'] as const;
const SURFACE = 'home';

export interface View {
  readonly answer: Answer;
  readonly series: readonly Series[];
  readonly ownTransfers: ReadonlySet<string>;
}

export interface Bank {
  /** Replaces the customer by a sample. */
  open(data: Dataset, language: Language): Promise<void>;
  /** Reads a file into a new engine; the running one stays until `adopt` is called. */
  read(file: Blob, options: ReadOptions): Promise<Reading>;
  /** The same engine state, speaking another language. */
  speak(language: Language): Promise<void>;
  look(): View;
  check(draft: Draft): PaymentVerdict;
  book(row: Row): void;
  respond(id: string, response: ResponseKind): void;
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

export function createBank(): Bank {
  let engine: Oxpecker | null = null;
  let timeZone = 'UTC';
  let asOf: string | null = null;
  let reported = new Set<string>();

  const running = (): Oxpecker => {
    if (!engine) throw new Error('the bank is not open');
    return engine;
  };
  const replace = (next: Oxpecker, data: { timeZone: string; asOf: string | null }) => {
    engine?.free();
    engine = next;
    ({ timeZone, asOf } = data);
  };
  /** Attention is counted by what was really put on the screen, once a card. */
  const reportShown = ({ cards }: Answer) => {
    for (const { id } of cards) {
      if (reported.has(id)) continue;
      reported.add(id);
      running().respond(id, 'shown', { now: now() });
    }
  };
  const now = () => momentOf(asOf);
  const options = (language: Language, zone: string) => ({ locale: LOCALE[language], timeZone: zone, consent: [...CONSENT] });

  return {
    async open(data, language) {
      const next = await Oxpecker.create(options(language, data.timeZone));
      next.ingest({ accounts: data.accounts, transactions: data.transactions });
      replace(next, data);
      reported = new Set();
    },

    async read(file, { language, timeZone: zone, signal, onProgress }) {
      const next = await Oxpecker.create(options(language, zone));
      try {
        const report = await next.ingestAsync(file, {
          signal,
          onProgress: ({ bytes, rows }) => onProgress(rows, file.size > 0 ? bytes / file.size : null),
        });
        const adopt = (data: Dataset) => {
          const view = viewOf(next, momentOf(data.asOf));
          replace(next, data);
          reported = new Set();
          reportShown(view.answer);
          return view;
        };
        return { report, adopt, discard: () => next.free() };
      } catch (error) {
        next.free();
        throw error;
      }
    },

    async speak(language) {
      const next = await Oxpecker.restore(running().snapshot(), options(language, timeZone));
      replace(next, { timeZone, asOf });
    },

    look() {
      const view = viewOf(running(), now());
      reportShown(view.answer);
      return view;
    },

    check: (draft) => running().checkPayment(draft, { now: now() }),
    book: (row) => void running().ingest({ transactions: [row] }),
    respond: (id, response) => running().respond(id, response, { now: now() }),
  };
}

/** Noon in UTC falls on the same civil day in nearly every zone. */
function momentOf(asOf: string | null): Date {
  return asOf === null ? new Date() : new Date(`${asOf}T12:00:00Z`);
}

function viewOf(engine: Oxpecker, now: Date): View {
  const answer = engine.evaluate({ surface: SURFACE, now });
  const series = engine.series({ now });
  const ownTransfers = new Set(engine.transfers({ now }).flatMap((pair) => pair.transactions));
  return { answer, series, ownTransfers };
}

/** The stable code of a failure; an unknown failure has none. */
export function codeOf(error: unknown): string {
  return error instanceof OxpeckerError ? error.code : 'UNKNOWN';
}
