// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Where the balance is going: a band, a sentence that says the same, what is counted in, and the figures as a table.
 *
 * Invariants: nobody needs to see the drawing; amounts are rounded in the sentence, since they are no promise.
 */
import type { Forecast, ForecastDay, PlannedPayment } from 'oxpecker';
import type { Region } from '../app.js';
import { chart, rangeOf, type Chart } from '../chart.js';
import { h, type Child } from '../dom.js';
import { date, moneyAbout, signedMoney } from '../format.js';
import type { Language } from '../model.js';
import type { State } from '../state.js';
import { stringsOf, type Strings } from '../strings.js';
import { payee } from './row.js';

const COMING_SHOWN = 6;
/** From this chance on it is said, in hundredths. */
const WORTH_SAYING = 10;

export function outlookRegion(): Region {
  const root = h('section', { id: 'outlook', class: 'panel outlook', 'aria-labelledby': 'outlook-title' });
  return {
    root,
    reads: (state) => [state.outlook, state.accountId],
    draw(state) {
      const words = stringsOf(state.language);
      const found = state.outlook(state.accountId);
      const isOpen = root.querySelector('details')?.open ?? false;
      return [
        h('h2', { id: 'outlook-title' }, words.outlook),
        ...(found && found.days.length > 1 ? outlook(found, isOpen, state) : [h('p', { class: 'lead' }, state.granted.has('insights') ? words.outlookNone : words.outlookOff)]),
      ];
    },
  };
}

function outlook(found: Forecast, isOpen: boolean, { language }: State): Child[] {
  const words = stringsOf(language);
  const about = (amount: string) => moneyAbout(amount, found.currency, language);
  const last = found.days.at(-1);
  const lowest = found.lowest;
  if (!last || !lowest) return [];
  const chance = Math.round(found.belowZero * 100);
  const cause = found.lowestCause?.counterparty ?? '';
  const sentences = [
    words.outlookEnd(about(last.p10), about(last.p90), date(last.date, 'full', language)),
    lowest.date !== last.date && words.outlookLowest(about(lowest.p50), date(lowest.date, 'full', language)),
    chance >= WORTH_SAYING && words.outlookBelow(chance),
  ].filter((each): each is string => typeof each === 'string');
  const data: Chart = {
    label: words.outlookChart,
    line: found.days.map(({ p50 }) => p50),
    band: { low: found.days.map(({ p10 }) => p10), high: found.days.map(({ p90 }) => p90) },
  };
  return [
    h('p', { class: 'outlook-text' }, sentences.join(words.space), cause !== '' && h('span', { class: 'fine' }, words.space, words.outlookCause, h('bdi', {}, payee({ counterpartyName: cause }, words)))),
    figure(data, found.currency, [found.days[0]?.date ?? '', last.date], language),
    h(
      'details',
      { open: isOpen },
      h('summary', { id: 'outlook-summary' }, words.outlookMore),
      coming([...found.certain, ...found.expected], found.currency, language, words),
      table(found, language, words),
    ),
  ];
}

/** A chart with its highest and lowest value and its first and last day beside it; `below` is as wide as the chart. */
export function figure(data: Chart, currency: string, [from, to]: readonly [string, string], language: Language, below: Child = null): HTMLElement {
  const range = rangeOf(data);
  const mark = (amount: string) => h('span', {}, moneyAbout(amount, currency, language));
  return h(
    'div',
    { class: 'figure' },
    h('div', { class: 'figure-y', 'aria-hidden': 'true' }, range && mark(range.high), range && mark(range.low)),
    chart(data),
    below,
    h('div', { class: 'figure-x', 'aria-hidden': 'true' }, h('span', {}, date(from, 'day', language)), h('span', {}, date(to, 'day', language))),
  );
}

function coming(payments: readonly PlannedPayment[], currency: string, language: Language, words: Strings): Child {
  if (payments.length === 0) return null;
  const sorted = [...payments].sort((a, b) => (a.date < b.date ? -1 : 1)).slice(0, COMING_SHOWN);
  return h(
    'div',
    {},
    h('h3', {}, words.outlookComing),
    h(
      'ul',
      { class: 'evidence' },
      ...sorted.map((each) =>
        h(
          'li',
          { class: 'evidence-row', 'data-private': '' },
          h('time', { datetime: each.date }, date(each.date, 'day', language)),
          payee({ counterpartyName: each.counterparty }, words),
          h('span', { class: each.amount.startsWith('-') ? 'money' : 'money money-in' }, signedMoney(each.amount, currency, language)),
        ),
      ),
    ),
  );
}

function table(found: Forecast, language: Language, words: Strings): HTMLElement {
  const days = found.days.filter((day, at) => at % 7 === 0 || at === found.days.length - 1 || day.date === found.lowest?.date);
  const row = ({ date: day, p10, p50, p90 }: ForecastDay) =>
    h('tr', {}, h('th', { scope: 'row' }, date(day, 'day', language)), ...[p10, p50, p90].map((value) => h('td', {}, moneyAbout(value, found.currency, language))));
  return h(
    'table',
    { class: 'figures' },
    h('caption', {}, words.outlookTable),
    h('thead', {}, h('tr', {}, ...[words.columnDate, words.outlookLow, words.outlookMiddle, words.outlookHigh].map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...days.map(row)),
  );
}
