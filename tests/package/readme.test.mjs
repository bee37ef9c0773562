// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The samples of the README run. A fence opened with ```js run or ```ts run is compiled with `--strict` as TypeScript, which
 * whoever copies it may write, and run by Node. Each stands alone, in a folder that holds the `oxpecker` package and a `transactions.json`.
 */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { transformSync } from 'esbuild';
import { node, packageFolder, project, root, tool } from './lib/packed.mjs';
import { eventful } from './lib/rows.mjs';

/** Fences marked to be run, with their language and the line on which they start. */
export function samples(markdown) {
  const lines = markdown.split('\n');
  const found = [];
  for (let at = 0; at < lines.length; at++) {
    const open = /^(`{3,})(js|ts) run$/.exec(lines[at].trimEnd());
    if (!open) continue;
    const end = lines.findIndex((line, i) => i > at && line.trimEnd() === open[1]);
    if (end < 0) throw new Error(`the fence on line ${at + 1} has no end`);
    found.push({ line: at + 1, language: open[2], code: lines.slice(at + 1, end).join('\n') });
    at = end;
  }
  return found;
}

test('the extractor finds what is marked and nothing else', () => {
  assert.deepEqual(samples('```js\nno\n```\n\n```js run\nyes\n```\n```ts run\nyes: 1\n```\n```rust run\n```'), [
    { line: 5, language: 'js', code: 'yes' },
    { line: 8, language: 'ts', code: 'yes: 1' },
  ]);
  assert.throws(() => samples('```js run\nopen'), /line 1/);
});

const found = samples(readFileSync(join(packageFolder(), 'README.md'), 'utf8'));

const guides = ['docs/GOALS.md', 'docs/PACKS.md'].flatMap((file) => samples(readFileSync(join(root, file), 'utf8')).map((sample) => ({ file, ...sample })));

test('the README has samples to run', () => assert.ok(found.length >= 1, 'no fence is marked ```js run or ```ts run'));

for (const { file = 'README.md', line, language, code } of [...found, ...guides]) {
  test(`${file}, line ${line}`, async (t) => {
    const folder = project(t, { 'transactions.json': JSON.stringify(eventful()), 'sample.mts': code });
    const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'ES2022', lib: ['ES2022', 'ESNext.Disposable', 'DOM'], types: ['node'], typeRoots: [join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, 'node_modules/@types')] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['sample.mts'] }));
    await tool('typescript/bin/tsc', ['--project', '.'], folder);
    // A sample in JavaScript has no types to take out: it runs as it stands.
    writeFileSync(join(folder, 'sample.mjs'), language === 'ts' ? transformSync(code, { loader: 'ts', format: 'esm' }).code : code);
    const { code: exit, err } = await node(['sample.mjs'], { cwd: folder });
    assert.equal(exit, 0, err);
  });
}
