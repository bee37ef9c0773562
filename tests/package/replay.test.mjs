// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `npx oxpecker replay`: a golden summary of a small life, the exit code of the budget, both forms, and what is no replay.
 */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { load, node, project, root } from './lib/packed.mjs';
import { source } from './lib/sources.mjs';

const cli = (folder, ...args) => node(['node_modules/oxpecker/dist/cli.js', 'replay', ...args], { cwd: folder });
const builtin = JSON.parse(readFileSync(join(root, 'src/packs/builtin.json'), 'utf8'));
const { persona } = await load('dist/personas.js');

/** The built-in pack with few nudges; `changed` puts something else into each. */
const packOf = (ids, changed = {}) => ({ ...builtin, id: 'small', version: 7, nudges: builtin.nudges.filter(({ id }) => ids.includes(id)).map((nudge) => ({ ...nudge, ...changed })) });
const small = packOf(['duplicate-charged', 'refund-arrived']);

const day = (date, more) => new Date(Date.parse(date) + more * 86_400_000).toISOString().slice(0, 10);
const row = (id, bookedAt, amount, counterpartyName, more = {}) => ({ id, accountId: 'a', bookedAt, amount, currency: 'EUR', counterpartyName, kind: 'card', ...more });

/** Fourteen weeks: a sofa charged twice, one of the two paid back, and a jacket that comes back. */
const life = {
  id: 'sofa',
  timeZone: 'Europe/Paris',
  consent: ['insights', 'nudges'],
  from: '2026-04-06',
  to: '2026-07-12',
  accounts: [{ id: 'a', currency: 'EUR', balance: '1000.00', balanceAt: '2026-07-12' }],
  transactions: [
    ...[0, 1, 2, 3, 4, 5].map((month) => row(`pay-${month}`, `2026-0${month + 1}-25`, '2100.00', 'Lakeside Ltd', { kind: 'transfer', category: 'salary' })),
    ...[0, 1, 2, 3, 4, 5, 6].map((month) => row(`rent-${month}`, `2026-0${month + 1}-03`, '-900.00', 'Hill Homes', { kind: 'standing_order' })),
    ...Array.from({ length: 60 }, (_, i) => row(`buy-${i}`, day('2026-01-05', i * 3), `-${11 + ((i * 37) % 53)}.${10 + ((i * 71) % 89)}`, `Grocer ${i % 4}`)),
    row('sofa-1', '2026-04-15', '-349.90', 'Harbor Furniture', { time: '10:00:00', reference: 'order 5512' }),
    row('sofa-2', '2026-04-15', '-349.90', 'Harbor Furniture', { time: '21:30:00', reference: 'order 5512' }),
    row('jacket', '2026-05-20', '-120.00', 'Alder Clothing'),
    row('jacket-back', '2026-06-02', '120.00', 'Alder Clothing', { kind: 'refund' }),
  ],
  declares: [],
  events: [
    { id: 'e1', kind: 'charged-twice', date: '2026-04-15', deadline: '2026-04-16', transactions: ['sofa-1', 'sofa-2'], families: ['duplicate'], about: 'The sofa was charged twice.' },
    { id: 'e2', kind: 'charged-twice', date: '2026-04-15', deadline: '2026-04-15', transactions: ['sofa-1', 'sofa-2'], families: ['duplicate'], about: 'Known a day later, since it was booked at night.' },
    { id: 'e3', kind: 'refund-arrived', date: '2026-06-02', deadline: '2026-06-05', transactions: ['jacket-back'], families: ['refund-arrived'], about: 'The jacket is paid back.' },
    { id: 'e4', kind: 'idle-surplus', date: '2026-06-02', deadline: '2026-06-30', transactions: [], families: ['room-to-save'], about: 'Nothing of this pack can tell.' },
  ],
  silences: [],
};
const written = (t, more = {}) => project(t, { 'pack.json': JSON.stringify(small), 'life.json': JSON.stringify(life), ...more });

test('the golden summary of a small life', async (t) => {
  const { code, out, err } = await cli(written(t), 'pack.json', 'life.json', '--format', 'json', '--budget', '2');
  assert.equal(code, 0, err);
  const found = JSON.parse(out);
  const weeks = (median, p95, max) => ({ median, p95, max });
  const cards = { safety: 1, obligation: 0, care: 1, save: 0, offer: 0 };
  const figures = { days: 98, weeks: 14, interruptions: weeks(0, 1, 1), safety: weeks(0, 1, 1), silentWeeks: 12, cards, offersPercent: 0, repeats: found.total.repeats, quiet: 0, withheld: {}, rejected: 0 };
  assert.deepEqual(found, {
    pack: { id: 'small', version: 7 },
    habits: { surfaces: ['home', 'transactions', 'inbox'], hour: 19, answers: 'shown' },
    total: figures,
    personas: [{ id: 'sofa', from: life.from, to: life.to, ...figures }],
    nudges: [
      { id: 'duplicate-charged', class: 'safety', about: 'duplicate', cards: 1, quiet: 0, firedFor: ['sofa'], alwaysFor: [] },
      { id: 'refund-arrived', class: 'care', about: 'refund-arrived', cards: 1, quiet: 0, firedFor: ['sofa'], alwaysFor: [] },
    ],
    neverFired: [],
    alwaysFired: [],
    events: life.events.map(({ transactions, families, ...event }, place) => ({
      persona: 'sofa',
      ...event,
      finding: ['2026-04-16', '2026-04-16', '2026-06-02', '2026-06-26'][place],
      quiet: null,
      card: ['2026-04-16', '2026-04-16', '2026-06-02', null][place],
      found: ['in-time', 'late', 'in-time', 'in-time'][place],
      said: ['in-time', 'late', 'in-time', 'never'][place],
      hasNudge: place < 3,
    })),
    besides: [],
    intrusions: [],
    budget: { limit: 2, exceededBy: [] },
  });
  assert.ok(found.total.repeats > 10, 'a customer who only looks sees a card again');
});

test('the same inputs give the same bytes; the text tells the same', async (t) => {
  const folder = written(t);
  const [one, two] = [await cli(folder, 'pack.json', 'life.json'), await cli(folder, 'pack.json', 'life.json')];
  assert.deepEqual(one, two);
  assert.equal(one.code, 0, one.err);
  assert.match(one.out, /^small 7, 2026-04-06 to 2026-07-12, home and transactions and inbox at 19:00/);
  assert.match(one.out, /\n {2}sofa +0 +1 +1 +1 +1 +86 % +2 +0 +0 %/);
  assert.match(one.out, /cards by class: 1 safety, 0 obligation, 1 care, 0 save, 0 offer\n/);
  assert.match(one.out, /Events: 4 written beside the rows\n {2}noticed by findings +3 in time, 1 late, 0 never\n/);
  assert.match(one.out, /told late\n +sofa +charged-twice +2026-04-15 to 2026-04-15: found 2026-04-16, said 2026-04-16\n +Known a day later/);
  assert.match(one.out, /never told\n +sofa +idle-surplus .*: found 2026-06-26, no nudge for it\n/);
  assert.match(one.out, /Cards that no event calls for: 0\n/);
  assert.doesNotMatch(one.out, /undefined|NaN|Budget/);
  for (const line of one.out.split('\n')) assert.ok(line.length <= 110, line);
});

test('a pack that talks too much breaks the build; one that never speaks is named', async (t) => {
  // Everything that repeats is news, for anybody.
  const loud = { ...packOf(['duplicate-charged'], { id: 'loud', about: 'new-series', class: 'care', topic: 'news', when: 'finding.age_days >= 0', quiet: [] }) };
  const folder = written(t, {
    'loud.json': JSON.stringify(loud),
    'mute.json': JSON.stringify(packOf(['refund-arrived'], { when: 'finding.age_days < 0' })),
    'subscriptions.json': JSON.stringify({
      ...life,
      events: [],
      transactions: [
        ...life.transactions,
        ...Array.from({ length: 14 }, (_, i) => [0, 31, 61].map((later, n) => row(`new-${i}-${n}`, day('2026-04-06', later + i * 3), `-${7 + i}.90`, `Service ${String.fromCharCode(65 + i)} Plus`, { category: 'subscriptions' }))).flat(),
      ],
    }),
  });
  const none = await cli(folder, 'loud.json', 'subscriptions.json', '--budget', '0');
  assert.equal(none.code, 1, none.out);
  assert.match(none.out, /Budget of 0 a week: exceeded by the p95 of sofa, all\n/);
  const json = JSON.parse((await cli(folder, 'loud.json', 'subscriptions.json', '--budget', '0', '--format', 'json')).out);
  assert.deepEqual(json.budget, { limit: 0, exceededBy: ['sofa', 'all'] });
  assert.ok(json.total.interruptions.p95 > 0 && json.total.interruptions.p95 <= json.total.interruptions.max);
  const { p95 } = json.total.interruptions;
  assert.equal((await cli(folder, 'loud.json', 'subscriptions.json', '--budget', String(p95))).code, 0, 'a budget may be used up');
  assert.equal((await cli(folder, 'loud.json', 'subscriptions.json', '--budget', String(p95 - 1))).code, 1);
  const mute = JSON.parse((await cli(folder, 'mute.json', 'life.json', '--format', 'json')).out);
  assert.deepEqual(mute.neverFired, ['refund-arrived']);
  assert.equal(mute.total.silentWeeks, 14);
});

test('a silence that is broken, and a card that no event calls for', async (t) => {
  const silences = [{ from: '2026-05-01', to: '2026-06-30', class: 'care', because: 'They asked for peace.' }];
  const folder = written(t, { 'peace.json': JSON.stringify({ ...life, silences, events: life.events.slice(0, 1) }) });
  const found = JSON.parse((await cli(folder, 'pack.json', 'peace.json', '--format', 'json')).out);
  assert.deepEqual(found.intrusions, [{ persona: 'sofa', date: '2026-06-02', nudge: 'refund-arrived', because: 'They asked for peace.' }]);
  assert.deepEqual(found.besides, [{ persona: 'sofa', date: '2026-06-02', nudge: 'refund-arrived', transactions: ['jacket', 'jacket-back'] }]);
  const { out } = await cli(folder, 'pack.json', 'peace.json');
  assert.match(out, /Said where silence was due\n +sofa +2026-06-02 refund-arrived: They asked for peace\.\n/);
});

test('notice before the day of an event is no false alarm; where no rows tell, the days do', async (t) => {
  const later = { ...life.events[0], date: '2026-04-20', deadline: '2026-04-21' };
  const rowless = { ...life.events[2], date: '2026-05-20', deadline: '2026-05-31', transactions: [] };
  const folder = written(t, { 'later.json': JSON.stringify({ ...life, events: [later, rowless] }) });
  const found = JSON.parse((await cli(folder, 'pack.json', 'later.json', '--format', 'json')).out);
  assert.deepEqual(found.events.map(({ card, said }) => [card, said]), [['2026-04-20', 'in-time'], ['2026-06-02', 'late']]);
  assert.deepEqual(found.besides.map(({ nudge }) => nudge), ['refund-arrived']);
});

test('a customer who answers sees less again; without consent nothing is said', async (t) => {
  const folder = written(t);
  const of = async (...args) => JSON.parse((await cli(folder, 'pack.json', 'life.json', '--format', 'json', ...args)).out).total;
  const looks = await of();
  for (const answers of ['accept', 'dismiss']) {
    const total = await of('--answers', answers);
    assert.deepEqual(total.cards, looks.cards);
    assert.equal(total.repeats, 0, answers);
  }
  const silent = await of('--consent', 'insights');
  assert.deepEqual([silent.cards.safety, silent.silentWeeks], [0, 14]);
});

test('the envelope of a signed pack is opened, and who signed it is not asked', async (t) => {
  const head = { oxpeckerPack: 1, id: 'small', version: 7, notBefore: '2020-01-01T00:00:00Z', expires: '2021-01-01T00:00:00Z', minEngine: '0.1.0', signatures: [] };
  const folder = written(t, { 'signed.json': JSON.stringify({ ...head, pack: JSON.stringify(small) }) });
  const [plain, signed] = [await cli(folder, 'pack.json', 'life.json'), await cli(folder, 'signed.json', 'life.json')];
  assert.equal(signed.code, 0, signed.err);
  assert.equal(signed.out, plain.out);
});

test('the hour and the span: only what was known by then', async (t) => {
  const folder = written(t);
  const of = async (...args) => JSON.parse((await cli(folder, 'pack.json', 'life.json', '--format', 'json', ...args)).out);
  assert.equal((await of('--hour', '22')).events[0].card, '2026-04-15');
  assert.equal((await of('--hour', '9')).events[0].card, '2026-04-16');
  const short = await of('--from', '2026-06-01', '--to', '2026-06-14');
  assert.deepEqual([short.total.days, short.total.weeks, short.personas[0].from], [14, 2, '2026-06-01']);
  const place = await of('--surfaces', 'inbox');
  assert.deepEqual([place.total.interruptions.max, place.total.cards.care], [0, 1], 'the inbox interrupts nobody');
});

test('a file of plain rows, JSON Lines, an array, standard input: a year at most, after a warm-up', async (t) => {
  const { transactions } = life;
  const folder = written(t, { 'rows.json': JSON.stringify(transactions), 'rows.jsonl': transactions.map((one) => JSON.stringify(one)).join('\n') });
  const array = JSON.parse((await cli(folder, 'pack.json', 'rows.json', '--format', 'json')).out);
  assert.deepEqual([array.personas[0].id, array.personas[0].from, array.personas[0].to], ['rows.json', '2026-04-03', '2026-07-03']);
  assert.deepEqual(array.events, []);
  const lines = JSON.parse((await cli(folder, 'pack.json', 'rows.jsonl', '--format', 'json')).out);
  assert.deepEqual(lines.total, array.total);
  const piped = await node(['node_modules/oxpecker/dist/cli.js', 'replay', 'pack.json', '-', '--format', 'json'], { cwd: folder, input: JSON.stringify(transactions) });
  assert.deepEqual(JSON.parse(piped.out).total, array.total);
});

test('two personas with the built-in pack: both stand in the table, and rows are taken whole', async (t) => {
  const { code, out, err } = await cli(written(t), 'builtin', 'student,quiet-saver', '--from', '2025-03-01', '--to', '2025-05-31', '--format', 'json');
  assert.equal(code, 0, err);
  const found = JSON.parse(out);
  assert.equal(found.pack.id, builtin.id);
  assert.deepEqual(found.personas.map(({ id }) => id), ['student', 'quiet-saver']);
  assert.equal(found.total.rejected, 0);
  assert.deepEqual(found.nudges.map(({ id }) => id), builtin.nudges.map(({ id }) => id));
  assert.equal(found.events.length, persona('student').events.length + persona('quiet-saver').events.length);
});

test('wrong usage: 2; a file that does not do: 1', async (t) => {
  const folder = written(t, { 'broken.json': '{', 'wrong.json': JSON.stringify({ ...small, nudges: [{ id: 'x' }] }), 'cut.json': '[{"id": "a"', 'empty.json': '' });
  for (const args of [[], ['pack.json', 'life.json', 'more'], ['pack.json', 'life.json', '--budget', 'two'], ['pack.json', 'life.json', '--budget', '-1'], ['pack.json', 'life.json', '--from', '2026-02-30'], ['pack.json', 'life.json', '--from', '2026-07-01', '--to', '2026-06-01'], ['pack.json', 'life.json', '--answers', 'shout'], ['pack.json', 'life.json', '--hour', '24'], ['pack.json', 'life.json', '--surfaces', ''], ['pack.json', 'life.json', '--consent', 'everything'], ['pack.json', 'life.json', '--time-zone', 'Mars'], ['pack.json', 'life.json', '--format', 'xml']]) {
    const { code, out, err } = await cli(folder, ...args);
    assert.deepEqual([code, out], [2, ''], args.join(' '));
    assert.match(err, /^oxpecker: .+\n\nUsage:/, args.join(' '));
  }
  for (const [args, said] of [[['nowhere.json', 'life.json'], /cannot be read \(ENOENT\)/], [['pack.json', 'nobody'], /cannot be read \(ENOENT\)/], [['broken.json', 'life.json'], /PACK_INVALID/], [['wrong.json', 'life.json'], /PACK_INVALID.*\n(?: {2}.+\n)+$/], [['pack.json', 'cut.json'], /BAD_JSON/], [['pack.json', 'empty.json'], /EMPTY_INPUT/]]) {
    const { code, out, err } = await cli(folder, ...args);
    assert.deepEqual([code, out], [1, ''], args.join(' '));
    assert.match(err, said, args.join(' '));
    assert.doesNotMatch(err, /\n {4}at /);
  }
});

test('fields of a persona that are not as they must be: 1, and which', async (t) => {
  const folder = written(t);
  const [event] = life.events;
  const wrong = [
    [{ events: [event, { ...event, date: '2026-02-30' }] }, 'events[1].date'],
    [{ events: [null] }, 'events[0].id'],
    [{ events: [{ ...event, families: 'duplicate' }] }, 'events[0].families'],
    [{ events: {} }, 'events'],
    [{ declares: [{ date: '2026-05-01' }] }, 'declares[0].kind'],
    [{ silences: [{ from: 'May' }] }, 'silences[0].from'],
    [{ from: 1 }, 'from'],
    [{ consent: [1] }, 'consent'],
  ];
  for (const [change, path] of wrong) {
    writeFileSync(join(folder, 'wrong-life.json'), JSON.stringify({ ...life, ...change }));
    assert.deepEqual(await cli(folder, 'pack.json', 'wrong-life.json'), { code: 1, out: '', err: `oxpecker: \`${path}\` is not what a persona has\n` });
  }
  const declares = [{ date: '2026-05-02', kind: 'renovation' }, { date: '2026-03-01', kind: 'moving', until: '2026-03-31' }];
  writeFileSync(join(folder, 'told.json'), JSON.stringify({ ...life, consent: [...life.consent, 'life-events'], declares, accounts: [null, ...life.accounts] }));
  const { code, err } = await cli(folder, 'pack.json', 'told.json');
  assert.equal(code, 0, err);
});

test('bad rows are counted, names cannot move a cursor', async (t) => {
  const folder = written(t);
  writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...life, id: 'evil\u001b[2J\u202e', transactions: [...life.transactions, row('bad', '2026-05-40', '-1.00', 'X'), row('worse', '2026-05-04', -1, 'X'), null] }));
  const { out, code } = await cli(folder, 'pack.json', 'bad.json');
  assert.equal(code, 0);
  // As many as `evaluate` names: an element that is no object is one of them.
  assert.match(out, /3 rows were skipped/);
  assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
});

test('an hour of a civil day in a zone, over both changes of clocks', async () => {
  const { instantOf, zoneOf } = await source('cli/replay/moments');
  const { dayOf } = await source('personas/calendar');
  const at = (zone, date, hour) => instantOf(zoneOf(zone), dayOf(date), hour).toISOString();
  assert.equal(at('Europe/Paris', '2025-01-15', 19), '2025-01-15T18:00:00.000Z');
  assert.equal(at('Europe/Paris', '2025-07-15', 19), '2025-07-15T17:00:00.000Z');
  assert.equal(at('Europe/Paris', '2025-03-30', 3), '2025-03-30T01:00:00.000Z');
  assert.equal(at('Europe/Paris', '2025-03-30', 19), '2025-03-30T17:00:00.000Z');
  assert.equal(at('Europe/Paris', '2025-10-26', 19), '2025-10-26T18:00:00.000Z');
  assert.equal(at('Asia/Tokyo', '2025-01-01', 0), '2024-12-31T15:00:00.000Z');
  assert.equal(at('Pacific/Auckland', '2025-09-28', 19), '2025-09-28T06:00:00.000Z');
  assert.equal(at('UTC', '2025-02-28', 23), '2025-02-28T23:00:00.000Z');
});
