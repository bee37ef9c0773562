// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A small seeded generator (xorshift32) in whole numbers, so that a persona lives the same life on every machine.
 *
 * In: words and numbers that name a stream. Out: whole numbers, picks. Invariants: never reads `Math.random`; streams
 * are independent, so that one habit more leaves the others as they were.
 */

export interface Random {
  /** From 0 to below `limit`. */
  below(limit: number): number;
  /** From `low` to `high`, both included; the middle comes more often. */
  around(low: number, high: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** FNV-1a over the signs of a name. */
function hashed(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The stream of a name. */
export function stream(...name: (string | number)[]): Random {
  // Zero is the one state that never moves.
  let state = hashed(name.join('/')) || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  // The first numbers of states that differ in few bits are alike.
  for (let i = 0; i < 8; i++) next();
  const below = (limit: number) => next() % limit;
  return {
    below,
    around: (low, high) => low + ((below(high - low + 1) + below(high - low + 1)) >> 1),
    pick: (items) => items[below(items.length)] ?? items[0],
  };
}
