// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A hostile script inside the isolated worker tries every channel that can be named; a collector on the loopback counts
 * what arrives. The same script without isolation is the control: it must be caught.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, figure } from '../storage/support/figures.mjs';
import { collect } from './support/collector.mjs';
import { ENGINES, LABEL, leftOut, visit } from './support/engines.mjs';
import { OPEN, PHASES, serve } from './support/site.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const ISOLATED = Object.keys(PHASES).filter((phase) => 'worker' in PHASES[phase]);

for (const engine of ENGINES) {
  test(`nothing leaves the isolated worker in ${LABEL[engine]}`, { skip: leftOut(engine), timeout: 300_000 }, async (t) => {
    const collector = await collect();
    const site = await serve((phase) => collector.phase(phase));
    t.after(() => (site.stop(), collector.stop()));
    await visit(engine, site.address, site.done.then(() => pause(count(5000, 1500)))).catch((error) => {
      throw new Error(`${error.message}; it told ${JSON.stringify([...site.told])}`);
    });
    const of = (phase) => site.told.get(phase);
    for (const [phase, least] of [['document', 51], ['worker', 18]]) {
      assert.equal(of(phase).error, undefined, phase);
      assert.ok(of(phase).tried.length >= least, `${phase}: only ${of(phase).tried.length} tried`);
      const caught = site.reached(phase);
      figure(`control: channels of a ${phase} without isolation, ${LABEL[engine]}`, `${caught.length} of ${of(phase).tried.length} reached the collector`, '≥ 10');
      assert.ok(caught.length >= 10, `${phase}: the collector caught only ${caught.join()}`);
    }
    for (const phase of ISOLATED) {
      const found = of(phase);
      assert.equal(found.error, undefined, phase);
      assert.equal(found.by, phase.split('-')[0]);
      assert.ok(found.titles.length >= 1 && found.titles.every((title) => title.length > 3), `${phase}: the engine answers with ${found.titles}`);
      assert.ok(found.tried.length >= 18, `${phase}: only ${found.tried.length} tried`);
      figure(`egress from the isolated worker (${phase}), ${LABEL[engine]}`, `${site.reached(phase).length} of ${found.tried.length} channels reached the collector`, '0');
      assert.deepEqual(site.reached(phase), [], phase);
    }
    // This engine tells a worker of no violation: what it may reach by name alone is not seen from inside.
    const unseen = engine === 'webkit' ? (policy) => /other\.example|report-uri/.test(policy) : () => false;
    const refused = Object.entries(OPEN).filter(([policy]) => !unseen(policy));
    assert.deepEqual(Object.fromEntries(refused.map(([policy]) => [policy, of('refused')[policy]])), Object.fromEntries(refused));
  });
}
