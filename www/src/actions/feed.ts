// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What can be done with a card: read why, answer, take the answer back.
 *
 * Invariants: after an answer the focus stands on "Undo", after an undo on the card that came back.
 */
import type { Bank } from '../bank.js';
import type { Action, Card } from 'oxpecker';
import { rowById, rowsOf } from '../rows.js';
import type { State, Store } from '../state.js';
import { stringsOf } from '../strings.js';

export interface FeedActions {
  toggleWhy(cardId: string): void;
  answerCard(card: Card, action: Action): void;
  undoAnswer(): void;
}

/** Actions of the built-in pack whose next step is a look at the rows. */
const SHOWS_ROWS = new Set(['look-at-series', 'see-refund']);

export const UNDO_ID = 'undo';

/** The DOM id of a card's heading. */
export function cardHeadingId(cardId: string): string {
  return `card-${encodeURIComponent(cardId)}`;
}

export function feedActions(store: Store, bank: Bank): FeedActions {
  const words = () => stringsOf(store.state.language);

  /** Brings a row of the list before the reader. */
  const showRow = (id: string): Partial<State> | null => {
    const { data, rowsShown } = store.state;
    const accountId = rowById(data, id)?.accountId;
    if (accountId === undefined) return null;
    const index = rowsOf(data, accountId).findIndex((row) => row.id === id);
    return {
      accountId,
      query: '',
      rowsShown: Math.max(rowsShown, index + 1),
      announcement: words().rowsShown,
      focus: `row-${index}`,
    };
  };

  return {
    toggleWhy(cardId) {
      const whyOpen = new Set(store.state.whyOpen);
      if (!whyOpen.delete(cardId)) whyOpen.add(cardId);
      store.update({ whyOpen });
    },

    answerCard(card, { id, response }) {
      if (response === null) {
        store.update({ announcement: words().bankStep });
        return;
      }
      const position = store.state.answer.cards.findIndex((each) => each.id === card.id);
      bank.respond(card.id, response);
      const rows = card.evidence.transactions;
      const toRow = SHOWS_ROWS.has(id) ? showRow(rows.at(-1) ?? '') : null;
      store.update({
        ...bank.look(),
        answered: { cardId: card.id, response, position, rows },
        announcement: words().answered[response] ?? '',
        focus: UNDO_ID,
        ...toRow,
      });
    },

    undoAnswer() {
      const { answered } = store.state;
      if (!answered) return;
      bank.respond(answered.cardId, 'undo');
      store.update({
        ...bank.look(),
        answered: null,
        announcement: words().broughtBack,
        focus: cardHeadingId(answered.cardId),
      });
    },
  };
}
