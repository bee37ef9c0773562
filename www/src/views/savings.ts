// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The savings page: the customer's goals with their paths, the challenges that they take part in, what they could join, and what
 * they have earned.
 *
 * Invariants: drawn only while it is open; every picture has its words beside it; leaving is one step and can be undone.
 */
import { CLAIM_ID, GOAL_AMOUNT_ID, SAVINGS_TITLE_ID, UNDO_SAVING_ID } from '../actions/savings.js';
import type { Actions } from '../actions/index.js';
import type { Region } from '../app.js';
import { h, type Child } from '../dom.js';
import { currencyOf } from '../rows.js';
import type { State } from '../state.js';
import { stringsOf } from '../strings.js';
import { challengeView, proposalView } from './challenge.js';
import { goalView } from './goal.js';
import { rewardView } from './reward.js';

export const isOpen = (page: string) => document.getElementById(page)?.hidden === false;

export function savingsRegions(actions: Actions): Region[] {
  return [headRegion(actions), goalsRegion(actions), challengesRegion(actions), rewardsRegion(actions)];
}

const reads = (state: State, ...more: readonly unknown[]) => (isOpen('savings') ? [state.savings, ...more] : [null]);

function headRegion(actions: Actions): Region {
  return {
    root: h('section', { class: 'page-head savings-head', 'aria-labelledby': SAVINGS_TITLE_ID }),
    reads: (state) => reads(state, state.granted.has('challenges'), state.leftChallenge),
    draw({ language, granted, leftChallenge }) {
      const words = stringsOf(language);
      return [
        h('h1', { id: SAVINGS_TITLE_ID, tabindex: -1 }, words.pages['savings']),
        h('p', { class: 'lead' }, granted.has('challenges') ? words.savingsLead : words.savingsOff),
        !granted.has('challenges') &&
          h('button', { type: 'button', id: 'allow-challenges', class: 'button button-primary', on: { click: () => actions.decide('challenges', true) } }, words.savingsAllow),
        leftChallenge !== null &&
          h('div', { class: 'strip' }, h('p', {}, words.left), h('button', { type: 'button', id: UNDO_SAVING_ID, class: 'button', on: { click: () => actions.undoSaving() } }, words.undo)),
      ];
    },
  };
}

function goalsRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'goals', class: 'panel goals', 'aria-labelledby': 'goals-title' }),
    reads: (state) => reads(state, state.goalError),
    draw(state) {
      this.root.hidden = !state.granted.has('challenges');
      if (!isOpen('savings') || this.root.hidden) return [];
      const words = stringsOf(state.language);
      const { goals } = state.savings();
      return [
        h('h2', { id: 'goals-title' }, words.goals),
        goals.length === 0 && h('p', { class: 'lead' }, words.goalsNone),
        ...goals.map((goal) => goalView(goal, state, actions)),
        goalForm(state, actions),
      ];
    },
  };
}

function goalForm(state: State, actions: Actions): HTMLElement {
  const words = stringsOf(state.language);
  const name = h('input', { id: 'goal-name', type: 'text', dir: 'auto', autocomplete: 'off', required: true, maxlength: 200 });
  const amount = h('input', {
    id: GOAL_AMOUNT_ID,
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    'aria-invalid': state.goalError ? 'true' : null,
    'aria-describedby': state.goalError ? 'goal-error' : null,
  });
  const by = h('input', { id: 'goal-by', type: 'date' });
  const field = (input: HTMLElement, label: string, ...more: Child[]) => h('div', { class: 'field' }, h('label', { for: input.id }, label), input, ...more);
  const send = (event: Event) => {
    event.preventDefault();
    actions.setGoal({ name: name.value, amount: amount.value, by: by.value });
  };
  return h(
    'form',
    { class: 'goal-form', 'aria-label': words.goalNew, on: { submit: send } },
    h('h3', {}, words.goalNew),
    field(name, words.goalName),
    field(amount, words.fieldAmount(currencyOf(state.data, state.accountId)), state.goalError && h('p', { class: 'error', id: 'goal-error' }, words.errorAmount('1000'))),
    field(by, words.goalBy),
    h('button', { type: 'submit', id: 'goal-set', class: 'button button-primary' }, words.goalSetButton),
  );
}

function challengesRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'challenges', class: 'panel challenges', 'aria-labelledby': 'challenges-title' }),
    reads: (state) => reads(state),
    draw(state) {
      this.root.hidden = !state.granted.has('challenges');
      if (!isOpen('savings') || this.root.hidden) return [];
      const words = stringsOf(state.language);
      const { joined, proposals } = state.savings();
      return [
        h('h2', { id: 'challenges-title', tabindex: -1 }, words.challenges),
        joined.length === 0 && proposals.length === 0 && h('p', { class: 'lead' }, words.challengesNone),
        ...joined.map((each) => challengeView(each, state, actions)),
        proposals.length > 0 && h('h3', {}, words.proposals),
        ...proposals.map((each) => proposalView(each, state, actions)),
      ];
    },
  };
}

function rewardsRegion(actions: Actions): Region {
  return {
    root: h('section', { id: 'rewards', class: 'panel rewards', 'aria-labelledby': 'rewards-title' }),
    reads: (state) => reads(state, state.claim),
    draw(state) {
      const rewards = isOpen('savings') ? state.savings().rewards : [];
      this.root.hidden = rewards.length === 0;
      const words = stringsOf(state.language);
      const { claim } = state;
      return [
        h('h2', { id: 'rewards-title' }, words.rewards),
        claim !== null &&
          h('div', { id: CLAIM_ID, class: 'note', tabindex: -1 }, h('p', {}, words.claimNote), h('pre', { class: 'receipt-text', tabindex: 0 }, JSON.stringify(claim, null, 2))),
        ...rewards.map((each) => rewardView(each, state, actions)),
      ];
    },
  };
}
