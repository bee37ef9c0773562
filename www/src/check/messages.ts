// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the worker of the check tells the page.
 */
import type { Outcome } from './attempt.js';

export interface Tried {
  /** The channel; or one of the two words below. */
  readonly name: string;
  readonly outcome: Outcome;
  /** The policies that have stopped something so far. */
  readonly policies: readonly string[];
}

export const READY = 'ready';
export const END = 'end';
