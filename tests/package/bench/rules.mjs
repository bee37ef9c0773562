// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Fifty rules in one call: what they cost beyond the call itself, and what `json-rules-engine` takes for the same rules.
 *
 * Run: `node tests/package/bench/rules.mjs`, after `cargo xtask build`. In: one duplicate payment, fifty nudges that ask
 * about it, its history and the customer, none of which holds. Out: medians on the terminal, both of the same run. The
 * engine remembers nothing that a condition came to, so each call works all of them out.
 */

import { Engine } from 'json-rules-engine';
import { load } from '../lib/packed.mjs';

const { Oxpecker } = await load();
const now = '2026-03-04T09:00:00Z';
const row = (id, bookedAt, more = {}) => ({ id, accountId: 'a', bookedAt, amount: '-48.10', currency: 'EUR', counterpartyName: 'Harbor Books', kind: 'card', ...more });
const rows = [row('1', '2026-03-02'), row('2', '2026-03-03')];
for (let month = 1; month <= 12; month++) {
  const date = `2025-${String(month).padStart(2, '0')}-05`;
  rows.push(row(`r${month}`, date, { amount: '-700.00', counterpartyName: 'Hill Homes', kind: 'standing_order' }));
  rows.push(row(`p${month}`, date, { amount: '2100.00', counterpartyName: 'Lakeside Ltd', kind: 'transfer' }));
}

/** Each shape once, with its twin in the other's format; `n` makes fifty of them different. */
const SHAPES = [
  (n) => [`finding.age_days > ${100 + n} && finding.state == 'open'`, [['age_days', 'greaterThan', 100 + n], ['state', 'equal', 'open']]],
  (n) => [`finding.confidence_percent > ${101 + n} || finding.gap_days > ${50 + n}`, null, [['confidence_percent', 'greaterThan', 101 + n], ['gap_days', 'greaterThan', 50 + n]]],
  (n) => [`finding.kind in ['other-channel', 'x${n}'] && finding.gap_days < 3`, [['kind', 'in', ['other-channel', `x${n}`]], ['gap_days', 'lessThan', 3]]],
  (n) => [`finding.state == 'refunded' && finding.age_days < ${n} && finding.gap_days < 9`, [['state', 'equal', 'refunded'], ['age_days', 'lessThan', n], ['gap_days', 'lessThan', 9]]],
  (n) => [`'moving-${n}' in contexts && finding.age_days < 9`, [['contexts', 'contains', `moving-${n}`], ['age_days', 'lessThan', 9]]],
  (n) => [`features.balance > features.bills_monthly && finding.age_days < ${9 + n}`, [['balance', 'greaterThan', { fact: 'bills_monthly' }], ['age_days', 'lessThan', 9 + n]]],
  (n) => [`!(finding.gap_days < ${10 + n}) && finding.confidence_percent >= 10`, [['gap_days', 'greaterThanInclusive', 10 + n], ['confidence_percent', 'greaterThanInclusive', 10]]],
];
const rules = Array.from({ length: 50 }, (_, at) => SHAPES[at % SHAPES.length](at));
const messages = { en: { 'm.title': 't', 'm.body': 'b', 'action.a': 'a' } };
const nudge = ([when], at) => ({ id: `n${at}`, about: 'duplicate', class: 'care', purpose: 'nudges', topic: 't', when, message: 'm', surfaces: ['home'], actions: [{ id: 'a' }], expiresDays: 9 });
const packOf = (nudges) => ({ format: 1, id: 'bench', version: 1, issuer: 'bench', languages: ['en'], actions: ['a'], messages, nudges });

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

async function oxpecker(nudges) {
  const ox = await Oxpecker.create({ consent: ['insights', 'nudges'], pack: packOf(nudges), timeZone: 'UTC' });
  ox.ingest(rows);
  const { cards, quiet, withheld } = ox.evaluate({ surface: 'home', now });
  if (cards.length + quiet.length + withheld.length) throw new Error('a rule of this bench holds');
  if (ox.duplicates({ now }).length !== 1) throw new Error('there is no duplicate to ask about');
  return ox;
}

const [none, fifty] = [await oxpecker([]), await oxpecker(rules.map(nudge))];
const BATCH = 50;
const once = (ox) => {
  const start = performance.now();
  for (let times = 0; times < BATCH; times++) ox.evaluate({ surface: 'home', now });
  return ((performance.now() - start) * 1000) / BATCH;
};
// The two in turns, so that the machine's moods fall on both.
const differences = [];
const calls = [];
for (let round = 0; round < 400; round++) {
  const base = once(none);
  differences.push(once(fifty) - base);
  calls.push(base);
}

const engine = new Engine([], { allowUndefinedFacts: true });
rules.forEach(([, all, any], at) => {
  const conditions = (list) => list.map(([fact, operator, value]) => ({ fact, operator, value }));
  engine.addRule({ conditions: all ? { all: conditions(all) } : { any: conditions(any) }, event: { type: `n${at}` } });
});
const facts = { contexts: ['renovation'], balance: 10, bills_monthly: 20, age_days: 1, gap_days: 1, confidence_percent: 90, state: 'open', kind: 'same-charge' };
const theirs = [];
for (let round = 0; round < 300; round++) {
  const start = performance.now();
  const { events } = await engine.run(facts);
  theirs.push((performance.now() - start) * 1000);
  if (events.length) throw new Error('a rule of this bench holds there');
}

const [ours, call, other] = [differences.slice(20), calls, theirs.slice(50)].map(median);
console.log(`the call without rules      ${call.toFixed(1)} µs`);
console.log(`50 rules beyond the call    ${ours.toFixed(2)} µs (must hold: 3 µs)`);
console.log(`json-rules-engine, the same ${other.toFixed(0)} µs, ${(other / ours).toFixed(0)} times as long (must hold: 100)`);
