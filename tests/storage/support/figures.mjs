// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * How often a proof runs, and what came of it.
 *
 * In: OXPECKER_PROVE=1 for the full counts, OXPECKER_FIGURES as the file to add to. Out: one line a figure.
 */

import { appendFileSync } from 'node:fs';

/** The full count under `cargo xtask prove`, the reduced one in the tests. */
export const count = (full, reduced) => (process.env.OXPECKER_PROVE === '1' ? full : reduced);

/** Notes a figure: what was counted, what came of it, what must hold. */
export function figure(what, found, mustHold) {
  const line = [what, found, mustHold].join('\t');
  console.log(`figure: ${line.replaceAll('\t', ' | ')}`);
  if (process.env.OXPECKER_FIGURES) appendFileSync(process.env.OXPECKER_FIGURES, `${line}\n`);
}

/** Numbers that look random and are the same every time. */
export function seeded(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return Math.floor(((state ^ (state >>> 13)) >>> 0) / 2 ** 32 * below);
  };
}
