// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `npx oxpecker demo`: the headers, the types, no way out of the folder, a free port, and an end.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { project } from './lib/packed.mjs';

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

async function serve(t, port, folder = project(t)) {
  const child = spawn(process.execPath, ['node_modules/oxpecker/dist/cli.js', 'demo', '--port', String(port)], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise((resolve) => child.on('close', (code) => resolve(code)));
  t.after(() => child.exitCode === null && child.kill('SIGKILL'));
  let out = '';
  const address = await new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
      const found = /http:\/\/localhost:(\d+)\//.exec(out);
      if (found) resolve(Number(found[1]));
    });
    closed.then((code) => reject(new Error(`ended with ${code}: ${out}`)));
  });
  return { port: address, folder, stop: () => (child.kill('SIGINT'), closed), origin: `http://127.0.0.1:${address}` };
}

/** Sends a path exactly as it is; `fetch` would tidy it first. */
const raw = (port, line) =>
  new Promise((resolve, reject) => {
    let answer = '';
    connect(port, '127.0.0.1', function () {
      this.write(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    })
      .setEncoding('latin1')
      .on('data', (text) => (answer += text))
      .on('end', () => resolve(answer))
      .on('error', reject);
  });

test('every answer carries the headers; the page and its types are right', async (t) => {
  const { origin, stop } = await serve(t, 0);
  const page = await fetch(`${origin}/`);
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type'), /^text\/html; charset=utf-8$/);
  const html = await page.text();
  assert.match(html, /<!doctype html>/i);
  const paths = [...html.matchAll(/(?:src|href)="\.?\/?([^"#:]+)"/g)].map(([, path]) => path);
  assert.ok(paths.length >= 2, 'the page loads a script and a style');
  const types = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml', png: 'image/png', webmanifest: 'application/manifest+json; charset=utf-8', html: 'text/html; charset=utf-8' };
  for (const path of ['', 'missing.js', ...paths]) {
    const { status, headers } = await fetch(`${origin}/${path}`);
    assert.equal(status, path === 'missing.js' ? 404 : 200, path);
    assert.equal(headers.get('content-security-policy'), POLICY);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    const type = types[path.split('.').pop()];
    if (status === 200 && type && path) assert.equal(headers.get('content-type'), type, path);
  }
  const worker = await fetch(`${origin}/sw.js`);
  assert.equal(worker.headers.get('content-security-policy'), "default-src 'none'; connect-src 'self'", 'the worker may load its files, and nothing else');
  const check = await fetch(`${origin}/check.worker.js`);
  assert.equal(check.headers.get('content-security-policy'), "default-src 'none'; script-src 'wasm-unsafe-eval'", 'as docs/ISOLATED.md has it');
  const head = await fetch(`${origin}/`, { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text(), head.headers.get('content-length')], [200, '', String(Buffer.byteLength(html))]);
  const post = await fetch(`${origin}/`, { method: 'POST', body: 'x' });
  assert.deepEqual([post.status, post.headers.get('allow')], [405, 'GET, HEAD']);
  assert.equal(await stop(), 0);
});

test('nothing outside of the folder is answered', async (t) => {
  const folder = project(t);
  const demo = join(folder, 'node_modules/oxpecker/demo');
  writeFileSync(join(folder, 'node_modules/oxpecker/demo-secret.txt'), 'secret');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  symlinkSync(join(folder, 'secret.txt'), join(demo, 'link.txt'));
  symlinkSync(folder, join(demo, 'linked'));
  const { port, stop } = await serve(t, 0, folder);
  const paths = ['/../package.json', '/../../../secret.txt', '/%2e%2e/package.json', '/..%2fpackage.json', '/%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret.txt', '/..%5c..%5csecret.txt', '/....//package.json', '/%252e%252e/package.json', '//etc/passwd', '/etc/passwd', '/../demo-secret.txt', '/link.txt', '/linked/secret.txt', '/%00', '/index.html%00.js', '/%', '/%ff', '/\\..\\package.json', 'http://other/../package.json', '/index.html/../../package.json'];
  for (const path of paths) {
    const answer = await raw(port, `GET ${path} HTTP/1.1`);
    assert.match(answer, /^HTTP\/1\.1 40[04] /, path);
    assert.doesNotMatch(answer, /secret|"name"|root:/, path);
  }
  assert.match(await raw(port, 'GET /?query=1 HTTP/1.1'), /^HTTP\/1\.1 200 /);
  assert.equal(await stop(), 0);
});

test('a taken port gives way to the next', async (t) => {
  const taken = createServer();
  await new Promise((resolve) => taken.listen(0, '127.0.0.1', resolve));
  t.after(() => taken.close());
  const { port } = taken.address();
  const { port: chosen, stop } = await serve(t, port);
  assert.ok(chosen > port && chosen < port + 50, `${chosen} after ${port}`);
  assert.equal(await stop(), 0);
});

test('it listens on this machine alone', async (t) => {
  const { networkInterfaces } = await import('node:os');
  const outer = Object.values(networkInterfaces()).flat().find(({ internal, family }) => !internal && family === 'IPv4');
  const { port, stop } = await serve(t, 0);
  if (outer) await assert.rejects(fetch(`http://${outer.address}:${port}/`), TypeError);
  else t.diagnostic('this machine has no other address to try');
  assert.equal(await stop(), 0);
});
