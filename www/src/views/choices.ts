// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The purposes with a switch each, what a decision came to, and the circumstances that a customer may tell.
 *
 * Invariants: a switch says what it allows before it is pressed; its receipt stands right under it.
 */
import type { Purpose } from 'oxpecker';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import type { Receipt } from '../bank.js';
import { h, type Child } from '../dom.js';
import { date, moment } from '../format.js';
import type { State } from '../state.js';
import { stringsOf } from '../strings.js';
import { deletedList } from './row.js';
import { toggle } from './toggle.js';

/** The purposes that open something on this page; one that opens nothing is not asked for. */
const PURPOSES = ['nudges', 'payment-guard', 'insights', 'challenges', 'life-events'] as const satisfies readonly Purpose[];
const CONTEXTS = ['renovation', 'between-jobs'] as const;

export function choicesRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'choices', class: 'panel choices-panel', 'aria-labelledby': 'choices-title' }),
    reads: (state) => [...PURPOSES.map((each) => state.granted.has(each)), state.receipt, contextKey(state)],
    draw(state) {
      const words = stringsOf(state.language);
      return [
        h('h2', { id: 'choices-title' }, words.consent),
        h('p', { class: 'lead' }, words.consentLead),
        h('ul', { class: 'purposes' }, ...PURPOSES.map((each) => purpose(each, state, actions))),
        h('p', { class: 'fine' }, words.notAsked),
      ];
    },
  };
}

const contextKey = (state: State) => state.contexts.map(({ id, until }) => `${id} ${until}`).join();

function purpose(each: Purpose, state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  const isOn = state.granted.has(each);
  return h(
    'li',
    { class: 'purpose' },
    toggle(`purpose-${each}`, words.purposes[each] ?? each, words.purposeTexts[each] ?? '', isOn, isOn ? words.consentOn : words.consentOff, () => actions.decide(each, !isOn)),
    each === 'life-events' && isOn && contexts(state, actions),
    state.receipt?.event.purpose === each && receipt(state.receipt, state),
  );
}

function contexts(state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  return h(
    'div',
    { class: 'contexts', role: 'group', 'aria-labelledby': 'contexts-title' },
    h('p', { class: 'caption', id: 'contexts-title' }, words.contextLead),
    ...CONTEXTS.map((kind) => {
      const held = state.contexts.find((context) => context.kind === kind);
      const about = held?.until ? words.contextUntil(date(held.until, 'full', state.language)) : '';
      return toggle(`context-${kind}`, words.contexts[kind] ?? kind, about, held !== undefined, held ? words.contextOn : words.contextOff, () =>
        actions.tellContext(kind, held === undefined),
      );
    }),
  );
}

function receipt({ event, deleted, canonical }: Receipt, state: State): Child {
  const words = stringsOf(state.language);
  const name = words.purposes[event.purpose] ?? event.purpose;
  const isGiven = event.state === 'given';
  return h(
    'div',
    { class: 'note receipt', id: 'receipt' },
    h('p', {}, h('b', {}, isGiven ? words.consentGranted(name) : words.consentWithdrawn(name))),
    !isGiven && (deleted.length > 0 ? deletedList(words.consentDeleted, deleted, state) : h('p', {}, words.consentDeletedNone)),
    h('p', { class: 'fine' }, words.consentTime(moment(event.at, state.data.timeZone, 'full', state.language))),
    canonical !== '' &&
      h(
        'details',
        {},
        h('summary', { id: 'receipt-summary' }, words.receipt),
        h('pre', { class: 'receipt-text', tabindex: 0, 'aria-labelledby': 'receipt-summary', role: 'region' }, canonical),
      ),
  );
}
