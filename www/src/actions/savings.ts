// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Goals set, changed and given up; challenges joined, paused and left; rewards claimed.
 */
import type { ChallengeLevel } from 'oxpecker';
import { typedAmount } from '../amount.js';
import type { Bank } from '../bank.js';
import { decimals } from '../format.js';
import { currencyOf } from '../rows.js';
import type { State, Store } from '../state.js';
import { stringsOf } from '../strings.js';

export interface SavingsActions {
  setGoal(wish: { name: string; amount: string; by: string }): void;
  pauseGoal(id: string, isPaused: boolean): void;
  removeGoal(id: string): void;
  join(challenge: string, level: ChallengeLevel): void;
  pauseChallenge(id: string, isPaused: boolean): void;
  leave(id: string): void;
  takeStep(id: string, step: string): void;
  undoSaving(): void;
  claimReward(id: string): void;
}

export const SAVINGS_TITLE_ID = 'savings-title';
export const UNDO_SAVING_ID = 'undo-saving';
export const GOAL_AMOUNT_ID = 'goal-amount';
export const CLAIM_ID = 'claim';

export function savingsActions(store: Store, bank: Bank): SavingsActions {
  const words = () => stringsOf(store.state.language);
  const done = (said: string, more: Partial<State> = {}) => store.update({ ...bank.look(), leftChallenge: null, claim: null, goalError: false, ...more, announcement: said });
  return {
    setGoal({ name, amount, by }) {
      const { data, accountId } = store.state;
      const currency = currencyOf(data, accountId);
      const typed = typedAmount(amount, decimals(currency));
      if (typed === null) {
        store.update({ goalError: true, focus: GOAL_AMOUNT_ID });
        return;
      }
      const { id } = bank.setGoal({ name: name.trim(), amount: typed, currency, ...(by !== '' && { by }) });
      done(words().goalSet, { focus: id });
    },
    pauseGoal(id, isPaused) {
      bank.pauseGoal(id, isPaused);
      done(isPaused ? words().paused : words().resumed);
    },
    removeGoal(id) {
      bank.removeGoal(id);
      done(words().goalRemoved, { focus: SAVINGS_TITLE_ID });
    },
    join(challenge, level) {
      const { id } = bank.join(challenge, level);
      done(words().joined, { focus: id });
    },
    pauseChallenge(id, isPaused) {
      bank.pauseChallenge(id, isPaused);
      done(isPaused ? words().paused : words().resumed);
    },
    leave(id) {
      const choice = bank.leave(id).id;
      done(words().left, { leftChallenge: choice, focus: UNDO_SAVING_ID });
    },
    takeStep(id, step) {
      bank.takeStep(id, step);
      done(words().stepDone);
    },
    undoSaving() {
      const { leftChallenge } = store.state;
      if (leftChallenge === null) return;
      bank.respond(leftChallenge, 'undo');
      done(words().savingBack, { focus: SAVINGS_TITLE_ID });
    },
    claimReward(id) {
      const claim = bank.claim(id);
      done(words().claimed, { claim, focus: CLAIM_ID });
    },
  };
}
