// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Trying out, goals and rewards as the façade hands them out.
 *
 * In: the bridge, the clock, the texts. Out: `simulate`, `goals`. Invariant: nothing is decided here; `null` in a wish
 * takes away, and is an empty text to the engine.
 */

import type { Goals, Oxpecker } from './api';
import { refused } from './error';
import type * as types from './goals';
import { type Lent, tell } from './trust';

/** What is there as it is, `null` as an empty text. */
function worded<T extends object>(wish: T, field: string): object {
  if (typeof wish !== 'object' || wish === null) throw refused(field, 'it must be an object');
  return Object.fromEntries(Object.entries(wish).map(([name, value]) => [name, value === null ? '' : value]));
}

export function savingOf(lent: Lent): Pick<Oxpecker, 'simulate' | 'goals'> {
  const goals: Goals = {
    set: (goal, options) => tell(lent, 'goal', options, worded(goal, 'goal'), 'goal'),
    list: (options) => tell<types.Goal[]>(lent, 'goals', options),
    pause: (id, { until, ...options } = {}) => void tell(lent, 'goal-pause', options, { id, until }, 'id'),
    resume: (id, options) => void tell(lent, 'goal-resume', options, { id }, 'id'),
    remove: (id, options) => ({ removed: tell<{ id: string }>(lent, 'goal-remove', options, { id }, 'id').id !== '' }),
    whatIf: (question, options) => tell(lent, 'goal-if', options, worded(question, 'question'), 'question'),
  };
  return {
    goals,
    simulate: ({ now, ...question }) => tell(lent, 'simulate', { now }, question, 'changes'),
  };
}
