// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The customer's attention through the shell: settings, topics, what is learned, and what a page can watch.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './lib/packed.mjs';
import { eventful, granted, now, row } from './lib/rows.mjs';

const { Oxpecker } = await load();

const refund = [
  row('wool-out', { bookedAt: '2026-10-12', amount: '-31.40', counterpartyName: 'Wool and Wind' }),
  row('wool-back', { bookedAt: '2026-10-29', amount: '31.40', counterpartyName: 'Wool and Wind', kind: 'refund' }),
];

async function customer(t, more = {}) {
  const ox = await Oxpecker.create({ ...granted, ...more });
  t.after(() => ox.free());
  ox.ingest([...eventful(), ...refund]);
  return ox;
}

const nudges = (ox, more) => ox.evaluate({ surface: 'home', now, ...more }).cards.map(({ nudge }) => nudge);

test('what the customer sets is obeyed, shown, and taken back', async (t) => {
  const ox = await customer(t);
  const before = ox.attention.get({ now });
  assert.deepEqual(
    { ...before, topics: before.topics.map(({ topic, on, text }) => [topic, on, text.name]) },
    {
      perWeek: 2,
      used: 0,
      freeFrom: null,
      minGapHours: 0,
      quietHours: null,
      proposed: { perWeek: 2, minGapHours: 0, quietHours: null },
      topics: before.topics.map(({ topic, text }) => [topic, true, text.name]),
    },
  );
  assert.ok(before.topics.some(({ topic, text }) => topic === 'refunds' && text.name === 'Refunds'));
  assert.ok(nudges(ox).includes('refund-arrived'));

  const after = ox.attention.set({ perWeek: 5, minGapHours: 2, quietHours: { from: '22:00', to: '07:30' }, topics: { refunds: false } }, { now });
  assert.deepEqual([after.perWeek, after.minGapHours, after.quietHours], [5, 2, { from: '22:00', to: '07:30' }]);
  assert.equal(after.topics.find(({ topic }) => topic === 'refunds').on, false);
  assert.deepEqual(nudges(ox), ['duplicate-charged']);

  const back = ox.attention.set({ perWeek: null, minGapHours: null, quietHours: 'off', topics: { refunds: true } }, { now });
  assert.deepEqual([back.perWeek, back.minGapHours, back.quietHours], [2, 0, null]);
  assert.ok(nudges(ox).includes('refund-arrived'));

  const known = ox.privacy.report({ now });
  const settings = known.known.filter(({ sort }) => sort === 'setting');
  assert.deepEqual(settings.map(({ kind }) => kind).sort(), ['min-gap-hours', 'per-week', 'quiet-hours', 'topic']);
  assert.ok(known.text.known.some((sentence) => sentence.includes('Refunds')));
});

test('quiet hours follow the wall clock over a change of the clocks', async (t) => {
  const ox = await customer(t);
  ox.attention.set({ quietHours: { from: '22:00', to: '07:00' } }, { now });
  // In Paris clocks go back on 25 October 2026: seven in the morning is 05:00 UTC before it and 06:00 UTC after it.
  const isShown = (instant) => nudges(ox, { now: instant }).includes('refund-arrived');
  assert.equal(isShown('2026-10-30T05:59:59Z'), false);
  assert.equal(isShown('2026-10-30T06:00:00Z'), true);
  ox.ingest([
    row('ink-out', { bookedAt: '2026-10-10', amount: '-17.25', counterpartyName: 'Ink and Paper' }),
    row('ink-back', { bookedAt: '2026-10-22', amount: '17.25', counterpartyName: 'Ink and Paper', kind: 'refund' }),
  ]);
  assert.equal(isShown('2026-10-24T04:59:59Z'), false);
  assert.equal(isShown('2026-10-24T05:00:00Z'), true);
});

test('what is no setting is refused, and nothing of it is kept', async (t) => {
  const ox = await customer(t);
  for (const change of [
    { perWeek: 15 },
    { perWeek: -1 },
    { perWeek: 1.5 },
    { perWeek: NaN },
    { minGapHours: 169 },
    { quietHours: { from: '24:00', to: '07:00' } },
    { quietHours: 'on' },
    { topics: { refunds: 'no' } },
    { budget: 3 },
    { minGapHours: 5, perWeek: 99 },
  ]) {
    assert.throws(() => ox.attention.set(change, { now }), { code: 'INVALID_ARGUMENT' }, JSON.stringify(change));
  }
  const { perWeek, minGapHours } = ox.attention.get({ now });
  assert.deepEqual([perWeek, minGapHours], [2, 0]);
  const closed = await Oxpecker.create({ ...granted, consent: ['insights'] });
  t.after(() => closed.free());
  assert.throws(() => closed.attention.set({ perWeek: 1 }, { now }), { code: 'CONSENT_MISSING', field: 'nudges' });
  assert.throws(() => closed.attention.forget({ now }), { code: 'CONSENT_MISSING', field: 'learning' });
  assert.deepEqual(closed.attention.get({ now }).topics, []);
});

test('settings survive a snapshot, and go with the purpose', async (t) => {
  const ox = await customer(t);
  ox.attention.set({ perWeek: 7, topics: { refunds: false } }, { now });
  const twin = await Oxpecker.restore(ox.snapshot(), granted);
  t.after(() => twin.free());
  assert.deepEqual(JSON.stringify(twin.attention.get({ now })), JSON.stringify(ox.attention.get({ now })));
  const { deleted } = twin.consent.withdraw('nudges', { now });
  assert.equal(deleted.find(({ kind }) => kind === 'settings').count, 2);
  twin.consent.grant('nudges', { now });
  assert.equal(twin.attention.get({ now }).perWeek, 2);
});

test('what is learned is shown, told in words, reset with one call, and absent without the purpose', async (t) => {
  const ox = await customer(t, { consent: [...granted.consent, 'learning'] });
  const card = ox.evaluate({ surface: 'home', now }).cards.find(({ nudge }) => nudge === 'refund-arrived');
  ox.respond(card.id, 'accepted', { now });
  const rates = ox.attention.learned({ now });
  assert.deepEqual(rates.map(({ by, key, answers, accepted }) => [by, key, answers, accepted]), [
    ['class', 'care', 1, 1],
    ['topic', 'refunds', 1, 1],
    ['hour', 'afternoon', 1, 1],
  ]);
  assert.equal(rates[0].percent, 55);
  const report = ox.privacy.report({ now });
  const told = report.text.known.filter((_, at) => report.known[at].sort === 'learned');
  assert.equal(told.length, 3);
  assert.ok(told.some((sentence) => sentence.includes('Refunds')) && told.every((sentence) => !sentence.includes('{')));
  ox.attention.forget({ now });
  assert.deepEqual(ox.attention.learned({ now }), []);

  ox.respond(card.id, 'dismissed', { now });
  assert.equal(ox.attention.learned({ now }).length, 3);
  ox.consent.withdraw('learning', { now });
  assert.deepEqual(ox.attention.learned({ now }), []);
  ox.consent.grant('learning', { now });
  assert.deepEqual(ox.attention.learned({ now }), [], 'what was answered before does not come back');
});

test('a preview changes nothing, a trace tells what each condition saw, a bucket is forced', async (t) => {
  const holdout = await heldOut();
  const ox = await customer(t, { pack: holdout });
  const forced = (bucket) => ox.evaluate({ surface: 'home', now, bucket });
  assert.ok(forced(49).withheld.some(({ nudge, reason, text }) => nudge === 'refund-arrived' && reason.code === 'holdout' && text.reason.length > 10));
  assert.ok(forced(50).cards.some(({ nudge }) => nudge === 'refund-arrived'));
  assert.throws(() => forced(100), { code: 'INVALID_ARGUMENT', field: 'bucket' });

  const before = ox.snapshot();
  ox.attention.set({ topics: { refunds: false } }, { now });
  const { cards, quiet, withheld } = ox.evaluate({ surface: 'home', now, preview: 'refund-arrived' });
  assert.deepEqual([cards.map(({ nudge }) => nudge), quiet, withheld], [['refund-arrived'], [], []]);
  assert.match(cards[0].text.body, /31\.40/);
  assert.deepEqual(ox.evaluate({ surface: 'home', now, preview: 'nothing-of-that-name' }).cards, []);
  ox.attention.set({ topics: { refunds: true } }, { now });
  assert.ok(ox.snapshot().length > before.length);

  const { trace } = ox.evaluate({ surface: 'home', now, trace: true });
  const line = trace.find(({ nudge }) => nudge === 'refund-arrived');
  assert.deepEqual([line.facts.amount, line.facts.age_days, line.conditions], ['31.40', 2, [{ of: 'when', holds: true }]]);
  assert.equal(line.finding, ox.findings({ now }).find(({ family }) => family === 'refund-arrived').id);
  assert.equal(ox.evaluate({ surface: 'home', now }).trace, undefined);
});

test('each card says why now, each held-back one why not', async (t) => {
  const ox = await customer(t, { locale: 'ja' });
  ox.attention.set({ perWeek: 0 }, { now });
  const { cards, withheld } = ox.evaluate({ surface: 'home', now });
  assert.equal(cards[0].timing.code, 'safety-first');
  assert.match(cards[0].text.timing, /件数には数えません/);
  const held = withheld.find(({ nudge }) => nudge === 'refund-arrived');
  assert.deepEqual([held.reason.code, held.change.code], ['budget', 'settings']);
  assert.match(held.text.change, /設定/);
  assert.equal(held.text.title, 'ご返金が入りました');
});

test('getSnapshot() is the same object until something changes', async (t) => {
  const ox = await customer(t);
  const { getSnapshot, subscribe } = ox;
  let seen = 0;
  const stop = subscribe(() => seen++);
  const first = getSnapshot();
  ox.evaluate({ surface: 'inbox', now, preview: 'refund-arrived' });
  ox.series({ now });
  ox.privacy.report({ now });
  ox.attention.get({ now });
  assert.throws(() => ox.respond('card-0000000000000000', 'shown', { now }), { code: 'UNKNOWN_ID' });
  assert.equal(getSnapshot(), first);
  assert.equal(seen, 0);
  const changes = [
    () => ox.ingest(refund),
    () => ox.attention.set({ perWeek: 1 }, { now }),
    () => ox.consent.grant('learning', { now }),
    () => ox.remove(['wool-back']),
    () => ox.privacy.import(ox.privacy.export({ now })),
  ];
  for (const change of changes) {
    const before = getSnapshot();
    const count = seen;
    change();
    assert.notEqual(getSnapshot(), before, String(change));
    assert.ok(seen > count && Object.isFrozen(getSnapshot()));
  }
  stop();
  const last = seen;
  ox.attention.set({ perWeek: 2 }, { now });
  assert.equal(seen, last);
});

test('lifecycle events carry ids and words, once each, and a listener that throws disturbs nobody', async (t) => {
  const ox = await customer(t);
  const events = [];
  const thrown = [];
  // The host reports what a listener throws; here the test does.
  const later = globalThis.queueMicrotask;
  globalThis.queueMicrotask = (task) => {
    try {
      task();
    } catch (error) {
      thrown.push(error.message);
    }
  };
  t.after(() => (globalThis.queueMicrotask = later));
  ox.subscribe(() => {
    throw new Error('mine');
  });
  ox.subscribe((event) => events.push(event));
  const { cards } = ox.evaluate({ surface: 'home', now });
  ox.evaluate({ surface: 'home', now });
  const announced = events.splice(0);
  assert.deepEqual(announced, cards.map(({ id, nudge, class: importance }) => ({ type: 'will-show', id, nudge, class: importance, surface: 'home' })));
  const [{ id }] = cards;
  ox.respond(id, 'shown', { now });
  ox.respond(id, 'shown', { now });
  ox.respond(id, 'accepted', { now });
  ox.respond(id, 'undo', { now });
  assert.deepEqual(events, [{ type: 'shown', id }, { type: 'accepted', id }, { type: 'undo', id }]);
  assert.ok(thrown.length > 0 && thrown.every((message) => message === 'mine'));
});

/** The built-in pack with half of the candidates held out. */
async function heldOut() {
  const { readFileSync } = await import('node:fs');
  const pack = JSON.parse(readFileSync(new URL('../../src/packs/builtin.json', import.meta.url), 'utf8'));
  return { ...pack, holdout: { percent: 50 } };
}
