// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Between engine and storage: what is kept, what is told, and what happens when either of the two fails.
 *
 * The storage here is a plain one in memory, as a host could pass it.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shell } from './support/bundle.mjs';

const { Oxpecker, traps } = await shell();
const at = (minute) => new Date(Date.UTC(2026, 9, 31, 12, minute));
const options = { locale: 'en', timeZone: 'Europe/Paris', consent: ['insights'] };
const ids = (ox) => ox.series().map(({ id }) => id);
const code = (expected) => (error) => error.name === 'OxpeckerError' && (assert.equal(error.code, expected), true);

/** A place that several storages share, and that can be told to fail. */
function place() {
  const shared = { head: undefined, upto: 0, entries: [], members: new Set(), fails: {}, writes: 0 };
  const guard = (name) => {
    if (shared.fails[name]) throw shared.fails[name];
  };
  const make = (extra = {}) => {
    let listener;
    const own = {
      load: async () => (guard('load'), shared.head || shared.entries.length ? { head: shared.head, entries: [...shared.entries] } : undefined),
      append: async (bodies) => {
        await null;
        guard('append');
        shared.writes++;
        const added = bodies.map((body, i) => ({ seq: shared.upto + 1 + i, body }));
        shared.upto += bodies.length;
        shared.entries.push(...added);
        for (const other of shared.members) if (other !== own) other.tell({ entries: added });
        return shared.upto;
      },
      compact: async (head, uptoSeq, { forget } = {}) => {
        guard('compact');
        shared.forgot = forget;
        shared.head = head;
        shared.entries = shared.entries.filter(({ seq }) => seq > uptoSeq);
      },
      subscribe: (tell) => {
        listener = tell;
        shared.members.add(own);
        return () => shared.members.delete(own);
      },
      erase: async () => {
        guard('erase');
        Object.assign(shared, { head: undefined, upto: 0, entries: [] });
        for (const other of shared.members) if (other !== own) other.tell({ entries: [], erased: true });
      },
      tell: (added) => listener(added),
      ...extra,
    };
    return own;
  };
  return { shared, make };
}

test('what was answered is there at the next visit, and so are the consents of the first', async () => {
  const { make } = place();
  const first = await Oxpecker.create({ ...options, storage: make() });
  first.respond('a', 'dismissed', { now: at(1) });
  assert.deepEqual(first.storageState(), { state: 'saving', restored: false });
  first.respond('b', 'dismissed', { now: at(2) });
  await first.saved();
  assert.deepEqual(first.storageState(), { state: 'saved', restored: false });
  first.free();
  const second = await Oxpecker.create({ ...options, consent: ['nudges'], storage: make() });
  assert.deepEqual(ids(second), ['a', 'b']);
  assert.deepEqual(second.consent.list(), ['insights'], 'a stored ledger outranks `create`');
  assert.deepEqual(second.storageState(), { state: 'saved', restored: true });
});

test('an instance that has nothing to remember writes nothing', async () => {
  const { shared, make } = place();
  for (let visit = 0; visit < 2; visit++) {
    const ox = await Oxpecker.create({ locale: 'en', storage: make() });
    await ox.saved();
    assert.deepEqual([shared.head, shared.entries, ox.storageState().restored], [undefined, [], false]);
    await ox.privacy.erase();
    ox.free();
  }
});

test('without a storage nothing is saved, and that is said', async () => {
  const ox = await Oxpecker.create(options);
  assert.deepEqual(ox.storageState(), { state: 'none', restored: false });
  await assert.rejects(ox.saved(), code('STORAGE_UNAVAILABLE'));
});

test('`saved()` waits for its own moment, not for what comes after', async () => {
  const { shared, make } = place();
  const ox = await Oxpecker.create({ ...options, storage: make() });
  await ox.saved();
  let more = true;
  const busy = (async () => {
    for (let i = 0; more && i < 1000; i++) {
      ox.respond(`later-${i}`, 'dismissed', { now: at(i % 60) });
      await null;
    }
  })();
  ox.respond('now', 'dismissed', { now: at(0) });
  await ox.saved();
  more = false;
  assert.ok(shared.entries.some(({ body }) => Buffer.from(body).includes('"now"')));
  await busy;
});

test('answers of one turn are stored together', async () => {
  const { shared, make } = place();
  const ox = await Oxpecker.create({ ...options, storage: make() });
  await ox.saved();
  for (let i = 0; i < 100; i++) ox.respond(`r${i}`, 'dismissed', { now: at(0) });
  await ox.saved();
  assert.ok(shared.writes <= 2, `${shared.writes} writes`);
});

test('rows are stored only where the storage asks for them', async () => {
  for (const persistRows of [false, true]) {
    const { make } = place();
    const ox = await Oxpecker.create({ ...options, storage: make({ persistRows }) });
    ox.ingest([{ id: 't' }]);
    await ox.saved();
    const next = await Oxpecker.create({ ...options, storage: make({ persistRows }) });
    assert.equal(next.stats().transactions, persistRows ? 1 : 0);
  }
});

test('a long journal is compacted, and nothing of it is lost', async () => {
  const { shared, make } = place();
  const ox = await Oxpecker.create({ ...options, storage: make() });
  for (let i = 0; i < 1200; i++) {
    ox.respond(`r${String(i).padStart(4, '0')}`, 'dismissed', { now: at(0) });
    if (i % 100 === 0) await ox.saved();
  }
  await ox.saved();
  assert.ok(shared.entries.length < 700, `${shared.entries.length} entries`);
  assert.equal(ids(await Oxpecker.create({ ...options, storage: make() })).length, 1200);
});

test('tabs hear of each other', async () => {
  const { make } = place();
  const [a, b] = [await Oxpecker.create({ ...options, storage: make() }), await Oxpecker.create({ ...options, storage: make() })];
  a.respond('a', 'dismissed', { now: at(2) });
  b.respond('b', 'dismissed', { now: at(1) });
  await Promise.all([a.saved(), b.saved()]);
  assert.deepEqual(ids(a), ['b', 'a']);
  assert.deepEqual(ids(b), ['b', 'a']);
});

test('the host is told when choices of another tab came in, and never of its own', async () => {
  const { make } = place();
  const told = [];
  const open = (name) => Oxpecker.create({ ...options, storage: make(), onChange: () => told.push(name) });
  const [a, b] = [await open('a'), await open('b')];
  a.respond('a', 'dismissed', { now: at(2) });
  await a.saved();
  assert.deepEqual(told, ['b']);
  assert.deepEqual(ids(b), ['a']);
  await b.privacy.erase();
  await null;
  assert.deepEqual(told, ['b', 'a']);
});

test('a tab that was left behind goes on from the head, with what it had not stored yet', async () => {
  const { shared, make } = place();
  const storage = make();
  const ox = await Oxpecker.create({ ...options, storage });
  await ox.saved();
  const other = await Oxpecker.create({ ...options, storage: place().make() });
  other.respond('other', 'dismissed', { now: at(1) });
  shared.fails.append = new Error('later');
  ox.respond('own', 'dismissed', { now: at(2) });
  const image = new TextEncoder();
  const text = JSON.stringify({ consent: ['insights'], entries: other.series() });
  const sum = [...text].reduce((all, one) => (Math.imul(all, 31) + one.codePointAt(0)) >>> 0, 7);
  storage.tell({ head: image.encode(`C1 ${sum} ${text}`), entries: [] });
  assert.deepEqual(ids(ox), ['other', 'own']);
  shared.fails = {};
  await ox.saved();
  assert.equal(shared.entries.length, 1);
});

for (const [name, thrown, expected] of [
  ['the disk is full', Object.assign(new Error('x'), { code: 'STORAGE_QUOTA' }), 'STORAGE_QUOTA'],
  ['the database is gone', Object.assign(new Error('x'), { code: 'STORAGE_EVICTED' }), 'STORAGE_EVICTED'],
  ['the host throws something of its own', new RangeError('secret 123'), 'STORAGE_FAILED'],
  ['the host throws no error at all', 'no', 'STORAGE_FAILED'],
  ['the host throws nothing', undefined, 'STORAGE_FAILED'],
]) {
  test(`${name} while saving: said, nothing lost, and stored once it works again`, async () => {
    const { shared, make } = place();
    const ox = await Oxpecker.create({ ...options, storage: make() });
    await ox.saved();
    const fail = async () => {
      throw thrown;
    };
    const storage = make();
    const broken = await Oxpecker.create({ ...options, storage });
    const { append, compact } = storage;
    Object.assign(storage, { append: fail, compact: fail });
    broken.respond('kept', 'dismissed', { now: at(1) });
    await assert.rejects(broken.saved(), (error) => code(expected)(error) && !error.message.includes('secret'));
    assert.deepEqual(broken.storageState(), { state: 'failed', code: expected, restored: true });
    broken.respond('kept too', 'dismissed', { now: at(2) });
    assert.deepEqual(ids(broken), ['kept', 'kept too'], 'the engine goes on in memory');
    await assert.rejects(broken.saved(), code(expected));
    Object.assign(storage, { append, compact });
    await broken.saved();
    assert.equal(broken.storageState().state, 'saved');
    assert.equal(shared.entries.length, 2);
    assert.deepEqual(ids(ox), ['kept', 'kept too']);
  });
}

test('a full disk is given room by compacting, and rows go before choices', async () => {
  const { shared, make } = place();
  const storage = make({ persistRows: true });
  const ox = await Oxpecker.create({ ...options, storage });
  ox.ingest([{ id: 't' }]);
  await ox.saved();
  const { append } = storage;
  storage.append = async (bodies) => {
    if (Buffer.from(shared.head).includes('"rows"')) throw Object.assign(new Error(), { code: 'STORAGE_QUOTA' });
    return append(bodies);
  };
  ox.respond('kept', 'dismissed', { now: at(1) });
  await ox.saved();
  assert.deepEqual(ids(await Oxpecker.create({ ...options, storage: make() })), ['kept']);
});

for (const [name, thrown, expected] of [
  ['damaged', Object.assign(new Error(), { code: 'STORAGE_CORRUPT' }), 'STORAGE_CORRUPT'],
  ['newer', Object.assign(new Error(), { code: 'STORAGE_VERSION' }), 'STORAGE_VERSION'],
  ['sealed with another key', Object.assign(new Error(), { code: 'STORAGE_FOREIGN' }), 'STORAGE_FOREIGN'],
  ['in a storage that throws', new Error('disk'), 'STORAGE_FAILED'],
]) {
  test(`what is stored is ${name}: nothing is granted, nothing written over, and erasing starts anew`, async () => {
    const { shared, make } = place();
    (await Oxpecker.create({ ...options, storage: make() })).respond('old', 'dismissed', { now: at(1) });
    await new Promise(setImmediate);
    const before = JSON.stringify([shared.head, shared.entries]);
    shared.fails.load = thrown;
    const ox = await Oxpecker.create({ ...options, storage: make() });
    assert.deepEqual(ox.storageState(), { state: 'failed', code: expected, restored: false });
    assert.deepEqual(ox.consent.list(), [], 'a withdrawal may be in it');
    ox.respond('new', 'dismissed', { now: at(2) });
    await assert.rejects(ox.saved(), code(expected));
    assert.equal(JSON.stringify([shared.head, shared.entries]), before);
    await ox.privacy.erase();
    shared.fails = {};
    ox.respond('anew', 'dismissed', { now: at(3) });
    await ox.saved();
    assert.deepEqual(ids(await Oxpecker.create({ ...options, storage: make() })), ['anew']);
  });
}

test('no storage here at all: the consents of `create` count, in memory', async () => {
  const { shared, make } = place();
  shared.fails.load = Object.assign(new Error(), { code: 'STORAGE_UNAVAILABLE' });
  const ox = await Oxpecker.create({ ...options, storage: make() });
  assert.deepEqual(ox.consent.list(), ['insights']);
  assert.deepEqual(ox.storageState(), { state: 'failed', code: 'STORAGE_UNAVAILABLE', restored: false });
  await assert.rejects(ox.saved(), code('STORAGE_UNAVAILABLE'));
});

test('an image or an entry that the engine refuses leaves an empty engine that says so', async () => {
  for (const [state, expected] of [
    [{ head: new TextEncoder().encode('C1 9 {}'), entries: [] }, 'STORAGE_CORRUPT'],
    [{ head: new TextEncoder().encode('C2 10665 {}'), entries: [] }, 'STORAGE_VERSION'],
    [{ entries: [{ seq: 1, body: new TextEncoder().encode('E1 9 {}') }] }, 'STORAGE_CORRUPT'],
  ]) {
    const ox = await Oxpecker.create({ ...options, storage: place().make({ load: async () => state }) });
    assert.equal(ox.storageState().code, expected);
    assert.deepEqual([ids(ox), ox.consent.list()], [[], []]);
    await assert.rejects(ox.saved(), code(expected));
  }
});

test('after a crash the last answers are still stored, and the same storage starts the next instance', async () => {
  const { make } = place();
  const storage = make();
  const ox = await Oxpecker.create({ ...options, storage });
  await assert.rejects(Oxpecker.create({ ...options, storage }), code('INVALID_ARGUMENT'));
  await ox.saved();
  ox.respond('last', 'dismissed', { now: at(1) });
  traps.when = (name) => name === 'series';
  assert.throws(() => ox.series(), code('ENGINE_CRASHED'));
  traps.when = () => false;
  await ox.saved();
  assert.deepEqual(ids(await Oxpecker.create({ ...options, storage })), ['last']);
});

test('erasing empties the engine, the storage and the other tabs', async () => {
  const { shared, make } = place();
  const [a, b] = [await Oxpecker.create({ ...options, storage: make() }), await Oxpecker.create({ ...options, storage: make() })];
  a.ingest([{ id: 't' }]);
  b.ingest([{ id: 't' }]);
  a.respond('a', 'dismissed', { now: at(1) });
  b.respond('b', 'dismissed', { now: at(1) });
  await a.privacy.erase();
  for (const ox of [a, b]) assert.deepEqual([ids(ox), ox.stats().transactions, ox.consent.list()], [[], 0, []]);
  await Promise.all([a.saved(), b.saved()]);
  assert.equal(shared.entries.length + Number(Boolean(shared.head)), 0);
  shared.fails.erase = new Error('no');
  await assert.rejects(a.privacy.erase(), code('STORAGE_FAILED'));
  assert.equal(a.storageState().code, 'STORAGE_FAILED');
});

test('the clock goes back: order and content stay, and the storage never asks it', async () => {
  const { make } = place();
  const ox = await Oxpecker.create({ ...options, storage: make() });
  const { now } = Date;
  try {
    for (const [i, moment] of [5e12, 1e12, 3e12, 0].entries()) {
      Date.now = () => moment;
      ox.respond(`r${i}`, 'dismissed');
      await ox.saved();
    }
  } finally {
    Date.now = now;
  }
  assert.deepEqual(ids(await Oxpecker.create({ ...options, storage: make() })), ['r3', 'r1', 'r2', 'r0']);
});

test('a snapshot that starts an instance with a storage is stored', async () => {
  const { make } = place();
  const plain = await Oxpecker.create(options);
  plain.respond('brought', 'dismissed', { now: at(1) });
  const ox = await Oxpecker.restore(plain.snapshot(), { ...options, storage: make() });
  await ox.saved();
  assert.deepEqual(ids(await Oxpecker.create({ ...options, storage: make() })), ['brought']);
});

test('a storage that is none is refused by name', async () => {
  for (const storage of [7, 'idb', {}, { load() {} }]) {
    await assert.rejects(Oxpecker.create({ ...options, storage }), (error) => code('INVALID_ARGUMENT')(error) && error.field === 'storage');
  }
});

test('an answer that another tab has erased before it was stored is told as lost', async () => {
  const { make } = place();
  const storage = make();
  const ox = await Oxpecker.create({ ...options, storage });
  await ox.saved();
  const { append } = storage;
  storage.append = async () => {
    storage.append = append;
    storage.tell({ entries: [], erased: true });
    throw Object.assign(new Error(), { code: 'STORAGE_EVICTED' });
  };
  ox.respond('too late', 'dismissed', { now: at(1) });
  await assert.rejects(ox.saved(), code('STORAGE_EVICTED'));
  assert.deepEqual(ids(ox), []);
  ox.respond('after', 'dismissed', { now: at(1) });
  await ox.saved();
  assert.deepEqual(ids(await Oxpecker.create({ ...options, storage: make() })), ['after']);
});
