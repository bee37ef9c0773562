// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The isolated entry: the same answers as the synchronous one, call by call; a closed list of calls and bounded messages
 * both ways; and no engine where the worker is not cut off. What the browsers let out is counted in `tests/egress/`.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rejectsCode, sameBytes } from './lib/code.mjs';
import { cutOff, HEADER } from './lib/isolated.mjs';
import { load, packageFolder } from './lib/packed.mjs';
import { bytesOf, eventful, granted, many, now } from './lib/rows.mjs';
import { source } from './lib/sources.mjs';

const { Oxpecker } = await load();
const { Oxpecker: Isolated } = await load('dist/isolated.js');
const controller = { id: 'lei', name: 'Bank', address: 'Street', contact: 'mail', jurisdiction: 'FR' };
const options = { ...granted, consent: [...granted.consent, 'life-events', 'learning', 'offers'], controller };
const draft = { accountId: 'current', amount: '-10.00', currency: 'EUR', counterpartyName: 'Corner Shop' };

async function isolated(t, more = {}) {
  const ox = await Isolated.create({ ...options, worker: cutOff(t), ...more });
  t.after(() => ox.free());
  return ox;
}

/** Every path of a façade that can be called. */
function paths(ox) {
  const found = [];
  const names = new Set([...Object.keys(ox), ...Object.getOwnPropertyNames(Object.getPrototypeOf(Object.getPrototypeOf(ox)))]);
  for (const name of names) {
    const value = name === 'constructor' ? undefined : ox[name];
    if (typeof value === 'function') found.push(name);
    else if (typeof value === 'object' && value !== null) found.push(...Object.keys(value).filter((inner) => typeof value[inner] === 'function').map((inner) => `${name}.${inner}`));
  }
  return found.sort();
}

test('the list of calls is the contract, no more and no less', async () => {
  const { CALLS } = await source('isolated/messages');
  const ox = await Oxpecker.create(options);
  const immediate = ['free', 'getSnapshot', 'subscribe'];
  assert.deepEqual(Object.keys(CALLS).sort(), paths(ox).filter((path) => !immediate.includes(path)), 'a call of the façade is missing in CALLS of pkg-config/src/isolated/messages.ts, or there is one too many');
  ox.free();
});

const CALLS = [
  ['ingest', eventful()],
  ['remove', ['nobody', eventful()[0].id]],
  ['prepare', { now }],
  ['duplicates', { now }],
  ['series', { now }],
  ['transfers', { now }],
  ['features', { now }],
  ['findings', { now }],
  ['checkPayment', draft, { now, context: { purpose: 'called', onCall: true } }],
  ['checkDecision', { accountId: 'current', kind: 'borrow', amount: '5000.00', currency: 'EUR', months: 12 }, { now }],
  ['guard.set', { trustedContact: 'Ana', dailyAllowance: { amount: '50.00', currency: 'EUR' } }, { now }],
  ['guard.get', { now }],
  ['evaluate', { surface: 'home', now: new Date(now), trace: true }],
  ['comparePayees', 'Corner Shop', 'CORNER SHOP 12'],
  ['correct', { payee: 'Corner Shop', known: true }, { now }],
  ['consent.list', { now }],
  ['consent.missing'],
  ['consent.ledger', undefined],
  ['consent.refuse', 'journeys', { now }],
  ['consent.grant', 'challenges', { now, notice: 'n', language: 'en' }],
  ['consent.withdraw', 'challenges', { now }],
  ['consent.receipts', { now }],
  ['context.declare', { kind: 'renovation', until: '2026-12-31' }, { now }],
  ['context.list', { now }],
  ['context.revoke', 'renovation', { now }],
  ['attention.set', { perWeek: 3, topics: {} }, { now }],
  ['attention.get', { now }],
  ['attention.learned', { now }],
  ['attention.forget', { now }],
  ['privacy.report', { now }],
  ['privacy.export', { now }],
  ['privacy.log', { now }],
  ['packState'],
  ['storageState'],
  ['snapshot'],
];

const call = (ox, path, args) => {
  const [room, name] = path.includes('.') ? path.split('.') : [undefined, path];
  return room ? ox[room][name](...args) : ox[name](...args);
};

test('call by call the answers are those of the synchronous engine, texts included', async (t) => {
  const near = await Oxpecker.create(options);
  const far = await isolated(t);
  for (const [path, ...args] of CALLS) {
    // A file comes to a worker in slices.
    const wanted = await (path === 'ingest' ? near.ingestAsync(...args) : call(near, path, args));
    const found = await call(far, path, args);
    if (wanted instanceof Uint8Array) sameBytes(found, wanted, path);
    else assert.deepEqual(JSON.parse(JSON.stringify(found ?? null)), JSON.parse(JSON.stringify(wanted ?? null)), path);
  }
  const { cards } = near.evaluate({ surface: 'home', now });
  near.respond(cards[0].id, 'shown', { now });
  await far.evaluate({ surface: 'home', now });
  assert.equal(await far.respond(cards[0].id, 'shown', { now }), undefined);
  sameBytes(await far.snapshot(), near.snapshot(), 'snapshots');
  const twin = await Isolated.restore(await far.snapshot(), { ...options, worker: cutOff(t) });
  assert.deepEqual(await twin.series({ now }), near.series({ now }));
  assert.deepEqual((await twin.privacy.erase()).length, near.privacy.erase ? (await near.privacy.erase()).length : 0);
  twin.free();
  near.free();
});

test('texts are rendered on the page: no sentence crosses', async (t) => {
  const port = cutOff(t);
  const crossed = [];
  port.worker.on('message', (message) => crossed.push(message));
  const ox = await Isolated.create({ ...options, worker: port, messages: { en: { 'action.not-a-duplicate': 'Both were meant' } } });
  await ox.ingest(eventful());
  const { cards } = await ox.evaluate({ surface: 'home', now });
  const verdict = await ox.checkPayment(draft, { now });
  const answers = crossed.filter(({ kind }) => kind === 'answered').map(({ answer }) => answer).join();
  for (const { text } of [...cards, verdict]) {
    assert.ok(text.title.length > 3);
    assert.ok(!answers.includes(JSON.stringify(text.title)), text.title);
  }
  assert.ok(crossed.every((message) => Object.values(message).every((value) => ['string', 'number'].includes(typeof value) || value instanceof Uint8Array)));
  ox.free();
});

test('a file comes in slices, is watched, and is aborted without a trace', async (t) => {
  const ox = await isolated(t);
  const rows = bytesOf(many(4000));
  const seen = [];
  const report = await ox.ingestAsync(rows, { onProgress: (progress) => seen.push(progress) });
  assert.equal(report.added, 4000);
  assert.deepEqual(seen.at(-1), { bytes: rows.length, rows: 4000, totalBytes: rows.length });
  assert.ok(seen.length > 1);
  const before = await ox.snapshot();
  const controller = new AbortController();
  const late = bytesOf(many(4000).map((one) => ({ ...one, id: `late-${one.id}` })));
  await rejectsCode(ox.ingestAsync(late, { signal: controller.signal, onProgress: () => controller.abort() }), 'ABORTED');
  await rejectsCode(ox.ingestAsync(late, { signal: AbortSignal.abort() }), 'ABORTED');
  sameBytes(await ox.snapshot(), before, 'snapshots');
  const [first, second] = [ox.ingestAsync(late), ox.ingest(late)];
  await rejectsCode(second, 'BUSY');
  assert.equal((await first).added, 4000);
  await rejectsCode(ox.ingest('[{'), 'BAD_JSON');
  await rejectsCode(ox.ingest(42), 'INVALID_ARGUMENT');
});

test('a refusal keeps its code, its field and its place', async (t) => {
  const ox = await isolated(t);
  await rejectsCode(ox.respond('nobody', 'shown', { now }), 'UNKNOWN_ID');
  await rejectsCode(ox.series({ now: 'yesterday' }), 'INVALID_NOW');
  await rejectsCode(ox.forecast({ accountId: 'current', days: 5, now }), 'BALANCE_UNKNOWN');
  await rejectsCode(ox.comparePayees('a', 'b'.repeat(2 ** 20)), 'MESSAGE_REFUSED', { field: 'arguments' });
  await rejectsCode(ox.saved(), 'STORAGE_UNAVAILABLE');
  const cyclic = {};
  cyclic.self = cyclic;
  await rejectsCode(ox.correct(cyclic), 'INVALID_ARGUMENT');
  await rejectsCode(Isolated.create({ locale: 'not a tag', worker: cutOff(t) }), 'INVALID_LOCALE');
  await rejectsCode(Isolated.create({ timeZone: 'Nowhere', worker: cutOff(t) }), 'INVALID_TIME_ZONE', { field: 'timeZone' });
  await rejectsCode(Isolated.create({ pack: '{}', worker: cutOff(t) }), 'PACK_INVALID');
  await rejectsCode(Isolated.create({ worker: 7 }), 'INVALID_ARGUMENT', { field: 'worker' });
  await rejectsCode(Isolated.create(), 'WORKER_BLOCKED');
});

test('events arrive before the answer, and a snapshot for frameworks stays the same until then', async (t) => {
  const ox = await isolated(t);
  const events = [];
  const end = ox.subscribe((event) => events.push(event.type));
  const before = ox.getSnapshot();
  assert.equal(before, ox.getSnapshot());
  await ox.ingest(eventful());
  assert.notEqual(ox.getSnapshot(), before);
  await ox.evaluate({ surface: 'home', now });
  assert.deepEqual([...new Set(events)], ['changed', 'will-show']);
  end();
});

test('freed is freed', async (t) => {
  const ox = await isolated(t);
  const pending = ox.ingestAsync(new ReadableStream());
  const told = rejectsCode(pending, 'FREED');
  ox.free();
  ox.free();
  await told;
  await rejectsCode(ox.series({ now }), 'FREED');
});

test('a worker that dies is a crash, and one that speaks otherwise is ended', async (t) => {
  const port = cutOff(t);
  const ox = await Isolated.create({ ...options, worker: port });
  const pending = rejectsCode(ox.series({ now }), 'ENGINE_CRASHED');
  port.worker.emit('error', new Error('gone'));
  await pending;
  await rejectsCode(ox.series({ now }), 'ENGINE_CRASHED');
  for (const strange of [{ kind: 'answered', id: 1, answer: {} }, { kind: 'answered', id: 1, answer: '[]', also: 1 }, { kind: 'eval' }, 'text', null, { kind: 'taken', id: -1, rows: 2 }]) {
    const other = cutOff(t);
    const stranger = await Isolated.create({ ...options, worker: other });
    const asked = rejectsCode(stranger.stats(), 'MESSAGE_REFUSED');
    other.worker.emit('message', strange);
    await asked;
  }
  const other = cutOff(t);
  const liar = await Isolated.create({ ...options, worker: other });
  const asked = rejectsCode(liar.stats(), 'MESSAGE_REFUSED', { field: 'stats' });
  other.worker.emit('message', { kind: 'answered', id: 1, answer: '[]' });
  await asked;
});

test('what is no request is refused with a code and changes nothing', async (t) => {
  const port = cutOff(t);
  const replies = [];
  port.worker.on('message', (message) => replies.push(message));
  const reply = async (message) => {
    const at = replies.length;
    port.postMessage(message);
    while (replies.length === at) await new Promise((resolve) => setTimeout(resolve, 5));
    return replies[at];
  };
  const codeOf = ({ kind, id, error }) => [kind, id, JSON.parse(error).code];
  assert.deepEqual(codeOf(await reply({ kind: 'call', id: 4, call: 'stats', args: '[]' })), ['failed', 4, 'MESSAGE_REFUSED'], 'before it is open');
  assert.equal((await reply({ kind: 'open', options: JSON.stringify(granted) })).kind, 'opened');
  const bad = [
    { kind: 'open', options: '{}' },
    { kind: 'call', id: 1, call: 'constructor', args: '[]' },
    { kind: 'call', id: 1, call: 'toString', args: '[]' },
    { kind: 'call', id: 1, call: '__proto__', args: '[]' },
    { kind: 'call', id: 1, call: 'free', args: '[]' },
    { kind: 'call', id: 1, call: 'consent.constructor', args: '[]' },
    { kind: 'call', id: 1, call: 'stats', args: [] },
    { kind: 'call', id: 1, call: 'stats', args: 'x'.repeat(2 ** 20 + 1) },
    { kind: 'call', id: 1.5, call: 'stats', args: '[]' },
    { kind: 'call', id: 1, call: 'stats', args: '[]', more: 1 },
    { kind: 'call', call: 'stats', args: '[]' },
    { kind: 'slice', id: 1, bytes: new Uint8Array(256 * 1024 + 1) },
    { kind: 'toString' },
    { id: 1 },
    'text',
    null,
    7,
  ];
  for (const message of bad) assert.equal(codeOf(await reply(message))[2], 'MESSAGE_REFUSED', JSON.stringify(message)?.slice(0, 80));
  const { kind, answer } = await reply({ kind: 'call', id: 9, call: 'stats', args: '[]' });
  assert.deepEqual([kind, JSON.parse(answer).transactions], ['answered', 0]);
});

test('no engine is loaded in a worker that is not cut off', async (t) => {
  await rejectsCode(Isolated.create({ ...options, worker: cutOff(t, { policy: null }) }), 'NOT_ISOLATED');
  for (const policy of ["default-src 'self'", `${HEADER}; connect-src 'self'`, `${HEADER}; report-uri /r`, "connect-src 'none'"]) {
    await rejectsCode(Isolated.create({ ...options, worker: cutOff(t, { policy }) }), 'NOT_ISOLATED');
  }
});

test('which policies let nothing out', async () => {
  const { isClosed } = await source('isolated/cut');
  const closed = [HEADER, "default-src 'none'", `${HEADER}; worker-src blob:`, "default-src 'none'; script-src 'self' https://bank.example/x 'wasm-unsafe-eval'", "DEFAULT-SRC 'none' ; connect-src 'none'; trusted-types x"];
  const open = ["default-src *", "script-src 'none'", '', `${HEADER}; img-src data:`, `${HEADER}; connect-src https://bank.example`, "default-src 'none'; script-src https://other.example", "default-src 'none'; script-src https://bank.example.evil", `${HEADER}; report-to x`, `${HEADER}; worker-src https:`, "default-src 'self'; default-src 'none'"];
  for (const policy of closed) assert.equal(isClosed(policy, 'https://bank.example'), true, policy);
  for (const policy of open) assert.equal(isClosed(policy, 'https://bank.example'), false, policy);
});

test('the frame holds a closed policy and nothing else, and goes when no worker starts in it', async (t) => {
  const [{ placeOf, FRAME_POLICY }, { isClosed }] = [await source('isolated/place'), await source('isolated/cut')];
  assert.equal(isClosed(FRAME_POLICY, 'https://bank.example'), true, FRAME_POLICY);
  const frames = [];
  const frame = (contentWindow) => ({ style: {}, contentWindow, addEventListener: (_, loaded) => loaded(), remove: () => frames.pop() });
  const made = [];
  const realm = {
    Blob: function (parts, { type }) {
      made.push(parts.join(''), type);
    },
    URL: { createObjectURL: () => 'blob:one', revokeObjectURL: () => {} },
    Worker: function (url, { name }) {
      if (made.includes('refuse')) throw new TypeError('no worker for Ana');
      made.push(url, name);
      Object.assign(this, { addEventListener() {}, terminate: () => made.push('ended') });
    },
  };
  globalThis.document = { createElement: () => frame(realm), documentElement: { append: (one) => frames.push(one) } };
  t.after(() => delete globalThis.document);
  const place = await placeOf(undefined, async () => ['the ', 'script']);
  assert.equal(frames.length, 1);
  assert.match(frames[0].srcdoc, /^<!doctype html><meta http-equiv="Content-Security-Policy" content="[^"<>]+"><title>Oxpecker<\/title>$/);
  assert.equal(frames[0].srcdoc.split('content="')[1].split('"')[0], FRAME_POLICY);
  assert.deepEqual([place.by, ...made], ['frame', 'the script', 'text/javascript', 'blob:one', 'oxpecker']);
  place.end();
  assert.deepEqual([made.at(-1), frames.length], ['ended', 0]);
  made.push('refuse');
  await rejectsCode(placeOf(undefined, async () => ['x']), 'WORKER_BLOCKED');
  assert.equal(frames.length, 0, 'no frame stays behind');
});

test('an error crosses as a code: what the host says of it stays behind', async () => {
  const { told, errorOf } = await source('isolated/outcome');
  for (const strange of [new TypeError('Ana Lopez, 120.00'), { code: 'BAD_JSON', message: 'Ana' }, 'Ana', null, undefined, { code: 7 }]) {
    const text = told(strange);
    assert.equal(JSON.parse(text).code, 'ENGINE_CRASHED', text);
    assert.ok(!text.includes('Ana'), text);
  }
  const stored = told(Object.assign(new Error('Ana'), { code: 'STORAGE_FULL' }));
  assert.deepEqual([JSON.parse(stored).code, stored.includes('Ana')], ['STORAGE_FULL', false]);
  const crossed = JSON.stringify({ code: 'PACK_INVALID', message: 'one clause more', at: 3, field: 'pack', diagnostics: [{ path: 'id', code: 'empty' }] });
  const { code, message, at, field, diagnostics } = errorOf(crossed);
  assert.equal(JSON.stringify({ code, message, at, field, diagnostics }), crossed);
  assert.equal(errorOf(crossed).name, 'OxpeckerError');
});

test('the worker file needs nothing besides itself', () => {
  const text = readFileSync(join(packageFolder(), 'dist/isolated.worker.js'), 'utf8');
  const code = text.split('\n').filter((line) => !line.startsWith('const oxpeckerEngine = ')).join('\n');
  const found = (pattern) => code.match(pattern) ?? [];
  assert.deepEqual([...found(/^(import|export)\b.*$/gm)], []);
  assert.deepEqual([...found(/XMLHttpRequest|WebSocket|sendBeacon|EventSource|WebTransport|RTCPeer|importScripts|\beval\(|new Function/g)], []);
  assert.equal(found(/\.fetch\(/g).length, 1, 'the one that must fail');
  assert.ok(code.includes(HEADER), 'it tells its header');
});

test('an option of another kind is refused on the page, before a worker starts', async (t) => {
  const started = [];
  const worker = { postMessage: (message) => started.push(message), addEventListener: () => {}, start: () => started.push('start') };
  const storage = { name: 'c' };
  const wrong = [
    ['onChange', 7], ['onChange', {}], ['onChange', 'changed'],
    ['options', undefined, { timezone: 'Europe/Paris' }],
    // As JSON it would be null, which means: keep everything.
    ['retentionMonths', NaN],
    ['controller', 5], ['consent', 'insights'], ['packSignatures', 2], ['packFloor', 4], ['packVerify', () => true], ['packKeys', null],
    ['storage', false], ['storage', 7], ['storage', ''], ['name', undefined, { storage: {} }], ['keyProvider', undefined, { storage: { ...storage, keyProvider: 7 } }],
  ];
  for (const [field, value, more = { [field]: value }] of wrong) await rejectsCode(Isolated.create({ ...more, worker }), 'INVALID_ARGUMENT', { field });
  for (const keyProvider of [() => undefined, () => 7, () => Promise.reject(new TypeError('Ana'))]) {
    await assert.rejects(Isolated.create({ storage: { ...storage, keyProvider }, worker }), (error) => error.code === 'STORAGE_FOREIGN' && !/Ana/.test(error.message));
  }
  assert.deepEqual(started, []);
});

test('a key that no message can carry is refused with a code', async (t) => {
  const storage = { name: 'c', keyProvider: () => ({ secret: () => 1 }) };
  await rejectsCode(Isolated.create({ storage, worker: cutOff(t) }), 'MESSAGE_REFUSED');
});
