// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The entries in a real Chromium under the policies of a careful bank: where WebAssembly is forbidden or absent the default
 * entry fails with its code, `supported()` has said so, and `oxpecker/nowasm` answers.
 *
 * In: `pkg/dist`, served from the loopback with one policy a path. The page's own script says what it saw in one attribute.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT, startBrowser } from './support/browser.mjs';
import { day, row } from './support/rows.mjs';

const LOCKED = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'";
const OPEN = LOCKED.replace("'self'", "'self' 'wasm-unsafe-eval'");
const POLICIES = { '/locked': LOCKED, '/open': OPEN, '/trusted': `${OPEN}; require-trusted-types-for 'script'` };
const twice = (id) => row(id, { bookedAt: day(2), amount: '-349.90', counterpartyName: 'Harbor Furniture', reference: 'order 5512' });
const MAIN = `
import { Oxpecker as Default } from '/dist/index.js';
import { Oxpecker as Script } from '/dist/nowasm.js';

async function titles(Entry) {
  try {
    const ox = await Entry.create({ locale: 'en', consent: ['insights', 'nudges'] });
    ox.ingest(${JSON.stringify([twice('a'), twice('b')])});
    const { cards } = ox.evaluate({ surface: 'home' });
    return cards.map(({ text }) => text.title);
  } catch (error) {
    return error.code ?? String(error);
  }
}
document.documentElement.dataset.found = JSON.stringify({ supported: await Default.supported(), default: await titles(Default), script: await titles(Script) });
`;

let server;
let browser;
let address;
before(async () => {
  server = createServer(({ url }, response) => {
    const send = (type, body, headers = {}) => response.writeHead(200, { 'content-type': type, ...headers }).end(body);
    if (POLICIES[url]) return send('text/html', '<!doctype html><html lang="en"><title>Bank</title><script type="module" src="/main.js"></script>', { 'content-security-policy': POLICIES[url] });
    if (url === '/main.js') return send('text/javascript', MAIN);
    if (/^\/dist\/[\w.]+\.js$/.test(url)) return send('text/javascript', readFileSync(join(ROOT, 'pkg', url)));
    response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function found(path, prepare) {
  const context = await browser.newContext();
  const page = await context.newPage();
  if (prepare) await page.addInitScript(prepare);
  await page.goto(address + path);
  await page.locator('html[data-found]').waitFor({ state: 'attached', timeout: 60_000 });
  const told = JSON.parse(await page.evaluate(() => document.documentElement.dataset.found));
  await context.close();
  return told;
}

for (const [name, path, prepare, code] of [
  ["script-src 'self' alone", '/locked', undefined, 'WASM_BLOCKED'],
  ['no WebAssembly, as in Lockdown Mode', '/open', () => void delete globalThis.WebAssembly, 'WASM_UNAVAILABLE'],
]) {
  test(`${name}: the default entry says ${code}, the other answers`, async () => {
    const told = await found(path, prepare);
    assert.equal(told.default, code);
    assert.ok(told.script.length > 0 && told.script[0].length > 3, JSON.stringify(told.script));
    assert.deepEqual(told.supported.entries, { oxpecker: code, 'oxpecker/slim': code, 'oxpecker/isolated': code === 'WASM_BLOCKED' ? null : code, 'oxpecker/nowasm': null });
    assert.equal(told.supported.entry, 'oxpecker/nowasm');
  });
}

for (const path of ['/open', '/trusted']) {
  test(`${POLICIES[path]}: both answer the same`, async () => {
    const told = await found(path);
    assert.ok(told.default.length > 0);
    assert.deepEqual(told.script, told.default);
    assert.deepEqual(told.supported, { entry: 'oxpecker', entries: { oxpecker: null, 'oxpecker/slim': null, 'oxpecker/isolated': null, 'oxpecker/nowasm': null }, missing: [] });
  });
}
