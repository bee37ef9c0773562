// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Trying the guard's signals one by one: what a bank might report, and what the guard makes of the typed payment.
 *
 * Invariants: nothing is paid from here; the signals that are on also count when the payment is made.
 */
import type { PaymentContext, PaymentVerdict } from 'oxpecker';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h, type Child } from '../dom.js';
import type { State } from '../state.js';
import { stringsOf, type Strings } from '../strings.js';
import { sentence } from './row.js';

type Flag = Exclude<keyof PaymentContext, 'nameCheck' | 'purpose'>;

export const WEIGHED_ID = 'weighed';

export function signalsRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'signals', class: 'panel signals', 'aria-labelledby': 'signals-title' }),
    reads: (state) => [state.signals, state.weighed],
    draw(state) {
      const words = stringsOf(state.language);
      const flags: readonly (readonly [Flag, string])[] = [
        ['onCall', words.signalOnCall],
        ['screenShared', words.signalScreenShared],
        ['pastedAccount', words.signalPastedAccount],
        ['rushed', words.signalRushed],
        ['firstLoginOnDevice', words.signalFirstLoginOnDevice],
      ];
      return [
        h('h2', { id: 'signals-title' }, words.signals),
        h('p', { class: 'caption' }, words.signalsLead),
        h('div', { class: 'signal-list' }, ...flags.map(([flag, label]) => check(flag, label, state, actions))),
        nameCheck(state, words, actions),
        h('button', { type: 'button', id: 'weigh', class: 'button', on: { click: () => actions.weigh() } }, words.weigh),
        ...weighed(state.weighed, words),
      ];
    },
  };
}

function check(flag: Flag, label: string, state: State, actions: Actions): HTMLElement {
  const box = h('input', {
    type: 'checkbox',
    id: `signal-${flag}`,
    on: { change: () => actions.setSignal({ [flag]: box.checked }) },
  });
  box.checked = state.signals[flag] === true;
  return h('label', { class: 'signal', for: box.id }, box, label);
}

function nameCheck(state: State, words: Strings, actions: Actions): HTMLElement {
  const options: readonly (readonly [string, string])[] = [
    ['', words.nameCheckNone],
    ['match', words.nameCheckMatch],
    ['close', words.nameCheckClose],
    ['no-match', words.nameCheckNoMatch],
    ['not-possible', words.nameCheckNotPossible],
  ];
  const select = h(
    'select',
    {
      id: 'signal-nameCheck',
      on: { change: () => actions.setSignal({ nameCheck: (select.value || null) as PaymentContext['nameCheck'] }) },
    },
    ...options.map(([value, label]) => h('option', { value, selected: (state.signals.nameCheck ?? '') === value }, label)),
  );
  return h('div', { class: 'field' }, h('label', { for: select.id }, words.nameCheck), select);
}

function weighed(verdict: State['weighed'], words: Strings): Child[] {
  if (verdict === null) return [];
  if (verdict === 'nothing') return [h('p', { class: 'note', id: WEIGHED_ID, role: 'status' }, words.weighNothing)];
  return [
    h(
      'div',
      { id: WEIGHED_ID, role: 'status', class: 'weighed', 'data-private': '' },
      h('p', { class: 'badge' }, words.level[verdict.level]),
      verdict.level !== 'clear' && h('p', {}, sentence(verdict.text.body, verdict.message.args)),
      verdict.text.ask !== '' && h('p', {}, verdict.text.ask),
    ),
    signs(verdict, words),
  ];
}

/** Codes as the package gives them: this is the developer's side of the page. */
function signs({ signs: list }: PaymentVerdict, words: Strings): HTMLElement {
  if (list.length === 0) return h('p', { class: 'caption' }, words.weighNoSigns);
  return h(
    'dl',
    { class: 'sign-list', 'aria-label': words.weighPoints },
    ...list.map(({ sign, points }) =>
      h('div', { class: 'sign' }, h('dt', {}, h('code', {}, sign)), h('dd', {}, points > 0 ? `+${points}` : `−${-points}`)),
    ),
  );
}
