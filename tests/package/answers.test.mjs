// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What comes out: every answer of a long story has the shape of the closed schema, and listeners are told words and ids.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { bareEngine } from './lib/engine.mjs';
import { load, packageFolder, root } from './lib/packed.mjs';
import { eventful, granted, household, now as soon, row, twice } from './lib/rows.mjs';
import { ANSWERS, answersSchema } from '../../pkg-config/build/answers.mjs';

const shipped = readFileSync(join(packageFolder(), 'dist/answers.schema.json'), 'utf8');
const schema = JSON.parse(shipped);
const ajv = new Ajv2020({ strict: false }).addSchema(schema, 'answers');
const validOf = (call) => ajv.getSchema(`answers#/$defs/answer:${call}`);

const PURPOSES = ['insights', 'payment-guard', 'nudges', 'offers', 'learning', 'life-events', 'journeys', 'challenges'];
const moment = (date, hour = 12) => ({ instant: Date.parse(`${date}T${hour}:00:00Z`), date, time: `${hour}:00:00` });

/** Goals, challenges and rewards, what is tried out, what is said of payments and journeys. */
function saving(engine, tell) {
  const now = moment('2026-11-25');
  tell(now, 'track', { event: 'transfer.failed' });
  tell(now, 'guard');
  tell(now, 'guard-set', { pauseAbove: 'usual' });
  tell(now, 'decision', { kind: 'borrow', accountId: 'current', amount: '2000.00', currency: 'EUR', rate: 900, months: 12 });
  tell(now, 'simulate', { accountId: 'current', days: 30, changes: [{ kind: 'purchase', amount: '90.00', date: '2026-12-01' }] });
  const { id } = tell(now, 'goal', { name: 'Sea', amount: '100.00', currency: 'EUR', accountId: 'savings' });
  for (const [what, more] of [['goal-if', { id, amount: '120.00' }], ['goal-pause', { id }], ['goal-resume', { id }], ['goals']]) tell(now, what, more);
  const [first] = tell(now, 'challenge-proposals');
  const joined = tell(now, 'challenge-join', { challenge: first.challenge, level: first.levels[0].level, accountId: 'current' });
  tell(now, 'challenges');
  tell(now, 'challenge-move', { id: joined.id, act: 'pause' });
  engine.ask('ingest_begin', {});
  engine.push({
    transactions: [
      row('put-out', { amount: '-100.00', kind: 'transfer', counterpartyName: 'Savings', bookedAt: '2026-11-25' }),
      row('put-in', { accountId: 'savings', amount: '100.00', kind: 'transfer', counterpartyName: 'Current', bookedAt: '2026-11-25' }),
    ],
  });
  engine.ask('ingest_finish', {});
  const later = moment('2026-11-26', 10);
  tell(later, 'goals');
  const earned = tell(later, 'rewards').find(({ state }) => state === 'earned');
  tell(later, 'reward-claim', { id: earned?.id });
  tell(later, 'reward-settle', { id: earned?.id, settlement: 'confirmed' });
  tell(later, 'rewards');
  tell(later, 'goal-remove', { id });
}

/** A story through every call: `[call, answer]`, refusals among them. */
async function story() {
  const engine = await bareEngine();
  const found = [];
  const ask = (call, request, name = request?.do ?? call) => {
    try {
      const answer = engine.ask(call, request);
      found.push([name, answer]);
      return answer;
    } catch (error) {
      found.push(['refused', error.answer]);
      return undefined;
    }
  };
  ask('configure', { consent: PURPOSES.map((purpose) => ({ purpose })), pack: null, retentionMonths: 36 }, 'configured');
  const feed = (rows, accounts = []) => {
    engine.ask('ingest_begin', {});
    engine.push({ accounts, transactions: rows });
    return ask('ingest_finish', {});
  };
  feed([...household(), ...twice(), row('bad', { amount: 7 })], [{ id: 'current', type: 'current', currency: 'EUR', balance: '420.00', balanceAt: '2026-10-20' }, { id: 'savings', type: 'savings' }]);
  feed([row('move-out', { amount: '-200.00', kind: 'transfer', counterpartyName: 'Savings', bookedAt: '2026-10-22' }), row('move-in', { accountId: 'savings', amount: '200.00', kind: 'transfer', counterpartyName: 'Current', bookedAt: '2026-10-22' })]);
  const tell = (now, what, more) => ask('tell', { now, do: what, ...more });
  for (const date of ['2026-08-03', '2026-10-31', '2026-11-01', '2026-11-25']) {
    const now = moment(date);
    for (const surface of ['home', 'inbox', 'transactions', 'payment']) {
      const answer = ask('evaluate', { now, surface, trace: surface === 'home' });
      for (const [place, { id }] of (answer?.cards ?? []).entries()) ask('respond', { now, id, response: ['shown', 'dismissed', 'accepted'][place % 3] });
    }
    ask('duplicates', { now, includeSettled: true });
    for (const call of ['series', 'findings', 'transfers', 'features', 'consent']) ask(call, { now });
    ask('forecast', { now, accountId: 'current', days: 30 });
    ask('forecast', { now, currency: 'EUR', days: 14 });
    ask('forecast', { now, accountId: 'nobody', days: 14 });
    for (const amount of ['-349.90', '-950.00', '-5000.00', '1.00']) ask('check_payment', { now, draft: { accountId: 'current', amount, currency: 'EUR', counterpartyName: 'Harbor Furniture', reference: 'order 5512' }, context: { payee: { known: false } } });
    tell(now, 'declare', { kind: 'renovation', until: '2027-01-01', note: 'kitchen' });
    tell(now, 'contexts');
    tell(now, 'set-attention', { perWeek: 1 });
    for (const what of ['attention', 'learned', 'report', 'log']) tell(now, what);
    const [series] = engine.ask('series', { now });
    if (series) tell(now, 'correct', { by: 'series', subject: series.id, about: 'series', value: 'rent' });
    tell(now, 'revoke', { kind: 'renovation' });
    tell(now, 'correct', { by: 'series', subject: 'series-0', about: 'series', value: 'rent' });
    tell(now, 'refuse', { purpose: 'offers' });
    tell(now, 'grant', { purpose: 'offers', notice: 'n', language: 'en' });
  }
  saving(engine, tell);
  ask('compare_payees', { a: 'Harbor Books GmbH', b: 'HARBOR BOOKS' });
  ask('stats', undefined);
  ask('apply_entries', undefined);
  ask('remove', { ids: ['sofa-1', 'nobody'] });
  tell(moment('2026-11-26'), 'withdraw', { purpose: 'nudges' });
  ask('consent', { now: moment('2026-11-26') });
  ask('erase', undefined);
  return found.filter(([call]) => call !== 'configured');
}

test('the schema that is shipped is made of the wire types, and each call has its answer there', () => {
  assert.equal(shipped, `${JSON.stringify(answersSchema(readFileSync(join(root, 'pkg-config/src/wire.ts'), 'utf8')), null, 1)}\n`);
  for (const call of Object.keys(ANSWERS)) assert.ok(validOf(call), call);
});

test('every answer of a long story fits the schema, and a member more does not', async () => {
  const found = await story();
  assert.ok(found.length > 100, `${found.length} answers`);
  const missing = Object.keys(ANSWERS).filter((call) => !found.some(([name]) => name === call));
  assert.deepEqual(missing, [], 'no answer of the story was of these');
  let planted = 0;
  for (const [call, answer] of found) {
    const valid = validOf(call);
    assert.ok(valid, `${call} has no answer in the schema: name it in pkg-config/build/answers.mjs`);
    assert.ok(valid(answer), `${call}: ${ajv.errorsText(valid.errors)}`);
    const copy = structuredClone(answer);
    const target = Array.isArray(copy) ? copy[0] : copy;
    if (!target) continue;
    target.unheardOf = 1;
    assert.ok(!valid(copy), `${call}: a member more went unseen`);
    planted++;
  }
  assert.ok(planted > 80, `${planted} planted`);
});

test('what listeners are told is words and ids, and nothing of a row', async () => {
  const { Oxpecker } = await load();
  const ox = await Oxpecker.create({ ...granted, onChange: (...told) => heard.push(...told) });
  const heard = [];
  ox.subscribe((event) => heard.push(event));
  ox.ingest(eventful());
  const { cards } = ox.evaluate({ surface: 'home', now: soon });
  ox.respond(cards[0].id, 'shown', { now: soon });
  ox.respond(cards[0].id, 'not-a-duplicate', { now: soon });
  ox.attention.set({ perWeek: 1 }, { now: soon });
  ox.consent.withdraw('nudges', { now: soon });
  ox.remove(['sofa-1']);
  assert.ok(heard.length >= 6 && heard.some(({ type }) => type === 'will-show'), JSON.stringify(heard));
  const WORDS = ['type', 'id', 'nudge', 'class', 'surface'];
  for (const event of heard) {
    assert.deepEqual(Object.keys(event).filter((key) => !WORDS.includes(key)), []);
    for (const value of Object.values(event)) assert.match(value, /^[a-z][a-z0-9-]*$/);
  }
  const said = JSON.stringify(heard);
  for (const { id, counterpartyName, amount } of eventful()) for (const word of [id, counterpartyName, amount]) assert.ok(!said.includes(`"${word}"`) && !said.includes(counterpartyName), word);
  ox.free();
});

test('the ledger of answers lists what was handed out, bounded, and a withdrawal empties it', async () => {
  const { Oxpecker } = await load();
  const ox = await Oxpecker.create(granted);
  ox.ingest(eventful());
  const { cards, quiet, withheld } = ox.evaluate({ surface: 'home', now: soon });
  ox.evaluate({ surface: 'home', now: soon });
  const pairs = ox.duplicates({ now: soon, includeSettled: true });
  const verdict = ox.checkPayment({ accountId: 'current', amount: '-1.00', currency: 'EUR' }, { now: soon });
  const image = ox.snapshot();
  const { answers } = ox.privacy.log({ now: soon });
  const line = (call) => answers.find((one) => one.call === call) ?? assert.fail(call);
  assert.deepEqual(line('evaluate').counts, { cards: cards.length, quiet: quiet.length, withheld: withheld.length });
  assert.equal(line('evaluate').times, 2);
  assert.ok(line('evaluate').ids.includes(cards[0].id));
  assert.deepEqual([line('duplicates').counts, line('duplicates').ids], [{ items: pairs.length }, pairs.map(({ id }) => id)]);
  assert.ok(line('check_payment').ids.includes(verdict.id));
  assert.deepEqual(line('snapshot').counts, { bytes: image.length });
  assert.deepEqual(answers.map(({ number }) => number), answers.map((_, place) => answers[0].number + place));
  for (const { counterpartyName, amount } of eventful()) for (const word of [counterpartyName, amount]) assert.ok(!JSON.stringify(answers).includes(word), word);
  const long = JSON.stringify(eventful()) + ' '.repeat(600_000);
  for (const take of [() => ox.ingest(long), () => ox.ingestAsync(long)]) {
    const from = ox.privacy.log({ now: soon }).answers.length;
    await take();
    const parts = ox.privacy.log({ now: soon }).answers.slice(from).filter(({ call }) => call === 'ingest_push');
    assert.deepEqual(parts.map(({ times }) => times), [1], 'the parts of a file are one call');
  }
  for (let i = 0; i < 600; i++) ox.comparePayees(`a${i}`, i % 2 ? 'b' : 'c') && ox.stats();
  assert.equal(ox.privacy.log({ now: soon }).answers.length, 256);
  ox.consent.withdraw('nudges', { now: soon });
  assert.deepEqual(ox.privacy.log({ now: soon }).answers.filter(({ call }) => !['withdraw', 'choices', 'log', 'take_entries'].includes(call)), []);
  assert.deepEqual(ox.privacy.export({ now: soon }).log.answers, []);
  ox.free();
});

test('an answer that is read list by list is the one that is read as a whole, whatever a name holds', async () => {
  const { Oxpecker } = await load();
  const names = ['Harbor Furniture', 'x],"quiet":[{"id":"card-0123456789abcdef","nudge":"', '],"withheld":[', '"],"trace":[]}', '\\"],"quiet":[\\', '\u2028\ud83e\udd8f "quoted" \n'];
  for (const name of names) {
    const ox = await Oxpecker.create(granted);
    ox.ingest([...household(), ...twice(name), ...twice(`${name} again`, 'chair')]);
    for (const surface of ['home', 'inbox', 'nowhere']) {
      const { trace, ...whole } = ox.evaluate({ surface, now: soon, trace: true });
      assert.ok(trace.length > 0 && whole.cards.length + whole.withheld.length > 1);
      assert.deepEqual({ ...ox.evaluate({ surface, now: soon }) }, whole, name);
      const [{ counts, ids }] = ox.privacy.log({ now: soon }).answers.filter(({ call }) => call === 'evaluate').slice(-1);
      assert.deepEqual(counts, { cards: whole.cards.length, quiet: whole.quiet.length, withheld: whole.withheld.length });
      assert.deepEqual(ids, [...whole.cards, ...whole.quiet, ...whole.withheld].map(({ id }) => id).slice(0, 32));
    }
    const answer = ox.evaluate({ surface: 'home', now: soon });
    assert.deepEqual(Object.keys(answer), ['cards', 'quiet', 'withheld']);
    assert.equal(answer.cards, answer.cards, 'it is read once');
    assert.equal(JSON.stringify(answer), JSON.stringify(structuredClone(answer)));
    answer.cards = answer.cards.slice(0, 1);
    assert.equal(answer.cards.length, 1, 'a field like any other');
    ox.free();
  }
});
