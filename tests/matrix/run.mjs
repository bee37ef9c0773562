// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The matrix: the packed tarball in a fresh project of each builder, test runner and policy, and what its app shows.
 *
 * In: `pkg/`, a Chromium (CHROMIUM), names of rows to run (all when none is given); npm's registry. Out: a line for each row
 * as it ends, and in the table of docs/BUNDLERS.md; exit code 1 when a row does not hold.
 * Invariants: pages are served from and to the loopback; every process and folder of a row ends with it.
 */

import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROWS } from './rows.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tools = (folder) => createRequire(join(root, 'tests', folder, 'package.json'));
const { chromium } = tools('pages')('playwright-core');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json' };
const LIMIT = 600_000;

const work = mkdtempSync(join(tmpdir(), 'oxpecker-matrix-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true, maxRetries: 5 }));
const npm = (args, cwd) => execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT });
const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', work], process.env.OXPECKER_PKG ?? join(root, 'pkg')));
const tarball = join(work, filename);

/** A tool of the project's own, to its end. */
function run(folder, command) {
  const [path, ...args] = command.split(' ');
  const file = existsSync(join(folder, 'node_modules', path)) ? join(folder, 'node_modules', path) : join(folder, path);
  return execFileSync(process.execPath, [file, ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT, env: { ...process.env, NO_COLOR: '1', CI: '1', NEXT_TELEMETRY_DISABLED: '1', NG_CLI_ANALYTICS: 'false' } });
}

const freePort = () =>
  new Promise((resolve) => {
    const socket = createSocket().listen(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

/** A folder on the loopback. */
async function served(folder, policy) {
  const server = createServer(({ url }, response) => {
    const path = join(folder, decodeURIComponent(url.split('?')[0]).replace(/\/$/, '/index.html'));
    if (!path.startsWith(folder) || !existsSync(path) || !statSync(path).isFile()) return response.writeHead(404).end();
    const headers = { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', ...(policy && { 'content-security-policy': policy }) };
    response.writeHead(200, headers).end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

/** A server of the project's own, once it answers. */
async function started(folder, command) {
  const port = await freePort();
  const [path, ...args] = command.replace('PORT', port).split(' ');
  const child = spawn(process.execPath, [join(folder, 'node_modules', path), ...args], { cwd: folder, stdio: 'ignore', detached: true });
  const address = `http://127.0.0.1:${port}/`;
  for (let left = 120; ; left--) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer) break;
    if (!left) throw new Error(`the server of ${path} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return { address, stop: () => process.kill(-child.pid) };
}

let browser;
async function shown(address) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? 'chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'] });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(address);
    await page.locator('html[data-found]').waitFor({ state: 'attached', timeout: 90_000 }).catch((error) => Promise.reject(new Error(`${said.join('; ') || error.message}`)));
    return JSON.parse(await page.evaluate(() => document.documentElement.dataset.found));
  } finally {
    await context.close();
  }
}

/** A fresh project of a row, and what its app found. */
async function look(row) {
  const folder = join(work, row.name.replace(/\W+/g, '-'));
  for (const [path, text] of Object.entries({ 'package.json': '{ "name": "reader", "private": true, "type": "module" }\n', ...row.files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  npm(['install', ...(row.packages.length ? [] : ['--offline']), tarball, ...row.packages], folder);
  for (const command of row.build ?? []) run(folder, command);
  for (const [file, to] of row.copies ?? []) cpSync(join(folder, 'node_modules', file), join(folder, to));
  const version = row.tool === 'node' ? process.versions.node : JSON.parse(readFileSync(join(folder, 'node_modules', row.tool, 'package.json'), 'utf8')).version;
  let found;
  if (row.print) {
    const said = /found: (\{.*\})/.exec(run(folder, row.print));
    if (!said) throw new Error('it printed nothing');
    found = JSON.parse(said[1]);
  } else {
    const server = row.serve ? await started(folder, row.serve) : await served(join(folder, row.page), row.policy);
    try {
      found = await shown(server.address);
    } finally {
      server.stop();
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return { version, found };
}

const isCode = (text) => /^[A-Z]+_[A-Z_]+$/.test(text);
const isCard = (text) => /^(A possible|Possible|Paid|Charged|Was|Two|The same|[A-Z][a-z])/.test(text) && text.length > 10 && !/Error|error|undefined|failed|cannot/i.test(text);

async function line(row) {
  try {
    const { version, found } = await look(row);
    const faults = Object.entries(found).filter(([entry, text]) => (row.expected?.[entry] ? text !== row.expected[entry] : !isCard(text)));
    const cells = ['default', 'slim', 'nowasm'].map((entry) => {
      const texts = [found[entry], found[`server ${entry}`]].filter((text) => text !== undefined);
      return texts.length ? texts.map((text) => (isCard(text) ? 'a card' : isCode(text) ? `\`${text}\`` : text)).join(', ') : 'not tried';
    });
    return { row, version, cells, holds: !faults.length, why: faults.map(([entry, text]) => `${entry}: ${text}`).join('; ') };
  } catch (error) {
    const why = `${error.stdout ?? ''}${error.stderr ?? ''}${error.message}`.replace(/\s+/g, ' ').trim();
    return { row, version: '', cells: ['did not run', '', ''], holds: false, why: why.slice(0, 600) };
  }
}

/** What looks at the tarball itself. */
function checked(name, folder, path, args) {
  try {
    execFileSync(process.execPath, [join(root, 'tests/package/node_modules', path), ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return { name, holds: true, why: '' };
  } catch (error) {
    return { name, holds: false, why: `${error.stdout}${error.stderr}`.slice(-600) };
  }
}

/** Writes the table: what ran now, and of the other rows what stood there. */
function record(lines, checks) {
  const today = new Date().toISOString().slice(0, 10);
  const path = join(root, 'docs/BUNDLERS.md');
  /** Rows of the table as it stands, so that a run of some rows leaves the others. */
  const known = new Map((existsSync(path) ? readFileSync(path, 'utf8') : '').split('\n').filter((text) => text.startsWith('| ')).map((text) => [text.split(' | ')[0].slice(2), text]));
  for (const { row, version, cells, holds } of lines) known.set(row.name, `| ${row.name} | ${version} | ${cells.join(' | ')} | ${holds ? 'yes' : '**no**'} | ${today} |`);
  for (const { name, holds } of checks) known.set(name, `| ${name} | tarball |  |  |  | ${holds ? 'clean' : '**not clean**'} | ${today} |`);
  const names = [...ROWS.map(({ name }) => name), 'publint', '@arethetypeswrong/cli'];
  const table = names.filter((name) => known.has(name)).map((name) => known.get(name));
  const untried = names.filter((name) => !known.has(name));
  const rest = untried.length ? `\nNot tried yet: ${untried.join(', ')}.\n` : '';
  const head = readFileSync(new URL('./head.md', import.meta.url), 'utf8');
  writeFileSync(path, `${head}\n| where | version | \`oxpecker\` | \`oxpecker/slim\` | \`oxpecker/nowasm\` | holds | tried |\n|---|---|---|---|---|---|---|\n${table.join('\n')}\n${rest}\nWritten by \`cargo xtask matrix\`, with Node ${process.versions.node} and Chromium; \`cargo xtask matrix <words>\` tries the rows that they name.\n`);
}

const wanted = process.argv.slice(2);
const lines = [];
for (const row of ROWS.filter(({ name }) => !wanted.length || wanted.some((word) => name.toLowerCase().includes(word.toLowerCase())))) {
  const one = await line(row);
  lines.push(one);
  record(lines, []);
  console.log(`${one.holds ? 'holds' : 'FAILS'}  ${row.name.padEnd(40)} ${one.version.padEnd(10)} ${one.cells.join(' | ')}${one.why && `\n       ${one.why}`}`);
}
await browser?.close();
const unpacked = join(work, 'package');
execFileSync('tar', ['-xzf', tarball, '-C', work]);
const exempt = ['./engine.wasm', './pack.schema.json', './builtin.pack.json', './isolated.worker.js'];
const checks = [
  checked('publint', root, 'publint/src/cli.js', ['run', '--strict', unpacked]),
  checked('@arethetypeswrong/cli', work, '@arethetypeswrong/cli/dist/index.js', ['--no-color', '--format', 'ascii', '--profile', 'node16', '--exclude-entrypoints', ...exempt, '--', tarball]),
];
for (const { name, holds, why } of checks) console.log(`${holds ? 'holds' : 'FAILS'}  ${name}${why && `\n${why}`}`);

record(lines, checks);
process.exitCode = [...lines, ...checks].every(({ holds }) => holds) ? 0 : 1;
