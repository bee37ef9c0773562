// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the customer saves for and takes part in, asked of the engine only when it is drawn.
 *
 * Invariants: without the purpose there is nothing; what is proposed and how it stands is the engine's word alone.
 */
import type { ChallengeProgress, ChallengeProposal, Goal, Oxpecker, Reward } from 'oxpecker';

export interface Savings {
  readonly goals: readonly Goal[];
  readonly proposals: readonly ChallengeProposal[];
  readonly joined: readonly ChallengeProgress[];
  readonly rewards: readonly Reward[];
}

export function savingsOf(engine: Oxpecker, now: Date): () => Savings {
  let asked: Savings | null = null;
  return () =>
    (asked ??= {
      goals: engine.goals.list({ now }),
      proposals: engine.challenges.available({ now }),
      joined: engine.challenges.list({ now }),
      rewards: engine.rewards.list({ now }),
    });
}
