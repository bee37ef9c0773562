// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * One goal: how far it is, what goes on from here, and the path with its band, as a picture and as a table.
 */
import type { Goal } from 'oxpecker';
import type { Actions } from '../actions/index.js';
import { h, type Child } from '../dom.js';
import { date, money, moneyAbout, name, number } from '../format.js';
import type { Language } from '../model.js';
import type { State } from '../state.js';
import { stringsOf } from '../strings.js';
import { figure } from './outlook.js';

const isZero = (amount: string) => /^-?0*(\.0*)?$/.test(amount);

export function goalView(goal: Goal, { language }: State, actions: Actions): HTMLElement {
  const words = stringsOf(language);
  const isPaused = goal.state === 'paused';
  const exact = (amount: string) => money(amount, goal.currency, language);
  const title = goal.name === '' ? words.goalNameless : name(goal.name);
  return h(
    'article',
    { class: 'saving', id: goal.id, tabindex: -1, 'data-private': '', 'aria-label': title },
    h('div', { class: 'saving-head' }, h('h3', {}, h('bdi', {}, title)), h('span', { class: 'tag' }, words.goalStates[isWaiting(goal) ? 'likely' : goal.state] ?? goal.state)),
    h('p', {}, words.goalSaved(exact(goal.saved), exact(goal.amount), number(goal.percent, language)), goal.by !== undefined && words.space, goal.by !== undefined && words.goalUntil(date(goal.by, 'full', language))),
    h('progress', { max: 100, value: goal.percent, 'aria-label': words.goalProgress(title) }),
    ...plan(goal, language),
    h(
      'div',
      { class: 'choices' },
      goal.state !== 'reached' &&
        h('button', { type: 'button', id: `${goal.id}-pause`, class: 'button', on: { click: () => actions.pauseGoal(goal.id, !isPaused) } }, isPaused ? words.resume : words.pause),
      h('button', { type: 'button', id: `${goal.id}-remove`, class: 'button', on: { click: () => actions.removeGoal(goal.id) } }, words.goalRemove),
    ),
  );
}

/** On its way only as things usually go: nothing goes in, and nothing is sure enough to go in. */
function isWaiting({ state, plan: found }: Goal): boolean {
  return state === 'on-track' && found !== undefined && [found.lately, found.now, found.safe].every(isZero);
}

function plan(goal: Goal, language: Language): Child[] {
  const { plan: found, currency } = goal;
  if (!found) return [];
  const words = stringsOf(language);
  const exact = (amount: string) => money(amount, currency, language);
  const goesIn = !isZero(found.lately);
  const noMore = isWaiting(goal) ? words.goalWaiting : goesIn ? words.goalNoMore : words.goalNoRoom;
  const safe = goesIn ? words.goalSafeMore : words.goalSafe;
  const sentences = [
    goesIn && words.goalLately(exact(found.lately)),
    !isZero(found.now) && words.goalNow(exact(found.now)),
    isZero(found.safe) ? isZero(found.now) && noMore : safe(exact(found.safe), date(found.payday, 'full', language)),
    found.needed !== undefined && !isZero(found.needed) && words.goalNeeded(exact(found.needed)),
    found.reached.expected !== undefined && words.goalReached(date(found.reached.expected, 'full', language)),
  ].filter((each): each is string => typeof each === 'string');
  const { path } = found;
  const last = path.at(-1);
  const first = path[0];
  return [
    h('p', {}, sentences.join(words.space)),
    ...(path.length > 2 && first && last
      ? [
          figure(
            { label: words.goalChart, line: path.map(({ p50 }) => p50), band: { low: path.map(({ p10 }) => p10), high: path.map(({ p90 }) => p90) } },
            currency,
            [first.date, last.date],
            language,
          ),
          h(
            'details',
            {},
            h('summary', {}, words.goalTable),
            h(
              'table',
              { class: 'figures' },
              h('caption', {}, words.goalTableAbout),
              h('thead', {}, h('tr', {}, ...[words.columnDate, words.outlookLow, words.outlookMiddle, words.outlookHigh].map((head) => h('th', { scope: 'col' }, head)))),
              h(
                'tbody',
                {},
                ...path.map((day) => h('tr', {}, h('th', { scope: 'row' }, date(day.date, 'dated', language)), ...[day.p10, day.p50, day.p90].map((value) => h('td', {}, moneyAbout(value, currency, language))))),
              ),
            ),
          ),
        ]
      : []),
  ];
}
