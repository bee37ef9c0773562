// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The declarations, as a strict reader's compiler sees them: every public call, in both module systems, with and
 * without the types of a browser.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { here, project, tool } from './lib/packed.mjs';

const sample = readFileSync(join(here, 'samples/every-call.ts'), 'utf8');
const plain = readFileSync(join(here, 'samples/no-dom.ts'), 'utf8');
const strict = { strict: true, noEmit: true, skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, target: 'ES2022', types: [] };

const compile = (t, file, text, options) =>
  tool('typescript/bin/tsc', ['--project', '.'], project(t, { [file]: text, 'tsconfig.json': JSON.stringify({ compilerOptions: { ...strict, ...options }, files: [file] }) }));

const DOM = ['ES2022', 'ESNext.Disposable', 'DOM'];

test('every call, ES module, nodenext', (t) => compile(t, 'main.mts', sample, { module: 'nodenext', lib: DOM }));
test('every call, CommonJS, nodenext', (t) => compile(t, 'main.cts', sample, { module: 'nodenext', lib: DOM }));
test('every call, bundler', (t) => compile(t, 'main.ts', sample, { module: 'esnext', moduleResolution: 'bundler', lib: DOM }));
test('without the types of a browser or of Node', (t) => compile(t, 'main.mts', plain, { module: 'nodenext', lib: ['ES2022'] }));

for (const [what, line] of [
  ['an unknown purpose', "Oxpecker.create({ consent: ['everything'] });"],
  ['an unknown option', 'Oxpecker.create({ language: "en" });'],
  ['a call that is not there', 'Oxpecker.create().then((ox) => ox.predict());'],
  ['an unknown response', "Oxpecker.create().then((ox) => ox.respond('id', 'liked'));"],
  ['a number for money', "Oxpecker.create().then((ox) => ox.checkPayment({ accountId: 'a', amount: -1, currency: 'EUR' }));"],
  ['a constructor', 'new Oxpecker();'],
]) {
  test(`the compiler refuses ${what}`, async (t) => {
    const refused = compile(t, 'main.mts', `import { Oxpecker } from 'oxpecker';\n${line}\n`, { module: 'nodenext', lib: DOM });
    await assert.rejects(refused, /main\.mts\(2,\d+\): error TS/);
  });
}
