// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the customer saves for and takes part in, asked of the engine only when it is drawn.
 *
 * Invariants: without the purpose there is nothing; what is proposed and how it stands is the engine's word alone.
 */
import type { ChallengeProgress, ChallengeProposal, Challenges, Goal, Oxpecker } from 'oxpecker';

export interface Savings {
  readonly goals: readonly Goal[];
  readonly proposals: readonly ChallengeProposal[];
  readonly joined: readonly ChallengeProgress[];
  /** Whether the package has challenges at all. */
  readonly hasChallenges: boolean;
}

/** Nothing where the package comes without challenges: then only goals are shown. */
export const challengesOf = (engine: Oxpecker): Challenges | undefined => (engine as { readonly challenges?: Challenges }).challenges;

export function savingsOf(engine: Oxpecker, now: Date): () => Savings {
  let asked: Savings | null = null;
  return () =>
    (asked ??= {
      goals: engine.goals.list({ now }),
      proposals: challengesOf(engine)?.available({ now }) ?? [],
      hasChallenges: challengesOf(engine) !== undefined,
      joined: challengesOf(engine)?.list({ now }) ?? [],
    });
}
