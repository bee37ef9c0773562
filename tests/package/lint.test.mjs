// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the tools of the field say about the tarball, and what it weighs.
 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { formatMessage } from 'publint/utils';
import { publint } from 'publint';
import { node, here, packageFolder, project } from './lib/packed.mjs';

test('publint has nothing to say', async () => {
  const { messages, pkg } = await publint({ pkgDir: packageFolder(), strict: true, pack: false });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

test('are-the-types-wrong: they are right', async () => {
  const folder = join(packageFolder(), '../..');
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  const cli = join(here, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  const { code, out, err } = await node([cli, '--no-color', '--format', 'ascii', '--profile', 'node16', '--exclude-entrypoints', './engine.wasm', './pack.schema.json', './builtin.pack.json', './isolated.worker.js', '--', tarball], { cwd: folder });
  assert.equal(code, 0, out + err);
});

// What a page must load: engine, built-in pack, both languages and the shell.
const WHOLE = 277_500;
// All but the engine.
const SHELL = 19_150;
// The storage on top, where a page uses it.
const STORAGE = 4_000;

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

test(`the default entry weighs at most ${WHOLE} bytes with brotli, its shell ${SHELL}`, async (t) => {
  const folder = project(t, { 'main.js': "export { Oxpecker } from 'oxpecker';\n" });
  writeFileSync(join(folder, 'stored.js'), "export { Oxpecker, indexedDbStorage } from 'oxpecker';\n");
  const bundle = async (plugins, file = 'main.js') =>
    (await build({ entryPoints: [join(folder, file)], bundle: true, minify: true, format: 'esm', write: false, plugins })).outputFiles[0].contents;
  const empty = {
    name: 'without-engine',
    setup: ({ onLoad }) => onLoad({ filter: /engine\.inline\.js$/ }, () => ({ contents: "export const layout = []; export const frequent = ''; export const packed = ''; export const unpacker = '';" })),
  };
  const whole = brotli(await bundle([]));
  const shell = brotli(await bundle([empty]));
  const storage = brotli(await bundle([empty], 'stored.js')) - shell;
  t.diagnostic(`whole ${whole}, shell ${shell}, storage ${storage}, engine.wasm ${brotli(readFileSync(join(packageFolder(), 'dist/engine.wasm')))}`);
  assert.ok(whole <= WHOLE, `${whole} bytes`);
  assert.ok(shell <= SHELL, `${shell} bytes`);
  assert.ok(storage <= STORAGE, `${storage} bytes`);
});

test('a bundler that needs nothing of the package drops all of it', async (t) => {
  const folder = project(t, { 'main.js': "import { indexedDbStorage, Oxpecker } from 'oxpecker';\nimport 'oxpecker/slim';\nimport { personas } from 'oxpecker/personas';\nconsole.log(1);\n" });
  const { outputFiles } = await build({ entryPoints: [join(folder, 'main.js')], bundle: true, minify: true, format: 'esm', write: false, logLevel: 'silent' });
  assert.equal(outputFiles[0].text.trim(), 'console.log(1);');
});
