// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The rows of the matrix as data: each a fresh project with what it needs from npm, its files, how it is built, and where
 * the result is looked at.
 *
 * A row has `tool` (whose version is printed), `packages` (npm names with ranges), `files`, `build` (commands of its
 * `node_modules`), and one of: `page` (a folder that is served, or a dev server), `print` (a command that prints what was
 * found). How to add one: an entry in `ROWS`; what every app does is in `APP`.
 */

const twice = (id) => ({ id, accountId: 'current', bookedAt: new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10), amount: '-349.90', currency: 'EUR', counterpartyName: 'Harbor Furniture', reference: 'order 5512', kind: 'card' });

/** What every app does: a few rows in, the title of a card out, with each entry that its row asks for. */
const card = `
const rows = ${JSON.stringify([twice('a'), twice('b')])};
const card = async (Entry, more) => {
  const ox = await Entry.create({ locale: 'en', timeZone: 'Europe/Paris', consent: ['insights', 'nudges'], ...more });
  ox.ingest(rows);
  const { cards } = ox.evaluate({ surface: 'home' });
  ox.free();
  return cards[0].text.title;
};
const tried = (promise) => promise.catch((error) => String(error.code ?? error.message).slice(0, 80));
`;

/** The same for bundlers: the default entry at once, the others when they are needed. */
const APP = `
import { Oxpecker } from 'oxpecker';
${card}
export async function found() {
  return {
    default: await tried(card(Oxpecker)),
    slim: await tried(import('oxpecker/slim').then(({ Oxpecker }) => card(Oxpecker))),
    nowasm: await tried(import('oxpecker/nowasm').then(({ Oxpecker }) => card(Oxpecker))),
  };
}
`;
const SHOW = "found().then((all) => { document.documentElement.dataset.found = JSON.stringify(all); }, (error) => { document.documentElement.dataset.found = JSON.stringify({ default: String(error) }); });\n";
const MAIN = `import { found } from './app.js';\n${SHOW}`;
const html = (script) => `<!doctype html><html lang="en"><head><title>Bank</title></head><body><script type="module" src="${script}"></script></body></html>\n`;
const PRINT = 'found().then((all) => console.log(`found: ${JSON.stringify(all)}`));\n';

/** Each entry by CommonJS. */
const COMMON = `
const { Oxpecker } = require('oxpecker');
${card}
const found = async () => ({
  default: await tried(card(Oxpecker)),
  slim: await tried(card(require('oxpecker/slim').Oxpecker)),
  nowasm: await tried(card(require('oxpecker/nowasm').Oxpecker)),
});
`;

const app = { 'app.js': APP, 'main.js': MAIN };
const vite = { 'app.js': APP, 'main.js': MAIN, 'index.html': html('/main.js') };
/** Vite before 8 moves the slim entry away from its engine unless it is told not to. */
const excluded = { ...vite, 'vite.config.js': "export default { optimizeDeps: { exclude: ['oxpecker'] }, build: { target: 'es2022' } };\n" };
/** Builders that do not know \`new URL(…, import.meta.url)\` leave the engine where it is: it is copied beside the script. */
const beside = [['oxpecker/dist/engine.wasm', 'out/engine.wasm']];

const test = (head, body) => `${head}\n${body}\nit('shows a card', async () => { const all = await found(); console.log('found: ' + JSON.stringify(all)); expect(all.default.length).toBeGreaterThan(3); }, 60000);\n`;
const vitest = test("import { expect, it } from 'vitest';", APP.replace('export async', 'async'));
const jest = test('', COMMON);

const angular = {
  'angular.json': JSON.stringify({ version: 1, projects: { app: { projectType: 'application', root: '', sourceRoot: 'src', architect: { build: { builder: '@angular/build:application', options: { browser: 'src/main.ts', index: 'src/index.html', tsConfig: 'tsconfig.json', outputPath: 'out', budgets: [] } } } } } }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'ES2022', module: 'preserve', moduleResolution: 'bundler', strict: true, skipLibCheck: false, lib: ['ES2022', 'DOM'], types: [], experimentalDecorators: true }, files: ['src/main.ts'] }),
  'src/index.html': '<!doctype html><html lang="en"><head><title>Bank</title><base href="/"></head><body><app-root></app-root></body></html>\n',
  'src/main.ts': `
import { Component, provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { Oxpecker } from 'oxpecker';
${card.replace('(Entry, more)', '(Entry: typeof Oxpecker)').replace(', ...more', '').replace('(promise)', '(promise: Promise<string>)')}
@Component({ selector: 'app-root', template: '<p>Bank</p>' })
class App {
  constructor() {
    void this.show();
  }
  async show(): Promise<void> {
    document.documentElement.dataset['found'] = JSON.stringify({
      default: await tried(card(Oxpecker)),
      nowasm: await tried(import('oxpecker/nowasm').then(({ Oxpecker }) => card(Oxpecker))),
    });
  }
}
void bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
`,
};

const next = {
  'package.json': '{ "name": "reader", "private": true }\n',
  'app.mjs': APP,
  'app/layout.jsx': 'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }\n',
  'app/page.jsx': `import { found } from '../app.mjs';\nimport Client from './client.jsx';\nexport const dynamic = 'force-dynamic';\nexport default async function Page() { return <><p id="server">{JSON.stringify(await found())}</p><Client /></>; }\n`,
  'app/client.jsx': `'use client';\nimport { useEffect } from 'react';\nimport { found } from '../app.mjs';\nexport default function Client() {\n  useEffect(() => {\n    found().then((all) => {\n      const server = JSON.parse(document.querySelector('#server').textContent);\n      document.documentElement.dataset.found = JSON.stringify({ ...all, 'server default': server.default, 'server slim': server.slim, 'server nowasm': server.nowasm });\n    });\n  }, []);\n  return <p>Bank</p>;\n}\n`,
};

/** Pages without a builder, under policies. The worker is the app's own. */
const plain = (policy, main) => ({ policy, files: { 'index.html': html('/main.js'), 'main.js': main } });
const from = (path) => APP.replaceAll(/'oxpecker(\/\w+)?'/g, (_, entry) => `'/node_modules/oxpecker/dist/${entry ? entry.slice(1) : 'index'}.js'`).replaceAll('export async', 'async');
const SELF = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
const workerMain = (make) => `${make}\nworker.onmessage = ({ data }) => { document.documentElement.dataset.found = data; };\nworker.onerror = ({ message }) => { document.documentElement.dataset.found = JSON.stringify({ default: message ?? 'no worker' }); };\n`;
const workerFile = `${from()}found().then((all) => postMessage(JSON.stringify(all)));\n`;
const policy = (name, policy, files, expected) => ({ name, tool: 'oxpecker', packages: [], policy, files: { 'index.html': html('/main.js'), ...files }, page: '.', ...(expected && { expected }) });

const static_ = (name, tool, packages, files, build, more = {}) => ({ name, tool, packages, files: { ...files }, build, page: 'out', ...more });
const out = { 'out/index.html': html('/main.js') };

export const ROWS = [
  { name: 'Vite 5, build', tool: 'vite', packages: ['vite@5'], files: excluded, build: ['vite/bin/vite.js build'], page: 'dist' },
  { name: 'Vite 5, dev', tool: 'vite', packages: ['vite@5'], files: excluded, serve: 'vite/bin/vite.js --host 127.0.0.1 --port PORT --strictPort' },
  { name: 'Vite 8, build', tool: 'vite', packages: ['vite@8'], files: vite, build: ['vite/bin/vite.js build'], page: 'dist' },
  { name: 'Vite 8, dev', tool: 'vite', packages: ['vite@8'], files: vite, serve: 'vite/bin/vite.js --host 127.0.0.1 --port PORT --strictPort' },
  static_('webpack 5', 'webpack', ['webpack@5', 'webpack-cli'], { ...app, ...out, 'webpack.config.js': "export default { mode: 'production', entry: './main.js', experiments: { outputModule: true }, output: { path: import.meta.dirname + '/out', module: true, filename: 'main.js' } };\n" }, ['webpack-cli/bin/cli.js']),
  static_('Rspack', '@rspack/core', ['@rspack/core', '@rspack/cli'], { ...app, ...out, 'rspack.config.mjs': "export default { mode: 'production', entry: './main.js', output: { path: import.meta.dirname + '/out', module: true, filename: 'main.js' }, experiments: { outputModule: true } };\n" }, ['@rspack/cli/bin/rspack.js build']),
  static_('esbuild', 'esbuild', ['esbuild'], { ...app, ...out, 'build.mjs': "import { build } from 'esbuild';\nawait build({ entryPoints: ['main.js'], bundle: true, splitting: true, format: 'esm', outdir: 'out' });\n" }, ['build.mjs'], { copies: beside }),
  static_('Rollup', 'rollup', ['rollup', '@rollup/plugin-node-resolve'], { ...app, ...out, 'rollup.config.mjs': "import resolve from '@rollup/plugin-node-resolve';\nexport default { input: 'main.js', output: { dir: 'out', format: 'es' }, plugins: [resolve()] };\n" }, ['rollup/dist/bin/rollup -c rollup.config.mjs'], { copies: beside }),
  { name: 'Next, client and server component', tool: 'next', packages: ['next', 'react', 'react-dom'], files: next, build: ['next/dist/bin/next build'], serve: 'next/dist/bin/next start --hostname 127.0.0.1 --port PORT', expected: { 'server slim': 'WASM_LOAD_FAILED' } },
  { name: 'Angular', tool: '@angular/build', packages: ['@angular/build', '@angular/cli', '@angular/core', '@angular/common', '@angular/compiler', '@angular/compiler-cli', '@angular/platform-browser', 'rxjs', 'tslib', 'typescript@5.9'], files: angular, build: ['@angular/cli/bin/ng.js build'], page: 'out/browser' },
  { name: 'Vitest, node', tool: 'vitest', packages: ['vitest'], files: { 'card.test.js': vitest }, print: 'vitest/vitest.mjs run' },
  { name: 'Vitest, jsdom', tool: 'vitest', packages: ['vitest', 'jsdom'], files: { 'card.test.js': vitest }, print: 'vitest/vitest.mjs run --environment jsdom' },
  { name: 'Jest, CommonJS', tool: 'jest', packages: ['jest'], files: { 'package.json': '{ "name": "reader", "private": true }\n', 'card.test.js': jest }, print: 'jest/bin/jest.js --no-cache' },
  { name: 'Jest, jsdom', tool: 'jest', packages: ['jest', 'jest-environment-jsdom'], files: { 'package.json': '{ "name": "reader", "private": true }\n', 'card.test.js': jest }, print: 'jest/bin/jest.js --no-cache --env=jsdom' },
  { name: 'Node, ES module', tool: 'node', packages: [], files: { 'app.js': APP, 'print.js': `import { found } from './app.js';\n${PRINT}` }, print: 'print.js' },
  { name: 'Node, CommonJS', tool: 'node', packages: [], files: { 'print.cjs': COMMON + PRINT }, print: 'print.cjs' },
  { name: 'Deno', tool: 'deno', packages: ['deno'], files: { 'app.js': APP, 'print.js': `import { found } from './app.js';\n${PRINT}` }, print: 'deno/bin.cjs run --allow-read --node-modules-dir=manual print.js' },
  policy('plain `<script type="module">`', undefined, { 'main.js': from() + SHOW }),
  policy('no `connect-src`', SELF, { 'main.js': from() + SHOW }, { slim: 'WASM_LOAD_FAILED' }),
  policy("`script-src 'self'` alone", "default-src 'none'; script-src 'self'; connect-src 'self'", { 'main.js': from() + SHOW }, { default: 'WASM_BLOCKED', slim: 'WASM_BLOCKED' }),
  policy("`require-trusted-types-for 'script'`", `${SELF}; connect-src 'self'; require-trusted-types-for 'script'`, { 'main.js': from() + SHOW }),
  policy("the app's own worker", `${SELF}; connect-src 'self'`, { 'main.js': workerMain("const worker = new Worker('/worker.js', { type: 'module' });"), 'worker.js': workerFile }),
  { name: "the app's own worker, Vite 8", tool: 'vite', packages: ['vite@8'], files: { 'app.js': APP, 'worker.js': "import { found } from './app.js';\nfound().then((all) => postMessage(JSON.stringify(all)));\n", 'main.js': workerMain("const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });"), 'index.html': html('/main.js'), 'vite.config.js': "export default { worker: { format: 'es' } };\n" }, build: ['vite/bin/vite.js build'], page: 'dist' },
];
