// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the customer sets of their attention.
 *
 * Invariant: the cards are those of the new setting in the same drawing, and the focus stays where it was.
 */
import type { AttentionChange } from 'oxpecker';
import type { Bank } from '../bank.js';
import type { Store } from '../state.js';
import { stringsOf } from '../strings.js';

export interface AttentionActions {
  attend(change: AttentionChange, focus: string): void;
}

export const FEWER_ID = 'attention-fewer';
export const MORE_ID = 'attention-more';

export function attentionActions(store: Store, bank: Bank): AttentionActions {
  return {
    attend(change, focus) {
      bank.attend(change);
      store.update({ ...bank.look(), announcement: stringsOf(store.state.language).attentionSet, focus });
    },
  };
}
