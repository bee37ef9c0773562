// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `npx oxpecker verify`: the package as it is holds, and each kind of planted fault makes it fail, also when whoever
 * planted it wrote new sums.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { load, node, packageFolder, pkg, project, root } from './lib/packed.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
// What the command calls; a process for each fault would cost more than the looking.
const { verify: looked } = await load('dist/verify.js');
const verify = async (folder, ...args) => node([join(packageFolder(), 'dist/cli.js'), 'verify', folder, ...args]);

/** A copy of the package with some files changed, and sums that fit again. */
function tampered(t, change, { sums = true } = {}) {
  const folder = join(project(t), 'node_modules/oxpecker');
  const path = (file) => join(folder, file);
  const edit = (file, from, to) => {
    const text = readFileSync(path(file), 'utf8');
    assert.ok(text.includes(from), `${file} has no ${from}`);
    writeFileSync(path(file), text.replace(from, () => to));
  };
  change({ folder, path, edit });
  if (sums) {
    const files = ['', 'dist/'].flatMap((below) => readdirSync(path(below || '.'), { withFileTypes: true }).filter((one) => one.isFile() && one.name !== 'SHA256SUMS').map(({ name }) => below + name));
    writeFileSync(path('SHA256SUMS'), files.map((file) => `${sha256(readFileSync(path(file)))}  ${file}\n`).join(''));
  }
  return folder;
}

test('the package as it is: 0, and everything is there to read', async () => {
  const { code, out, err } = await verify(packageFolder());
  assert.deepEqual([code, err], [0, ''], out);
  for (const part of [/2 imports/, /__wbg___wbindgen_throw\n/, /__wbindgen_init_externref_table\n/, /can  .*\n.*cannot  /, /\| .*throw new Error/, /Dependencies: none/, /cargo xtask reproduce/, /Everything holds\.\n$/]) assert.match(out, part);
  assert.match(out, new RegExp(sha256(readFileSync(join(packageFolder(), 'dist/engine.wasm')))));
  assert.doesNotMatch(out, /undefined[^,]|NaN|FAULT|OTHER/);
  for (const line of out.split('\n')) if (!line.includes('|')) assert.ok(line.length <= 120, line);
});

test('the same for a program, and for the package that the command lies in', async () => {
  const { code, out } = await node([join(packageFolder(), 'dist/cli.js'), 'verify', '--json']);
  assert.equal(code, 0);
  const found = JSON.parse(out);
  assert.equal(found.verified, true);
  assert.deepEqual(found.faults, []);
  assert.equal(found.engine.imports.length, 2);
  assert.deepEqual(found.dependencies, []);
  assert.ok(found.hashes.length >= 8 && found.hashes.every(({ holds }) => holds));
  assert.ok(found.scripts.includes('dist/index.js') && found.scripts.includes('dist/verify.js'));
  assert.deepEqual([...new Set(found.powers.filter(({ power }) => power === 'fetch').map(({ module }) => module))].sort(), ['slim', 'slim.node']);
});

test('wrong usage: 2', async () => {
  const { code, err } = await verify(packageFolder(), 'another');
  assert.equal(code, 2);
  assert.match(err, /at most one folder/);
});

test('SHA256SUMS is what sha256sum reads, and names every file', () => {
  const out = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: pkg, encoding: 'utf8' });
  assert.match(out, /dist\/engine\.wasm: OK/);
  assert.doesNotMatch(out, /FAILED/);
});

/** Puts a line behind the last import of a module, or the strict directive of a script. */
const plant = (file, line) => ({ edit }) => edit(file, file.endsWith('.cjs') ? '"use strict";' : '\nvar ', file.endsWith('.cjs') ? `"use strict";\n${line}` : `\n${line}\nvar `);

const STORE = 'storage.js';
const PLANTED = {
  'a request': [plant('dist/index.js', "fetch('https://example.com');"), /dist\/index\.js:\d+: it uses `fetch`/],
  'a request by another name of the global object': [plant('dist/index.js', "globalThis['fetch']('/');"), /it uses `fetch`/],
  'a request in CommonJS': [plant('dist/index.cjs', "new XMLHttpRequest();"), /it uses `XMLHttpRequest`/],
  'a socket': [plant('dist/storage.js', "new WebSocket('wss://example.com');"), /it uses `WebSocket`/],
  'a beacon': [plant('dist/storage.js', "navigator.sendBeacon('/', '');"), /it uses `navigator\.sendBeacon`/],
  'an image that is fetched': [plant('dist/index.js', 'new Image().src = "/pixel";'), /it uses `Image`/],
  'a second fetch beside the one that is allowed': [plant('dist/slim.js', 'const more = () => fetch("/", { integrity });'), /`fetch` stands there 2 times|stands in the module/],
  'a fetch without its hash': [({ edit }) => edit('dist/slim.js', 'fetch(url, { integrity })', 'fetch(url, {})'), /without `integrity`/],
  'a storage': [plant('dist/index.js', 'localStorage.setItem("a", "b");'), /it uses `localStorage\.setItem`/],
  'a cookie': [plant('dist/personas.js', 'document.cookie = "a=b";'), /it uses `document\.cookie`/],
  'a timer': [plant('dist/personas.js', 'setInterval(() => {}, 1000);'), /it uses `setInterval`/],
  'a timer where one is allowed': [plant('dist/index.js', 'setTimeout(() => {}, 1000);'), /`setTimeout` stands in the module/],
  'a compiler of text': [plant('dist/index.js', 'eval("1");'), /it uses `eval`/],
  'a compiler of text by a detour': [plant('dist/index.js', '(async () => {}).constructor("return 1")();'), /it reaches for `\.constructor`/],
  'markup': [plant('dist/index.js', 'export const put = (element, text) => { element.innerHTML = text; };'), /it reaches for `\.innerHTML`/],
  'the global object as a value': [plant('dist/index.js', 'const all = globalThis; all["fe" + "tch"]("/");'), /it uses `globalThis`/],
  'a computed member of the global object': [plant('dist/index.js', 'globalThis["fe" + "tch"]("/");'), /it uses `globalThis\.\[…\]`|it uses `\[…\]`/],
  'chance': [plant('dist/index.js', 'Math.random();'), /it uses `Math\.random`/],
  'the clock where it has no business': [plant('dist/personas.js', 'new Date();'), /it uses `Date\.now`/],
  'a message with something in it': [({ edit }) => edit('dist/storage.js', 'postMessage(0)', 'postMessage(this.name)'), /posts a message that is no constant/],
  'an import of a stranger': [plant('dist/index.js', 'import "https://example.com/more.js";'), /it imports `https/],
  'an import that is worked out': [plant('dist/index.js', 'const more = (name) => import(name);'), /imports something that is worked out/],
  'a module of Node in CommonJS': [plant('dist/index.cjs', 'require("node:net");'), /it imports `node:net`/],
  'no strict mode': [({ edit }) => edit('dist/index.cjs', '"use strict";', ''), /does not begin with "use strict"/],
  'a script that no rule knows': [({ path }) => writeFileSync(path('dist/more.js'), 'fetch("/");\n'), /dist\/more\.js:1: it uses `fetch`/],
  'a script that is none': [({ path }) => writeFileSync(path('dist/personas.js'), 'export const {\n'), /it cannot be parsed/],
  'a script that is missing': [({ path }) => rmSync(path(`dist/${STORE}`)), /dist\/storage\.js: it is missing/],
  'more than constants in the inline copy': [({ edit }) => edit('dist/engine.inline.js', 'export const layout', 'fetch("/");\nexport const layout'), /more in it than constants/],
  'a request in the engine as a script': [({ edit }) => edit('dist/engine.nowasm.js', '\nexport { makeEngine', '\nfetch("/");\nexport { makeEngine'), /dist\/engine\.nowasm\.js:\d+: it uses `fetch`/],
  'another script for CommonJS': [({ edit }) => edit('dist/engine.nowasm.cjs', 'exports.start = ', 'exports.start = 1 + '), /engine\.nowasm\.cjs: it is not the twin/],
  'a script that is not the one that is reported': [({ edit }) => edit('dist/nowasm.js', '"sha256-', '"sha256-0'), /dist\/nowasm\.js: the hash that it reports/],
  'WebAssembly where there is none': [plant('dist/nowasm.js', 'WebAssembly.instantiate(new Uint8Array());'), /it uses `WebAssembly\.instantiate`/],
  'an unpacker that asks for something': [({ edit }) => edit('dist/engine.inline.js', "const unpacker = '", "const unpacker = 'AGFzbQEAAAABBAFgAAACBwEBYQFiAAA=';\nexport const more = '"), /unpacker is no module that imports nothing/],
  'another inline copy': [({ edit }) => edit('dist/engine.inline.js', 'export const frequent = \'', "export const frequent = '00"), /inline copy: it is not the hash/],
  'a loader that compares with another hash': [({ edit }) => edit('dist/index.js', '"sha256-', '"sha256-0'), /what the loader compares with: it is not the hash/],
  'a loader that compares nothing': [({ edit }) => edit('dist/slim.js', 'hash === integrity', 'true'), /what the loader compares with: it is not the hash/],
  'an import that reaches the host': [({ edit }) => edit('dist/index.js', 'throw new Error(getStringFromWasm0(arg0, arg1));', 'console.log(getStringFromWasm0(arg0, arg1));'), /takes console\.log from the host/],
  'an engine with another byte': [
    ({ path }) => {
      const wasm = readFileSync(path('dist/engine.wasm'));
      wasm[wasm.length - 40] ^= 1;
      writeFileSync(path('dist/engine.wasm'), wasm);
    },
    /inline copy: it is not the hash/,
  ],
  'an engine with one more import': [
    ({ path }) => writeFileSync(path('dist/engine.wasm'), Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, 7, 1, 1, 0x61, 1, 0x62, 0, 0)),
    /imports `b`, a function, which is not one of the two/,
  ],
  'an engine that names a folder of its machine': [
    ({ path }) => writeFileSync(path('dist/engine.wasm'), Buffer.concat([readFileSync(path('dist/engine.wasm')), Uint8Array.of(0, 15, 1, 0x78), Buffer.from(['', 'home', 'someone'].join('/'))])),
    /names a folder of the machine/,
  ],
  'a dependency': [({ edit }) => edit('package.json', '"files": [', '"dependencies": { "left-pad": "1.0.0" },\n  "files": ['), /depends on `left-pad`/],
  'something that runs when it is installed': [({ edit }) => edit('package.json', '"files": [', '"scripts": { "postinstall": "node steal.js" },\n  "files": ['), /runs `postinstall`/],
};
for (const [name, [change, fault]] of Object.entries(PLANTED)) {
  test(`planted: ${name}`, async (t) => {
    const { code, out } = await looked(tampered(t, change), false);
    assert.equal(code, 1, out);
    assert.match(out.replace(/\s+/g, ' '), fault);
    assert.match(out, /\d+ faults?\.\n$/);
  });
}

for (const [name, change, fault] of [
  ['a byte in a text', ({ edit }) => edit('README.md', 'a', 'b'), /README\.md: it is not the file/],
  ['a file more', ({ path }) => writeFileSync(path('dist/more.txt'), ''), /dist\/more\.txt: SHA256SUMS does not name it/],
  ['no sums', ({ path }) => rmSync(path('SHA256SUMS')), /SHA256SUMS: it is missing/],
  ['no bill of materials', ({ path }) => rmSync(path('sbom.cdx.json')), /sbom\.cdx\.json: it is missing/],
]) {
  test(`without new sums: ${name}`, async (t) => {
    const { code, out } = await looked(tampered(t, change, { sums: false }), false);
    assert.equal(code, 1);
    assert.match(out.replace(/\s+/g, ' '), fault);
  });
}

test('the bill of materials: whole, and the same bytes for the same sources', async () => {
  const bill = JSON.parse(readFileSync(join(pkg, 'sbom.cdx.json'), 'utf8'));
  assert.deepEqual([bill.bomFormat, bill.specVersion, bill.version], ['CycloneDX', '1.5', 1]);
  assert.match(bill.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(bill.metadata.component.hashes[0].content, sha256(readFileSync(join(pkg, 'dist/engine.wasm'))));
  const names = bill.components.map(({ name }) => name);
  for (const name of ['wasm-bindgen', 'serde', 'talc', 'rust-std', 'idb', 'acorn']) assert.ok(names.includes(name), name);
  for (const { name, version, hashes, licenses, purl } of bill.components) {
    // Rust's own library is no file of a registry: the compiler's exact version tells it.
    if (name !== 'rust-std') assert.match(hashes[0].content, /^[0-9a-f]{64}([0-9a-f]{64})?$/, name);
    assert.ok(licenses[0].expression && purl.endsWith(`/${name}@${version}`), name);
  }
  const { billOfMaterials } = await import(join(root, 'pkg-config/build/sbom.mjs'));
  const { crates } = await import(join(root, 'pkg-config/build/licences.mjs'));
  const sources = join(root, 'pkg-config');
  const make = () => billOfMaterials(sources, root, crates(root), JSON.parse(readFileSync(join(sources, 'package.json'), 'utf8')), readFileSync(join(pkg, 'dist/engine.wasm')));
  const before = process.env.SOURCE_DATE_EPOCH;
  try {
    delete process.env.SOURCE_DATE_EPOCH;
    assert.equal(make(), readFileSync(join(pkg, 'sbom.cdx.json'), 'utf8'));
    process.env.SOURCE_DATE_EPOCH = '1795000000';
    assert.equal(make(), make());
    assert.equal(JSON.parse(make()).metadata.timestamp, '2026-11-18T11:06:40Z');
  } finally {
    if (before === undefined) delete process.env.SOURCE_DATE_EPOCH;
    else process.env.SOURCE_DATE_EPOCH = before;
  }
});
