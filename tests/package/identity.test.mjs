// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Which engine runs: bytes are hashed before they do, and the report says whether they were.
 */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { load, packageFolder } from './lib/packed.mjs';
import { eventful, granted, now } from './lib/rows.mjs';

const path = join(packageFolder(), 'dist/engine.wasm');
const wasm = readFileSync(path);
const sha256 = createHash('sha256').update(wasm).digest('hex');
const { Oxpecker } = await load();
const { Oxpecker: Slim } = await load('dist/slim.node.js');
const { Oxpecker: InPage } = await load('dist/slim.js');

const engineOf = (ox) => ox.privacy.report({ now }).engine;

test('the bytes that run are verified, and stay so after everything was erased', async () => {
  const ox = await Oxpecker.create(granted);
  ox.ingest(eventful());
  assert.deepEqual(engineOf(ox), { sha256, verified: true });
  await ox.privacy.erase();
  assert.deepEqual(engineOf(ox), { sha256, verified: true });
  ox.free();
  for (const wasmOf of [() => undefined, () => path, () => new Uint8Array(wasm), () => new Response(wasm)]) {
    const slim = await Slim.create({ ...granted, wasm: wasmOf() });
    assert.deepEqual(engineOf(slim), { sha256, verified: true });
    slim.free();
  }
});

test('a page fetches with the hash, and what came is verified once more', async (t) => {
  const asked = [];
  t.mock.method(globalThis, 'fetch', async (_url, options) => {
    asked.push(options?.integrity);
    return new Response(wasm);
  });
  const ox = await InPage.create(granted);
  assert.deepEqual(engineOf(ox), { sha256, verified: true });
  assert.deepEqual(asked, [`sha256-${Buffer.from(sha256, 'hex').toString('base64')}`]);
  ox.free();
});

test('a module of the host’s own runs, and the report says that nobody looked', async () => {
  const ox = await Slim.create({ ...granted, wasm: await WebAssembly.compile(wasm) });
  assert.deepEqual(engineOf(ox), { sha256, verified: false });
  ox.free();
});

test('bytes that are not verified do not run', async (t) => {
  // A custom section more: as good a module, and not the one of this release.
  const other = Buffer.concat([wasm, Uint8Array.of(0, 2, 1, 0x78)]);
  await WebAssembly.compile(other);
  const refused = (promise) => assert.rejects(promise, (error) => error.code === 'WASM_LOAD_FAILED' && /SHA-256/.test(error.message));
  await refused(Slim.create({ wasm: other }));
  await refused(Slim.create({ wasm: new Response(other) }));
  t.mock.method(globalThis, 'fetch', async () => new Response(other));
  await refused(InPage.create({ wasm: '/other/engine.wasm' }));
});

test('without WebCrypto the engine runs, and is not verified', async () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
  Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
  try {
    const ox = await Slim.create({ ...granted, wasm: new Uint8Array(wasm) });
    assert.equal(engineOf(ox).verified, false);
    ox.free();
  } finally {
    Object.defineProperty(globalThis, 'crypto', before);
  }
});
