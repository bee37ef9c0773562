// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Goals, trying out and rewards through the package as it is installed: each call, its errors, its absence, its end.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './lib/packed.mjs';

const now = '2026-04-08T09:00:00Z';
const on = (date) => ({ now: `${date}T09:00:00Z` });
const code = (wanted, field) => (error) => error.code === wanted && (field === undefined || error.field === field);

async function saver(consent = ['insights', 'challenges'], more = {}) {
  const { Oxpecker } = await load();
  const ox = await Oxpecker.create({ timeZone: 'UTC', consent, ...more });
  ox.ingest({
    accounts: [
      { id: 'main', type: 'current', currency: 'EUR', balance: '900.00', balanceAt: '2026-03-01' },
      { id: 'pot', type: 'savings', currency: 'EUR', balance: '0.00', balanceAt: '2026-03-01' },
    ],
    transactions: ['2026-03-05', '2026-04-07'].flatMap((bookedAt, at) => [
      { id: `out${at}`, accountId: 'main', bookedAt, amount: '-150.00', currency: 'EUR', kind: 'transfer' },
      { id: `in${at}`, accountId: 'pot', bookedAt, amount: '150.00', currency: 'EUR', kind: 'transfer' },
    ]),
  });
  return ox;
}
const wish = { name: '自転車 🚲', amount: '600.00', currency: 'EUR', accountId: 'pot' };

test('a goal is set, changed, paused, resumed, asked about and removed', async () => {
  const ox = await saver();
  const { id } = ox.goals.set(wish, on('2026-03-02'));
  const [goal] = ox.goals.list({ now });
  assert.deepEqual([goal.id, goal.name, goal.from, goal.saved, goal.left, goal.percent], [id, '自転車 🚲', 'account', '300.00', '300.00', 50]);
  assert.deepEqual(goal.rows.map(({ transaction }) => transaction), ['in0', 'in1']);
  assert.deepEqual(goal.milestones.map(({ percent }) => percent), [25, 50]);
  assert.equal(ox.goals.set({ id, by: '2026-12-31', priority: 2 }, { now }).id, id);
  assert.equal(ox.goals.list({ now })[0].by, '2026-12-31');
  const { before, after } = ox.goals.whatIf({ id, by: null, amount: '250.00' }, { now });
  assert.deepEqual([before[0].amount, after[0].amount, after[0].by, after[0].state], ['600.00', '250.00', undefined, 'reached']);
  assert.equal(ox.goals.list({ now })[0].amount, '600.00', 'a question changes nothing');
  ox.goals.pause(id, { until: '2026-05-01', now });
  assert.deepEqual([ox.goals.list({ now })[0].state, ox.goals.list({ now })[0].pausedUntil], ['paused', '2026-05-01']);
  ox.goals.resume(id, { now });
  assert.notEqual(ox.goals.list({ now })[0].state, 'paused');
  ox.goals.set({ id, by: null }, { now });
  assert.equal('by' in ox.goals.list({ now })[0], false, 'null takes away');
  assert.deepEqual([ox.goals.remove(id, { now }), ox.goals.remove(id, { now })], [{ removed: true }, { removed: false }]);
  assert.deepEqual(ox.goals.list({ now }), []);
  ox.free();
});

test('what does not fit is refused with a code and changes nothing', async () => {
  const ox = await saver();
  // That something was looked at is in the log, and so in a snapshot; answers must be as before.
  const held = () => JSON.stringify([ox.goals.list({ now }), ox.rewards.list({ now }), ox.forecast({ accountId: 'main', days: 30, now })]);
  const before = held();
  for (const [more, field] of [
    [{ amount: '0.00' }, 'amount'], [{ amount: '-1.00' }, 'amount'], [{ amount: '1.001' }, 'amount'], [{ currency: 'EURO' }, 'currency'], [{ name: '' }, 'name'],
    [{ by: '2026-02-30' }, 'by'], [{ priority: 0 }, 'priority'], [{ priority: 10 }, 'priority'], [{ from: 'thin air' }, 'from'], [{ accountId: null, from: 'account' }, 'accountId'],
  ]) assert.throws(() => ox.goals.set({ ...wish, ...more }, { now }), code('INVALID_ARGUMENT', field), JSON.stringify(more));
  assert.throws(() => ox.goals.set({ id: 'goal-0000000000000000', name: 'x' }, { now }), code('UNKNOWN_ID'));
  assert.throws(() => ox.goals.pause('card-1', { now }), code('UNKNOWN_ID'));
  assert.throws(() => ox.goals.whatIf({ id: 'goal-1' }, { now }), code('UNKNOWN_ID'));
  assert.throws(() => ox.rewards.claim('reward-1', { now }), code('UNKNOWN_ID'));
  assert.throws(() => ox.rewards.settle('reward-1', 'confirmed', { now }), code('UNKNOWN_ID'));
  const simulate = (change) => () => ox.simulate({ accountId: 'main', days: 30, changes: [change], now });
  for (const change of [{ kind: 'gift' }, { kind: 'purchase', amount: 'x', date: '2026-05-01' }, { kind: 'purchase', amount: '1.00', date: '2026-01-01' }, { kind: 'purchase', amount: '1.00', date: '2026-05-01', every: 'daily' }]) {
    assert.throws(simulate(change), code('INVALID_ARGUMENT'), JSON.stringify(change));
  }
  assert.throws(simulate({ kind: 'ended', series: 'series-0000000000000000' }), code('UNKNOWN_ID'));
  assert.equal(held(), before);
  ox.free();
});

test('without the purpose all of it is empty or refused, and what was there goes with it', async () => {
  const bare = await saver(['nudges']);
  assert.deepEqual([bare.goals.list({ now }), bare.rewards.list({ now })], [[], []]);
  assert.throws(() => bare.goals.set(wish, { now }), code('CONSENT_MISSING', 'challenges'));
  const { before, after } = bare.simulate({ accountId: 'main', days: 30, changes: [], now });
  assert.deepEqual([before.days, after.days], [[], []]);
  assert.ok(['goals.list', 'goals.set', 'rewards.list', 'rewards.claim', 'simulate'].every((call) => bare.consent.missing({ now }).some((missing) => missing.call === call)));
  bare.free();
  const ox = await saver();
  ox.goals.set(wish, on('2026-03-02'));
  const { known } = ox.privacy.report({ now });
  assert.deepEqual(known.filter(({ sort }) => sort === 'goal').map(({ label, purpose }) => [label, purpose]), [['自転車 🚲', 'challenges']]);
  assert.ok(!JSON.stringify(ox.privacy.log({ now })).includes('自転車'), 'the name is in no line of the log');
  const { deleted } = ox.consent.withdraw('challenges', { now });
  assert.deepEqual(deleted.filter(({ kind }) => kind === 'goals'), [{ kind: 'goals', count: 1 }]);
  assert.deepEqual(ox.goals.list({ now }), []);
  assert.ok(!Buffer.from(ox.snapshot()).toString().includes('自転車'), 'it is physically gone');
  ox.consent.grant('challenges', { now });
  assert.deepEqual(ox.goals.list({ now }), []);
  ox.free();
});

test('a reward is earned, claimed once, settled in any order; the document tells nothing of money or rows', async () => {
  const ox = await saver();
  ox.goals.set(wish, on('2026-03-02'));
  const [half] = ox.rewards.list({ now });
  assert.deepEqual([half.state, half.earnedOn, half.transactions, half.text.title], ['earned', '2026-04-07', ['in1'], 'Half-way']);
  const claim = ox.rewards.claim(half.id, { now });
  assert.deepEqual(claim, { id: half.id, kind: 'badge', proofClass: 'rows', issuedAt: '2026-04-08' });
  assert.deepEqual(ox.rewards.claim(half.id, on('2026-04-20')), claim, 'asked again it answers the same');
  assert.throws(() => ox.rewards.claim(ox.rewards.list({ now })[1].id, { now }), code('INVALID_ARGUMENT', 'id'), 'what is not earned');
  for (const said of ['redeemed', 'confirmed', 'redeemed']) ox.rewards.settle(half.id, said, { now });
  assert.equal(ox.rewards.list({ now })[0].state, 'redeemed');
  const { Oxpecker } = await load();
  const twin = await Oxpecker.restore(ox.snapshot(), { timeZone: 'UTC' });
  assert.deepEqual(JSON.stringify(twin.rewards.list({ now })), JSON.stringify(ox.rewards.list({ now })));
  assert.deepEqual(JSON.stringify(twin.goals.list({ now })), JSON.stringify(ox.goals.list({ now })));
  assert.throws(() => ox.rewards.settle(half.id, 'maybe', { now }), code('INVALID_ARGUMENT', 'settlement'));
  ox.free();
  twin.free();
});
