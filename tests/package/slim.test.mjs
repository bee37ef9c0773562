// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `oxpecker/slim`: every source of the engine, and what each kind of trouble says.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { rejectsCode } from './lib/code.mjs';
import { load, packageFolder } from './lib/packed.mjs';
import { eventful, granted, now } from './lib/rows.mjs';

const path = join(packageFolder(), 'dist/engine.wasm');
const wasm = readFileSync(path);
const { Oxpecker } = await load('dist/slim.node.js');
const { Oxpecker: InPage } = await load('dist/slim.js');
const answer = (body, type = 'application/wasm', status = 200) => new Response(body, { status, headers: { 'content-type': type } });

async function works(Entry, options) {
  const ox = await Entry.create({ ...granted, ...options });
  ox.ingest(eventful());
  assert.ok(ox.evaluate({ surface: 'home', now }).cards.length >= 1);
  ox.free();
}

for (const [name, source] of Object.entries({
  'the file beside it': () => undefined,
  'a URL of a file': () => pathToFileURL(path),
  'the same as a string': () => pathToFileURL(path).href,
  'a path': () => path,
  'a view': () => new Uint8Array(wasm),
  'a buffer': () => new Uint8Array(wasm).buffer,
  'a module': () => WebAssembly.compile(wasm),
  'a response': () => answer(wasm),
  'a promise of a response': () => Promise.resolve(answer(wasm)),
  'a response of another type': () => answer(wasm, 'application/octet-stream'),
})) {
  test(`in Node from ${name}`, async () => works(Oxpecker, { wasm: source() }));
}

test('in a page: the file beside the entry is fetched and compiled once', async (t) => {
  let times = 0;
  t.mock.method(globalThis, 'fetch', async (url) => {
    times++;
    assert.ok(String(url).endsWith('/dist/engine.wasm'), url);
    return answer(wasm);
  });
  await works(InPage, {});
  await works(InPage, {});
  assert.equal(times, 1);
});

test('a failed fetch is told, and not kept', async (t) => {
  let fail = true;
  t.mock.method(globalThis, 'fetch', async () => {
    if (fail) throw new TypeError('Failed to fetch');
    return answer(wasm);
  });
  await rejectsCode(InPage.create({ wasm: '/other/engine.wasm' }), 'WASM_LOAD_FAILED');
  fail = false;
  await works(InPage, { wasm: '/other/engine.wasm' });
});

const html = '<!doctype html><title>App</title>';
for (const [name, source] of Object.entries({
  'a page as HTML': () => answer(html, 'text/html'),
  'a page called a module': () => answer(html),
  'bytes of a page': () => new TextEncoder().encode(html),
})) {
  test(`${name}: the message names the remedy`, async () => {
    await assert.rejects(Oxpecker.create({ wasm: source() }), (error) => error.code === 'WASM_LOAD_FAILED' && /HTML/.test(error.message) && /optimizeDeps\.exclude/.test(error.message));
  });
}

const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
for (const [name, source] of Object.entries({
  'a missing file': () => '/nowhere/engine.wasm',
  'an answer 404': () => answer('no', 'text/plain', 404),
  'other bytes': () => Uint8Array.of(1, 2, 3, 4, 5),
  'no bytes': () => new Uint8Array(),
  'half an engine': () => new Uint8Array(wasm.subarray(0, wasm.length >> 1)),
  'another module': () => empty,
})) {
  test(`${name}: WASM_LOAD_FAILED`, () => rejectsCode(Oxpecker.create({ wasm: source() }), 'WASM_LOAD_FAILED'));
}

test('something else as `wasm` is refused by name', async () => {
  for (const wasm of [42, true, {}, null]) await rejectsCode(Oxpecker.create({ wasm }), 'INVALID_ARGUMENT', { field: 'wasm' });
});

/** The default entry in a host of its own. */
function elsewhere(prepare, options) {
  const files = { './engine.inline.cjs': { exports: {} }, './storage.cjs': { exports: {} } };
  const require = (id) => files[id] ?? assert.fail(id);
  const inline = files['./engine.inline.cjs'];
  const text = (file) => readFileSync(join(packageFolder(), 'dist', file), 'utf8');
  const context = createContext({ module: { exports: {} }, require: (id) => require(id).exports, atob, TextDecoder, TextEncoder }, options);
  runInContext(`(exports) => {${text('engine.inline.cjs')}}`, context)(inline.exports);
  runInContext(prepare, context);
  runInContext(`{ const exports = module.exports; ${text('index.cjs')} }`, context);
  return context.module.exports;
}

test('a host without WebAssembly: WASM_UNAVAILABLE', async () => {
  const { Oxpecker: Locked } = elsewhere('delete globalThis.WebAssembly', {});
  await assert.rejects(Locked.create(), (error) => error.code === 'WASM_UNAVAILABLE' && /Lockdown/.test(error.message));
});

test('a policy that forbids WebAssembly: WASM_BLOCKED, with the directive', async () => {
  const { Oxpecker: Blocked } = elsewhere('', { codeGeneration: { wasm: false } });
  await assert.rejects(Blocked.create(), (error) => error.code === 'WASM_BLOCKED' && /'wasm-unsafe-eval'/.test(error.message) && /script-src/.test(error.message));
});

// As the three engines word it: Chromium's policy check, Firefox's, WebKit's.
for (const message of [
  "WebAssembly.compile(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source of script",
  'call to WebAssembly.compile() blocked by CSP',
  "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script",
]) {
  test(`the refusal "${message.slice(0, 40)}…" is understood`, async (t) => {
    t.mock.method(WebAssembly, 'compile', async () => {
      throw new WebAssembly.CompileError(message);
    });
    await rejectsCode(Oxpecker.create({ wasm: new Uint8Array(wasm) }), 'WASM_BLOCKED');
  });
}
