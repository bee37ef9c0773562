// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Streaks of crashes among the stored entries: what the shell remembers by itself, since the engine is dead by then.
 *
 * In: stored bodies. Out: those of the engine, and by pack how often in a row it crashed. Invariants: a mark begins
 * as no entry of the engine does; the last mark of a pack counts; a storage sees bytes like all others.
 */

import { streaks } from '../call';
import type { StoredEntry } from './contract';

const HEAD = 'oxpecker-streak ';

/** The mark of a streak; 0 ends it. */
export const markOf = (pack: string, count: number): Uint8Array => new TextEncoder().encode(HEAD + JSON.stringify([pack, count]));

/** Takes the marks out of entries and into what this page knows; `marks` keeps them, to be written again. */
export function unmarked(entries: readonly StoredEntry[], marks: Map<string, number>): StoredEntry[] {
  return entries.filter(({ body }) => {
    if ([...HEAD].some((sign, at) => body[at] !== sign.charCodeAt(0))) return true;
    try {
      const [pack, count] = JSON.parse(new TextDecoder().decode(body.subarray(HEAD.length))) as [string, number];
      if (count > 0) {
        marks.set(pack, count);
        streaks.set(pack, Math.max(count, streaks.get(pack) ?? 0));
      } else if (marks.delete(pack)) streaks.delete(pack);
    } catch {
      // A damaged mark says nothing; the seal of the storage tells of damage.
    }
    return false;
  });
}
