// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Signed packs: what holds decides, everything else is refused before anything is stored.
 *
 * In: packs signed by the command, mutated in every way that an attacker has. Out: none accepted. With OXPECKER_PROVE=1
 * the full count of mutations runs.
 */

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { load, node, packageFolder, root } from './lib/packed.mjs';

const { Oxpecker } = await load();
const cli = join(packageFolder(), 'dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'oxpecker-keys-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));

const builtin = JSON.parse(readFileSync(join(root, 'src/packs/builtin.json'), 'utf8'));
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');

/** A key of the bank: its file, and what `packKeys` takes. */
function key(name, at) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const file = join(folder, `${at}.pem`);
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return { name, file, public: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64') };
}

const [first, second, stranger] = ['bank-1', 'bank-2', 'bank-1'].map(key);
const packKeys = { [first.name]: first.public };

async function sign(text, { by = first, from = day(-1), to = day(30), minEngine = '0.1.0' } = {}) {
  const file = join(folder, 'pack.json');
  writeFileSync(file, text);
  const { code, out, err } = await node([cli, 'sign', file, '--key', by.file, '--key-id', by.name, '--not-before', from, '--expires', to, '--min-engine', minEngine]);
  assert.equal(code, 0, err);
  return out;
}

const pack = (version, id = 'bank') => JSON.stringify({ ...builtin, id, version, issuer: 'A bank' });

/** What decides, and on whose word. */
async function settle(options) {
  const ox = await Oxpecker.create(options);
  const { pack } = ox.privacy.report();
  const state = ox.packState();
  const bytes = ox.snapshot();
  ox.free();
  return { decides: `${pack.id} ${pack.version}`, signed: pack.signed, code: state.refused?.[0].code, ...state, bytes };
}

test('a pack that the bank has signed decides, and the report says so', async () => {
  const found = await settle({ pack: await sign(pack(3)), packKeys });
  assert.deepEqual([found.decides, found.signed, found.source, found.keyIds], ['bank 3', true, 'given', ['bank-1']]);
  const unsigned = await settle({ pack: pack(3) });
  assert.deepEqual([unsigned.decides, unsigned.signed, unsigned.source], ['bank 3', false, 'given']);
  const none = await settle({});
  assert.deepEqual([none.decides, none.signed, none.source], [`${builtin.id} ${builtin.version}`, false, 'built-in']);
});

test('each refusal has its code, and the built-in pack decides', async () => {
  const good = await sign(pack(3));
  const own = `${builtin.id} ${builtin.version}`;
  const envelope = JSON.parse(good);
  const respelled = (change) => JSON.stringify({ ...envelope, ...change });
  for (const [code, text, options] of [
    ['no-envelope', pack(3)],
    ['no-envelope', `${good} `],
    ['no-envelope', good.replace('{', '{"id":"bank",')],
    ['no-envelope', good.replace('"pack":', '"more":1,"pack":')],
    ['no-envelope', respelled({ id: 'bank\n3' })],
    ['no-envelope', respelled({ version: 3.5 })],
    ['no-envelope', respelled({ expires: '2027-02-30T00:00:00Z' })],
    ['too-large', respelled({ pack: envelope.pack + ' '.repeat(300_000) })],
    ['bad-signature', respelled({ version: 4 })],
    ['bad-signature', respelled({ id: 'other' })],
    ['bad-signature', respelled({ expires: day(300) })],
    ['bad-signature', respelled({ pack: pack(4) })],
    ['bad-signature', respelled({ signatures: [...envelope.signatures, ...envelope.signatures] })],
    ['bad-signature', await sign(pack(3), { by: stranger })],
    ['not-signed', respelled({ signatures: [] })],
    ['not-signed', await sign(pack(3), { by: second })],
    ['not-signed', good, { packSignatures: 2 }],
    ['not-yet', await sign(pack(3), { from: day(1) })],
    ['expired', await sign(pack(3), { to: day(-0.5) })],
    ['rolled-back', good, { packFloor: 4 }],
    ['engine-too-old', await sign(pack(3), { minEngine: '9.0.0' })],
    ['mixed-up', await sign(pack(3)).then((text) => sign(text.replace(/"version":3,/, '"version":4,').replace(/"signature":"[^"]+"/, '"signature":""')))],
    ['unknown-format', await sign(pack(3).replace('"format":1', '"format":2'))],
    ['cannot-verify', good, { packKeys: { 'bank-1': Buffer.alloc(32, 255).toString('base64') }, packVerify: undefined }],
  ]) {
    const found = await settle({ pack: text, packKeys, ...options });
    // A key that is no point of the curve is a signature that does not hold in some hosts, and no key in others.
    if (code !== 'cannot-verify') assert.equal(found.code, code, text.slice(0, 120));
    assert.deepEqual([found.decides, found.signed, found.source], [own, false, 'built-in'], code);
  }
});

test('two keys, a key that this app does not know yet, and a verifier of the host', async () => {
  const twice = await sign(await sign(pack(3)), { by: second });
  const keys = { ...packKeys, [second.name]: second.public };
  assert.deepEqual((await settle({ pack: twice, packKeys: keys, packSignatures: 2 })).keyIds, ['bank-1', 'bank-2']);
  assert.deepEqual((await settle({ pack: twice, packKeys })).keyIds, ['bank-1']);
  const asked = [];
  const packVerify = (...given) => asked.push(given.map((bytes) => bytes.length)) > 0;
  assert.equal((await settle({ pack: twice, packKeys, packVerify })).source, 'given');
  assert.deepEqual(asked.map(([key, signature]) => [key, signature]), [[32, 64]]);
  assert.equal((await settle({ pack: twice, packKeys, packVerify: () => 'yes' })).code, 'bad-signature');
});

/** A storage in memory, as a host would pass it. */
function memory(kept = { head: undefined, entries: [] }) {
  return {
    kept,
    load: async () => (kept.head || kept.entries.length ? { head: kept.head, entries: [...kept.entries] } : undefined),
    append: async (bodies) => bodies.reduce((_, body) => kept.entries.push({ seq: kept.entries.length + 1, body: body.slice() }), 0),
    compact: async (head, uptoSeq) => {
      kept.head = head.slice();
      kept.entries = kept.entries.filter(({ seq }) => seq > uptoSeq);
    },
    subscribe: () => () => {},
    erase: async () => Object.assign(kept, { head: undefined, entries: [] }),
  };
}

test('the last good pack goes on at the next visit, and no version sinks', async () => {
  const { kept } = memory();
  const visit = async (text, more) => {
    const ox = await Oxpecker.create({ pack: text, packKeys, storage: memory(kept), ...more });
    await ox.saved();
    const { pack } = ox.privacy.report();
    const found = [`${pack.id} ${pack.version}`, ox.packState().source, ox.packState().refused?.[0].code];
    ox.free();
    return found;
  };
  const [three, four] = [await sign(pack(3)), await sign(pack(4))];
  assert.deepEqual(await visit(three), ['bank 3', 'given', undefined]);
  assert.deepEqual(await visit(four.replace('A bank', 'A bad')), ['bank 3', 'last-good', 'bad-signature']);
  assert.deepEqual(await visit(undefined), ['bank 3', 'last-good', undefined]);
  assert.deepEqual(await visit(four), ['bank 4', 'given', undefined]);
  assert.deepEqual(await visit(three), ['bank 4', 'last-good', 'rolled-back']);
  // A key that was withdrawn takes its packs with it.
  assert.deepEqual(await visit(undefined, { packKeys: { 'bank-9': second.public } }), [`${builtin.id} ${builtin.version}`, 'built-in', 'not-signed']);
  // What no signature held for was never stored.
  assert.ok(!Buffer.from(kept.head).includes('A bad'));
});

test('a pack under which the engine crashes does not decide a fourth time', async () => {
  const text = await sign(pack(7, 'crashing'));
  const codes = [];
  for (let round = 0; round < 4; round++) {
    const ox = await Oxpecker.create({ pack: text, packKeys });
    codes.push(ox.packState().refused?.[0].code);
    const { memory } = crash();
    assert.throws(() => ox.evaluate({ surface: 'home' }), { code: 'ENGINE_CRASHED' });
    memory();
  }
  assert.deepEqual(codes, [undefined, undefined, undefined, 'crashed']);
});

test('a streak of crashes goes on from page to page where there is a storage, and an answer ends it', async () => {
  const text = await sign(pack(8, 'crashing-pages'));
  const { kept } = memory();
  let pages = 0;
  const visit = async (act) => {
    // A module of its own knows nothing of the pages before.
    const { Oxpecker } = await import(`${pathToFileURL(join(packageFolder(), 'dist/index.js'))}?page=${++pages}`);
    const ox = await Oxpecker.create({ pack: text, packKeys, storage: memory(kept) });
    const code = ox.packState().refused?.[0].code;
    await act(ox);
    await ox.saved();
    ox.free();
    return code;
  };
  const crashing = (ox) => {
    const { memory } = crash();
    assert.throws(() => ox.evaluate({ surface: 'home' }), { code: 'ENGINE_CRASHED' });
    memory();
  };
  const answering = (ox) => ox.evaluate({ surface: 'home' });
  const codes = [];
  for (const act of [crashing, crashing, answering, crashing, crashing, (ox) => ox.consent.grant('nudges'), crashing, answering]) codes.push(await visit(act));
  assert.deepEqual(codes, [...Array(7).fill(undefined), 'crashed']);
  // Compacting keeps what the engine does not know.
  await visit((ox) => ox.consent.withdraw('nudges'));
  assert.equal(await visit(answering), 'crashed');
});

test('a pack decides until it expires, by the moment of each call', async () => {
  const own = { ...JSON.parse(pack(3)) };
  own.messages.en['duplicate-charged.title'] = 'Twice, says the bank';
  const ox = await Oxpecker.create({ pack: await sign(JSON.stringify(own)), packKeys, consent: ['nudges'] });
  const row = (id) => ({ id, accountId: 'a', bookedAt: '2026-03-02', amount: '-48.10', currency: 'EUR', counterpartyName: 'Harbor Books', kind: 'card' });
  const now = Date.now();
  const today = new Date(now).toISOString().slice(0, 10);
  ox.ingest([row('a'), row('b')].map((one) => ({ ...one, bookedAt: today })));
  const events = [];
  ox.subscribe(({ type }) => events.push(type));
  const at = (days) => {
    const { cards } = ox.evaluate({ surface: 'home', now: new Date(now + days * 86_400_000) });
    const { source, refused } = ox.packState();
    return [cards[0]?.text.title, source, refused?.[0].code];
  };
  const [bank, built] = [['Twice, says the bank', 'given', undefined], [builtin.messages.en['duplicate-charged.title'], 'built-in', 'expired']];
  assert.deepEqual(at(1), bank);
  events.length = 0;
  assert.deepEqual(at(30.01), built);
  assert.deepEqual(events.filter((type) => type === 'changed'), ['changed']);
  assert.equal(ox.privacy.report({ now: new Date(now + 31 * 86_400_000) }).pack.id, builtin.id);
  // Another moment is another answer, and the same moment the same.
  assert.deepEqual([at(2), at(29.9), at(31), at(1)], [bank, bank, built, bank]);
  ox.free();
});

/** Makes the next call of the engine trap: its answer cannot be decoded. */
function crash() {
  const { decode } = TextDecoder.prototype;
  TextDecoder.prototype.decode = () => {
    throw new RangeError('trap');
  };
  return { memory: () => (TextDecoder.prototype.decode = decode) };
}

test('no mutated pack is accepted', async (t) => {
  const full = process.env.OXPECKER_PROVE === '1';
  // Some mixes come out whole again and do not count.
  const tries = full ? 21_000 : 600;
  let state = 0x5eed;
  const below = (count) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return Math.floor(((state ^ (state >>> 13)) >>> 0) / 2 ** 32 * count);
  };
  const [old, good, other, foreign] = [await sign(pack(3)), await sign(pack(4)), await sign(pack(9, 'other')), await sign(pack(5), { by: stranger })];
  const stale = await sign(pack(6), { to: day(-0.1) });
  const bytes = new TextEncoder().encode(good);
  const parsed = [old, good, other, foreign].map((text) => JSON.parse(text));
  const fields = Object.keys(parsed[0]);
  const MUTATIONS = {
    'bit flip': () => {
      const copy = bytes.slice();
      for (let flips = 1 + below(3); flips > 0; flips--) copy[below(copy.length)] ^= 1 << below(8);
      return new TextDecoder().decode(copy);
    },
    cut: () => new TextDecoder().decode(bytes.subarray(0, below(bytes.length))),
    moved: () => {
      const [from, length] = [below(good.length - 40), 1 + below(40)];
      return good.slice(0, from) + good.slice(from + length) + good.slice(from, from + length);
    },
    doubled: () => {
      const field = fields[below(fields.length)];
      return good.replace('{', `{${JSON.stringify(field)}:${JSON.stringify(parsed[below(4)][field])},`);
    },
    // Fields of several envelopes, each of them signed by itself.
    mix: () => {
      const mixed = { ...parsed[1] };
      for (let times = 1 + below(3); times > 0; times--) {
        const field = fields[below(fields.length)];
        mixed[field] = parsed[below(4)][field];
      }
      return JSON.stringify(mixed);
    },
    'wrong key': () => foreign,
    rollback: () => old,
    freeze: () => stale,
    oversize: () => JSON.stringify({ ...parsed[1], pack: `${parsed[1].pack}${' '.repeat(256 * 1024 + below(9999))}` }),
    signature: () => {
      const raw = Buffer.from(parsed[1].signatures[0].signature, 'base64');
      // Also the one that adds the order of the group to the scalar.
      raw[below(64)] ^= 1 << below(8);
      return JSON.stringify({ ...parsed[1], signatures: [{ keyId: 'bank-1', signature: raw.toString('base64') }] });
    },
  };
  const names = Object.keys(MUTATIONS);
  const holds = new Set([good]);
  const tried = Object.fromEntries(names.map((name) => [name, 0]));
  const accepted = [];
  const snapshot = (await settle({ pack: good, packKeys })).bytes;
  let tries_ = 0;
  while (tries_ < tries) {
    const name = names[tries_ % names.length];
    const text = MUTATIONS[name]();
    // A mix may come out as one that the bank has signed, at its own version or a later one.
    if (holds.has(text) || text === other) {
      tries_++;
      continue;
    }
    const ox = await Oxpecker.restore(snapshot, { pack: text, packKeys });
    tries_++;
    tried[name]++;
    if (ox.packState().source === 'given') accepted.push([name, text]);
    assert.equal(ox.packState().source, 'last-good');
    ox.free();
  }
  assert.deepEqual(accepted, []);
  const line = ['mutated packs', `${Object.values(tried).reduce((a, b) => a + b)} tried (${names.map((name) => `${name} ${tried[name]}`).join(', ')}), ${accepted.length} accepted`, 'none accepted'].join('\t');
  t.diagnostic(line);
  if (process.env.OXPECKER_FIGURES) appendFileSync(process.env.OXPECKER_FIGURES, `${line}\n`);
});
