// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Trying out, goals and rewards as the façade hands them out.
 *
 * In: the bridge, the clock, the texts. Out: `simulate`, `goals`, `rewards`. Invariant: nothing is decided here; `null` in a wish
 * takes away, and is an empty text to the engine.
 */

import type { Goals, Oxpecker, Rewards } from './api';
import { objectOf } from './error';
import type * as types from './goals';
import type { Reward } from './rewards';
import { withText } from './text';
import { type Lent, tell } from './trust';

/** What is there as it is, `null` as an empty text. */
function worded<T extends object>(wish: T, field: string): object {
  return Object.fromEntries(Object.entries(objectOf(wish, field)).map(([name, value]) => [name, value === null ? '' : value]));
}

export function savingOf(lent: Lent): Pick<Oxpecker, 'simulate' | 'goals' | 'rewards'> {
  const { texts } = lent;
  const goals: Goals = {
    set: (goal, options) => tell(lent, 'goal', options, worded(goal, 'goal'), 'goal'),
    list: (options) => tell<types.Goal[]>(lent, 'goals', options),
    pause: (id, options) => void tell(lent, 'goal-pause', options, { until: options?.until, id }, 'id'),
    resume: (id, options) => void tell(lent, 'goal-resume', options, { id }, 'id'),
    remove: (id, options) => ({ removed: tell<{ id: string }>(lent, 'goal-remove', options, { id }, 'id').id !== '' }),
    whatIf: (question, options) => tell(lent, 'goal-if', options, worded(question, 'question'), 'question'),
  };
  const part = (rule: string, name: string) => {
    const key = `reward.${rule}.${name}`;
    // A claim outlives the pack that it was made under.
    return texts.has(key) ? texts.text(key, {}) : rule;
  };
  const rewards: Rewards = {
    list: (options) =>
      tell<Omit<Reward, 'text'>[]>(lent, 'rewards', options).map((reward) =>
        withText(reward, () => ({ title: part(reward.rule, 'title'), body: part(reward.rule, 'body') })),
      ),
    claim: (id, options) => tell(lent, 'reward-claim', options, { id }, 'id'),
    settle: (id, settlement, options) => void tell(lent, 'reward-settle', options, { id, settlement }, 'settlement'),
  };
  return {
    goals,
    rewards,
    simulate: (question) => tell(lent, 'simulate', objectOf(question, 'question'), question, 'changes'),
  };
}
