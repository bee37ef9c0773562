// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The card feed, and in place of a card just answered the strip that can bring it back.
 */
import { UNDO_ID } from '../actions/feed.js';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { rowById } from '../rows.js';
import type { State } from '../state.js';
import { stringsOf } from '../strings.js';
import { cardView } from './card.js';
import { payee, rowMoney } from './row.js';

export function feedRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'feed', class: 'feed', 'aria-labelledby': 'feed-title' }),
    reads: (state) => [state.answer, state.answered, state.whyOpen, state.data, state.granted],
    draw(state) {
      const words = stringsOf(state.language);
      const items: HTMLElement[] = state.answer.cards.map((card) => h('li', {}, cardView(card, state, actions)));
      if (state.answered) items.splice(Math.max(0, state.answered.position), 0, answeredStrip(state, actions));
      return [
        h('h2', { id: 'feed-title', tabindex: -1 }, words.feed),
        items.length > 0
          ? h('ul', { class: 'cards' }, ...items)
          : state.granted.has('nudges')
            ? empty(icon('check'), words.feedEmpty, words.feedEmptyMore)
            : empty(icon('moon'), words.messagesOff, words.messagesOffMore),
      ];
    },
  };
}

function empty(sign: SVGElement, what: string, more: string): HTMLElement {
  return h('div', { class: 'empty' }, sign, h('p', {}, h('b', {}, what), ' ', more));
}

function answeredStrip(state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  const row = rowById(state.data, state.answered?.rows[0] ?? '');
  return h(
    'li',
    { class: 'strip' },
    icon('check'),
    h(
      'p',
      {},
      words.answered[state.answered?.response ?? ''] ?? '',
      row && h('span', { class: 'strip-row' }, payee(row, words), ' ', rowMoney(row, state.language)),
    ),
    h('button', { type: 'button', id: UNDO_ID, class: 'button', on: { click: () => actions.undoAnswer() } }, words.undo),
  );
}
