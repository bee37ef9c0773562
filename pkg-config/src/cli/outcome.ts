// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * How a command ends.
 */

/** What goes to the two streams, and the exit code. */
export interface Outcome {
  code: 0 | 1;
  out?: string;
  err?: string;
}

/** A command line that makes no sense: exit code 2 and the usage. */
export class UsageError extends Error {}
