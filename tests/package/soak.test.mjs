// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A long life: rows come and go, everything is asked and answered, and memory stays where it was after the first rounds.
 *
 * `OXPECKER_PROVE=1` spreads a million rows over an hour, or what `OXPECKER_SOAK=<rows>,<minutes>` says; else some ten
 * thousand rows, as fast as they go. How long a round takes is never judged: what counts is memory and errors.
 */

import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { load } from './lib/packed.mjs';
import { granted, row } from './lib/rows.mjs';

const asked = (process.env.OXPECKER_SOAK ?? (process.env.OXPECKER_PROVE ? '1000000,60' : '30000,0')).split(',').map(Number);
const [ROWS, MINUTES] = asked;
const BATCH = ROWS > 100_000 ? 2_000 : 250;
/** The engine keeps so many batches at a time. */
const KEPT = 2;
/** Choices are made in so many rounds: they are remembered for good, those taken back too. */
const CHOICES = 60;
/**
 * By then the log of what was read is full. Pages are never given back, so the warm-up is a quarter of the rounds where
 * there are many: rows of each day of the calendar came.
 */
const WARM = 100;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const day = (round, i) => new Date(Date.UTC(2026, 0, 1) + ((i * 7 + round) % 300) * 86_400_000).toISOString().slice(0, 10);
const batch = (round) =>
  Array.from({ length: BATCH }, (_, i) =>
    row(`${round}-${i}`, { bookedAt: day(round, i), amount: `-${1 + ((i * 13 + round) % 97)}.${String((i * 7) % 100).padStart(2, '0')}`, counterpartyName: `Shop ${(i * 31) % 211}`, reference: `note ${i % 50}` }),
  );
const throwsCode = (code, act) => assert.throws(act, (error) => error.code === code);

test(`memory is flat over ${ROWS} rows and ${MINUTES} minutes`, async () => {
  const { Oxpecker } = await load();
  const ox = await Oxpecker.create({ ...granted, consent: [...granted.consent, 'life-events'] });
  const [sizes, heaps, snapshots] = [[], [], []];
  const began = process.hrtime.bigint();
  const minutes = () => Number(process.hrtime.bigint() - began) / 6e10;
  let [fed, calls] = [0, 0];
  for (let round = 0; fed < ROWS || minutes() < MINUTES; round++) {
    const rows = batch(round);
    const { added, rejected } = ox.ingest(rows);
    assert.deepEqual([added, rejected], [BATCH, 0]);
    fed += added;
    const now = `2026-11-${String(1 + (round % 28)).padStart(2, '0')}T09:00:00+01:00`;
    const draft = { accountId: rows[0].accountId, amount: rows[0].amount, currency: rows[0].currency, counterpartyName: 'Shop 31' };
    const { cards } = ox.evaluate({ surface: 'home', now });
    if (cards[0] && round < CHOICES) {
      ox.respond(cards[0].id, 'shown', { now });
      ox.respond(cards[0].id, 'undo', { now });
    }
    for (const answer of [ox.duplicates({ now }), ox.series({ now }), ox.findings({ now }), ox.transfers({ now })]) assert.ok(Array.isArray(answer));
    assert.ok(['clear', 'inform', 'confirm', 'pause', 'human'].includes(ox.checkPayment(draft, { now }).level));
    // A bad file and a bad row leave nothing behind.
    throwsCode('BAD_JSON', () => ox.ingest('[{"id":"x",'));
    assert.deepEqual(ox.ingest([{ ...rows[0], id: 'bad', amount: 'much' }]).rejected, 1);
    if (round < CHOICES) {
      ox.context.declare({ kind: 'renovation' }, { now });
      ox.context.revoke('renovation', { now });
    }
    calls += 8;
    if (round % 5 === 4) {
      const snapshot = ox.snapshot();
      const twin = await Oxpecker.restore(snapshot);
      assert.equal(twin.stats().transactions, ox.stats().transactions);
      twin.free();
      snapshots.push(snapshot.length);
    }
    if (round >= KEPT - 1) assert.equal(ox.remove(batch(round - KEPT + 1).map(({ id }) => id)).removed, BATCH);
    sizes.push(ox.stats().memoryBytes);
    collect();
    heaps.push(process.memoryUsage().heapUsed);
    // An hour is for what time does, and not for a load that starves everybody else on the machine.
    while (minutes() < Math.min(fed / ROWS, 1) * MINUTES) await wait(250);
  }
  const warm = Math.max(WARM, sizes.length >> 2);
  const [before, after] = [Math.max(...sizes.slice(0, warm)), Math.max(...sizes.slice(warm))];
  const growth = after / before - 1;
  const host = heaps.at(-1) - heaps[warm - 1];
  const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(2)} MiB`;
  const found =
    `${fed} rows in ${sizes.length} rounds, ${calls} calls, ${minutes().toFixed(1)} minutes: engine ${mib(before)} in the first ${warm} rounds, ` +
    `${(growth * 100).toFixed(2)} % more later, last grown in round ${sizes.indexOf(Math.max(before, after))}; host ${mib(heaps[warm - 1])}, ${mib(heaps.at(-1))} at the end; ` +
    `snapshots of ${snapshots[0]} to ${snapshots.at(-1)} bytes`;
  if (process.env.OXPECKER_FIGURES) appendFileSync(process.env.OXPECKER_FIGURES, `soak\t${found}\tthe engine at most 1 % more after warm-up, the host 1 MiB, 0 errors\n`);
  assert.ok(growth <= 0.01, found);
  // The lists of this test grow, too.
  assert.ok(host < 2 ** 20, found);
  ox.free();
});
