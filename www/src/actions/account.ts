// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Which customer, which account, which language.
 *
 * Invariants: a switch shows nothing until everything it needs is there, so the whole page changes at once; switches follow
 * one another, so that what stands on the page is what the engine in charge has said.
 */
import type { Bank } from '../bank.js';
import { busiestAccount } from '../file.js';
import type { Dataset, Language, Sample } from '../model.js';
import { sampleCustomer } from '../sample.js';
import type { FormFields, State, Store } from '../state.js';
import { stringsOf } from '../strings.js';
import { FRESH_PRIVACY } from './privacy.js';

export const ROWS_AT_FIRST = 14;
const ROWS_MORE = 40;
export const EMPTY_FORM: FormFields = { payee: '', account: '', amount: '', reference: '' };

export interface AccountActions {
  chooseCustomer(source: Sample): Promise<void>;
  chooseLanguage(language: Language): Promise<void>;
  chooseAccount(id: string): void;
  showMore(): void;
  /** Shows only the rows in which the text is found. */
  search(query: string): void;
}

/** The part of the state that starts anew with another customer. */
export function freshCustomer(data: Dataset, formVersion: number) {
  return {
    data,
    accountId: busiestAccount(data),
    rowsShown: ROWS_AT_FIRST,
    query: '',
    whyOpen: new Set<string>(),
    answered: null,
    form: EMPTY_FORM,
    formVersion: formVersion + 1,
    payment: { step: 'edit', errors: [], wentBack: false },
    signals: {},
    weighed: null,
    leftChallenge: null,
    claim: null,
    goalError: false,
    ...FRESH_PRIVACY,
  } as const satisfies Partial<State>;
}

export function accountActions(store: Store, bank: Bank): AccountActions {
  // One switch after the other: an engine that had taken over unseen would know nothing of what stands on the page.
  let last = Promise.resolve();
  const inTurn = (change: () => Promise<void>) => (last = last.then(change, change));
  return {
    chooseCustomer: (source) => inTurn(async () => {
      const data = sampleCustomer(source, new Date());
      await bank.open(data, source, store.state.language);
      store.update({
        ...freshCustomer(data, store.state.formVersion),
        ...bank.look(),
        source,
        file: { step: 'idle', note: null },
        announcement: '',
      });
    }),

    chooseLanguage: (language) => inTurn(async () => {
      if (language === store.state.language) return;
      await bank.speak(language);
      const { payment } = store.state;
      store.update({
        language,
        ...bank.look(),
        payment: payment.step === 'review' ? { ...payment, verdict: bank.check(payment.draft, store.state.signals) } : payment,
        erasing: { step: 'idle' },
        announcement: '',
      });
    }),

    chooseAccount(id) {
      store.update({ accountId: id, rowsShown: ROWS_AT_FIRST });
    },

    search(query) {
      store.update({ query, rowsShown: ROWS_AT_FIRST });
    },

    showMore() {
      const { rowsShown, language } = store.state;
      store.update({
        rowsShown: rowsShown + ROWS_MORE,
        announcement: stringsOf(language).transactions,
        focus: `row-${rowsShown}`,
      });
    },
  };
}
