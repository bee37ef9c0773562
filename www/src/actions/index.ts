// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Everything a visitor can do, gathered for the views.
 *
 * In: the store and the bank. Out: `Actions`.
 * Invariants: a view calls actions and nothing else; an action ends in at most one visible change.
 */
import type { Bank } from '../bank.js';
import type { Store } from '../state.js';
import { accountActions, type AccountActions } from './account.js';
import { attentionActions, type AttentionActions } from './attention.js';
import { developerActions, type DeveloperActions } from './developer.js';
import { feedActions, type FeedActions } from './feed.js';
import { fileActions, type FileActions } from './file.js';
import { offlineActions, type OfflineActions } from './offline.js';
import { paymentActions, type PaymentActions } from './payment.js';
import { privacyActions, type PrivacyActions } from './privacy.js';
import { savingsActions, type SavingsActions } from './savings.js';
import { yearActions, type YearActions } from './year.js';

export type Actions = AccountActions & AttentionActions & FeedActions & PaymentActions & FileActions & PrivacyActions & YearActions & DeveloperActions & OfflineActions & SavingsActions;

export function createActions(store: Store, bank: Bank): Actions {
  const account = accountActions(store, bank);
  return {
    ...account,
    ...attentionActions(store, bank),
    ...feedActions(store, bank),
    ...paymentActions(store, bank),
    ...fileActions(store, bank),
    ...privacyActions(store, bank),
    ...yearActions(store, bank),
    ...developerActions(store, bank),
    ...offlineActions(store),
    ...savingsActions(store, bank),
  };
}
