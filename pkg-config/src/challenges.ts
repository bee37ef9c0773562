// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Savings challenges as the contract shows them: what is proposed, what was joined, how it stands. Types only.
 *
 * Invariants: money is a decimal string, a day is `YYYY-MM-DD` in the customer's zone; what counts names its rows, and the
 * amounts of the rows add up to the total. Progress is worked out of the rows each time: nothing of it is stored.
 */

import type { AtOptions } from './api';
import type { Reason } from './types';

/**
 * How a challenge works. `rising`, `falling`, `fair`, `ladder` and `share` (of each pay) are planned deposits into savings;
 * `round-up` collects the change of card purchases; `below-usual`, `no-spend` and `fewer-times` keep a limit in each
 * window; `steps` is a list of things to do.
 */
export type ChallengeKind = 'rising' | 'falling' | 'fair' | 'ladder' | 'share' | 'round-up' | 'below-usual' | 'no-spend' | 'fewer-times' | 'steps';

/** How hard it is, measured by the customer's own slack. */
export type ChallengeLevel = 'gentle' | 'steady' | 'bold';

/** The length of a window. A `payday` window begins with each pay. */
export type ChallengePeriod = 'day' | 'week' | 'month' | 'payday';

/** What a level takes, and what the customer would have by then. */
export interface ChallengeOffer {
  level: ChallengeLevel;
  /**
   * Of a deposit the first one, of a round-up the amount that purchases are rounded to, of a limit what may be spent in a
   * window (`fewer-times`: how often, as a whole number). Of `share` what the usual pay comes to.
   */
  amount: string;
  /** The largest deposit; the most that is collected in a day; the usual amount that a limit is measured by. */
  most: string;
  /** How many of the windows, or steps, must be kept. */
  needs: number;
  /** What there would be at the end; of a limit what would be saved against the usual. Whole numbers of `steps`: none. */
  byThen: string;
  /** Rendered when first read. */
  text: { name: string; takes: string; byThen: string };
}

/** A challenge that this customer could join today. */
export interface ChallengeProposal {
  /** Its id in the pack: what `join` takes. */
  challenge: string;
  kind: ChallengeKind;
  every: ChallengePeriod;
  /** How many windows it has. */
  times: number;
  /** ISO 4217. */
  currency: string;
  /** The category that a limit is about, or the id of the payee; empty where there is none. */
  subject: string;
  /** What a person calls the payee; empty where there is none. */
  label: string;
  /** What the customer's own money carries, gentlest first; at least one. In hardship `gentle` alone. */
  levels: ChallengeOffer[];
  because: Reason[];
  /** Rendered when first read. */
  text: { title: string; body: string; because: string[] };
}

/**
 * `kept`; `frozen`: missed, and one of the freezes stood in; `excused`: missed while income was lower than usual; `missed`:
 * still made up for by a later deposit; `open`: under way, or booked rows may still come; `ahead`.
 */
export type ChallengeWindowState = 'kept' | 'frozen' | 'excused' | 'missed' | 'open' | 'ahead';

/** One day, week, month or pay of a challenge. */
export interface ChallengeWindow {
  from: string;
  /** The last day. */
  to: string;
  state: ChallengeWindowState;
  /** What is due, or what may be spent (`fewer-times`: how often, as a whole number). */
  due: string;
  /** What came together in it so far, in the same unit. */
  amount: string;
}

/** A row that counts, and by how much. A withdrawal or a refund counts less than nothing. */
export interface ChallengeLine {
  transaction: string;
  amount: string;
}

/** One thing to do. */
export interface ChallengeStep {
  /** Its id in the pack, or the id of the series to look at. */
  step: string;
  done: boolean;
}

/** A challenge that was joined. */
export interface ChallengeProgress {
  /** For `pause`, `resume`, `leave`, `step`, and `respond(id, 'undo')`, which takes the joining back. */
  id: string;
  challenge: string;
  kind: ChallengeKind;
  every: ChallengePeriod;
  level: ChallengeLevel;
  /** `over`: its time has passed without all that it asked for; nothing is lost by that. */
  state: 'active' | 'paused' | 'done' | 'over';
  startedAt: string;
  /** The last day, where the calendar tells it; a pause moves it. */
  endsAt?: string;
  /** The savings account that deposits must reach; any where it is left out. */
  accountId?: string;
  currency: string;
  subject: string;
  label: string;
  /** Every row that counts, oldest first. */
  counted: ChallengeLine[];
  /** The sum of `counted`: put by, collected, or spent. */
  total: string;
  /** What a deposit challenge comes to. */
  target?: string;
  /** All windows, those ahead too; those of `payday` as far as pay has come. */
  windows: ChallengeWindow[];
  /** How many windows or steps are kept, how many must be, how many there are. */
  kept: number;
  needs: number;
  times: number;
  /** Windows kept one after another until now. */
  inARow: number;
  /** Misses that will not count. */
  freezes: number;
  /** The next deposit that the balance carries nine times in ten, and the day until which it is in time. */
  next?: { date: string; amount: string };
  /** What to look at while there is time. */
  risk?: Reason;
  /** What to do, of `steps`. */
  steps: ChallengeStep[];
  /** Rendered when first read. */
  text: { title: string; body: string; progress: string; risk: string };
}

/** How to join. */
export interface JoinOptions extends AtOptions {
  level: ChallengeLevel;
  /** The savings account that deposits must reach; any own savings account when left out. */
  accountId?: string | undefined;
}

/** What a choice is called: `respond(id, 'undo')` takes it back. */
export interface ChallengeChoice {
  id: string;
}

/**
 * Savings challenges. Needs the purpose `challenges`: without it everything is empty, and withdrawing it deletes what was
 * joined. Rows alone make the progress, so a late booking, a refund or a correction is counted right by the next call.
 */
export interface Challenges {
  /** What could be joined, each with what it takes; nothing that the customer's own money may not carry. */
  available(options?: AtOptions): ChallengeProposal[];
  /** Joins one of `available`. Throws `UNKNOWN_ID` for what is not proposed, `CONSENT_MISSING` without the purpose. */
  join(challenge: string, options: JoinOptions): ChallengeChoice;
  /** Stops the calendar of a challenge: paused days ask for nothing. */
  pause(id: string, options?: AtOptions): ChallengeChoice;
  /** Lets it go on. */
  resume(id: string, options?: AtOptions): ChallengeChoice;
  /** Ends it; taking that back brings it back as it was. */
  leave(id: string, options?: AtOptions): ChallengeChoice;
  /** Says that a step is done. */
  step(id: string, step: string, options?: AtOptions): ChallengeChoice;
  /** What was joined and not left, oldest first. */
  list(options?: AtOptions): ChallengeProgress[];
}

