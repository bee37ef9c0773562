// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words of an answer: each card, quiet and withheld one with the texts that its message and reasons name.
 *
 * In: the engine's answer, the texts. Out: the same answer, its texts rendered when read.
 */

import type { Catalogue } from './text';
import { withText } from './text';
import type * as types from './types';

type Bare<T> = Omit<T, 'text'>;

/** What the engine answers to `evaluate`. */
export interface BareAnswer {
  cards: Bare<types.Card>[];
  quiet: Bare<types.Quiet>[];
  withheld: Bare<types.Withheld>[];
  trace?: types.TraceLine[];
}

export function answerWithText(texts: Catalogue, { cards, quiet, withheld, trace }: BareAnswer): types.Answer {
  const words = (card: Bare<types.Card>) => texts.card(card.message, card.because, card.actions, card.timing);
  return {
    ...(trace && { trace }),
    cards: cards.map((card) => withText(card, () => words(card))),
    quiet: quiet.map((card) => withText(card, () => ({ ...words(card), reason: texts.reason('withheld', card.reason) }))),
    withheld: withheld.map((one) =>
      withText(one, () => ({
        title: texts.text(`${one.message}.title`, {}),
        reason: texts.reason('withheld', one.reason),
        change: texts.reason('change', one.change),
      })),
    ),
  };
}
