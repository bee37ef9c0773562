// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Everything a visitor can do, gathered for the views.
 *
 * In: the store and the bank. Out: `Actions`.
 * Invariants: a view calls actions and nothing else; an action ends in at most one visible change; what an action is about
 * may have gone since it was drawn: then the page is drawn as it stands now, and says so.
 */
import { codeOf, type Bank } from '../bank.js';
import type { Store } from '../state.js';
import { stringsOf } from '../strings.js';
import { accountActions, type AccountActions } from './account.js';
import { attentionActions, type AttentionActions } from './attention.js';
import { checkActions, type CheckActions } from './check.js';
import { developerActions, type DeveloperActions } from './developer.js';
import { feedActions, type FeedActions } from './feed.js';
import { fileActions, type FileActions } from './file.js';
import { offlineActions, type OfflineActions } from './offline.js';
import { paymentActions, type PaymentActions } from './payment.js';
import { privacyActions, type PrivacyActions } from './privacy.js';
import { savingsActions, type SavingsActions } from './savings.js';
import { yearActions, type YearActions } from './year.js';

export type Actions = AccountActions & AttentionActions & FeedActions & PaymentActions & FileActions & PrivacyActions & YearActions & CheckActions & DeveloperActions & OfflineActions & SavingsActions;

export function createActions(store: Store, bank: Bank): Actions {
  const actions: Actions = {
    ...accountActions(store, bank),
    ...attentionActions(store, bank),
    ...feedActions(store, bank),
    ...paymentActions(store, bank),
    ...fileActions(store, bank),
    ...privacyActions(store, bank),
    ...yearActions(store, bank),
    ...developerActions(store, bank),
    ...offlineActions(store),
    ...checkActions(store),
    ...savingsActions(store, bank),
  };
  const orGone =
    (action: (...given: never[]) => unknown) =>
    (...given: never[]): unknown => {
      try {
        return action(...given);
      } catch (error) {
        if (codeOf(error) !== 'UNKNOWN_ID') throw error;
        return actions.hearOthers(stringsOf(store.state.language).gone);
      }
    };
  return Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, orGone(action)])) as unknown as Actions;
}
