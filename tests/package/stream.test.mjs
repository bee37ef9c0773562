// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Ingest in slices: the same as all at once, whatever the slices; it can be watched, aborted, and it excludes others.
 */

import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { rejectsCode, sameBytes, throwsCode } from './lib/code.mjs';
import { load } from './lib/packed.mjs';
import { source } from './lib/sources.mjs';
import { bytesOf, eventful, granted, many, now, row } from './lib/rows.mjs';

const { Oxpecker } = await load();
const rows = [...eventful(), row('💶', { counterpartyName: 'カフェ 日本', reference: '👍👍' }), { id: 'bad' }];
const shapes = {
  array: bytesOf(rows),
  envelope: bytesOf({ accounts: [{ id: 'current', type: 'current' }], transactions: rows }),
  'JSON Lines': bytesOf(rows.map((one) => JSON.stringify(one)).join('\n')),
};

const streamOf = (bytes, size) =>
  new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });

async function after_(ingest) {
  const ox = await Oxpecker.create(granted);
  const report = await ingest(ox);
  const saved = ox.snapshot();
  ox.free();
  return { report, saved };
}

for (const [shape, bytes] of Object.entries(shapes)) {
  test(`${shape}: a stream equals the whole, for many slice sizes`, async () => {
    const whole = await after_((ox) => ox.ingest(bytes));
    assert.equal(whole.report.rejected, 1);
    for (const size of [1, 2, 3, 7, 64, 1000, 4096, 65_537, bytes.length, bytes.length + 1]) {
      // A byte at a time is slow with a pause after each, so the smallest sizes take the head of the file alone.
      const part = size < 7 && shape === 'JSON Lines' ? bytes.subarray(0, bytes.indexOf(10, 2000)) : bytes;
      if (size < 7 && part === bytes) continue;
      const wanted = part === bytes ? whole : await after_((ox) => ox.ingest(part));
      const found = await after_((ox) => ox.ingestAsync(streamOf(part, size)));
      assert.deepEqual(found.report, wanted.report, `slices of ${size}`);
      sameBytes(found.saved, wanted.saved, `snapshots after slices of ${size}`);
    }
  });
}

test('every kind of input means the same', async () => {
  const bytes = shapes.array;
  const wanted = await after_((ox) => ox.ingest(bytes));
  const kinds = {
    'a buffer': (ox) => ox.ingest(bytes.slice().buffer),
    'a part of a buffer': (ox) => ox.ingest(new Uint8Array([9, ...bytes, 9]).subarray(1, -1)),
    'a DataView': (ox) => ox.ingest(new DataView(bytes.slice().buffer)),
    'a Buffer of Node': (ox) => ox.ingest(Buffer.from(bytes)),
    'a string': (ox) => ox.ingest(new TextDecoder().decode(bytes)),
    objects: (ox) => ox.ingest(rows),
    'an envelope of objects': (ox) => ox.ingest({ transactions: rows }),
    'a Blob': (ox) => ox.ingestAsync(new Blob([bytes])),
    'a Response': (ox) => ox.ingestAsync(new Response(bytes)),
    'a stream of Node': (ox) => ox.ingestAsync(Readable.from([bytes.subarray(0, 99), bytes.subarray(99)])),
    'bytes, in slices': (ox) => ox.ingestAsync(bytes),
    'a string, in slices': (ox) => ox.ingestAsync(new TextDecoder().decode(bytes)),
    'objects, in slices': (ox) => ox.ingestAsync(rows),
  };
  for (const [kind, ingest] of Object.entries(kinds)) {
    const { report, saved } = await after_(ingest);
    assert.deepEqual(report, wanted.report, kind);
    sameBytes(saved, wanted.saved, kind);
  }
});

test('objects in slices are the JSON that they are at once', async () => {
  const { asyncSlicesOf } = await source('slices');
  const decoder = new TextDecoder();
  const kept = [row('a')];
  const inputs = [
    [], [undefined, () => 1, null, 7], rows, many(1500), {}, { transactions: [] }, { note: undefined, transactions: rows, accounts: [{ id: 'x' }] },
    { accounts: [], more: { a: [1] }, transactions: many(600), 'a"b': 'c"d', __proto__: null, drop() {}, last: [new Date(0)] },
    Object.assign([row('b')], { toJSON: () => kept }), { toJSON: () => kept, transactions: rows }, { transactions: Object.assign([], { toJSON: () => kept }) },
  ];
  for (const input of inputs) {
    const texts = [...asyncSlicesOf(input).slices].map((slice) => decoder.decode(slice));
    assert.equal(texts.join(''), JSON.stringify(input));
  }
  const lists = { transactions: many(600) };
  const { slices } = asyncSlicesOf(lists);
  const wanted = JSON.stringify(lists);
  lists.transactions.length = 0;
  assert.equal([...slices].map((slice) => decoder.decode(slice)).join(''), wanted, 'lists are taken when the call is made');
});

test('an object in slices that no JSON can hold changes nothing', async () => {
  const mine = { get id() { throw new Error('mine'); } };
  for (const last of [10n, mine]) {
    await rejectsCode(ox.ingestAsync([...many(1500), last]), 'INVALID_ARGUMENT', { field: 'input' });
    unchanged();
  }
});

const large = bytesOf(many(20_000));

let ox;
let saved;
before(async () => {
  ox = await Oxpecker.create(granted);
  ox.ingest(eventful());
  saved = ox.snapshot();
});
after(() => ox.free());
const unchanged = () => sameBytes(ox.snapshot(), saved, 'snapshots');

test('progress rises to the end, and the page breathes meanwhile', async () => {
  const own = await Oxpecker.create(granted);
  const seen = [];
  let breaths = 0;
  let stop = false;
  const tick = () => {
    breaths++;
    if (!stop) setImmediate(tick);
  };
  setImmediate(tick);
  const report = await own.ingestAsync(new Blob([large]), { onProgress: (progress) => seen.push(progress) });
  stop = true;
  assert.equal(report.added, 20_000);
  assert.ok(seen.length >= large.length / (256 * 1024), `${seen.length} slices`);
  assert.ok(breaths > seen.length / 4, `${breaths} turns for ${seen.length} slices`);
  for (const [i, { bytes, totalBytes, rows }] of seen.entries()) {
    assert.equal(totalBytes, large.length);
    assert.ok(bytes > (seen[i - 1]?.bytes ?? 0) && rows >= (seen[i - 1]?.rows ?? 0));
  }
  assert.equal(seen.at(-1).bytes, large.length);
  assert.equal(seen.at(-1).rows, 20_000);
  const streamed = [];
  await own.ingestAsync(streamOf(bytesOf([row('z')]), 10), { onProgress: (progress) => streamed.push(progress) });
  assert.ok(streamed.length > 3 && streamed.every((progress) => !('totalBytes' in progress)));
  own.free();
});

test('aborted before it began', async () => {
  const signal = AbortSignal.abort('changed my mind');
  await assert.rejects(ox.ingestAsync(large, { signal }), (error) => error.code === 'ABORTED' && error.cause === 'changed my mind');
  unchanged();
});

test('aborted half-way', async () => {
  const controller = new AbortController();
  const onProgress = ({ bytes }) => bytes > large.length / 2 && controller.abort();
  await rejectsCode(ox.ingestAsync(new Blob([large]), { signal: controller.signal, onProgress }), 'ABORTED');
  unchanged();
  assert.equal(ox.ingest([row('next')]).added, 1);
  ox.remove(['next']);
});

test('aborted with all rows in and none taken', async () => {
  for (const soon of [(abort) => abort(), queueMicrotask]) {
    const controller = new AbortController();
    const onProgress = ({ bytes }) => bytes === large.length && soon(() => controller.abort());
    await rejectsCode(ox.ingestAsync(large, { signal: controller.signal, onProgress }), 'ABORTED');
    unchanged();
  }
  assert.equal(ox.ingest([row('next')]).added, 1);
  ox.remove(['next']);
});

test('aborted while the stream has nothing to give, and the stream is told', async () => {
  const controller = new AbortController();
  let cancelled = false;
  const stream = new ReadableStream({
    pull: (source) => (source.enqueue(large.subarray(0, 1000)), new Promise(() => setImmediate(() => controller.abort()))),
    cancel: () => void (cancelled = true),
  });
  await rejectsCode(ox.ingestAsync(stream, { signal: controller.signal }), 'ABORTED');
  assert.equal(cancelled, true);
  unchanged();
});

test('aborted after the end: nothing happens', async () => {
  const own = await Oxpecker.create(granted);
  const controller = new AbortController();
  assert.equal((await own.ingestAsync([row('a')], { signal: controller.signal })).added, 1);
  controller.abort();
  assert.equal(own.stats().transactions, 1);
  own.free();
});

test('a stream that fails, a chunk that is no bytes, a listener that throws', async () => {
  const broken = new ReadableStream({ pull: (source) => source.error(new RangeError('line dropped')) });
  await assert.rejects(ox.ingestAsync(broken), /line dropped/);
  unchanged();
  const text = new ReadableStream({ start: (source) => (source.enqueue('[]'), source.close()) });
  await rejectsCode(ox.ingestAsync(text), 'INVALID_ARGUMENT', { field: 'input' });
  unchanged();
  const onProgress = () => {
    throw new TypeError('mine');
  };
  await assert.rejects(ox.ingestAsync(large, { onProgress }), /mine/);
  unchanged();
});

test('a bad file at the end of a stream changes nothing', async () => {
  const cut = large.subarray(0, large.length - 10);
  await rejectsCode(ox.ingestAsync(streamOf(cut, 100_000)), 'BAD_JSON');
  unchanged();
  await rejectsCode(ox.ingestAsync(new Blob([])), 'EMPTY_INPUT');
  await rejectsCode(ox.ingestAsync(new Response(null)), 'EMPTY_INPUT');
  await rejectsCode(ox.ingestAsync(undefined), 'INVALID_ARGUMENT', { field: 'input' });
  unchanged();
});

test('meanwhile rows may be read and not changed', async () => {
  const said = JSON.stringify(ox.evaluate({ surface: 'home', now }));
  saved = ox.snapshot();
  const under = ox.ingestAsync(new Blob([large]));
  throwsCode(() => ox.ingest('[]'), 'BUSY');
  throwsCode(() => ox.remove(['a']), 'BUSY');
  await rejectsCode(ox.ingestAsync('[]'), 'BUSY');
  unchanged();
  assert.equal(JSON.stringify(ox.evaluate({ surface: 'home', now })), said);
  assert.equal((await under).added, 20_000);
  assert.equal(ox.ingest('[]').added, 0);
});

for (const [when, options] of Object.entries({
  'while it is read': (erase) => ({ onProgress: ({ bytes }) => bytes > large.length / 2 && erase() }),
  'between two tasks': (erase) => (setTimeout(erase, 3), {}),
  'as it begins': (erase) => (queueMicrotask(erase), {}),
})) {
  test(`what is erased ${when} is gone, with what was on its way`, async () => {
    const own = await Oxpecker.create(granted);
    own.ingest([row('before', { counterpartyName: 'Secret Shop' })]);
    let erased;
    const under = own.ingestAsync(new Blob([large]), options(() => (erased ??= own.privacy.erase())));
    await rejectsCode(under, 'ABORTED');
    assert.ok((await erased).some(({ kind, count }) => kind === 'transactions' && count === 1));
    assert.equal(own.stats().transactions, 0);
    // It is whole again, and the first file takes nothing of the next.
    assert.equal((await own.ingestAsync([row('after')])).added, 1);
    assert.equal(own.stats().transactions, 1);
    own.free();
  });
}

test('a file that never ends does not keep the customer from erasing', async () => {
  const own = await Oxpecker.create(granted);
  const under = own.ingestAsync(new ReadableStream({ start: (source) => source.enqueue(large.subarray(0, 1000)) }));
  const ended = rejectsCode(under, 'ABORTED');
  await own.privacy.erase();
  assert.equal((await own.ingestAsync(large)).added, 20_000);
  await ended;
  assert.equal(own.stats().transactions, 20_000);
  own.free();
});

test('what another tab has erased is not brought back by a file on its way', async () => {
  let tell;
  const storage = { load: async () => undefined, append: async () => 1, compact: async () => {}, subscribe: (heard) => ((tell = heard), () => {}), erase: async () => {} };
  const own = await Oxpecker.create({ ...granted, storage });
  const under = own.ingestAsync(new Blob([large]), { onProgress: () => tell({ entries: [], erased: true }) });
  await rejectsCode(under, 'ABORTED');
  assert.equal(own.stats().transactions, 0);
  assert.equal(own.ingest([row('after')]).added, 1);
  own.free();
});

test('what questions need is worked out while others have their turn, and answers are the same', async () => {
  const [own, other] = [await Oxpecker.create(granted), await Oxpecker.create(granted)];
  for (const instance of [own, other]) instance.ingest(large);
  let turns = 0;
  let isDone = false;
  const under = own.prepare({ now }).then(() => {
    isDone = true;
  });
  while (!isDone) {
    await new Promise((resolve) => setTimeout(resolve));
    turns += 1;
    // What is asked in between, of another day too, works out what is left.
    if (turns === 2) own.series({ now: '2026-12-24T12:00:00Z' });
  }
  await under;
  await own.prepare({ now });
  const asked = own.snapshot();
  await own.prepare({ now });
  sameBytes(own.snapshot(), asked, 'nothing of it is remembered');
  assert.ok(turns > 2, `${turns} turns`);
  const told = (instance) => JSON.stringify([instance.series({ now }), instance.duplicates({ now }), instance.evaluate({ surface: 'home', now })]);
  assert.equal(told(own), told(other));
  await rejectsCode(own.prepare({ now: 'soon' }), 'INVALID_NOW');
  own.ingest([row('z')]);
  const freed = own.prepare({ now });
  own.free();
  await rejectsCode(freed, 'FREED');
  await rejectsCode(own.prepare(), 'FREED');
  other.free();
});

test('freed meanwhile', async () => {
  const own = await Oxpecker.create(granted);
  const under = own.ingestAsync(new Blob([large]));
  own.free();
  await rejectsCode(under, 'FREED');
});
