// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The package as a bank gets it: `pkg/` packed by npm and installed from the tarball, never the sources.
 *
 * In: `pkg/`, built by `cargo xtask build`. Out: temporary projects that depend on the tarball and nothing else.
 * Invariants: packed once for each state of `pkg/`, kept in `node_modules/.cache/`; projects go when their test ends.
 */

import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const here = join(dirname(fileURLToPath(import.meta.url)), '..');
export const root = join(here, '../..');
export const pkg = process.env.OXPECKER_PKG ?? join(root, 'pkg');

function digest(folder, hash = createHash('sha256')) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    hash.update(path);
    if (entry.isDirectory()) digest(path, hash);
    else hash.update(readFileSync(path));
  }
  return hash;
}

const npm = (args, cwd) =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** A folder with `oxpecker` in its `node_modules`, installed from the tarball. */
function installed() {
  if (!existsSync(join(pkg, 'dist/index.js'))) throw new Error('pkg/ is not built: run `cargo xtask build` first');
  const cache = join(here, 'node_modules/.cache/oxpecker');
  const folder = join(cache, digest(pkg).digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'making-'));
  const [{ filename, files }] = JSON.parse(npm(['pack', '--json', '--pack-destination', making], pkg));
  writeFileSync(join(making, 'package.json'), '{ "name": "reader", "private": true }\n');
  writeFileSync(join(making, 'packed.json'), JSON.stringify(files.map(({ path }) => path)));
  npm(['install', '--offline', '--no-package-lock', `./${filename}`], making);
  for (const name of readdirSync(cache)) {
    // Of earlier builds; what a test that runs now may use is younger.
    if (Date.now() - statSync(join(cache, name)).mtimeMs > 3_600_000) rmSync(join(cache, name), { recursive: true, force: true });
  }
  try {
    renameSync(making, folder);
  } catch (error) {
    // Another test file was faster; its folder holds the same.
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

let base;
const ready = () => (base ??= installed());

/** Where the package lies once it is installed. */
export const packageFolder = () => join(ready(), 'node_modules/oxpecker');

/** Paths in the tarball. */
export const packedFiles = () => JSON.parse(readFileSync(join(ready(), 'packed.json'), 'utf8'));

/** The default entry, as Node resolves it for `import`; OXPECKER_ENTRY runs a whole test file with another, such as `dist/nowasm.js`. */
export const load = (entry = process.env.OXPECKER_ENTRY ?? 'dist/index.js') => import(pathToFileURL(join(packageFolder(), entry)).href);

/** A project of its own with `files`, gone when the test ends. `t.after` is that of `node:test`. */
export function project(t, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'oxpecker-project-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  cpSync(join(ready(), 'node_modules'), join(folder, 'node_modules'), { recursive: true });
  for (const [path, text] of Object.entries({ 'package.json': '{ "name": "reader", "private": true, "type": "module" }\n', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Runs Node and collects what it says; never throws for an exit code. */
export function node(args, { cwd = here, input } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: 'pipe' });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

/** Runs a tool of this folder's `node_modules`; throws with everything it said when it fails. */
export async function tool(path, args, cwd) {
  const { code, out, err } = await node([join(here, 'node_modules', path), ...args], { cwd });
  if (code !== 0) throw new Error(`${path} ended with ${code}\n${out}\n${err}`);
  return out;
}
