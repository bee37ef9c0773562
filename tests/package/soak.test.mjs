// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A long life: rows come and go, cards are asked for and answered, and memory stays where it was after the first rounds.
 *
 * `OXPECKER_PROVE=1` feeds a million rows, else some ten thousand. Not timed: what counts is pages of memory and errors.
 */

import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from './lib/packed.mjs';
import { granted, row } from './lib/rows.mjs';

const ROWS = process.env.OXPECKER_PROVE ? 1_000_000 : 30_000;
const BATCH = 2_000;
/** The feed of one day brings some of the same again; the engine keeps about this many at a time. */
const WARM = 3;

const day = (round, i) => new Date(Date.UTC(2026, 0, 1) + ((i * 7 + round) % 300) * 86_400_000).toISOString().slice(0, 10);

test(`memory is flat over ${ROWS} rows`, async () => {
  const { Oxpecker } = await load();
  const ox = await Oxpecker.create(granted);
  const sizes = [];
  let fed = 0;
  for (let round = 0; fed < ROWS; round++) {
    const rows = Array.from({ length: BATCH }, (_, i) =>
      row(`${round}-${i}`, { bookedAt: day(round, i), amount: `-${1 + ((i * 13 + round) % 97)}.${String((i * 7) % 100).padStart(2, '0')}`, counterpartyName: `Shop ${(i * 31) % 211}`, reference: `note ${i % 50}` }),
    );
    const { added, rejected } = ox.ingest(rows);
    assert.deepEqual([added, rejected], [BATCH, 0]);
    fed += added;
    const now = `2026-11-${String(1 + (round % 28)).padStart(2, '0')}T09:00:00+01:00`;
    const { cards } = ox.evaluate({ surface: 'home', now });
    if (cards[0]) {
      ox.respond(cards[0].id, 'shown', { now });
      ox.respond(cards[0].id, 'undo', { now });
    }
    assert.ok(ox.duplicates({ now }).length >= 0);
    assert.equal(ox.remove(rows.map(({ id }) => id)).removed, BATCH);
    sizes.push(ox.stats().memoryBytes);
  }
  const warm = sizes[WARM - 1];
  const most = Math.max(...sizes.slice(WARM));
  const growth = (most - warm) / warm;
  const found = `${fed} rows in ${sizes.length} rounds: ${warm} bytes after round ${WARM}, ${most} at most later (${(growth * 100).toFixed(2)} %)`;
  if (process.env.OXPECKER_FIGURES) appendFileSync(process.env.OXPECKER_FIGURES, `soak\t${found}\tat most 1 % more after warm-up, 0 errors\n`);
  assert.ok(growth <= 0.01, found);
  ox.free();
});
