// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Every coded error that can be provoked from outside, and that a refused call changes nothing.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { rejectsCode, sameBytes, throwsCode } from './lib/code.mjs';
import { load, packageFolder } from './lib/packed.mjs';
import { bytesOf, eventful, granted, now, row } from './lib/rows.mjs';

const { Oxpecker, OxpeckerError } = await load();
let ox;
before(async () => {
  ox = await Oxpecker.create(granted);
  ox.ingest(eventful());
});
after(() => ox.free());

/** A refused call leaves the instance as it was: same bytes, same answers. */
function unchanged(call) {
  const said = JSON.stringify(ox.evaluate({ surface: 'home', now }));
  const saved = ox.snapshot();
  call();
  sameBytes(ox.snapshot(), saved, 'snapshots');
  assert.equal(JSON.stringify(ox.evaluate({ surface: 'home', now })), said);
}

const good = JSON.stringify(row('n1'));
const files = {
  'an empty file': ['', 'EMPTY_INPUT'],
  'white space': [' \n\t ', 'EMPTY_INPUT'],
  'a cut array': [`[${good}, {"id": "n2", "acc`, 'BAD_JSON'],
  'an array without its end': [`[${good}`, 'BAD_JSON'],
  'an array with a stray comma': [`[${good},]`, 'BAD_JSON'],
  'two arrays': [`[${good}] [${good}]`, 'BAD_JSON'],
  'JSON Lines with a bad line': [`${good}\n{"id": oops}\n${good}`, 'BAD_JSON'],
  'JSON Lines with a cut line': [`${good}\n{"id": "n2"`, 'BAD_JSON'],
  'a bare word': ['transactions', /BAD_JSON|NOT_TRANSACTIONS/],
  'a lone number': ['42', 'NOT_TRANSACTIONS'],
  null: ['null', 'NOT_TRANSACTIONS'],
  'a lone string': ['"[]"', 'NOT_TRANSACTIONS'],
  'transactions that are no array': ['{"transactions": 3}', 'NOT_TRANSACTIONS'],
  'a NaN': ['[{"id": NaN}]', 'BAD_JSON'],
  'a comment': [`[${good}] // rows`, 'BAD_JSON'],
  'a number that is none': ['[{"id": "x", "extra": 01}]', 'BAD_JSON'],
  'a control character in a string': ['[{"id": "a\u0001b"}]', 'BAD_JSON'],
  'a page of HTML': ['<!doctype html>', /BAD_JSON|NOT_TRANSACTIONS/],
  'bytes that are no UTF-8': [Uint8Array.of(0x5b, 0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d, 0x5d), 'BAD_UTF8'],
  'a surrogate in UTF-8': [Uint8Array.of(...bytesOf('[{"id":"'), 0xed, 0xa0, 0x80, ...bytesOf('"}]')), 'BAD_UTF8'],
  'a cut character': [Uint8Array.of(...bytesOf('[{"id":"a'), 0xe3, 0x81), /BAD_UTF8|BAD_JSON/],
  'UTF-16': [new Uint8Array(new Uint16Array([...`[${good}]`].map((c) => c.charCodeAt(0))).buffer), /BAD_JSON|NOT_TRANSACTIONS|BAD_UTF8/],
  'arrays without end': ['['.repeat(1_000_000), /TOO_DEEP|BAD_JSON/],
  'nesting in a field': [`[{"id":"x","extra":${'['.repeat(200_000)}${']'.repeat(200_000)}}]`, 'TOO_DEEP'],
  'objects without end': ['{"a":'.repeat(300_000), 'TOO_DEEP'],
};
for (const [name, [input, code]] of Object.entries(files)) {
  test(`${name} is a bad file and changes nothing`, () =>
    unchanged(() => {
      if (typeof code === 'string') throwsCode(() => ox.ingest(input), code);
      else assert.throws(() => ox.ingest(input), (error) => error instanceof OxpeckerError && code.test(error.code));
    }));
}

test('a good part before the bad one does not count either', () =>
  unchanged(() => {
    const { transactions } = ox.stats();
    const rows = Array.from({ length: 20_000 }, (_, i) => JSON.stringify(row(`late-${i}`)));
    throwsCode(() => ox.ingest(`${rows.join('\n')}\n{"id": `), 'BAD_JSON');
    assert.equal(ox.stats().transactions, transactions);
  }));

const amount = (value) => ({ amount: value });
const rowsThatAreBad = {
  'no object': ['row', 'NOT_AN_OBJECT', ''],
  'an id that is no string': [row(7), 'WRONG_TYPE', 'id'],
  'no id': [{ ...row('x'), id: undefined }, 'MISSING', 'id'],
  'an id that is null': [row(null), 'MISSING', 'id'],
  'an empty id': [row(''), 'EMPTY', 'id'],
  'no account': [{ ...row('x'), accountId: undefined }, 'MISSING', 'accountId'],
  'an amount as a number': [row('x', amount(-10)), 'WRONG_TYPE', 'amount'],
  'an amount with words': [row('x', amount('ten')), 'BAD_AMOUNT', 'amount'],
  'an amount with an exponent': [row('x', amount('1e3')), 'BAD_AMOUNT', 'amount'],
  'an amount with a comma': [row('x', amount('-1,50')), 'BAD_AMOUNT', 'amount'],
  'an amount past 64 bits': [row('x', amount('-92233720368547758.09')), 'AMOUNT_RANGE', 'amount'],
  'an amount of a hundred digits': [row('x', amount('9'.repeat(100))), 'AMOUNT_RANGE', 'amount'],
  'more decimals than the currency has': [row('x', amount('-1.005')), 'AMOUNT_PRECISION', 'amount'],
  'half a yen': [row('x', { ...amount('-1.5'), currency: 'JPY' }), 'AMOUNT_PRECISION', 'amount'],
  'a currency that is none': [row('x', { currency: 'ZZZ' }), 'UNKNOWN_CURRENCY', 'currency'],
  '30 February': [row('x', { bookedAt: '2026-02-30' }), 'BAD_DATE', 'bookedAt'],
  '29 February of a common year': [row('x', { bookedAt: '2025-02-29' }), 'BAD_DATE', 'bookedAt'],
  'a date with a time': [row('x', { bookedAt: '2026-02-03T00:00:00Z' }), 'BAD_DATE', 'bookedAt'],
  'a date as a number': [row('x', { bookedAt: 20260203 }), 'WRONG_TYPE', 'bookedAt'],
  '24 o’clock': [row('x', { time: '24:00:00' }), 'BAD_TIME', 'time'],
  'a name that is a list': [row('x', { counterpartyName: ['A'] }), 'WRONG_TYPE', 'counterpartyName'],
};
for (const [name, [bad, code, field]] of Object.entries(rowsThatAreBad)) {
  test(`a row with ${name} is named and skipped`, async () => {
    const own = await Oxpecker.create(granted);
    const report = own.ingest([row('before'), bad, row('after')]);
    assert.deepEqual(report, { added: 2, updated: 0, unchanged: 0, rejected: 1, problems: [{ row: 1, code, field }] });
    assert.equal(own.stats().transactions, 2);
    own.free();
  });
}

test('amounts at the very ends of 64 bits are kept', async () => {
  const own = await Oxpecker.create(granted);
  const { rejected } = own.ingest([row('a', amount('92233720368547758.07')), row('b', amount('-92233720368547758.07'))]);
  assert.equal(rejected, 0);
  own.free();
});

test('the same row again, and another content under the same id', async () => {
  const own = await Oxpecker.create(granted);
  own.ingest([row('a'), row('b')]);
  assert.deepEqual(own.ingest([row('a'), row('b', amount('-11.00')), row('c')]), { added: 1, updated: 1, unchanged: 1, rejected: 0, problems: [] });
  assert.deepEqual(own.remove(['a', 'nobody']), { removed: 1 });
  assert.equal(own.stats().transactions, 2);
  own.free();
});

for (const bad of ['', 'yesterday', '2026-10-31', '2026-10-31T12:00:00', '2026-10-31 12:00:00Z', '2026-02-30T12:00:00Z', '2026-10-31T24:00:00Z', '2026-10-31T12:60:00Z', '2026-10-31T12:00:60Z', '2026-10-31T12:00:00+2', '2026-10-31T12:00:00+24:00', '2026-10-31T12:00Z', ' 2026-10-31T12:00:00Z', new Date(NaN), 0, 1.5, null, {}, new Date(8.64e15), new Date(-8.64e15)]) {
  test(`now = ${typeof bad} ${String(bad).slice(0, 40)} is refused`, () => {
    for (const call of [() => ox.series({ now: bad }), () => ox.evaluate({ surface: 'home', now: bad }), () => ox.duplicates({ now: bad })]) throwsCode(call, 'INVALID_NOW');
  });
}

test('zones and locales that are none', async () => {
  for (const timeZone of ['Mars/Olympus', '', 7, null, 'Europe/Paris ']) await rejectsCode(Oxpecker.create({ timeZone }), 'INVALID_TIME_ZONE');
  for (const locale of ['', 'english please', 'e', 7, null === 1, {}]) await rejectsCode(Oxpecker.create({ locale }), 'INVALID_LOCALE');
  await rejectsCode(Oxpecker.create({ messages: { 'not a tag': {} } }), 'INVALID_LOCALE', { field: 'messages' });
});

test('options that are none', async () => {
  for (const options of [null, 7, 'en']) await rejectsCode(Oxpecker.create(options), 'INVALID_ARGUMENT', { field: 'options' });
  for (const [field, value] of Object.entries({ consent: 'insights', messages: 'none' })) await rejectsCode(Oxpecker.create({ [field]: value }), 'INVALID_ARGUMENT', { field });
  for (const consent of [['everything'], [{ purpose: 'everything' }], [{}], [7]]) await rejectsCode(Oxpecker.create({ consent }), 'INVALID_ARGUMENT');
  for (const retentionMonths of [-1, 1.5, 'long']) await rejectsCode(Oxpecker.create({ retentionMonths }), 'INVALID_ARGUMENT');
});

test('a pack that is none says where', async () => {
  const circle = {};
  circle.self = circle;
  await rejectsCode(Oxpecker.create({ pack: circle }), 'INVALID_ARGUMENT', { field: 'pack' });
  for (const pack of ['', '{', 7, [], {}]) await assert.rejects(Oxpecker.create({ pack }), ({ code }) => /PACK_INVALID|BAD_JSON/.test(code));
  await assert.rejects(Oxpecker.create({ pack: { nudges: 7 } }), (error) => error.code === 'PACK_INVALID' && error.diagnostics.length > 0 && typeof error.diagnostics[0].path === 'string');
});

test('a mistake in the bank’s own wording says where', async () => {
  for (const [source, column] of [['{a', 3], ['{a, number}', 11], ['{n, plural, one {x}}', 20], ['a } b', 3]]) {
    await assert.rejects(Oxpecker.create({ messages: { de: { 'some.key': source } } }), (error) => {
      assert.equal(error.code, 'INVALID_ARGUMENT');
      assert.equal(error.field, 'messages.de.some.key');
      assert.deepEqual(error.diagnostics.map(({ path, column }) => [path, column]), [['messages.de.some.key', column]]);
      return true;
    });
  }
});

test('drafts', () => {
  const draft = { accountId: 'current', amount: '-10.00', currency: 'EUR' };
  assert.ok(ox.checkPayment(draft, { now }).level);
  assert.ok(ox.checkPayment({ ...draft, reference: null, unknown: { a: 1 } }, { now }).level);
  const bad = [
    ['amount', { ...draft, amount: '10.00' }],
    ['amount', { ...draft, amount: '0.00' }],
    ['amount', { ...draft, amount: 'ten' }],
    ['amount', { ...draft, amount: -10 }],
    ['amount', { ...draft, amount: undefined }],
    ['currency', { ...draft, currency: 'ZZZ' }],
    ['currency', { ...draft, currency: null }],
    ['accountId', { ...draft, accountId: undefined }],
  ];
  for (const [field, one] of bad) throwsCode(() => ox.checkPayment(one, { now }), 'INVALID_ARGUMENT', { field });
  for (const one of [undefined, null, 7, 'draft', []]) throwsCode(() => ox.checkPayment(one, { now }), 'INVALID_ARGUMENT');
  const circle = { ...draft };
  circle.self = circle;
  for (const one of [circle, { ...draft, big: 1n }]) throwsCode(() => ox.checkPayment(one, { now }), 'INVALID_ARGUMENT', { field: 'draft' });
});

test('other arguments', () => {
  const [card] = ox.evaluate({ surface: 'home', now }).cards;
  unchanged(() => {
    throwsCode(() => ox.evaluate({ now }), 'INVALID_ARGUMENT');
    throwsCode(() => ox.evaluate({ surface: 7, now }), 'INVALID_ARGUMENT');
    throwsCode(() => ox.duplicates({ now, since: '2026-02-30' }), 'INVALID_ARGUMENT', { field: 'since' });
    throwsCode(() => ox.duplicates(7), 'INVALID_ARGUMENT', { field: 'options' });
    throwsCode(() => ox.respond('nobody', 'dismissed', { now }), 'UNKNOWN_ID');
    throwsCode(() => ox.respond(card.id, 'liked', { now }), 'UNKNOWN_RESPONSE');
    throwsCode(() => ox.respond(7, 'dismissed', { now }), 'INVALID_ARGUMENT');
    throwsCode(() => ox.remove('t1'), 'INVALID_ARGUMENT');
    throwsCode(() => ox.comparePayees('a'), 'INVALID_ARGUMENT');
    for (const input of [undefined, 42, true, Symbol('x'), () => {}]) throwsCode(() => ox.ingest(input), 'INVALID_ARGUMENT', { field: 'input' });
    for (const input of [new Blob(['[]']), new Response('[]'), Promise.resolve('[]'), new Blob(['[]']).stream()]) {
      assert.throws(() => ox.ingest(input), (error) => error.code === 'INVALID_ARGUMENT' && /ingestAsync/.test(error.message));
    }
    throwsCode(() => new Oxpecker(), 'INVALID_ARGUMENT');
  });
});

// Whatever stands where an argument goes: what a call does not take it refuses with a code, at once.
const anything = [undefined, null, NaN, 42, '', 'x', '\ud800', true, [], [null], [[]], {}, { id: {} }, () => 1, Symbol('s'), 10n, new Date(NaN), new Date(0), new Map(), Object.freeze({}), Object.create(null), { toJSON: () => 5 }];
const calls = {
  ingest: (ox, v) => ox.ingest(v),
  ingestAsync: (ox, v) => ox.ingestAsync(v),
  'ingestAsync, options': (ox, v) => ox.ingestAsync('[]', v),
  'ingestAsync, signal': (ox, v) => ox.ingestAsync('[]', { signal: v }),
  'ingestAsync, onProgress': (ox, v) => ox.ingestAsync('[]', { onProgress: v }),
  prepare: (ox, v) => ox.prepare(v),
  remove: (ox, v) => ox.remove(v),
  ...Object.fromEntries(['duplicates', 'series', 'transfers', 'features', 'findings', 'forecast', 'checkPayment', 'checkDecision', 'evaluate', 'respond', 'comparePayees', 'correct', 'track', 'simulate', 'subscribe'].map((name) => [name, (ox, v) => ox[name](v)])),
  'checkPayment, options': (ox, v) => ox.checkPayment({ accountId: 'current', amount: '-1.00', currency: 'EUR' }, v),
  'checkPayment, context': (ox, v) => ox.checkPayment({ accountId: 'current', amount: '-1.00', currency: 'EUR' }, { context: v }),
  'respond, what': (ox, v) => ox.respond('x', v),
  'respond, options': (ox, v) => ox.respond('x', 'shown', v),
  'comparePayees, the second': (ox, v) => ox.comparePayees('a', v),
  'simulate, changes': (ox, v) => ox.simulate({ accountId: 'current', days: 10, changes: v }),
  ...Object.fromEntries(
    ['consent.list', 'consent.missing', 'consent.ledger', 'consent.grant', 'consent.refuse', 'consent.receipts', 'context.declare', 'context.revoke', 'context.list', 'privacy.report', 'privacy.log', 'privacy.export', 'privacy.import', 'attention.get', 'attention.set', 'attention.learned', 'attention.forget', 'guard.get', 'guard.set', 'goals.set', 'goals.list', 'goals.pause', 'goals.resume', 'goals.remove', 'goals.whatIf', 'rewards.list', 'rewards.claim', 'rewards.settle', 'challenges.available', 'challenges.join', 'challenges.pause', 'challenges.resume', 'challenges.leave', 'challenges.step', 'challenges.list'].flatMap((path) => {
      const [room, name] = path.split('.');
      return [
        [path, (ox, v) => ox[room][name](v)],
        [`${path}, the second`, (ox, v) => ox[room][name]('insights', v)],
        [`${path}, the third`, (ox, v) => ox[room][name]('insights', undefined, v)],
      ];
    }),
  ),
  ...Object.fromEntries(['perWeek', 'minGapHours', 'quietHours', 'topics'].map((field) => [`attention.set, ${field}`, (ox, v) => ox.attention.set({ [field]: v })])),
  ...Object.fromEntries(['pauseAbove', 'trustedContact', 'dailyAllowance'].map((field) => [`guard.set, ${field}`, (ox, v) => ox.guard.set({ [field]: v })])),
  create: (_, v) => Oxpecker.create(v),
  restore: (_, v) => Oxpecker.restore(v),
  'create, the first grant': (_, v) => Oxpecker.create({ consent: [v] }),
  ...Object.fromEntries(['consent', 'controller', 'locale', 'messages', 'onChange', 'pack', 'packKeys', 'packFloor', 'retentionMonths', 'storage', 'timeZone'].map((field) => [`create, ${field}`, (_, v) => Oxpecker.create({ [field]: v })])),
};
for (const [name, call] of Object.entries(calls)) {
  test(`${name}: whatever it is handed, an answer or a coded error`, async () => {
    const own = await Oxpecker.create(granted);
    own.ingest([row('a')]);
    for (const value of anything) {
      try {
        const made = await call(own, value);
        made?.free?.();
      } catch (error) {
        assert.ok(error instanceof OxpeckerError, `${typeof value} ${JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? 'big' : v))}: ${error?.stack}`);
        assert.notEqual(error.code, 'ENGINE_CRASHED');
      }
    }
    // What was taken does no harm later, either: a listener that is none would end the process.
    own.ingest([row('b')]);
    await new Promise(setImmediate);
    own.free();
  });
}

test('what is of another kind is named', async () => {
  for (const value of [undefined, null, 7, 'changed', {}]) throwsCode(() => ox.subscribe(value), 'INVALID_ARGUMENT', { field: 'listener' });
  for (const [field, value] of [['options', []], ['options', [[]]], ['surface', new Date(0)], ['surface', new Map()]]) throwsCode(() => ox.evaluate(value), 'INVALID_ARGUMENT', { field });
  for (const value of [undefined, null, 7, []]) throwsCode(() => ox.simulate(value), 'INVALID_ARGUMENT', { field: 'question' });
  for (const value of [null, 42, [], 'off']) throwsCode(() => ox.attention.set(value), 'INVALID_ARGUMENT', { field: 'attention' });
  for (const [field, value] of [['signal', 7], ['signal', {}], ['onProgress', 7], ['onProgress', {}]]) await rejectsCode(ox.ingestAsync('[]', { [field]: value }), 'INVALID_ARGUMENT', { field });
  for (const [field, value] of [['consent', [null]], ['storage', ''], ['storage', NaN], ['storage', false], ['controller', 5], ['controller', {}], ['controller', { name: 'Bank' }], ['onChange', 7]]) await rejectsCode(Oxpecker.create({ [field]: value }), 'INVALID_ARGUMENT', { field });
});

test('what is wrong is said, and under its public name', async () => {
  const draft = { accountId: 'current', amount: '-10.00', currency: 'EUR' };
  const says = (call, field, words) => {
    throwsCode(call, 'INVALID_ARGUMENT', { field });
    assert.throws(call, words);
  };
  says(() => ox.checkPayment({ ...draft, amount: '10.00' }, { now }), 'amount', /below zero/);
  says(() => ox.checkPayment({ ...draft, amount: undefined }, { now }), 'amount', /MISSING/);
  says(() => ox.checkPayment({ ...draft, amount: '-10.001' }, { now }), 'amount', /AMOUNT_PRECISION/);
  says(() => ox.evaluate({ now }), 'surface', /it is missing/);
  says(() => ox.evaluate({ surface: 7, now }), 'surface', /of another kind or out of its range/);
  says(() => ox.attention.set({ perWeek: 15 }, { now }), 'perWeek', /out of its range/);
  says(() => ox.attention.set({ perWeek: 1.5 }, { now }), 'perWeek', /whole number/);
  says(() => ox.attention.set({ minGapHours: -1 }, { now }), 'minGapHours', /out of its range/);
  says(() => ox.attention.set({ quietHours: { from: '22:00', to: '22:00' } }, { now }), 'quietHours', /two times/);
  says(() => ox.attention.set({ topics: { nope: false } }, { now }), 'topics', /out of its range/);
  assert.throws(() => ox.goals.resume('nobody', { now }), ({ code, message }) => code === 'CONSENT_MISSING' || (code === 'UNKNOWN_ID' && !/card, duplicate/.test(message)));
  for (const messages of [{ en: null }, { en: 5 }, { en: [] }]) await rejectsCode(Oxpecker.create({ messages }), 'INVALID_ARGUMENT', { field: 'messages' });
  for (const options of [{ timezone: 'Europe/Paris' }, { locales: 'en' }, { retention: 3 }]) {
    await assert.rejects(Oxpecker.create(options), ({ code, field, message }) => code === 'INVALID_ARGUMENT' && field === 'options' && message.includes(`\`${Object.keys(options)[0]}\``));
  }
});

test('snapshots that are none', async () => {
  const saved = ox.snapshot();
  const broken = saved.slice();
  broken[broken.length >> 1] ^= 0x10;
  for (const bytes of [new Uint8Array(), saved.subarray(0, saved.length - 1), new Uint8Array([...saved, 0]), broken, bytesOf('{}')]) {
    await assert.rejects(Oxpecker.restore(bytes), ({ code }) => /^SNAPSHOT_(CORRUPT|VERSION)$/.test(code));
  }
  for (const bytes of [undefined, null, 'bytes', {}]) await rejectsCode(Oxpecker.restore(bytes), 'INVALID_ARGUMENT', { field: 'snapshot' });
});

test('a freed instance says so, and freeing twice does no harm', async () => {
  const own = await Oxpecker.create(granted);
  const saved = own.snapshot();
  own.free();
  own.free();
  own[Symbol.dispose]?.();
  for (const call of [() => own.ingest('[]'), () => own.remove([]), () => own.series(), () => own.duplicates({ now: 'bad' }), () => own.transfers(), () => own.forecast({ accountId: 'a', days: 1 }), () => own.evaluate({ surface: 'home' }), () => own.checkPayment({}), () => own.respond('a', 'shown'), () => own.comparePayees('a', 'b'), () => own.stats(), () => own.snapshot(), () => own.consent.list(), () => own.consent.missing()]) {
    throwsCode(call, 'FREED');
  }
  await rejectsCode(own.ingestAsync('[]'), 'FREED');
  (await Oxpecker.restore(saved)).free();
});

test('two instances know nothing of each other', async () => {
  const [one, two] = await Promise.all([Oxpecker.create(granted), Oxpecker.create(granted)]);
  one.ingest([row('a')]);
  assert.deepEqual([one.stats().transactions, two.stats().transactions], [1, 0]);
  one.free();
  two.ingest([row('b'), row('c')]);
  assert.equal(two.stats().transactions, 2);
  two.free();
});

test('no message repeats what the customer’s rows hold', () => {
  const secret = 'Dr. Secretariat';
  const inputs = [`[{"id":"${secret}`, `{"id": ${secret}}`, `[{"id":"a","amount":"${secret}"}`, `"${secret}"`];
  for (const input of inputs) assert.throws(() => ox.ingest(input), (error) => !JSON.stringify([error.message, error.stack, error.diagnostics, String(error.cause)]).includes('Secretariat'));
  for (const field of ['amount', 'currency', 'accountId']) {
    assert.throws(() => ox.checkPayment({ accountId: 'a', amount: '-1.00', currency: 'EUR', [field]: field === 'accountId' ? [secret] : secret }), (error) => !error.message.includes('Secretariat'));
  }
});

test('every code has a sentence in the declarations’ own list', async () => {
  // What only a worker can meet is worded where a page loads one.
  const { OxpeckerError: Worded } = await load('dist/isolated.js');
  const declared = readFileSync(join(packageFolder(), 'dist/index.d.ts'), 'utf8');
  const [, list] = /export type OxpeckerErrorCode = ([^;]+);/.exec(declared);
  const codes = [...list.matchAll(/'([A-Z0-9_]+)'/g)].map(([, code]) => code);
  assert.ok(codes.length >= 20);
  const sentences = codes.map((code) => new Worded(code).message.slice(code.length + 2));
  assert.equal(new Set(sentences).size, codes.length, 'two codes share a sentence');
  for (const sentence of sentences) assert.ok(sentence.length > 15 && !/undefined/.test(sentence), sentence);
  const unworded = codes.filter((code) => new OxpeckerError(code).message === `${code}: the engine refused the call`);
  assert.deepEqual(unworded, ['WORKER_BLOCKED', 'NOT_ISOLATED', 'MESSAGE_REFUSED']);
});

test('keys of packs that are none', async () => {
  for (const packKeys of [null, [], 'key', { bank: 'AAAA' }, { bank: 7 }, { bank: 'not base64' }]) {
    for (const pack of [undefined, '{}']) await rejectsCode(Oxpecker.create({ packKeys, pack }), 'INVALID_ARGUMENT', { field: 'packKeys' });
  }
  await assert.rejects(Oxpecker.create({ packKeys: { bank: 'AAAA' } }), /32 bytes in base64/);
  const packKeys = { bank: Buffer.alloc(32).toString('base64') };
  for (const packSignatures of [0, -1, 0.5, NaN, '2']) await rejectsCode(Oxpecker.create({ packKeys, packSignatures }), 'INVALID_ARGUMENT', { field: 'packSignatures' });
});

test('what is told while everything is being erased is refused, and what is asked is answered', async () => {
  const own = await Oxpecker.create(granted);
  own.ingest([row('a')]);
  const told = {
    ingest: () => own.ingest([row('b')]),
    ingestAsync: () => own.ingestAsync([row('b')]),
    remove: () => own.remove(['a']),
    grant: () => own.consent.grant('offers', { now }),
    respond: () => own.respond('card-1', 'dismissed', { now }),
    'attention.set': () => own.attention.set({ perWeek: 1 }, { now }),
    'privacy.import': () => own.privacy.import({}),
  };
  const erased = own.privacy.erase();
  for (const [name, call] of Object.entries(told)) await assert.rejects(async () => call(), (error) => error.code === 'BUSY' && /erase/.test(error.message), name);
  assert.deepEqual(own.evaluate({ surface: 'home', now }).cards, []);
  assert.equal(own.stats().transactions, 0);
  await erased;
  assert.equal(own.ingest([row('a')]).added, 1);
  own.free();
});

test('what asks for signed packs without a key to check them is refused', async () => {
  for (const [field, value] of Object.entries({ packSignatures: 2, packFloor: 4, packVerify: () => true })) {
    await assert.rejects(Oxpecker.create({ [field]: value }), (error) => error.code === 'INVALID_ARGUMENT' && error.field === field && /packKeys/.test(error.message));
    (await Oxpecker.create({ [field]: undefined })).free();
  }
  const packKeys = { bank: Buffer.alloc(32).toString('base64') };
  for (const [field, values] of Object.entries({ packFloor: [NaN, '4', 0.5], packVerify: [7, 'yes', {}] })) {
    for (const value of values) await rejectsCode(Oxpecker.create({ packKeys, [field]: value }), 'INVALID_ARGUMENT', { field });
  }
});

// Each entry brings the storage, and none tells an error of its own.
for (const file of ['dist/index.js', 'dist/slim.js', 'dist/nowasm.js']) {
  test(`${file}: a storage whose options are none is refused with a code`, async () => {
    const { indexedDbStorage, OxpeckerError } = await load(file);
    const wrong = [
      ...[undefined, null, 'c', 7, []].map((options) => ['options', options]),
      ...[undefined, '', 7, {}].map((name) => ['name', { name }]),
      ...['yes', 1, {}].map((persistRows) => ['persistRows', { name: 'c', persistRows }]),
      ...['key', 7, {}].map((keyProvider) => ['keyProvider', { name: 'c', keyProvider }]),
    ];
    for (const [field, options] of wrong) {
      assert.throws(() => indexedDbStorage(options), (error) => error instanceof OxpeckerError && error.code === 'INVALID_ARGUMENT' && error.field === field, field);
    }
  });
}

test('a storage where the host has none is told and grants nothing less', async () => {
  const { indexedDbStorage } = await load();
  assert.equal(globalThis.indexedDB, undefined);
  const own = await Oxpecker.create({ ...granted, storage: indexedDbStorage({ name: 'c', persistRows: true, keyProvider: undefined }) });
  assert.deepEqual(own.storageState(), { state: 'failed', code: 'STORAGE_UNAVAILABLE', restored: false });
  await rejectsCode(own.saved(), 'STORAGE_UNAVAILABLE');
  assert.equal(own.ingest([row('a')]).added, 1);
  await own.privacy.erase();
  own.free();
});
