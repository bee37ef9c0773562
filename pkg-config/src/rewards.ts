// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Rewards, as types: entitlements that the pack's rules grant for what the customer put by, finished or learned.
 *
 * No reward depends on spending: a pack with such a rule does not load.
 */

/** What it is. */
export type RewardKind = 'points' | 'badge' | 'voucher' | 'cashback' | 'gift-card';

/** Where it stands; the order is the order in which it goes on. */
export type RewardState =
  /** Can be earned: what it is for is under way. */
  | 'proposed'
  /** Earned; can be claimed until `until`. */
  | 'earned'
  /** The bank was asked. Asking again asks for the same. */
  | 'claimed'
  /** The bank said no. */
  | 'refused'
  /** The bank said yes; can be used until `until`. */
  | 'confirmed'
  /** Used. */
  | 'redeemed'
  /** Nobody claimed or used it in time. */
  | 'expired'
  /** The bank took it back. */
  | 'revoked';

/** An entitlement. */
export interface Reward {
  /** The same on every device and at every replay: made of the rule, what it is for, and the occasion. */
  id: string;
  /** Id of the pack's rule. */
  rule: string;
  kind: RewardKind;
  /** How many points; 0 where it is something else. */
  points: number;
  state: RewardState;
  /** What it is for: a goal or a challenge, by its id. */
  subject: string;
  /** What had to happen. */
  occasion: 'goal-quarter' | 'goal-half' | 'goal-three-quarters' | 'goal-reached' | 'challenge-done';
  /** The day it was earned. */
  earnedOn?: string;
  /** The last day to claim or to use it. */
  until?: string;
  /** The rows that earned it; they stay on the device. */
  transactions: string[];
  /** From the pack's catalogue, rendered when read. */
  text: { title: string; body: string };
}

/** How a claim was proven on the device. */
export type ProofClass =
  /** By rows that the bank's feed brought. */
  | 'rows'
  /** By what the customer did or said. */
  | 'steps';

/** What the bank's server is sent: no amounts, no names, no rows. */
export interface ClaimDocument {
  id: string;
  kind: RewardKind;
  proofClass: ProofClass;
  /** The day of the first claim. */
  issuedAt: string;
}

/** What the bank's server answered, or what became of it. Answers may come twice, in any order, or never. */
export type Settlement = 'confirmed' | 'refused' | 'redeemed' | 'revoked';
