// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The one state of the page, and the store that holds it.
 *
 * In: patches from `actions/`. Out: the state, to whoever draws it.
 * Invariants: state is replaced, never mutated; the engine is not in here, only its answers are.
 */
import type { ClaimDocument, Deleted, IngestReport, PaymentContext, PaymentVerdict, ResponseKind, TraceLine } from 'oxpecker';
import type { Receipt, View } from './bank.js';
import type { Found } from './check/look.js';
import type { Dataset, Draft, Language, Row, Source, StoryId } from './model.js';
import type { Offline } from './offline.js';
import type { Year } from './story.js';

export interface FormFields {
  readonly payee: string;
  readonly account: string;
  readonly amount: string;
  readonly reference: string;
}

export type Payment =
  | { readonly step: 'edit'; readonly errors: readonly ('payee' | 'amount')[]; readonly wentBack: boolean }
  | { readonly step: 'review'; readonly draft: Draft; readonly verdict: PaymentVerdict }
  | { readonly step: 'done'; readonly row: Row };

export type FileReading =
  | { readonly step: 'idle'; readonly note: 'cancelled' | 'one-only' | null }
  | { readonly step: 'reading'; readonly name: string; readonly share: number | null; readonly rows: number }
  | { readonly step: 'done'; readonly name: string; readonly report: IngestReport }
  | { readonly step: 'failed'; readonly name: string; readonly code: string };

/** The card that was answered last: it can be brought back from where it stood. */
export interface Answered {
  readonly cardId: string;
  readonly response: ResponseKind;
  readonly position: number;
  readonly rows: readonly string[];
}

/** What became of the last export or import. */
export type PortableNote =
  | { readonly step: 'saved' | 'bad' | 'other' }
  | { readonly step: 'taken'; readonly rows: number };

/** `deleted` is null when the browser kept the stored part. */
export type Erasing =
  | { readonly step: 'idle' | 'asking' }
  | { readonly step: 'done'; readonly deleted: readonly Deleted[] | null };

/** The year that is walked, or was. */
export interface YearState {
  readonly id: StoryId | null;
  /** Days walked so far, of how many. */
  readonly done: number;
  readonly total: number;
  readonly record: Year | null;
  /** Which day is looked at, from 0. */
  readonly day: number;
  /** Whether the app is being turned back to that day. */
  readonly isOpening: boolean;
}

export interface DeveloperState {
  readonly isOpen: boolean;
  readonly trace: readonly TraceLine[] | null;
  /** Which call was copied last. */
  readonly copied: number | null;
}

/** What is loaded for the check. */
export type CheckPart = typeof import('./check/index.js');

export type CheckState =
  | { readonly step: 'idle' | 'failed' }
  | { readonly step: 'running'; readonly done: number; readonly total: number }
  | { readonly step: 'done'; readonly found: Found; readonly part: CheckPart };

export interface State extends View {
  readonly language: Language;
  readonly source: Source;
  readonly data: Dataset;
  readonly accountId: string;
  readonly rowsShown: number;
  /** What the list of transactions is searched for. */
  readonly query: string;
  readonly whyOpen: ReadonlySet<string>;
  readonly answered: Answered | null;
  readonly form: FormFields;
  /** Changes when the form's text was set from outside, so that typing never redraws a field. */
  readonly formVersion: number;
  readonly payment: Payment;
  /** What the bank would report of the visitor, as they switched it on. */
  readonly signals: PaymentContext;
  /** What the guard made of the typed payment when it was tried; `nothing` when none was typed. */
  readonly weighed: PaymentVerdict | 'nothing' | null;
  readonly file: FileReading;
  /** The last decision about a purpose. */
  readonly receipt: Receipt | null;
  /** Which parts of the report are open. */
  readonly knownOpen: ReadonlySet<string>;
  readonly logShown: number;
  readonly portable: PortableNote | null;
  readonly erasing: Erasing;
  readonly year: YearState;
  readonly developer: DeveloperState;
  readonly check: CheckState;
  readonly offline: Offline;
  /** The challenge that was left last: it can be taken back. */
  readonly leftChallenge: string | null;
  /** The reward that was claimed last, as a bank's server would be told. */
  readonly claim: ClaimDocument | null;
  /** Whether a goal was asked for without an amount. */
  readonly goalError: boolean;
  /** Read out once by screen readers. */
  readonly announcement: string;
  /** The element that gets the focus after the next drawing. */
  readonly focus: string | null;
}

export interface Store {
  readonly state: State;
  update(patch: Partial<State>): void;
  subscribe(listener: (state: State) => void): void;
}

export function createStore(initial: State): Store {
  let state = initial;
  const listeners: ((state: State) => void)[] = [];
  return {
    get state() {
      return state;
    },
    update(patch) {
      state = { ...state, focus: null, ...patch };
      for (const listener of listeners) listener(state);
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
