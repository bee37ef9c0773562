// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * One build of a page by Vite, from the tarball, for both entries; its output then runs.
 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { node, project, tool } from './lib/packed.mjs';
import { eventful, granted, now } from './lib/rows.mjs';

const page = '<!doctype html><title>Page</title><script type="module" src="/main.js"></script>\n';
const config = 'export default { logLevel: "error", build: { modulePreload: { polyfill: false }, assetsInlineLimit: 0 } };\n';
const main = (from, options) => `
  import { Oxpecker } from '${from}';
  globalThis.result = Oxpecker.create({ ...${JSON.stringify(granted)}${options} }).then((ox) => {
    ox.ingest(${JSON.stringify(JSON.stringify(eventful()))});
    return ox.evaluate({ surface: 'home', now: ${JSON.stringify(now)} }).cards.map(({ text }) => text.title);
  });
`;

async function built(t, files) {
  const folder = project(t, { 'index.html': page, 'vite.config.js': config, ...files });
  await tool('vite/bin/vite.js', ['build'], folder);
  const assets = join(folder, 'dist/assets');
  return { folder, assets, files: readdirSync(assets) };
}

async function titles(folder, script) {
  const { code, out, err } = await node(['--input-type=module', '-e', script], { cwd: folder });
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

test('default entry: one script, no asset', async (t) => {
  const { folder, files } = await built(t, { 'main.js': main('oxpecker', '') });
  assert.equal(files.length, 1, files.join());
  const found = await titles(folder, `await import('./dist/assets/${files[0]}'); console.log(JSON.stringify(await globalThis.result));`);
  assert.ok(found.length >= 1 && found.every((title) => title.length > 3), found.join());
});

test('slim entry: the engine becomes an asset', async (t) => {
  const { folder, assets, files } = await built(t, { 'main.js': main('oxpecker/slim', '') });
  const wasm = files.find((file) => file.endsWith('.wasm'));
  const script = files.find((file) => file.endsWith('.js'));
  assert.ok(wasm && script && files.length === 2, files.join());
  assert.equal(readFileSync(join(assets, wasm)).subarray(0, 4).toString('latin1'), '\0asm');
  const serve = `
    import { readFileSync } from 'node:fs';
    globalThis.fetch = async (url) => {
      const path = String(url).split('/').pop();
      return new Response(readFileSync('./dist/assets/' + path), { headers: { 'content-type': 'application/wasm' } });
    };
    globalThis.document = { baseURI: 'http://localhost/' };
    globalThis.location = new URL('http://localhost/');
    await import('./dist/assets/${script}');
    console.log(JSON.stringify(await globalThis.result));`;
  const found = await titles(folder, serve);
  assert.ok(found.length >= 1, 'no card');
});
