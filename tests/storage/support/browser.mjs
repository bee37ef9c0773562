// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Real browsers around the shell: a server on this machine, pages that save, and an end without warning.
 *
 * In: CHROMIUM and FIREFOX, or those on the PATH. Invariants: only processes that were started here are ended; a profile
 * outlives its browser, since that is what is looked at.
 */

import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { bundle } from './bundle.mjs';

const NAMES = { chrome: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], firefox: ['firefox-esr', 'firefox'] };
const NAMED = { chrome: 'CHROMIUM', firefox: 'FIREFOX' };

/** The program of a browser, or nothing where there is none. */
export function programOf(browser) {
  const named = process.env[NAMED[browser]];
  if (named) return named;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES[browser]) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here; the next folder may have it.
      }
    }
  }
  return undefined;
}

// The policy of a careful bank: its own scripts, WebAssembly, and nothing else.
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'";

/** Serves `page.js` and the shell; `acks` holds what pages say is saved, by name. */
export async function serve() {
  const texts = { '/': '<!doctype html><title>storage</title><script type="module" src="/page.js"></script>', '/page.js': readFileSync(new URL('./page.js', import.meta.url), 'utf8'), '/shell.js': await bundle() };
  const acks = new Map();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
    if (pathname === '/ack') {
      const name = searchParams.get('name');
      acks.set(name, Math.max(acks.get(name) ?? 0, Number(searchParams.get('count'))));
      response.writeHead(204).end();
      return;
    }
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(texts[pathname] ? 200 : 404, { 'content-type': type, 'content-security-policy': POLICY }).end(texts[pathname] ?? '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, acks, stop: () => (server.closeAllConnections(), server.close()) };
}

const folders = [];
// Not before every browser is gone: one that still writes would keep its folder, and the run with it.
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** A folder for a profile, gone when all tests of the file have ended. */
export function profile() {
  const folder = mkdtempSync(join(tmpdir(), 'oxpecker-profile-'));
  folders.push(folder);
  return folder;
}

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

// A Firefox that was killed is to start like any other.
const CALM = ['toolkit.startup.max_resumed_crashes', -1, 'browser.sessionstore.resume_from_crash', false];
const calm = () => CALM.map((one, i) => (i % 2 ? '' : `user_pref('${one}', ${CALM[i + 1]});\n`)).join('');

/** Starts a browser on a profile. */
export async function launch(browser, userDataDir) {
  const isChrome = browser === 'chrome';
  const start = () => puppeteer.launch({ browser, executablePath: programOf(browser), userDataDir, headless: true, args: isChrome ? QUIET : [], timeout: 120_000, protocolTimeout: 180_000, handleSIGINT: false });
  if (isChrome) return start();
  for (let patience = 20; ; patience--) {
    writeFileSync(join(userDataDir, 'user.js'), calm());
    try {
      return await start();
    } catch (error) {
      // The launcher still tidies up after the killed one, and takes the settings away under our hands.
      if (error.code !== 'ENOENT' || !patience) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** All processes below one, itself last. */
function family(pid) {
  const children = (parent) => {
    try {
      return readdirSync(`/proc/${parent}/task`).flatMap((task) => readFileSync(`/proc/${parent}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number));
    } catch {
      return execFileSync('ps', ['-o', 'pid=', '--ppid', String(parent)], { encoding: 'utf8' }).split('\n').filter(Boolean).map(Number);
    }
  };
  return [...children(pid).flatMap((child) => family(child)), pid];
}

/** Ends a browser as a power cut would end its processes, all of those that it started, and waits until they are gone. */
export async function kill(browser) {
  const own = browser.process();
  const gone = new Promise((resolve) => own.once('close', resolve));
  // The parent first: it must not notice that its children go.
  for (const pid of family(own.pid).reverse()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It went by itself.
    }
  }
  await gone;
  await browser.disconnect().catch(() => {});
}
