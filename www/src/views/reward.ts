// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * One reward: what it is for, where it stands, and how it is claimed.
 */
import type { Reward } from 'oxpecker';
import type { Actions } from '../actions/index.js';
import { h } from '../dom.js';
import { date } from '../format.js';
import type { State } from '../state.js';
import { stringsOf } from '../strings.js';
import { sentence } from './row.js';

export function rewardView({ id, state, text, subject, until, earnedOn }: Reward, { language, savings }: State, actions: Actions): HTMLElement {
  const words = stringsOf(language);
  const { goals, joined } = savings();
  const about = goals.find((each) => each.id === subject)?.name ?? joined.find((each) => each.id === subject)?.text.title ?? '';
  const days = [
    earnedOn !== undefined && words.rewardEarned(date(earnedOn, 'full', language)),
    until !== undefined && words.rewardUntil(date(until, 'full', language)),
  ].filter((each): each is string => typeof each === 'string');
  return h(
    'article',
    { class: 'saving', 'data-private': '', 'aria-label': `${text.title} ${about}` },
    h('div', { class: 'saving-head' }, h('h3', {}, sentence(text.title), about !== '' && h('span', { class: 'fine' }, ' ', h('bdi', {}, about))), h('span', { class: 'tag' }, words.rewardStates[state])),
    // The catalog tells what happened; nothing has yet.
    state !== 'proposed' && h('p', {}, sentence(text.body)),
    days.length > 0 && h('p', { class: 'fine' }, days.join(words.space)),
    state === 'earned' && h('div', { class: 'choices' }, h('button', { type: 'button', id: `claim-${id}`, class: 'button', on: { click: () => actions.claimReward(id) } }, words.claimButton)),
  );
}
