// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The account's transactions, newest first, month by month; searched, and marked where they come again.
 *
 * Invariants: the search field is never redrawn while it is typed into, so that no input method is disturbed.
 */
import type { Series } from 'oxpecker';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h } from '../dom.js';
import { date, name, number } from '../format.js';
import type { Row } from '../model.js';
import { found, rowsOf } from '../rows.js';
import type { State } from '../state.js';
import { stringsOf } from '../strings.js';
import { payee, rowMoney } from './row.js';

/** The heading and the search field. */
export function searchRegion(actions: Actions): Region {
  return {
    root: h('div', { class: 'transactions-head' }),
    reads: (state) => [state.data],
    draw({ language, query }) {
      const words = stringsOf(language);
      const field = h('input', {
        type: 'search',
        id: 'search',
        autocomplete: 'off',
        dir: 'auto',
        value: query,
        placeholder: words.searchHint,
        on: { input: () => actions.search(field.value) },
      });
      return [
        h('h2', { id: 'transactions-title' }, words.transactions),
        h('div', { class: 'field search' }, h('label', { for: 'search', class: 'visually-hidden' }, words.search), field),
      ];
    },
  };
}

export function transactionsRegion(actions: Actions): Region {
  return {
    root: h('div', { class: 'transactions-list' }),
    reads: (state) => [state.data, state.accountId, state.rowsShown, state.ownTransfers, state.query, state.series],
    draw(state) {
      const words = stringsOf(state.language);
      const rows = found(rowsOf(state.data, state.accountId), state.query);
      const shown = rows.slice(0, state.rowsShown);
      const left = rows.length - shown.length;
      const field = document.getElementById('search');
      // A row was looked for from elsewhere, so the search is over.
      if (field instanceof HTMLInputElement && state.query === '' && document.activeElement !== field) field.value = '';
      const none = state.query.trim() === '' ? words.transactionsNone : words.searchNone;
      return [
        ...(shown.length > 0 ? months(shown, state) : [h('p', { class: 'lead' }, none)]),
        h(
          'div',
          { class: 'more' },
          h('p', { class: 'fine', role: 'status' }, words.shownOf(number(shown.length, state.language), number(rows.length, state.language))),
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

const marks = new WeakMap<readonly Series[], ReadonlyMap<string, Series>>();

/** The series of each row that has one. */
function seriesByRow(series: readonly Series[]): ReadonlyMap<string, Series> {
  const known = marks.get(series) ?? new Map(series.flatMap((each) => each.transactions.map((id) => [id, each] as const)));
  marks.set(series, known);
  return known;
}

function transaction(row: Row, index: number, state: State): HTMLElement {
  const words = stringsOf(state.language);
  const series = seriesByRow(state.series).get(row.id);
  const tags = [
    row.status === 'pending' && words.pending,
    state.ownTransfers.has(row.id) && words.ownTransfer,
    series && (words.cadences[series.cadence] ?? words.comesAgain),
  ].filter((tag): tag is string => typeof tag === 'string');
  return h(
    'li',
    { class: 'row', id: `row-${index}`, 'data-private': '', tabindex: -1 },
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
