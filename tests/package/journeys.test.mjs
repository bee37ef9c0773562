// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Journeys as a host tells them: what is remembered, what becomes a card and how it reads, and what is refused.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './lib/packed.mjs';

const { Oxpecker } = await load();
const now = '2026-03-10T09:00:00Z';
const consent = ['nudges', 'journeys', 'handoff'];
const events = (ox) => ox.privacy.report({ now }).known.filter(({ sort }) => sort === 'event');

test('a struggle becomes a card in the words of the host, and ends with the journey', async () => {
  for (const [locale, messages, name] of [
    ['en', { en: { 'journey.change-address': 'the change of your address' } }, 'the change of your address'],
    ['en', undefined, 'what you began'],
    ['ja', { ja: { 'journey.change-address': '住所変更' } }, '住所変更'],
  ]) {
    const ox = await Oxpecker.create({ locale, consent, messages });
    assert.deepEqual(ox.track('change-address.begun', { now }), { tracked: true });
    for (let tries = 0; tries < 3; tries++) ox.track('change-address.upload.failed', { now });
    const [card] = ox.evaluate({ surface: 'home', now }).cards;
    assert.equal(card.nudge, 'journey-stuck');
    assert.equal(card.purpose, 'journeys');
    assert.ok(card.text.body.includes(name) && !/[{}]/.test(card.text.body), card.text.body);
    assert.deepEqual(card.uses.map(({ dataClass, purpose }) => `${dataClass} ${purpose}`), ['responses journeys', 'responses journeys']);
    ox.track('change-address.finished', { now });
    assert.deepEqual(ox.evaluate({ surface: 'home', now }).cards, []);
    ox.free();
  }
});

test('without the purpose nothing is remembered, and a withdrawal deletes what was', async () => {
  const ox = await Oxpecker.create({ consent: ['nudges'] });
  assert.ok(ox.consent.missing({ now }).some(({ call, purpose }) => call === 'track' && purpose === 'journeys'));
  assert.deepEqual(ox.track('loan.begun', { now }), { tracked: false });
  ox.consent.grant('journeys', { now });
  assert.deepEqual(events(ox), []);
  ox.track('loan.begun', { now });
  assert.deepEqual(events(ox).map(({ kind, label, purpose, data }) => [kind, label, purpose, data]), [['loan.begun', '', 'journeys', ['responses']]]);
  assert.ok(ox.privacy.report({ now }).text.known.some((sentence) => sentence.includes('loan.begun')));
  const { deleted } = ox.consent.withdraw('journeys', { now });
  assert.ok(deleted.some(({ kind, count }) => kind === 'events' && count === 1), JSON.stringify(deleted));
  ox.consent.grant('journeys', { now });
  assert.deepEqual(events(ox), []);
  ox.free();
});

test('the log is bounded, whichever way entries come together', async () => {
  const [a, b] = [await Oxpecker.create({ consent }), await Oxpecker.create({ consent })];
  for (let at = 0; at < 300; at++) (at % 3 ? a : b).track(`loan.begun`, { now: new Date(Date.parse(now) + at * 1000) });
  for (let at = 0; at < 200; at++) a.track('card.begun', { now: new Date(Date.parse(now) + (300 + at) * 1000) });
  assert.equal(events(a).length, 256);
  const twin = await Oxpecker.restore(a.snapshot(), { consent });
  assert.deepEqual(events(twin), events(a));
  assert.equal(events(twin).filter(({ kind }) => kind === 'card.begun').length, 200);
  for (const ox of [a, b, twin]) ox.free();
});

test('a name holds no data: anything else is refused', async () => {
  const ox = await Oxpecker.create({ consent });
  for (const event of ['begun', 'loan', 'loan.12345678.failed', 'loan.opened', 'Loan.begun', 'loan.me@example.org.failed', 'health-cover.begun', '', `${'a'.repeat(33)}.begun`, 7, null, undefined]) {
    assert.throws(() => ox.track(event, { now }), { code: 'INVALID_ARGUMENT' }, String(event));
  }
  assert.deepEqual(events(ox), []);
  ox.free();
});
