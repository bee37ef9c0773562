// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Injected traps: the built engine stops in the middle of a call, and the next instance begins from the last answer.
 *
 * In: `pkg/`, built by `cargo xtask build`. A trap is thrown from an export of the module, before it or after it has
 * changed its memory; the shell cannot tell it from one of the engine's own.
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
  WebAssembly.instantiate = async (...args) => {
    const { exports } = await instantiate(...args);
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
  return () => (WebAssembly.instantiate = instantiate);
}

const said = (ox) => JSON.stringify([ox.evaluate({ surface: 'home', now }), ox.duplicates({ now, includeSettled: true }), ox.stats().transactions]);

/** Calls that a page makes, each with the export in which it traps. */
const CALLS = {
  ingest_push: (ox) => ox.ingest([{ ...rows[0], id: 'new' }]),
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
  const restore = inject((name) => (armed?.name === name ? armed.when : undefined));
  const next = seeded(18);
  const total = count(1000, 60);
  const times = [];
  const work = [];
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
      const before = said(ox);
      const names = Object.keys(CALLS).filter((name) => name !== 'respond' || ox.duplicates({ now }).length);
      const name = names[next(names.length)];
      armed = { name, when: next(2) ? 'before' : 'after' };
      assert.throws(() => CALLS[name](ox), ({ code }) => code === 'ENGINE_CRASHED', name);
      armed = undefined;
      assert.throws(() => ox.stats(), ({ code }) => code === 'ENGINE_CRASHED');
      const start = performance.now();
      const cpu = process.cpuUsage();
      ox = await Oxpecker.restore(saved, options);
      const end = performance.now();
      times.push(end - start);
      spans.push([start, end]);
      const { user, system } = process.cpuUsage(cpu);
      work.push((user + system) / 1000);
      assert.ok(Buffer.from(ox.snapshot()).equals(Buffer.from(saved)), 'the state is another one');
      assert.equal(said(ox), before);
    }
    ox.free();
  } finally {
    restore();
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  observer.disconnect();
  const late = spans.filter(([start, end]) => end - start > 5);
  const collected = late.filter(([start, end]) => collections.some((one) => one.startTime < end && one.startTime + one.duration > start));
  const share = (list, q) => list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))].toFixed(1);
  figure('traps injected into the built engine', `${total} recoveries with 1,002 rows, all from the last committed state; ${share(times, 0.5)} ms (median), ${share(times, 0.95)} ms (95 %), ${share(times, 1)} ms (slowest), ${late.length} above 5 ms, ${collected.length} of these with a garbage collection; of a processor's time ${share(work, 0.5)} ms (median), ${share(work, 0.95)} ms (95 %), ${share(work, 1)} ms (most)`, 'all; 5 ms each');
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
