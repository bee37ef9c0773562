// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Three browser engines, started on an address without a driver: the page itself tells its server when it is done.
 *
 * In: CHROMIUM, FIREFOX and MINIBROWSER, or those on this machine. Out: `programOf()`, `visit()`.
 * Invariants: a profile and a process group of its own for each visit, and both are gone afterwards.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export const ENGINES = ['chromium', 'firefox', 'webkit'];
export const LABEL = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1', '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1'];
const NAMES = { chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'], firefox: ['firefox-esr', 'firefox'], webkit: ['MiniBrowser'] };
const NAMED = { chromium: 'CHROMIUM', firefox: 'FIREFOX', webkit: 'MINIBROWSER' };

const find = (names) => FOLDERS.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));

/** The program of an engine, or nothing where there is none. WebKit shows no page without a screen, so it needs a drawn one. */
export function programOf(engine) {
  if (engine === 'webkit' && !find(['xvfb-run'])) return undefined;
  return process.env[NAMED[engine]] ?? find(NAMES[engine]);
}

/** Why an engine is left out here, or `false`: where it is to be proved, one that is not there is no excuse. */
export function leftOut(engine) {
  const isProof = process.env.OXPECKER_PROVE === '1';
  if (!programOf(engine)) return isProof ? false : `there is no ${LABEL[engine]} on this machine`;
  return engine === 'chromium' || isProof || process.env.OXPECKER_ENGINES === 'all' ? false : '`cargo xtask prove` runs it, or OXPECKER_ENGINES=all';
}

// Nothing of the browser's own errands, and WebRTC on the loopback, where the collector is.
const PREFERENCES = ['browser.shell.checkDefaultBrowser:false', 'datareporting.policy.dataSubmissionEnabled:false', 'app.update.enabled:false', 'media.peerconnection.ice.loopback:true', 'browser.aboutwelcome.enabled:false', 'dom.disable_open_during_load:false'];

function commandOf(engine, program, folder, address) {
  if (engine === 'firefox') {
    writeFileSync(join(folder, 'user.js'), PREFERENCES.map((one) => `user_pref('${one.split(':')[0]}', ${one.split(':')[1]});\n`).join(''));
    return [program, ['--headless', '--no-remote', '--profile', folder, address]];
  }
  if (engine === 'webkit') return [find(['xvfb-run']), ['-a', program, '--private', address]];
  const quiet = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-popup-blocking'];
  return [program, [...quiet, `--user-data-dir=${folder}`, address]];
}

/** Opens `address` and waits until `done` settles; rejects after `patience` milliseconds. */
export async function visit(engine, address, done, patience = 120_000) {
  const folder = mkdtempSync(join(tmpdir(), `oxpecker-${engine}-`));
  const [program, args] = commandOf(engine, programOf(engine), folder, address);
  const child = spawn(program, args, { stdio: 'ignore', detached: true, env: { ...process.env, HOME: folder } });
  const gone = new Promise((resolve) => child.once('close', resolve));
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`${LABEL[engine]} did not tell that it was done`)), patience)));
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It went by itself.
    }
    await gone;
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
