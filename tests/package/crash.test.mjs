// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * An engine that truly dies: its memory has a ceiling, a large file runs into it, and the last snapshot starts a new one.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rejectsCode, sameBytes, throwsCode } from './lib/code.mjs';
import { load, packageFolder } from './lib/packed.mjs';
import { bytesOf, eventful, granted, many, now } from './lib/rows.mjs';
import { withCeiling } from './lib/sections.mjs';

const { Oxpecker } = await load('dist/slim.node.js');
const wasm = new Uint8Array(readFileSync(join(packageFolder(), 'dist/engine.wasm')));
const small = await WebAssembly.compile(withCeiling(wasm, 24));
const large = many(60_000);

const said = (ox) =>
  JSON.stringify([ox.evaluate({ surface: 'home', now }), ox.duplicates({ now, includeSettled: true }), ox.series({ now }), ox.transfers({ now }), ox.consent.list(), ox.stats().transactions]);

async function crashed() {
  const ox = await Oxpecker.create({ ...granted, wasm: small });
  ox.ingest(eventful());
  const saved = ox.snapshot();
  const before = said(ox);
  return { ox, saved, before };
}

const later = (ox) => [() => ox.ingest('[]'), () => ox.remove([]), () => ox.series({ now }), () => ox.evaluate({ surface: 'home', now }), () => ox.checkPayment({ accountId: 'a', amount: '-1', currency: 'EUR' }), () => ox.stats(), () => ox.snapshot(), () => ox.consent.list()];

test('out of memory poisons the instance, and the last snapshot starts another', async () => {
  const { ox, saved, before } = await crashed();
  assert.throws(
    () => ox.ingest(bytesOf(large)),
    (error) => error.code === 'ENGINE_CRASHED' && /Oxpecker\.restore\(lastSnapshot\)/.test(error.message) && error.cause instanceof Error,
  );
  for (const call of later(ox)) throwsCode(call, 'ENGINE_CRASHED');
  await rejectsCode(ox.ingestAsync('[]'), 'ENGINE_CRASHED');
  const twin = await Oxpecker.restore(saved, granted);
  sameBytes(twin.snapshot(), saved, 'snapshots');
  assert.equal(said(twin), before);
  assert.equal(twin.ingest(large).added, large.length);
  twin.free();
});

test('the same while a stream comes in', async () => {
  const { ox, saved, before } = await crashed();
  await rejectsCode(ox.ingestAsync(new Blob([bytesOf(large)])), 'ENGINE_CRASHED');
  for (const call of later(ox)) throwsCode(call, 'ENGINE_CRASHED');
  const twin = await Oxpecker.restore(saved, { ...granted, wasm: small });
  assert.equal(said(twin), before);
  twin.free();
});

test('other instances live on, and a dead one may be freed', async () => {
  const { ox } = await crashed();
  const other = await Oxpecker.create({ ...granted, wasm: small });
  throwsCode(() => ox.ingest(bytesOf(large)), 'ENGINE_CRASHED');
  assert.equal(other.ingest(eventful()).added, eventful().length);
  ox.free();
  throwsCode(() => ox.stats(), 'FREED');
  other.free();
});
