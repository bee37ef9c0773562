// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The demo's own check, in three engines: what it says is held against what arrives at a server. Nothing does as the page is
 * served; without its policies much does, and the page says so.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { count, figure } from '../storage/support/figures.mjs';
import { collect } from './support/collector.mjs';
import { door } from './support/door.mjs';
import { ENGINES, LABEL, leftOut, visit } from './support/engines.mjs';

/** Whatever is still under way when the page has finished has time to arrive. */
const SETTLE = count(1500, 300);
const VISITOR = readFileSync(new URL('./support/checker.js', import.meta.url), 'utf8').replace('SETTLE', SETTLE);
/** What the check itself asks for, and its control. */
const ASKED = ['/check.js', '/check.js?control', '/check.worker.js', '/icon.svg?control'];

/** Runs the check with the address that no one has turned into a collector's. */
async function check(engine, isOpen) {
  const collector = await collect();
  const { target, reached } = await collector.phase('check');
  const there = `http://${target.host}:${target.port}/check`;
  const changed = [];
  const demo = await door(VISITOR, {
    isOpen,
    change(url, text) {
      if (url === '/check.js') changed.push(text.includes('https://check.invalid'));
      return text.replace('https://check.invalid', () => there);
    },
  });
  try {
    const found = await visit(engine, demo.address, demo.next(), 180_000);
    assert.equal(found.failed, undefined);
    assert.deepEqual(changed.slice(0, 1), [true]);
    const arrived = [...reached].map(decodeURIComponent);
    const knocked = demo.knocked.map((line) => line.split(' ')[1]);
    const after = knocked.slice(knocked.indexOf('/check.js'));
    const own = after.filter((url) => url.includes('?') && !ASKED.includes(url)).map((url) => decodeURIComponent(url.split('?')[1]));
    return { ...found, arrived, own, after };
  } finally {
    demo.stop();
    collector.stop();
  }
}

const named = (rows, at, outcome) => Object.keys(rows).filter((name) => rows[name][at] === outcome);

const isProof = process.env.OXPECKER_PROVE === '1' || process.env.OXPECKER_ENGINES === 'all';
const onlyProved = isProof ? false : '`cargo xtask prove check` runs it, or OXPECKER_ENGINES=all';

for (const engine of ENGINES) {
  const options = { skip: leftOut(engine), timeout: 400_000 };

  test(`the check in ${LABEL[engine]}: nothing arrives, and it says so`, options, async () => {
    const found = await check(engine, false);
    assert.deepEqual([found.arrived, found.own], [[], []]);
    assert.deepEqual([...new Set(found.after)].filter((url) => !ASKED.includes(url) && url !== '/favicon.ico'), []);
    assert.deepEqual([named(found.rows, 0, 'through'), named(found.rows, 1, 'through'), named(found.rows, 1, 'open'), named(found.rows, 1, 'untold')], [[], [], [], []]);
    const [page, worker] = [0, 1].map((at) => named(found.rows, at, 'stopped'));
    const unsure = [0, 1].map((at) => named(found.rows, at, 'unsure'));
    assert.ok(page.length >= 14, `only ${page} stopped, ${unsure[0]} unsure`);
    assert.ok(worker.length >= 6, `only ${worker} stopped, ${unsure[1]} unsure`);
    assert.equal(found.controls, 'true');
    assert.deepEqual(found.same, ['true', 'true']);
    assert.match(found.sha256, /^[0-9a-f]{64}$/);
    assert.deepEqual(found.imports, ['__wbg___wbindgen_throw', '__wbindgen_init_externref_table']);
    assert.ok(found.sources.every((source) => source.length > 20));
    assert.ok(found.policies.some((policy) => policy.includes("connect-src 'none'")));
    assert.ok(found.spoken.length > 100, 'a screen reader hears what came of it');
    assert.deepEqual([found.errors, found.left], [[], 0]);
    figure(`the demo's check in ${LABEL[engine]}`, `page: ${page.length} stopped, ${unsure[0].length} without a sign (${unsure[0].join(', ')}); worker: ${worker.length} stopped, ${unsure[1].length} without a sign (${unsure[1].join(', ')}); ${found.arrived.length + found.own.length} arrived`, '0 arrived');
  });

  test(`the check in ${LABEL[engine]}, without its policies: what arrives is never said to be stopped`, { ...options, skip: options.skip || onlyProved }, async () => {
    const found = await check(engine, true);
    assert.ok(found.arrived.length >= 8, `the page's tries that arrived: ${found.arrived}`);
    assert.ok(found.own.length >= 5, `the worker's tries that arrived: ${found.own}`);
    const denied = (names, at) => names.filter((name) => found.rows[name][at] === 'stopped');
    assert.deepEqual([denied(found.arrived, 0), denied(found.own, 1)], [[], []]);
    const through = [0, 1].map((at) => named(found.rows, at, 'through'));
    assert.ok(through[0].length >= 3, `seen from the page: ${through[0]}`);
    assert.ok(through[1].length >= 4, `seen from the worker: ${through[1]}`);
    figure(`control: the same without policies in ${LABEL[engine]}`, `${found.arrived.length} + ${found.own.length} arrived, ${through[0].length} + ${through[1].length} were seen, none was called stopped`, '≥ 8 + 5 arrive, ≥ 3 + 4 are seen');
  });
}
