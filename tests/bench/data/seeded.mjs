// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Numbers that look random and are the same in every run and on every host.
 *
 * In: a seed. Out: a generator with the draws that made-up data needs.
 */

export function seeded(seed) {
  let state = (seed ^ 0x5bd1e995) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
  const below = (limit) => Math.floor(next() * limit);
  const pick = (list) => list[below(list.length)];
  const chance = (perMille) => next() * 1000 < perMille;
  const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
  const code = (length) => Array.from({ length }, () => SIGNS[below(SIGNS.length)]).join('');
  const digits = (length) => Array.from({ length }, () => below(10)).join('');
  for (let warm = 0; warm < 16; warm++) next();
  return { next, below, pick, chance, code, digits };
}
