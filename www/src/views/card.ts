// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * One card: what was noticed, why, and what can be answered.
 *
 * In: a card of the engine with its rendered text. Out: an `<article>`.
 * Invariants: the reasons and the rows behind them are one step away, never hidden for good.
 */
import type { Card } from 'oxpecker';
import { cardHeadingId } from '../actions/feed.js';
import type { Actions } from '../actions/index.js';
import { h } from '../dom.js';
import { date } from '../format.js';
import { icon, type IconName } from '../icons.js';
import { rowById } from '../rows.js';
import type { State } from '../state.js';
import { stringsOf, type Strings } from '../strings.js';
import { becauseList, evidenceRow, sentence } from './row.js';

const ICONS: Readonly<Record<Card['class'], IconName>> = {
  safety: 'shield',
  obligation: 'calendar',
  care: 'hand',
  save: 'leaf',
  offer: 'tag',
};

export function cardView(card: Card, state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  const open = state.whyOpen.has(card.id);
  const heading = cardHeadingId(card.id);
  const { title, body, actions: choices } = card.text;
  return h(
    'article',
    { class: `card card-${card.class}`, 'data-private': '', 'aria-labelledby': heading },
    h('p', { class: 'badge' }, icon(ICONS[card.class]), className(card, words)),
    h('h3', { id: heading, tabindex: -1 }, sentence(title, card.message.args)),
    h('p', { class: 'card-body' }, sentence(body, card.message.args)),
    h(
      'button',
      {
        type: 'button',
        id: `${heading}-why`,
        class: 'why',
        'aria-expanded': String(open),
        'aria-controls': `${heading}-reasons`,
        on: { click: () => actions.toggleWhy(card.id) },
      },
      words.why,
      icon('chevron'),
    ),
    h('div', { id: `${heading}-reasons`, class: 'reasons', hidden: !open }, ...(open ? reasons(card, state) : [])),
    h(
      'div',
      { class: 'choices' },
      ...choices.map((choice, index) =>
        h(
          'button',
          {
            type: 'button',
            id: `${heading}-${choice.id}`,
            class: index === 0 ? 'button button-primary' : 'button',
            on: { click: () => actions.answerCard(card, choice) },
          },
          choice.label,
        ),
      ),
    ),
  );
}

function reasons(card: Card, state: State): HTMLElement[] {
  const words = stringsOf(state.language);
  const rows = card.evidence.transactions.flatMap((id) => rowById(state.data, id) ?? []);
  const seen = [...new Set(card.uses.map((use) => words.dataClasses[use.dataClass] ?? use.dataClass))];
  return [
    becauseList(card.text.because, card.because),
    ...(card.text.timing ? [h('h4', {}, words.whyNow), h('p', { class: 'fine' }, sentence(card.text.timing, card.timing?.args))] : []),
    h('h4', {}, words.whyRows),
    h('ul', { class: 'evidence' }, ...rows.map((row) => evidenceRow(row, state.language, words))),
    h('p', { class: 'fine' }, words.whyUses(seen.join(state.language === 'ja' ? '、' : ', '))),
    h('p', { class: 'fine' }, words.whyUntil(date(card.expires, 'full', state.language))),
  ];
}

function className(card: Card, words: Strings): string {
  const names: Readonly<Record<Card['class'], string>> = {
    safety: words.classSafety,
    obligation: words.classObligation,
    care: words.classCare,
    save: words.classSave,
    offer: words.classOffer,
  };
  return names[card.class];
}
