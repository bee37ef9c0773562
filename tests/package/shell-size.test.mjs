// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What a reviewer must read: the part of the shell that a page runs and that touches storage, keys, the network or
 * WebAssembly stays short. Lines of code, without comments and empty lines.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { node, packageFolder, root } from './lib/packed.mjs';

const MOST = 600;
/** What of the host reaches beyond computing. A clock, a pause and a microtask do not. */
const REACH = /^(WebAssembly|crypto|fetch|indexedDB|IDB|navigator|BroadcastChannel|origin|URL|import\.meta)/;
/** It reaches nothing by itself and decides what is stored. */
const KEEPER = 'storage/journal';

const lines = (module) => readFileSync(join(root, `pkg-config/src/${module}.ts`), 'utf8').split('\n').filter((line) => line.trim() && !/^\s*(\/\/|\/\*|\*)/.test(line)).length;

test(`the shell that touches the host is at most ${MOST} lines`, async () => {
  const { out } = await node([join(packageFolder(), 'dist/cli.js'), 'verify', '--json']);
  const { powers } = JSON.parse(out);
  const reaching = powers.filter(({ file, power, module }) => /^(index|slim|storage)\.js$/.test(file) && REACH.test(power) && module !== 'idb').map(({ module }) => module);
  const modules = [...new Set([...reaching, KEEPER])].sort();
  for (const module of ['load', 'slim', 'storage/indexeddb', 'storage/journal', 'storage/seal']) assert.ok(modules.includes(module), module);
  const counts = modules.map((module) => [module, lines(module)]);
  const sum = counts.reduce((all, [, count]) => all + count, 0);
  assert.ok(sum <= MOST, `${sum} lines: ${counts.map((each) => each.join(' ')).join(', ')}`);
});
