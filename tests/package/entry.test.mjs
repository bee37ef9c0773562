// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The entries of the packed package: both module formats answer, importing does nothing, and nothing that could send
 * data is in them.
 */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { node, packageFolder, packedFiles, project, root } from './lib/packed.mjs';
import { eventful, granted, now } from './lib/rows.mjs';
import { source } from './lib/sources.mjs';

const dist = (file) => readFileSync(join(packageFolder(), 'dist', file), 'utf8');
const count = (text, pattern) => text.match(pattern)?.length ?? 0;

const body = `
  const ox = await Oxpecker.create(${JSON.stringify(granted)});
  const report = ox.ingest(require('node:fs').readFileSync('rows.json'));
  const { cards } = ox.evaluate({ surface: 'home', now: ${JSON.stringify(now)} });
  console.log(JSON.stringify({ added: report.added, title: cards[0].text.title, error: OxpeckerError.name }));
`;
const rows = JSON.stringify(eventful());

async function answers(t, files, entry) {
  const folder = project(t, { 'rows.json': rows, ...files });
  const { code, out, err } = await node([entry], { cwd: folder });
  assert.equal(code, 0, err);
  assert.equal(err, '');
  const { added, title, error } = JSON.parse(out);
  assert.equal(added, eventful().length);
  assert.ok(title.length > 3, title);
  assert.equal(error, 'OxpeckerError');
}

const withRequire = "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n";

test('ES module, default entry', (t) =>
  answers(t, { 'main.mjs': `import { Oxpecker, OxpeckerError } from 'oxpecker';\n${withRequire}${body}` }, 'main.mjs'));

test('CommonJS, default entry', (t) =>
  answers(t, { 'main.cjs': `const { Oxpecker, OxpeckerError } = require('oxpecker');\n(async () => {${body}})();` }, 'main.cjs'));

test('ES module, slim entry', (t) =>
  answers(t, { 'main.mjs': `import { Oxpecker, OxpeckerError } from 'oxpecker/slim';\n${withRequire}${body}` }, 'main.mjs'));

test('CommonJS, slim entry', (t) =>
  answers(t, { 'main.cjs': `const { Oxpecker, OxpeckerError } = require('oxpecker/slim');\n(async () => {${body}})();` }, 'main.cjs'));

test('ES module, the entry nowasm', (t) =>
  answers(t, { 'main.mjs': `import { Oxpecker, OxpeckerError } from 'oxpecker/nowasm';\n${withRequire}${body}` }, 'main.mjs'));

test('CommonJS, the entry nowasm', (t) =>
  answers(t, { 'main.cjs': `const { Oxpecker, OxpeckerError } = require('oxpecker/nowasm');\n(async () => {${body}})();` }, 'main.cjs'));

test('the other exports resolve', async (t) => {
  const script = `${withRequire}console.log(require.resolve('oxpecker/engine.wasm'), require('oxpecker/package.json').version);`;
  const { code, out, err } = await node(['main.mjs'], { cwd: project(t, { 'main.mjs': script }) });
  assert.equal(code, 0, err);
  assert.match(out, /dist\/engine\.wasm \d+\.\d+\.\d+/);
});

// What a server, a test runner with a page of its own, or a locked-down host may lack.
const HOST = ['TextDecoder', 'TextEncoder', 'WebAssembly', 'Intl', 'fetch', 'URL', 'Response', 'Blob', 'MessageChannel', 'window', 'document', 'navigator', 'self', 'location', 'localStorage', 'indexedDB', 'IDBKeyRange', 'BroadcastChannel', 'origin', 'crypto', 'performance', 'Worker', 'scheduler', 'FinalizationRegistry'];
const trapped = (load) => `
  const touched = [];
  for (const name of ${JSON.stringify(HOST)}) {
    Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); throw new Error(name + ' was touched'); } });
  }
  ${load}
  const own = touched.slice();
  for (const name of ${JSON.stringify(HOST)}) Object.defineProperty(globalThis, name, { value: undefined });
  console.log(JSON.stringify({ own, keys: Object.keys(loaded) }));
`;

const KEYS = { storage: ['indexedDbStorage'], personas: ['persona', 'personaIds', 'personas'], isolated: ['Oxpecker', 'OxpeckerError'] };

for (const entry of ['index.cjs', 'slim.js', 'index.js', 'nowasm.js', 'nowasm.cjs', 'storage.js', 'storage.cjs', 'personas.js', 'personas.cjs', 'isolated.js', 'isolated.cjs']) {
  test(`importing ${entry} touches no global of the host`, async (t) => {
    // Node's own loader uses some of these globals, so the text is read first and run as a plain script.
    const folder = project(t);
    const text = dist(entry);
    const script = entry.endsWith('.cjs')
      ? text
      : text
          .replace(/^import \{([^}]*)\} from "\.\/engine\.(?:inline|nowasm)\.js";$/m, 'const { $1 } = inline;')
          .replace(/^import \{([^}]*)\} from "\.\/storage\.js";$/m, 'const { $1 } = inline;')
          .replace(/^export \{([^}]*)\};$/m, (_, names) => `Object.assign(module.exports, { ${names.replace(/(\w+) as (\w+)/g, '$2: $1')} });`)
          .replaceAll('import.meta.url', '"file:///entry.js"');
    writeFileSync(join(folder, 'entry.txt'), script);
    const load = `
      const unit = { exports: {} };
      compiled(unit, unit.exports, () => inline, inline);
      const loaded = unit.exports;`;
    const main = `
      const { readFileSync } = require('node:fs');
      const inline = { layout: [], frequent: '', packed: '', indexedDbStorage() {} };
      const compiled = new Function('module', 'exports', 'require', 'inline', readFileSync('entry.txt', 'utf8'));
      ${trapped(load)}`;
    writeFileSync(join(folder, 'main.cjs'), main);
    const { code, out, err } = await node(['main.cjs'], { cwd: folder });
    assert.equal(code, 0, err);
    const { own, keys } = JSON.parse(out);
    assert.deepEqual(own, []);
    assert.deepEqual(keys.sort(), KEYS[entry.split('.')[0]] ?? ['Oxpecker', 'OxpeckerError', 'indexedDbStorage']);
  });
}

test('no channel out, no second copy of the engine, no work on import', () => {
  for (const file of ['index.js', 'index.cjs', 'nowasm.js', 'nowasm.cjs', 'engine.nowasm.js', 'engine.nowasm.cjs', 'storage.js', 'storage.cjs', 'personas.js', 'personas.cjs']) {
    const text = dist(file);
    assert.doesNotMatch(text, /\bfetch\b|XMLHttpRequest|WebSocket|sendBeacon|EventSource|WebTransport|RTCPeer/, file);
    assert.doesNotMatch(text, /new URL\b|import\.meta|document\.|window\.|localStorage/, file);
    if (file.startsWith('index')) assert.doesNotMatch(text, /indexedDB\.|crypto\.|navigator|BroadcastChannel/, `${file}: storage.js alone stores`);
    assert.doesNotMatch(text, /\beval\(|new Function|FinalizationRegistry|new WebAssembly\.(Module|Instance)/, file);
  }
  const slim = dist('slim.js');
  assert.equal(count(slim, /new URL\(/g), 1);
  assert.equal(count(slim, /new URL\("\.\/engine\.wasm", import\.meta\.url\)/g), 1);
  for (const file of ['index.js', 'slim.js', 'slim.node.js']) assert.doesNotMatch(dist(file), /^await |\n\s*await [^;]*;\n(?=export|var|const|function)/, file);
  // Receipts name the vocabularies that their terms are of; these are names, and nothing asks for them.
  const vocabularies = /"https:\/\/w3id\.org\/dpv[^"]*"|"http:\/\/purl\.org\/dc\/terms\/"/g;
  assert.doesNotMatch((dist('index.js') + slim).replace(vocabularies, ''), /https?:\/\//, 'an address of another host');
});

test('the tarball holds what a reader needs and nothing of the workshop', () => {
  const files = packedFiles();
  for (const file of ['package.json', 'README.md', 'CHANGELOG.md', 'ARCHITECTURE.md', 'docs/PRIVACY.md', 'docs/ISOLATED.md', 'LICENSE-APACHE', 'LICENSE-MIT', 'dist/index.js', 'dist/index.d.ts', 'dist/index.cjs', 'dist/index.d.cts', 'dist/slim.js', 'dist/storage.js', 'dist/slim.d.ts', 'dist/nowasm.js', 'dist/nowasm.cjs', 'dist/nowasm.d.ts', 'dist/nowasm.d.cts', 'dist/engine.nowasm.js', 'dist/engine.nowasm.cjs', 'dist/personas.js', 'dist/personas.d.ts', 'dist/personas.cjs', 'dist/personas.d.cts', 'dist/isolated.js', 'dist/isolated.cjs', 'dist/isolated.d.ts', 'dist/isolated.d.cts', 'dist/isolated.worker.js', 'dist/engine.wasm', 'dist/cli.js', 'dist/THIRD-PARTY-LICENSES.txt', 'demo/index.html']) {
    assert.ok(files.includes(file), `${file} is missing`);
  }
  assert.deepEqual(files.filter((file) => /node_modules|\.ts\.map$|\.test\.|(^|\/)src\/|\.npmrc/.test(file)), []);
  const manifest = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'));
  assert.deepEqual(Object.keys(manifest).filter((key) => /dependencies|scripts/i.test(key)), []);
});

test('every relative link of the texts in the tarball leads to a file of it', () => {
  const files = packedFiles();
  const texts = files.filter((file) => file.endsWith('.md'));
  const links = texts.flatMap((file) => [...readFileSync(join(packageFolder(), file), 'utf8').matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)].map(([, to]) => ({ file, to })));
  assert.ok(links.length > 10);
  assert.deepEqual(links.filter(({ file, to }) => !files.includes(join(dirname(file), to))), []);
});

test('engine.inline.js carries engine.wasm, byte for byte, in text that needs no escapes', async () => {
  const { unpack } = await source('unpack');
  const { join: together } = await source('streams');
  const wasm = readFileSync(join(packageFolder(), 'dist/engine.wasm'));
  const inline = await import(join(packageFolder(), 'dist/engine.inline.js'));
  const { default: twin } = await import(join(packageFolder(), 'dist/engine.inline.cjs'));
  assert.deepEqual({ ...inline }, { ...twin });
  assert.ok(Buffer.from(together(unpack(inline.packed, inline.frequent, inline.layout.slice(2)), inline.layout)).equals(wasm));
  assert.match(inline.packed, /^[ !#-;=-[\]-~]+$/);
  assert.ok(Buffer.from(await unpacked(inline)).equals(wasm));
});

/** What the small module of the inline copy makes of a text. */
async function unpacked({ unpacker, packed, frequent, layout }) {
  const { moduleOf } = await source('unpacker');
  const module = new WebAssembly.Module(Buffer.from(unpacker, 'base64'));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  return moduleOf(new WebAssembly.Instance(module), packed, frequent, layout);
}

const inlineCopy = async () => import(join(packageFolder(), 'dist/engine.inline.js'));

test('a module of every operation that has operands comes back out of its streams', async () => {
  const streams = await source('streams');
  const { split } = await import(join(root, 'pkg-config/build/split.mjs'));
  const long = [0x80, 0x01];
  const body = [
    ...[1, ...long, 0x7f, 0x02, 0x40, 0x03, 0x7e, 0x0c, 1, 0x0d, 0, 0x0e, 2, 0, 1, 0, 0x0b, 0x0b],
    ...[0x10, ...long, 0x11, 1, 0, 0x1c, 1, 0x7f, 0x20, ...long, 0x23, 0, 0x28, 2, ...long, 0x2d, 0, 1, 0x29, 0, ...long, 0x37, 1, ...long, 0x3e, 2, 3, 0x3f, 0, 0x41, ...long, 0x42, 0x7f],
    ...[0x43, 1, 2, 3, 4, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 0xd2, 0, 0xfc, 10, 0, 0, 0xfc, 0, 0x0b],
  ];
  await comesBack([body, [0, 0x0b]], streams, split);
});

/** A number as a module has it. */
const leb = (value) => (value > 127 ? [(value & 127) | 128, ...leb(value >>> 7)] : [value]);

/** A module of these bodies goes into streams and text, and comes back by both ways. */
async function comesBack(bodies, streams, split) {
  const code = [...leb(bodies.length), ...bodies.flatMap((body) => [...leb(body.length), ...body])];
  const module = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 10, ...leb(code.length), ...code, 11, 1, 0]);
  const { packed, layout } = split(module, streams);
  assert.ok(Buffer.from(streams.join(packed, layout)).equals(module));
  assert.ok(!Buffer.from(packed).equals(module));
  const { pack } = await import(join(root, 'pkg-config/build/pack.mjs'));
  const { unpacker } = await inlineCopy();
  const { text, frequent } = pack(packed, layout.slice(2));
  assert.ok(Buffer.from(await unpacked({ unpacker, packed: text, frequent, layout })).equals(module));
}

test('functions of any operations come back out of their streams', async () => {
  const streams = await source('streams');
  const { split } = await import(join(root, 'pkg-config/build/split.mjs'));
  let seed = 1;
  const below = (end) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % 0xfffffb % end;
  const often = (end) => below(below(end) + 1);
  const KINDS = [
    () => [0x20 + below(3), ...leb(often(256))],
    () => [0x41, ...leb(often(1 << often(28)))],
    () => [0x42, ...leb(often(1 << often(28))), ...(below(2) ? [] : [0x42, 0x80, 0x80, 0x80, 0x80, 0xc0, 0])],
    () => {
      const op = 0x28 + below(23);
      return [op, below(streams.NATURAL[op - 0x28] + 1), ...leb(often(40_000))];
    },
    () => [0x10, ...leb(often(40_000))],
    () => [0x0c + below(2), often(9)],
    () => [0x0e, 3, 0, 1, 2, often(9)],
    () => [[0x6a, 0x6b, 0x45, 0x1a, 0x00][below(5)]],
    () => [0x23 + below(2), often(3)],
    () => [0xfc, 10, 0, 0],
    () => [0x02 + below(3), [0x40, 0x7f, 0x7e][often(3)], ...body(often(6)), 0x0b],
  ];
  const body = (count) => Array.from({ length: count }, () => KINDS[below(KINDS.length)]()).flat();
  for (let round = 0; round < 40; round++) {
    await comesBack(Array.from({ length: 1 + below(5) }, () => [1, ...leb(256), 0x7f, ...body(often(400)), 0x0b]), streams, split);
  }
  await assert.rejects(comesBack([[1, ...leb(257), 0x7f, 0x20, ...leb(256), 0x0b]], streams, split), /more than 256 locals/);
});

test('a damaged inline copy ends with an error or with other bytes, and it ends', async () => {
  const inline = await inlineCopy();
  const wasm = readFileSync(join(packageFolder(), 'dist/engine.wasm'));
  const damaged = [
    { packed: inline.packed.slice(0, 1000) },
    { packed: `~${inline.packed.slice(1)}` },
    { packed: `${inline.packed.slice(0, 150_000)}${' ~'.repeat(50_000)}${inline.packed.slice(250_000)}` },
    { layout: inline.layout.with?.(1, 0xffffffff) ?? Object.assign([...inline.layout], { 1: 0xffffffff }) },
    { frequent: `00${inline.frequent.slice(2)}` },
    { frequent: inline.frequent.replace(/./g, 'f') },
    { frequent: inline.frequent.replace(/./g, '0') },
  ];
  for (const change of damaged) {
    const bytes = await unpacked({ ...inline, ...change }).catch((error) => assert.ok(error instanceof WebAssembly.RuntimeError || error instanceof RangeError, error));
    if (bytes) assert.ok(!Buffer.from(bytes).equals(wasm));
  }
});

test('any bytes come back', async () => {
  const { unpack } = await source('unpack');
  const { pack } = await import(join(root, 'pkg-config/build/pack.mjs'));
  const every = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (const bytes of [new Uint8Array(), Uint8Array.of(0), every, every.toReversed?.() ?? every, new Uint8Array(1000).fill(255)]) {
    for (const sizes of [[bytes.length], [0, bytes.length >> 1, bytes.length - (bytes.length >> 1)]]) {
      const { text, frequent } = pack(bytes, sizes);
      assert.deepEqual([...unpack(text, frequent, sizes)], [...bytes]);
    }
  }
});
