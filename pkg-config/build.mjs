// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Builds the npm package: `node build.mjs --glue <glue.js> --wasm <engine.wasm> --script <nowasm.js> --out <folder>`.
 *
 * In: the glue that `wasm-bindgen --target web` wrote, the optimized engine, the engine as `wasm2js` wrote it, the TypeScript sources beside this file.
 * Out: the folder, ready for `npm pack`, and its sizes on standard output. A `demo/` in the folder is left alone.
 */

import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { answersSchema } from './build/answers.mjs';
import { writeDeclarations } from './build/declarations.mjs';
import { factoryOf } from './build/glue.mjs';
import { crates, thirdPartyLicences } from './build/licences.mjs';
import { scriptOf } from './build/nowasm.mjs';
import { pack, sizes } from './build/pack.mjs';
import { billOfMaterials } from './build/sbom.mjs';
import { split } from './build/split.mjs';
import { sums } from './build/sums.mjs';
import { assemble } from './build/unpacker.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { glue: { type: 'string' }, wasm: { type: 'string' }, script: { type: 'string' }, out: { type: 'string' } } });
if (!values.glue || !values.wasm || !values.script || !values.out) {
  console.error('usage: node build.mjs --glue <glue.js> --wasm <engine.wasm> --script <nowasm.js> --out <folder>');
  process.exit(2);
}
const out = resolve(values.out);
const dist = join(out, 'dist');
const wasm = readFileSync(values.wasm);
const glue = factoryOf(readFileSync(values.glue, 'utf8'));
const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

const LICENCE = '// SPDX-License-Identifier: MIT OR Apache-2.0';
const TARGET = ['chrome96', 'firefox102', 'safari15', 'node20'];
const ROOT_FILES = ['README.md', 'CHANGELOG.md', 'ARCHITECTURE.md', 'LICENSE-APACHE', 'LICENSE-MIT'];

/** The built-in pack, by what the commands tell of it. */
function builtin() {
  const { id, version, nudges } = JSON.parse(readFileSync(join(here, '../src/packs/builtin.json'), 'utf8'));
  return { id, version, nudges: nudges.map(({ id, class: rank, about = '' }) => ({ id, class: rank, about })) };
}

/** What bytes hash to, as a module. */
const identityOf = (bytes) => `export const integrity = 'sha256-${createHash('sha256').update(bytes).digest('base64')}';`;
const identity = identityOf(wasm);

/** The modules that exist only in a build, and the package's own entries as the command sees them. */
const made = (format, identity) => ({
  name: 'made',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^oxpecker:glue$/ }, () => ({ path: 'glue', namespace: 'made', sideEffects: false }));
    onLoad({ filter: /^glue$/, namespace: 'made' }, () => ({ contents: glue, loader: 'js' }));
    onResolve({ filter: /^oxpecker:identity$/ }, () => ({ path: 'identity', namespace: 'made', sideEffects: false }));
    onLoad({ filter: /^identity$/, namespace: 'made' }, () => ({ contents: identity, loader: 'js' }));
    onResolve({ filter: /^oxpecker:engine$/ }, () => ({ path: `./engine.inline.${format === 'cjs' ? 'cjs' : 'js'}`, external: true, sideEffects: false }));
    onResolve({ filter: /^oxpecker:script$/ }, () => ({ path: `./engine.nowasm.${format === 'cjs' ? 'cjs' : 'js'}`, external: true, sideEffects: false }));
    onResolve({ filter: /^\.\/storage\/indexeddb$/ }, () => ({ path: `./storage.${format === 'cjs' ? 'cjs' : 'js'}`, external: true, sideEffects: false }));
    onResolve({ filter: /^oxpecker:worker$/ }, () => ({ path: `./isolated.inline.${format === 'cjs' ? 'cjs' : 'js'}`, external: true, sideEffects: false }));
    onResolve({ filter: /^oxpecker:builtin$/ }, () => ({ path: 'builtin', namespace: 'made' }));
    onLoad({ filter: /^builtin$/, namespace: 'made' }, () => ({ contents: JSON.stringify(builtin()), loader: 'json' }));
    onResolve({ filter: /^\.\/cli\/verify$/ }, () => ({ path: './verify.js', external: true }));
    onResolve({ filter: /^(\.\.\/)+index$/ }, () => ({ path: './index.js', external: true }));
    onResolve({ filter: /^(\.\.\/)+personas\/index$/ }, () => ({ path: './personas.js', external: true }));
  },
});

/** Bundles one entry, readable, so that a reviewer reads what runs. */
async function bundle(source, target, { engine = wasm, ...options } = {}) {
  const format = target.endsWith('.cjs') ? 'cjs' : 'esm';
  await build({
    entryPoints: [join(here, 'src', source)],
    outfile: join(dist, target),
    bundle: true,
    format,
    target: TARGET,
    charset: 'utf8',
    // Else the place of node_modules on a machine shows in the comments.
    preserveSymlinks: true,
    logLevel: 'warning',
    plugins: [made(format, identityOf(engine))],
    banner: { js: LICENCE },
    ...options,
  });
}

/** The engine as text in modules of their own, so that the entries stay readable. */
async function writeInline() {
  const { outputFiles } = await build({ entryPoints: [join(here, 'src/streams.ts')], bundle: true, format: 'esm', write: false });
  const streams = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  const { packed, layout } = split(wasm, streams);
  if (!wasm.equals(streams.join(packed, layout))) throw new Error('the streams of the engine do not make the engine again');
  const { text, frequent } = pack(packed, layout.slice(2));
  const plate = `${LICENCE}\n/** The engine of this package: engine.wasm as text, for the default entry. */`;
  // The text first: whatever stands before it makes brotli's first guess at it worse, by 0.7 kB.
  const unpacker = assemble(join(here, 'src/unpacker.wat')).toString('base64');
  const parts = { packed: `"${text}"`, layout: JSON.stringify(layout), frequent: `'${frequent}'`, unpacker: `'${unpacker}'` };
  const write = (file, line) => writeFileSync(join(dist, file), `${plate}\n${Object.entries(parts).map(line).join('')}`);
  write('engine.inline.js', ([name, value]) => `export const ${name} = ${value};\n`);
  write('engine.inline.cjs', ([name, value]) => `exports.${name} = ${value};\n`);
}

/** The entry without WebAssembly: what it reports as its engine is the script of its own format. */
async function writeScript() {
  const { esm, cjs } = scriptOf(readFileSync(values.script, 'utf8'));
  const plate = `${LICENCE}\n/** The engine of this package as a plain script, for the entry nowasm: wasm2js wrote it from the same sources. */\n`;
  for (const [ending, text] of [['js', plate + esm], ['cjs', plate + cjs]]) {
    writeFileSync(join(dist, `engine.nowasm.${ending}`), text);
    await bundle('nowasm.ts', `nowasm.${ending}`, { engine: text });
  }
}

/** The worker of the isolated entry: one script with the engine in it, and its parts for a page that has no address for it. */
async function writeWorker() {
  const whole = {
    name: 'whole',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^oxpecker:glue$/ }, () => ({ path: 'glue', namespace: 'made' }));
      onLoad({ filter: /^glue$/, namespace: 'made' }, () => ({ contents: glue, loader: 'js' }));
      onResolve({ filter: /^oxpecker:identity$/ }, () => ({ path: 'identity', namespace: 'made' }));
      onLoad({ filter: /^identity$/, namespace: 'made' }, () => ({ contents: identity, loader: 'js' }));
      onResolve({ filter: /^oxpecker:engine$/ }, () => ({ path: 'engine', namespace: 'made' }));
      onLoad({ filter: /^engine$/, namespace: 'made' }, () => ({ contents: 'export const { frequent, layout, packed, unpacker } = oxpeckerEngine;', loader: 'js' }));
    },
  };
  const options = { bundle: true, format: 'iife', target: TARGET, charset: 'utf8', preserveSymlinks: true, logLevel: 'warning', plugins: [whole], write: false };
  const { outputFiles } = await build({ entryPoints: [join(here, 'src/isolated/worker.ts')], ...options });
  const code = outputFiles[0].text;
  const { frequent, layout, packed, unpacker } = await import(pathToFileURL(join(dist, 'engine.inline.js')).href);
  const header = "/** Serve this file with `Content-Security-Policy: default-src 'none'; script-src 'wasm-unsafe-eval'`; see docs/ISOLATED.md. */";
  writeFileSync(join(dist, 'isolated.worker.js'), `${LICENCE}\n${header}\n'use strict';\nconst oxpeckerEngine = ${JSON.stringify({ frequent, layout, packed, unpacker })};\n${code}`);
  const plate = `${LICENCE}\n/** The script of isolated.worker.js, in parts: the engine, and the code around it. */`;
  const body = 'const code = ' + JSON.stringify(code) + ';\nconst parts = () => [`const oxpeckerEngine = ${JSON.stringify({ frequent, layout, packed, unpacker })};\\n`, code];\n';
  writeFileSync(join(dist, 'isolated.inline.js'), `${plate}\nimport { frequent, layout, packed, unpacker } from './engine.inline.js';\n${body}export { parts };\n`);
  writeFileSync(join(dist, 'isolated.inline.cjs'), `${plate}\n'use strict';\nconst { frequent, layout, packed, unpacker } = require('./engine.inline.cjs');\n${body}exports.parts = parts;\n`);
}

function writeManifest() {
  const { devDependencies, scripts, ...published } = manifest;
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
}

function copyRootFiles() {
  for (const file of ROOT_FILES) {
    const source = join(here, '..', file);
    rmSync(join(out, file), { force: true });
    if (existsSync(source)) copyFileSync(source, join(out, file));
  }
  rmSync(join(out, 'docs'), { recursive: true, force: true });
  mkdirSync(join(out, 'docs'));
  const guides = readdirSync(join(here, '../docs')).filter((file) => file.endsWith('.md'));
  for (const file of guides) copyFileSync(join(here, '../docs', file), join(out, 'docs', file));
  const texts = [...ROOT_FILES.filter((file) => file.endsWith('.md')), ...guides.map((file) => `docs/${file}`)];
  for (const file of texts) if (existsSync(join(out, file))) writeFileSync(join(out, file), withoutDeadLinks(file));
}

/** A text whose links to what only a checkout holds are words, and whose pictures of that kind are gone. */
function withoutDeadLinks(file) {
  return readFileSync(join(out, file), 'utf8').replace(/(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)]*)?\)/g, (link, isPicture, words, to) =>
    existsSync(join(out, dirname(file), to)) ? link : isPicture ? '' : words,
  );
}

/** What a page that uses an entry must load, bundled and minified. */
async function bundled(names, entry = 'index') {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names} } from './${entry}.js';`, resolveDir: dist },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return outputFiles[0].contents;
}

function print(rows) {
  console.log(`${'bytes'.padEnd(44)}${['raw', 'gzip', 'brotli'].map((head) => head.padStart(10)).join('')}`);
  for (const [name, bytes] of rows) {
    const { raw, gzip, brotli } = sizes(bytes);
    console.log(`${name.padEnd(44)}${[raw, gzip, brotli].map((size) => String(size).padStart(10)).join('')}`);
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
writeManifest();
copyRootFiles();
writeFileSync(join(dist, 'engine.wasm'), wasm);
copyFileSync(join(here, 'pack.schema.json'), join(dist, 'pack.schema.json'));
copyFileSync(join(here, '../src/packs/builtin.json'), join(dist, 'builtin.pack.json'));
writeFileSync(join(dist, 'answers.schema.json'), `${JSON.stringify(answersSchema(readFileSync(join(here, 'src/wire.ts'), 'utf8')), null, 1)}\n`);
await writeInline();
await bundle('index.ts', 'index.js');
await bundle('index.ts', 'index.cjs');
await bundle('storage/indexeddb.ts', 'storage.js');
await bundle('storage/indexeddb.ts', 'storage.cjs');
await bundle('slim.ts', 'slim.js');
await bundle('slim.node.ts', 'slim.node.js', { platform: 'node' });
await bundle('slim.node.ts', 'slim.node.cjs', {
  platform: 'node',
  define: { 'import.meta.url': 'entryUrl' },
  banner: { js: `${LICENCE}\n'use strict';\nconst entryUrl = require('node:url').pathToFileURL(__filename).href;` },
});
await writeScript();
await bundle('isolated/index.ts', 'isolated.js');
await bundle('isolated/index.ts', 'isolated.cjs');
await writeWorker();
await bundle('personas/index.ts', 'personas.js');
await bundle('personas/index.ts', 'personas.cjs');
await bundle('cli.ts', 'cli.js', { platform: 'node', banner: { js: `#!/usr/bin/env node\n${LICENCE}` } });
await bundle('cli/verify.ts', 'verify.js', { platform: 'node' });
chmodSync(join(dist, 'cli.js'), 0o755);
writeDeclarations(here, dist);
const metadata = crates(join(here, '..'));
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), thirdPartyLicences(metadata));
writeFileSync(join(out, 'sbom.cdx.json'), billOfMaterials(here, join(here, '..'), metadata, manifest, wasm));
writeFileSync(join(out, 'SHA256SUMS'), sums(out));
print([
  ['engine.wasm', wasm],
  ['index.js (without the engine)', readFileSync(join(dist, 'index.js'))],
  ['default entry, bundled and minified, whole', await bundled(['Oxpecker'])],
  ['nowasm, bundled and minified, whole', await bundled(['Oxpecker'], 'nowasm')],
  ['personas.js (for replays and tests)', readFileSync(join(dist, 'personas.js'))],
  ['the same with the storage', await bundled(['Oxpecker', 'indexedDbStorage'])],
  ["isolated.js (the page's side)", readFileSync(join(dist, 'isolated.js'))],
  ['isolated.worker.js (with the engine)', readFileSync(join(dist, 'isolated.worker.js'))],
]);
