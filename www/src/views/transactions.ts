// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The account's transactions, newest first, month by month.
 */
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h } from '../dom.js';
import { date, name, number } from '../format.js';
import type { Row } from '../model.js';
import { rowsOf } from '../rows.js';
import type { State } from '../state.js';
import { stringsOf } from '../strings.js';
import { payee, rowMoney } from './row.js';

export function transactionsRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'transactions', class: 'panel transactions', 'aria-labelledby': 'transactions-title' }),
    reads: (state) => [state.data, state.accountId, state.rowsShown, state.ownTransfers],
    draw(state) {
      const words = stringsOf(state.language);
      const rows = rowsOf(state.data, state.accountId);
      const shown = rows.slice(0, state.rowsShown);
      const left = rows.length - shown.length;
      return [
        h('h2', { id: 'transactions-title' }, words.transactions),
        ...(shown.length > 0 ? months(shown, state) : [h('p', { class: 'lead' }, words.transactionsNone)]),
        h(
          'div',
          { class: 'more' },
          h('p', { class: 'fine' }, words.shownOf(number(shown.length, state.language), number(rows.length, state.language))),
          left > 0 &&
            h(
              'button',
              { type: 'button', id: 'show-more', class: 'button', on: { click: () => actions.showMore() } },
              words.showMore(Math.min(left, 40)),
            ),
        ),
      ];
    },
  };
}

function months(rows: readonly Row[], state: State): HTMLElement[] {
  const parts: HTMLElement[] = [];
  let month = '';
  let list: HTMLElement | null = null;
  for (const [index, row] of rows.entries()) {
    if (list === null || row.bookedAt.slice(0, 7) !== month) {
      month = row.bookedAt.slice(0, 7);
      list = h('ul', { class: 'rows' });
      parts.push(h('h3', { class: 'month-title' }, date(`${month}-01`, 'month', state.language)), list);
    }
    list.append(transaction(row, index, state));
  }
  return parts;
}

function transaction(row: Row, index: number, state: State): HTMLElement {
  const words = stringsOf(state.language);
  const tags = [
    row.status === 'pending' && words.pending,
    state.ownTransfers.has(row.id) && words.ownTransfer,
  ].filter((tag): tag is string => typeof tag === 'string');
  return h(
    'li',
    { class: 'row', id: `row-${index}`, tabindex: -1 },
    h('time', { datetime: row.bookedAt }, date(row.bookedAt, 'day', state.language)),
    h(
      'div',
      { class: 'row-what' },
      payee(row, words),
      row.reference && h('span', { class: 'reference' }, h('bdi', {}, name(row.reference))),
      ...tags.map((tag) => h('span', { class: 'tag' }, tag)),
    ),
    rowMoney(row, state.language),
  );
}
