// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * An answer to `evaluate`: its lists are read from the engine's text when they are asked for, each card with the texts
 * that its message and reasons name.
 *
 * In: the engine's answer, as text or read; the texts. Out: the same answer, read and rendered when it is looked at.
 * Invariant: what is cut here is what `JSON.parse` of the whole reads; a test holds it.
 */

import type { Catalogue } from './text';
import { lazily, withText } from './text';
import type * as types from './types';

type Bare<T> = Omit<T, 'text'>;

/** What the engine answers to `evaluate`. */
export interface BareAnswer {
  cards: Bare<types.Card>[];
  quiet: Bare<types.Quiet>[];
  withheld: Bare<types.Withheld>[];
  trace?: types.TraceLine[];
}

const LISTS = ['cards', 'quiet', 'withheld'] as const;
/** Nothing but a card begins with such an id and its nudge, and no quote within a text stands without its stroke. */
const ID = /\{"id":"(card-[0-9a-f]{16})","nudge":"/g;

/** The lists of an answer as text, and the ids in them. */
export class Cut {
  /** By list, the ids of its cards. */
  readonly ids: Record<(typeof LISTS)[number], string[]> = { cards: [], quiet: [], withheld: [] };
  readonly answer = {} as BareAnswer;

  private constructor(parts: readonly string[]) {
    LISTS.forEach((list, at) => {
      const part = parts[at] as string;
      for (const [, id] of part.matchAll(ID)) this.ids[list].push(id as string);
      lazily(this.answer, list, () => JSON.parse(part) as never);
    });
  }

  /** Cuts the text of an answer; with a trace, or in another shape, it is read as a whole. */
  static of(text: string): Cut | BareAnswer {
    const quiet = text.indexOf('],"quiet":[');
    const withheld = text.indexOf('],"withheld":[', quiet);
    if (!text.startsWith('{"cards":[') || quiet < 0 || withheld < 0 || !text.endsWith(']}') || text.includes('],"trace":[', withheld)) {
      return JSON.parse(text) as BareAnswer;
    }
    return new Cut([text.slice(9, quiet + 1), text.slice(quiet + 10, withheld + 1), text.slice(withheld + 13, -1)]);
  }
}

/** The answer with its words, read where it is looked at. */
export function answerWithText(texts: Catalogue, answer: BareAnswer): types.Answer {
  const words = (card: Bare<types.Card>) => texts.card(card.message, card.because, card.actions, card.timing);
  const spoken = { ...(answer.trace && { trace: answer.trace }) } as types.Answer;
  lazily(spoken, 'cards', () => answer.cards.map((card) => withText(card, () => words(card))));
  lazily(spoken, 'quiet', () => answer.quiet.map((card) => withText(card, () => ({ ...words(card), reason: texts.reason('withheld', card.reason) }))));
  return lazily(spoken, 'withheld', () =>
    answer.withheld.map((one) =>
      withText(one, () => ({
        title: texts.text(`${one.message}.title`, {}),
        reason: texts.reason('withheld', one.reason),
        change: texts.reason('change', one.change),
      })),
    ),
  );
}
