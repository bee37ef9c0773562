// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The pieces that several views show: payee, amount, a transaction on one line, a sentence of the package.
 *
 * Invariants: a payee stands in `<bdi>`, so that its direction stays its own.
 */
import type { Arg, Deleted, Reason } from 'oxpecker';
import { h, type Child } from '../dom.js';
import { date, name, number, shown, signedMoney, type DateStyle } from '../format.js';
import type { Language, Row } from '../model.js';
import type { State } from '../state.js';
import { stringsOf, type Strings } from '../strings.js';

const SENTENCE_LIMIT = 600;
const SENTENCE_NAME_LIMIT = 70;

export function payee(row: { readonly counterpartyName?: string }, words: Strings): HTMLElement {
  return h('bdi', { class: 'payee' }, row.counterpartyName ? name(row.counterpartyName) : words.noName);
}

/**
 * A text that the package has rendered from typed arguments: it may hold names from the data, and an endless name
 * must not push the rest of the sentence out. The direction is that of the page's languages, whatever it begins with.
 */
export function sentence(text: string, args: Readonly<Record<string, Arg>> = {}): HTMLElement {
  let short = text;
  for (const arg of Object.values(args)) {
    if (arg.type === 'text' && arg.value.length > SENTENCE_NAME_LIMIT) {
      short = short.replaceAll(arg.value, shown(arg.value, SENTENCE_NAME_LIMIT));
    }
  }
  return h('bdi', { dir: 'ltr' }, shown(short, SENTENCE_LIMIT));
}

/** The reasons of a card or a verdict, one sentence each. */
export function becauseList(texts: readonly string[], reasons: readonly Reason[]): HTMLElement {
  return h('ul', { class: 'because' }, ...texts.map((text, index) => h('li', {}, sentence(text, reasons[index]?.args))));
}

export function rowMoney(row: { readonly amount: string; readonly currency: string }, language: Language): HTMLElement {
  const side = row.amount.startsWith('-') ? 'money' : 'money money-in';
  return h('span', { class: side }, signedMoney(row.amount, row.currency, language));
}

/** Date, payee and amount on one line, as evidence under a card. */
export function evidenceRow(row: Row, language: Language, words: Strings, style: DateStyle = 'day'): HTMLElement {
  return h(
    'li',
    { class: 'evidence-row', 'data-private': '' },
    h('div', { class: 'when' }, h('time', { datetime: row.bookedAt }, date(row.bookedAt, style, language)), clock(row)),
    payee(row, words),
    rowMoney(row, language),
  );
}

/** The time of day, where the row has one: it tells two charges of a day apart. */
function clock(row: Row): Child {
  return row.time !== undefined && /^\d{2}:\d{2}/.test(row.time) && h('time', { datetime: row.time }, row.time.slice(0, 5));
}

/** What was deleted, by kind. */
export function deletedList(title: string, deleted: readonly Deleted[], { language }: State): HTMLElement {
  const words = stringsOf(language);
  return h(
    'div',
    {},
    h('p', {}, title),
    h(
      'ul',
      { class: 'because deleted' },
      ...deleted.map(({ kind, count }) => h('li', {}, words.deleted[kind]?.(count, number(count, language)) ?? words.deletedOther(kind, number(count, language)))),
    ),
  );
}
