// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The customer's attention: how many messages, at which hours, about what.
 *
 * Invariants: a setting takes effect in the drawing in which it is made; what it comes to is told in words.
 */
import type { AttentionState, QuietHours } from 'oxpecker';
import { FEWER_ID, MORE_ID } from '../actions/attention.js';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h } from '../dom.js';
import { date } from '../format.js';
import type { State } from '../state.js';
import { stringsOf } from '../strings.js';
import { toggle } from './toggle.js';

const MOST = 7;
const FIRST_QUIET: QuietHours = { from: '22:00', to: '07:00' };

export function attentionRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'attention', class: 'panel attention', 'aria-labelledby': 'attention-title' }),
    reads: (state) => [state.attentionKey],
    draw(state) {
      const words = stringsOf(state.language);
      const isOn = state.granted.has('nudges');
      return [
        h('h2', { id: 'attention-title' }, words.attention),
        h('p', { class: 'lead' }, isOn ? words.attentionLead : words.messagesOff),
        isOn && budget(state.attention, state, actions),
        isOn && quietHours(state.attention, state, actions),
        isOn && topics(state.attention, state, actions),
      ];
    },
  };
}

function budget({ perWeek, used, freeFrom }: AttentionState, state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  const step = (id: string, label: string, sign: string, to: number) =>
    h(
      'button',
      {
        type: 'button',
        id,
        class: 'button step',
        'aria-label': label,
        // Still in the order of the keyboard: the focus must not be lost at the end of the range.
        'aria-disabled': String(to < 0 || to > MOST),
        on: { click: () => to >= 0 && to <= MOST && actions.attend({ perWeek: to }, id) },
      },
      sign,
    );
  const told = perWeek === 0 ? words.attentionNone : words.attentionCount(perWeek);
  return h(
    'div',
    { class: 'setting', role: 'group', 'aria-labelledby': 'attention-budget' },
    h('p', { class: 'toggle-label', id: 'attention-budget' }, words.attentionPerWeek),
    h(
      'div',
      { class: 'stepper' },
      step(FEWER_ID, words.attentionFewer, '−', perWeek - 1),
      h('p', { class: 'stepper-value', id: 'attention-value' }, told),
      step(MORE_ID, words.attentionMore, '+', perWeek + 1),
    ),
    h(
      'p',
      { class: 'fine' },
      words.attentionUsed(used),
      freeFrom !== null && ` ${words.attentionFree(date(freeFrom, 'full', state.language))}`,
    ),
  );
}

function quietHours({ quietHours: hours }: AttentionState, state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  const about = hours ? words.attentionQuietAbout(hours.from, hours.to) : words.attentionQuietNone;
  const time = (field: 'from' | 'to', label: string) =>
    h(
      'div',
      { class: 'field' },
      h('label', { for: `quiet-${field}` }, label),
      h('input', {
        type: 'time',
        id: `quiet-${field}`,
        value: hours?.[field] ?? '',
        required: true,
        on: {
          change: (event) => {
            const { value } = event.target as HTMLInputElement;
            if (hours && value) actions.attend({ quietHours: { ...hours, [field]: value } }, `quiet-${field}`);
          },
        },
      }),
    );
  return h(
    'div',
    { class: 'setting' },
    toggle('quiet-hours', words.attentionQuiet, about, hours !== null, hours ? words.attentionTopicOn : words.attentionTopicOff, () =>
      actions.attend({ quietHours: hours ? 'off' : FIRST_QUIET }, 'quiet-hours'),
    ),
    hours && h('div', { class: 'times' }, time('from', words.attentionFrom), time('to', words.attentionTo)),
  );
}

function topics({ topics: all }: AttentionState, state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  return h(
    'div',
    { class: 'setting', role: 'group', 'aria-labelledby': 'attention-topics' },
    h('p', { class: 'caption', id: 'attention-topics' }, words.attentionTopics),
    ...all.map(({ topic, on, text }) =>
      toggle(`topic-${topic}`, text.name, '', on, on ? words.attentionTopicOn : words.attentionTopicOff, () =>
        actions.attend({ topics: { [topic]: !on } }, `topic-${topic}`),
      ),
    ),
  );
}
