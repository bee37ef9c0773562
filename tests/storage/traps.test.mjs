// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Injected traps: the built engine stops in the middle of a call, and the next instance begins from the last answer.
 *
 * In: `pkg/`, built by `cargo xtask build`. A trap is thrown from an export of the module, before it or after it has
 * changed its memory; the shell cannot tell it from one of the engine's own. A recovery is counted from the call of
 * `restore()` until the first cards of the new instance are there, equal to those before the trap.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PerformanceObserver } from 'node:perf_hooks';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root, shell } from './support/bundle.mjs';
import { count, figure, seeded } from './support/figures.mjs';

const METHODS = [...readFileSync(join(root, 'pkg-config/src/methods.ts'), 'utf8').matchAll(/^  '(\w+)',$/gm)].map(([, name]) => name);
const { Oxpecker } = await import(pathToFileURL(join(root, 'pkg/dist/index.js')).href);
const now = '2026-10-31T12:00:00+01:00';
const options = { locale: 'en', timeZone: 'Europe/Paris', consent: ['insights', 'payment-guard', 'nudges'] };

const day = (i) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10);
const rows = Array.from({ length: 1000 }, (_, i) => ({ id: `t${i}`, accountId: 'a', bookedAt: day(i % 600), amount: `-${5 + (i % 89)}.${10 + (i % 90)}`, currency: 'EUR', counterpartyName: `Shop ${i % 67}`, kind: 'card', reference: `note ${i % 400}` }));
const twice = [27, 28].map((date) => ({ id: `sofa-${date}`, accountId: 'a', bookedAt: `2026-10-${date}`, amount: '-349.90', currency: 'EUR', counterpartyName: 'Harbor Furniture', reference: 'order 5512' }));

/** Makes the exports of engines that start from now on trap when `plan` says so, before or after the call. */
function inject(plan) {
  const { instantiate } = WebAssembly;
  const memories = [];
  WebAssembly.instantiate = async (...args) => {
    // The unpacker of the inline engine comes as bytes.
    if (!(args[0] instanceof WebAssembly.Module)) return instantiate(...args);
    const { exports } = await instantiate(...args);
    memories.push(new WeakRef(exports.memory));
    const wrapped = Object.entries(exports).map(([name, one]) => {
      if (name !== 'engine_call') return [name, one];
      return [name, (...words) => {
        const when = plan(METHODS[words[1]]);
        if (when === 'before') throw new WebAssembly.RuntimeError('unreachable');
        const answer = one(...words);
        if (when === 'after') throw new WebAssembly.RuntimeError('unreachable');
        return answer;
      }];
    });
    return { exports: Object.fromEntries(wrapped) };
  };
  return { restore: () => (WebAssembly.instantiate = instantiate), memories };
}

const moment = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** As long as a page has nothing to do: the spare engine is made by then. */
async function idle(ox) {
  for (let tries = 0; !ox.stats().spareBytes; tries++) {
    assert.ok(tries < 1000, 'no engine stands ready');
    await moment(1);
  }
}

/** How long this thread was ready to run and others had the processor, in milliseconds; 0 where the system does not say. */
function waited() {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

const said = (ox) => JSON.stringify([ox.evaluate({ surface: 'home', now }), ox.duplicates({ now, includeSettled: true }), ox.stats().transactions]);

/** Calls that a page makes, each with the export in which it traps. */
const CALLS = {
  // A text comes in slices, whatever its length.
  ingest_push: (ox) => ox.ingest(JSON.stringify([{ ...rows[0], id: 'new' }])),
  ingest_finish: (ox) => ox.ingest([{ ...rows[0], id: 'new' }]),
  remove: (ox) => ox.remove(['t1']),
  evaluate: (ox) => ox.evaluate({ surface: 'home', now }),
  duplicates: (ox) => ox.duplicates({ now }),
  series: (ox) => ox.series({ now }),
  respond: (ox) => ox.respond(ox.duplicates({ now })[0].id, 'not-a-duplicate', { now }),
  check_payment: (ox) => ox.checkPayment({ accountId: 'a', amount: '-349.90', currency: 'EUR', counterpartyName: 'Harbor Furniture' }, { now }),
  snapshot: (ox) => ox.snapshot(),
};

test('a trapped engine is thrown away, and the last snapshot starts one that answers the same', { timeout: 600_000 }, async () => {
  let armed;
  const { restore } = inject((name) => (armed?.name === name ? armed.when : undefined));
  const next = seeded(18);
  const total = count(1000, 60);
  const spans = [];
  const collections = [];
  const observer = new PerformanceObserver((list) => collections.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  try {
    let ox = await Oxpecker.create(options);
    ox.ingest([...rows, ...twice]);
    for (let i = 0; i < total; i++) {
      // A choice that is committed, so that the last state is another one each time.
      const [pair] = ox.duplicates({ now, includeSettled: true });
      ox.respond(pair.id, pair.state === 'open' ? 'not-a-duplicate' : 'undo', { now });
      const saved = ox.snapshot();
      const first = JSON.stringify(ox.evaluate({ surface: 'home', now }));
      const after = ox.snapshot();
      const before = said(ox);
      const names = Object.keys(CALLS).filter((name) => name !== 'respond' || ox.duplicates({ now }).length);
      const name = names[next(names.length)];
      await idle(ox);
      armed = { name, when: next(2) ? 'before' : 'after' };
      assert.throws(() => CALLS[name](ox), ({ code }) => code === 'ENGINE_CRASHED', name);
      armed = undefined;
      assert.throws(() => ox.stats(), ({ code }) => code === 'ENGINE_CRASHED');
      const others = waited();
      const start = performance.now();
      ox = await Oxpecker.restore(saved, options);
      const begun = performance.now();
      const answer = ox.evaluate({ surface: 'home', now });
      const end = performance.now();
      spans.push({ start, end, begun: begun - start, time: end - start, alone: Math.max(0, end - start - (waited() - others)) });
      assert.equal(JSON.stringify(answer), first);
      assert.ok(Buffer.from(ox.snapshot()).equals(after), 'the state is another one');
      assert.equal(said(ox), before);
    }
    ox.free();
  } finally {
    restore();
  }
  await moment(50);
  observer.disconnect();
  const late = spans.filter(({ time }) => time > 5);
  const collected = late.filter(({ start, end }) => collections.some((one) => one.startTime < end && one.startTime + one.duration > start));
  const list = (field) => spans.map((span) => span[field]).sort((a, b) => a - b);
  const share = (field, q) => list(field)[Math.min(total - 1, Math.floor(total * q))].toFixed(1);
  const shares = (field) => `${share(field, 0.5)} ms (median), ${share(field, 0.95)} ms (95 %), ${share(field, 1)} ms (slowest)`;
  figure(
    'traps injected into the built engine',
    `${total} recoveries with 1,002 rows, all from the last committed state, a spare ready before each; until the instance is there ${shares('begun')}, ${spans.filter(({ begun }) => begun > 5).length} above 5 ms, until its first cards ${shares('time')}, ${late.length} above 5 ms, ${collected.length} of these with a garbage collection; without the time in which other programs had the processor ${shares('alone')}, ${spans.filter(({ alone }) => alone > 5).length} above 5 ms`,
    'all; 5 ms each',
  );
});

test('an engine stands ready as soon as there is a state worth it and time, with nothing of the customer in it', async () => {
  const { restore, memories } = inject(() => undefined);
  try {
    let ox = await Oxpecker.create(options);
    ox.snapshot();
    await moment(20);
    assert.equal(ox.stats().spareBytes, 0, 'nothing is worth a spare yet');
    ox.ingest([...rows, ...twice]);
    await moment(20);
    assert.equal(ox.stats().spareBytes, 0, 'there is no state to begin from');
    const saved = ox.snapshot();
    assert.equal(ox.stats().spareBytes, 0, 'it is not made while the page waits for the snapshot');
    await idle(ox);
    assert.equal(memories.length, 2);
    const [own, spare] = memories.map((memory) => Buffer.from(memory.deref().buffer));
    assert.ok(own.includes('Harbor Furniture') && !spare.includes('Harbor Furniture'));
    assert.equal(ox.stats().spareBytes, spare.length);
    ox.snapshot();
    await moment(20);
    assert.equal(memories.length, 2, 'one is enough');
    const twin = await Oxpecker.restore(saved, options);
    assert.equal(memories.length, 2, 'the twin is the one that stood ready');
    const calls = twin.privacy.log({ now }).answers.map(({ number, call, times }) => `${number} ${call} ${times}`);
    assert.deepEqual(calls.slice(0, 3), ['1 configure 1', '2 restore 1', '3 catalogue 1'], 'what opened the spare is no answer to anyone');
    assert.equal(said(twin), said(ox));
    await idle(twin);
    assert.equal(memories.length, 3, 'a restored one has its own');
    twin.free();
    assert.equal(ox.stats().spareBytes, 0, 'who frees an instance wants its memory back');
    ox.free();
  } finally {
    restore();
  }
});

test('a trap at a bad moment: twice in a row, within the recovery, while the spare is made', async () => {
  let armed;
  const { restore, memories } = inject((name) => (armed === name ? 'after' : undefined));
  const crashes = ({ code }) => code === 'ENGINE_CRASHED';
  const trap = (ox) => {
    armed = 'stats';
    assert.throws(() => ox.stats(), crashes);
    armed = undefined;
  };
  try {
    let ox = await Oxpecker.create(options);
    ox.ingest([...rows, ...twice]);
    const saved = ox.snapshot();
    const before = said(ox);
    const again = async () => {
      ox = await Oxpecker.restore(saved, options);
      assert.equal(said(ox), before);
    };
    await idle(ox);
    for (let i = 0; i < 3; i++) {
      trap(ox);
      await again();
    }
    await idle(ox);
    trap(ox);
    armed = 'restore';
    await assert.rejects(Oxpecker.restore(saved, options), crashes);
    await assert.rejects(Oxpecker.restore(saved, options), crashes);
    armed = undefined;
    await again();
    await idle(ox);
    trap(ox);
    await again();
    // The spare's own pack does not open.
    const made = memories.length;
    armed = 'catalogue';
    for (let tries = 0; memories.length === made && tries < 1000; tries++) await moment(1);
    await moment(20);
    armed = undefined;
    assert.equal(ox.stats().spareBytes, 0, 'what trapped does not stand ready');
    assert.equal(said(ox), before);
    trap(ox);
    await again();
    await idle(ox);
    ox.free();
  } finally {
    restore();
  }
});

test('with a storage the next instance begins from the last answer, saved or not', { timeout: 600_000 }, async () => {
  const { Oxpecker, indexedDbStorage, traps } = await shell();
  const { freshHost } = await import('./support/node.mjs');
  freshHost();
  const next = seeded(19);
  const total = count(1000, 60);
  const storage = indexedDbStorage({ name: 'traps' });
  let answered = 0;
  for (let i = 0; i < total; i++) {
    const ox = await Oxpecker.create({ ...options, storage });
    assert.equal(ox.series().length, answered);
    for (let k = next(4); k >= 0; k--) {
      ox.respond(`${i}-${k}`, 'dismissed', { now });
      answered++;
    }
    if (next(2)) await ox.saved();
    const name = ['respond', 'series', 'stats', 'take_entries'][next(4)];
    traps.when = (call) => call === name;
    // An answer that traps was never given: nothing of it may come back.
    assert.throws(() => (name === 'series' ? ox.series() : name === 'stats' ? ox.stats() : ox.respond(`never-${i}`, 'dismissed', { now })), ({ code }) => code === 'ENGINE_CRASHED');
    traps.when = () => false;
    if (next(2)) await ox.saved();
  }
  figure('traps with a storage', `${total} instances begun from the last answer, ${answered} answers, none lost, none made up`, 'all');
});
