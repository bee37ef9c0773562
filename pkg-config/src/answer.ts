// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * An answer to `evaluate`: its lists are read from the engine's bytes when they are asked for, each card with the texts
 * that its message and reasons name.
 *
 * In: the engine's answer, as bytes or read; the texts. Out: the same answer, read and rendered when it is looked at.
 * Invariant: what is cut here is what `JSON.parse` of the whole reads; a test holds it.
 */

import { decode, textOf } from './bytes';
import type { Catalogue } from './text';
import { withText } from './text';
import type * as types from './types';

type Bare<T> = Omit<T, 'text'>;

/** No JSON that the engine writes has one. */
export const NEW_LINE = 10;

/** What the engine answers to `evaluate`. */
export interface BareAnswer {
  cards: Bare<types.Card>[];
  quiet: Bare<types.Quiet>[];
  withheld: Bare<types.Withheld>[];
  trace?: types.TraceLine[];
}

/** An answer behind its head: what the privacy log tells of it, as the engine told it. */
export class Headed {
  constructor(readonly head: string) {}
}

/** An answer as bytes, whose lists are cut out and read when they are asked for. */
export class Cut extends Headed {
  #parts: string[] | undefined;

  /** `head` has the ids of each list, as the engine told them before the answer itself. */
  private constructor(
    head: string,
    private readonly body: Uint8Array,
  ) {
    super(head);
  }

  /** Takes an answer behind its head; without one, as with a trace, it is read as a whole. */
  static of(payload: Uint8Array): Cut | BareAnswer {
    const end = payload.indexOf(NEW_LINE);
    return end < 0 ? (decode(payload) as BareAnswer) : new Cut(textOf(payload.subarray(0, end)), payload.slice(end + 1));
  }

  get cards(): Bare<types.Card>[] {
    return this.#read(0);
  }

  get quiet(): Bare<types.Quiet>[] {
    return this.#read(1);
  }

  get withheld(): Bare<types.Withheld>[] {
    return this.#read(2);
  }

  #read<T>(list: number): T {
    if (!this.#parts) {
      const text = textOf(this.body);
      const quiet = text.indexOf('],"quiet":[');
      const withheld = text.indexOf('],"withheld":[', quiet);
      this.#parts = [text.slice(9, quiet + 1), text.slice(quiet + 10, withheld + 1), text.slice(withheld + 13, -1)];
    }
    return JSON.parse(this.#parts[list] as string) as T;
  }
}

/** The answer with its words, read where it is looked at. */
export function answerWithText(texts: Catalogue, answer: BareAnswer): types.Answer {
  const words = (card: Bare<types.Card>) => texts.card(card.message, card.because, card.actions, card.timing);
  const withReason = (card: Bare<types.Quiet>) => withText(card, () => ({ ...words(card), reason: texts.reason('withheld', card.reason) }));
  const withChange = (one: Bare<types.Withheld>) =>
    withText(one, () => ({
      title: texts.text(`${one.message}.title`, {}),
      reason: texts.reason('withheld', one.reason),
      change: texts.reason('change', one.change),
    }));
  let cards: types.Card[] | undefined;
  let quiet: types.Quiet[] | undefined;
  let withheld: types.Withheld[] | undefined;
  const spoken: types.Answer = {
    get cards() {
      return (cards ??= answer.cards.map((card) => withText(card, () => words(card))));
    },
    set cards(value) {
      cards = value;
    },
    get quiet() {
      return (quiet ??= answer.quiet.map(withReason));
    },
    set quiet(value) {
      quiet = value;
    },
    get withheld() {
      return (withheld ??= answer.withheld.map(withChange));
    },
    set withheld(value) {
      withheld = value;
    },
  };
  if (answer.trace) spoken.trace = answer.trace;
  return spoken;
}
