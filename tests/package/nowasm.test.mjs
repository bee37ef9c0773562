// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `oxpecker/nowasm`: the engine as a script answers like the engine as a module, byte for byte, on histories made up from
 * seeds and on invented customers; it needs no WebAssembly; and `supported()` says where which entry can be used.
 *
 * With OXPECKER_PROVE=1 many more histories, and the whole suite of the package with this entry in place of the default one.
 */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { sameBytes, throwsCode } from './lib/code.mjs';
import { history, questions } from './lib/histories.mjs';
import { here, load, node, packageFolder } from './lib/packed.mjs';
import { bytesOf, eventful, granted, many, now } from './lib/rows.mjs';

const PROVES = Boolean(process.env.OXPECKER_PROVE);
const HISTORIES = PROVES ? 400 : 3;
/** Files of this folder that ask the default entry, and hold for this one as well. */
const SUITE = ['answers', 'attention', 'catalogue', 'cel', 'challenges', 'consent', 'errors', 'goals', 'guard', 'hostile', 'journeys', 'packlint', 'personas', 'soak', 'stream'];

const { Oxpecker } = await load('dist/index.js');
const { Oxpecker: Script, OxpeckerError } = await load('dist/nowasm.js');
const { personas } = await load('dist/personas.js');
const controller = { id: 'lei', name: 'Bank', address: 'Street', contact: 'mail', jurisdiction: 'FR' };
const options = { ...granted, consent: [...granted.consent, 'life-events', 'learning', 'offers', 'challenges'], controller };
const dist = (file) => readFileSync(join(packageFolder(), 'dist', file), 'utf8');
const figure = (what, found, mustHold) => process.env.OXPECKER_FIGURES && appendFileSync(process.env.OXPECKER_FIGURES, `${what}\t${found}\t${mustHold}\n`);

/** What a call comes to: its answer, or its code. The hash of what runs is each entry's own. */
function asked(ox, [path, ...args]) {
  const [room, name] = path.includes('.') ? path.split('.') : [undefined, path];
  try {
    const { engine, ...answer } = { answer: room ? ox[room][name](...args) : ox[name](...args) };
    if (path === 'privacy.report') delete answer.answer.engine;
    return JSON.stringify(answer);
  } catch (error) {
    return `${error.name} ${error.message}`;
  }
}

/** The same life in both; says how many answers were compared. */
async function alike(rows, calls, chosen, label) {
  const [module, script] = await Promise.all([Oxpecker.create(chosen), Script.create(chosen)]);
  let count = 0;
  for (const call of [['ingest', bytesOf(rows)], ...calls]) {
    assert.equal(asked(script, call), asked(module, call), `${label}: ${call[0]}`);
    count++;
  }
  const [{ cards }, shown] = [module, script].map((ox) => ox.evaluate({ surface: 'home', now }));
  assert.equal(JSON.stringify(shown.cards), JSON.stringify(cards), label);
  for (const { id } of cards) for (const ox of [module, script]) ox.respond(id, 'shown', { now });
  sameBytes(script.snapshot(), module.snapshot(), `${label}: snapshots`);
  assert.equal(script.stats().transactions, module.stats().transactions);
  const twin = await Script.restore(module.snapshot(), chosen);
  sameBytes(twin.snapshot(), module.snapshot(), `${label}: a snapshot of the other, restored`);
  for (const ox of [module, script, twin]) ox.free();
  return count + 2;
}

test(`${HISTORIES} histories: answers, refusals and snapshots are the same bytes`, async () => {
  let count = 0;
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const rows = history(seed, 60 + ((seed * 37) % 400));
    count += await alike(rows, questions(seed, rows), options, `seed ${seed}`);
  }
  figure('the engine as a script against the module', `${count} answers of ${HISTORIES} histories, 0 differ`, 'each the same bytes');
});

test('the same for invented customers', async () => {
  for (const persona of personas().slice(0, PROVES ? 12 : 1)) {
    const { id, timeZone, consent, accounts, transactions } = persona;
    await alike({ accounts, transactions }, questions(7, transactions), { ...options, timeZone, consent }, id);
  }
});

test('what it says that runs is the hash of its own file, not verified', async () => {
  const ox = await Script.create(granted);
  const sha256 = createHash('sha256').update(dist('engine.nowasm.js')).digest('hex');
  assert.deepEqual(ox.privacy.report({ now }).engine, { sha256, verified: false });
  assert.ok(readFileSync(join(packageFolder(), 'SHA256SUMS'), 'utf8').includes(`${sha256}  dist/engine.nowasm.js`));
  await ox.privacy.erase();
  assert.equal(ox.stats().transactions, 0);
  ox.ingest(eventful());
  assert.ok(ox.evaluate({ surface: 'home', now }).cards.length >= 0);
  ox.free();
  throwsCode(() => ox.stats(), 'FREED');
});

test('importing it makes no engine, and neither file names WebAssembly but to ask for it', () => {
  assert.doesNotMatch(dist('engine.nowasm.js'), /WebAssembly|\beval\b|new Function|import\b/);
  assert.equal(dist('nowasm.js').match(/WebAssembly\.\w+/g).join(), 'WebAssembly.compile');
  assert.match(dist('engine.nowasm.js').slice(-200), /return \w+\(\w+\)\};?\nexport \{ makeEngine \};\n$/);
});

/** An entry in a host of its own. */
function elsewhere(entry, prepare, options) {
  const units = { './engine.inline.cjs': {}, './engine.nowasm.cjs': {}, './storage.cjs': {} };
  const context = createContext({ module: { exports: {} }, require: (id) => units[id] ?? assert.fail(id), TextDecoder, TextEncoder, btoa, atob }, options);
  for (const id of ['./engine.inline.cjs', './engine.nowasm.cjs']) runInContext(`(exports) => {${dist(id)}}`, context)(units[id]);
  runInContext(prepare, context);
  runInContext(`{ const exports = module.exports; ${dist(entry)} }`, context);
  return context.module.exports.Oxpecker;
}

for (const [name, prepare, settings, code] of [
  ['a host without WebAssembly', 'delete globalThis.WebAssembly', {}, 'WASM_UNAVAILABLE'],
  ['a policy that forbids it', '', { codeGeneration: { wasm: false, strings: false } }, 'WASM_BLOCKED'],
]) {
  test(`${name}: the default entry says ${code}, this one answers, and both say so beforehand`, async () => {
    const Default = elsewhere('index.cjs', prepare, settings);
    const Other = elsewhere('nowasm.cjs', prepare, settings);
    await assert.rejects(Default.create(), (error) => error.code === code);
    for (const Entry of [Default, Other]) {
      const { entry, entries, missing } = JSON.parse(JSON.stringify(await Entry.supported()));
      assert.deepEqual([entry, missing, entries.oxpecker, entries['oxpecker/slim'], entries['oxpecker/nowasm']], ['oxpecker/nowasm', [], code, code, null]);
    }
    const ox = await Other.create(granted);
    const near = await Oxpecker.create(granted);
    for (const one of [ox, near]) one.ingest(JSON.stringify(eventful()));
    const { cards } = ox.evaluate({ surface: 'home', now });
    assert.equal(JSON.stringify(cards), JSON.stringify(near.evaluate({ surface: 'home', now }).cards));
    assert.ok(cards.length > 0);
    near.free();
  });
}

test('supported() in Node, in every entry, and where everything or something is missing', async () => {
  const expected = { entry: 'oxpecker', entries: { oxpecker: null, 'oxpecker/slim': null, 'oxpecker/isolated': 'WORKER_BLOCKED', 'oxpecker/nowasm': null }, missing: [] };
  for (const file of ['index.js', 'slim.js', 'slim.node.js', 'nowasm.js', 'isolated.js']) {
    const { Oxpecker: Entry } = await load(`dist/${file}`);
    assert.deepEqual(await Entry.supported(), expected, file);
  }
  const Bare = elsewhere('nowasm.cjs', 'delete globalThis.TextDecoder', {});
  const { entry, entries, missing } = JSON.parse(JSON.stringify(await Bare.supported()));
  assert.deepEqual([entry, missing, Object.values(entries)], [null, ['TextDecoder'], Array(4).fill('HOST_INCOMPLETE')]);
  const Old = elsewhere('index.cjs', "WebAssembly.compile = async () => { throw new WebAssembly.CompileError('invalid value type 0x6f') }", {});
  assert.equal((await Old.supported()).entries.oxpecker, 'WASM_LOAD_FAILED');
});

test('out of memory poisons the instance and no other', async () => {
  const [ox, other] = await Promise.all([Script.create(granted), Script.create(granted)]);
  for (const one of [ox, other]) one.ingest(eventful());
  const real = globalThis.ArrayBuffer;
  globalThis.ArrayBuffer = new Proxy(real, {
    construct(target, [size]) {
      if (size > 2 << 20) throw new RangeError('Array buffer allocation failed');
      return new target(size);
    },
  });
  const large = bytesOf(many(40_000));
  try {
    assert.throws(() => ox.ingest(large), (error) => error instanceof OxpeckerError && error.code === 'ENGINE_CRASHED');
  } finally {
    globalThis.ArrayBuffer = real;
  }
  throwsCode(() => ox.stats(), 'ENGINE_CRASHED');
  assert.ok(other.evaluate({ surface: 'home', now }).cards.length > 0);
  assert.equal(other.ingest(large).added, 40_000);
  other.free();
});

test('the suite of the package with this entry', { skip: !PROVES && 'with OXPECKER_PROVE=1' }, async (t) => {
  const { OXPECKER_PROVE, OXPECKER_FIGURES, NODE_TEST_CONTEXT, ...rest } = process.env;
  const before = process.env;
  process.env = { ...rest, OXPECKER_ENTRY: 'dist/nowasm.js' };
  t.after(() => (process.env = before));
  const { code, out } = await node(['--test', '--test-concurrency=1', '--test-reporter=tap', ...SUITE.map((name) => join(here, `${name}.test.mjs`))]);
  const [, passed] = /^# pass (\d+)$/m.exec(out) ?? [];
  const failed = out.split('\n').filter((line) => /^\s*not ok/.test(line));
  process.env = before;
  figure('the suite of the package with the entry nowasm', `${passed} tests passed, ${failed.length} failed`, 'none fails');
  assert.equal(code, 0, failed.join('\n'));
});
