// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the customer decides about their data: purposes, circumstances, corrections, taking along, erasing.
 *
 * Invariants: a decision shows its effect in one drawing, the receipt with it; what a payment under review or an answered
 * card rested on may be gone afterwards, so both are closed.
 */
import type { Correction, Known, Portable, Purpose } from 'oxpecker';
import { codeOf, type Bank } from '../bank.js';
import { addMonths, today } from '../calendar.js';
import { saveFile } from '../dom.js';
import { datasetOf } from '../file.js';
import { rowById } from '../rows.js';
import type { State, Store } from '../state.js';
import { stringsOf } from '../strings.js';

export interface PrivacyActions {
  /** Draws what another tab has changed, or time. */
  hearOthers(announcement?: string): void;
  decide(purpose: Purpose, isAllowed: boolean): void;
  tellContext(kind: string, holds: boolean): void;
  /** Opens or closes a part of the report. */
  toggleKnown(key: string): void;
  showMoreLog(): void;
  undoKnown(id: string): void;
  correct(correction: Correction): void;
  exportData(): void;
  importData(file: Blob | undefined): Promise<void>;
  askErase(): void;
  keepAll(): void;
  eraseAll(): Promise<void>;
}

export const LOG_AT_FIRST = 8;
const LOG_MORE = 40;
const CONTEXT_MONTHS = 6;
export const KNOWN_TITLE_ID = 'known-title';
export const SAID_TITLE_ID = 'known-said-title';
export const ERASE_ASK_ID = 'erase-ask';
export const ERASE_BUTTON_ID = 'erase-button';
export const ERASE_DONE_ID = 'erase-done';
export const IMPORT_NOTE_ID = 'portable-note';

/** Whether it is something that the customer told, and so may take back; that a card was shown is none. */
export function isSaid({ sort, kind }: Known): boolean {
  return ['exception', 'correction', 'context', 'setting', 'goal', 'challenge'].includes(sort) || (sort === 'response' && kind !== 'shown');
}

/** What of the state starts anew with another customer. */
export const FRESH_PRIVACY = {
  receipt: null,
  knownOpen: new Set<string>(),
  logShown: LOG_AT_FIRST,
  portable: null,
  erasing: { step: 'idle' },
} as const satisfies Partial<State>;

export function privacyActions(store: Store, bank: Bank): PrivacyActions {
  const words = () => stringsOf(store.state.language);
  /** What must not outlive the choices that it rests on. */
  const closed = () => ({
    answered: null,
    leftChallenge: null,
    claim: null,
    formVersion: store.state.formVersion + 1,
    payment: store.state.payment.step === 'review' ? ({ step: 'edit', errors: [], wentBack: false } as const) : store.state.payment,
  });
  const day = () => store.state.data.asOf ?? today(store.state.data.timeZone, new Date());

  return {
    hearOthers(announcement = '') {
      store.update({ ...closed(), ...bank.look(), receipt: null, announcement });
    },

    decide(purpose, isAllowed) {
      const receipt = isAllowed ? bank.grant(purpose) : bank.withdraw(purpose);
      const name = words().purposes[purpose] ?? purpose;
      store.update({
        ...closed(),
        ...bank.look(),
        receipt,
        erasing: { step: 'idle' },
        announcement: isAllowed ? words().consentGranted(name) : words().consentWithdrawn(name),
      });
    },

    tellContext(kind, holds) {
      if (holds) bank.declare(kind, addMonths(day(), CONTEXT_MONTHS));
      else bank.revoke(kind);
      store.update({ ...bank.look(), receipt: null });
    },

    toggleKnown(key) {
      const knownOpen = new Set(store.state.knownOpen);
      if (!knownOpen.delete(key)) knownOpen.add(key);
      store.update({ knownOpen });
    },

    showMoreLog() {
      const { logShown } = store.state;
      store.update({ logShown: logShown + LOG_MORE, focus: `log-${logShown}` });
    },

    undoKnown(id) {
      bank.respond(id, 'undo');
      const view = bank.look();
      // Without a last answer the group is gone, and its heading with it.
      const focus = view.report.known.some(isSaid) ? SAID_TITLE_ID : KNOWN_TITLE_ID;
      store.update({ ...closed(), ...view, announcement: words().knownUndone, focus });
    },

    correct(correction) {
      bank.correct(correction);
      const knownOpen = new Set([...store.state.knownOpen, 'said']);
      store.update({ ...bank.look(), knownOpen, announcement: words().correctDone, focus: SAID_TITLE_ID });
    },

    exportData() {
      const { source } = store.state;
      saveFile(`oxpecker-${source}-${day()}.json`, JSON.stringify(bank.export(), null, 2));
      store.update({ portable: { step: 'saved' }, announcement: words().exportDone });
    },

    async importData(file) {
      if (!file) return;
      const done = (portable: NonNullable<State['portable']>, more: Partial<State> = {}) =>
        store.update({ ...more, portable, focus: IMPORT_NOTE_ID });
      try {
        const text = await file.text();
        const portable = JSON.parse(text) as Portable;
        const { data } = store.state;
        const nothing = { added: 0, updated: 0, unchanged: 0, rejected: 0, problems: [] };
        const brought = datasetOf(text, nothing, data.timeZone, day());
        const known = new Set(data.accounts.map(({ id }) => id));
        if (brought && !brought.accounts.every(({ id }) => known.has(id))) return done({ step: 'other' });
        const more = brought?.transactions.filter(({ id }) => !rowById(data, id)) ?? [];
        const whole = more.length > 0 ? { ...data, transactions: [...data.transactions, ...more] } : data;
        const { added, updated, unchanged } = bank.import(portable, whole);
        done(
          { step: 'taken', rows: added + updated + unchanged },
          { ...closed(), data: whole, ...bank.look(), receipt: null, erasing: { step: 'idle' } },
        );
      } catch (error) {
        if (codeOf(error) === 'ENGINE_CRASHED') throw error;
        done({ step: 'bad' });
      }
    },

    askErase() {
      store.update({ erasing: { step: 'asking' }, focus: ERASE_ASK_ID });
    },

    keepAll() {
      store.update({ erasing: { step: 'idle' }, focus: ERASE_BUTTON_ID });
    },

    async eraseAll() {
      let deleted: Awaited<ReturnType<Bank['erase']>> | null = null;
      try {
        deleted = await bank.erase();
      } catch (error) {
        if (!codeOf(error).startsWith('STORAGE_')) throw error;
      }
      store.update({
        ...closed(),
        ...bank.look(),
        ...FRESH_PRIVACY,
        erasing: { step: 'done', deleted },
        announcement: deleted ? words().eraseDone : words().eraseFailed,
        focus: ERASE_DONE_ID,
      });
    },
  };
}
