// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `docs/PRIVACY.md`, walked: every claim has a check, and every command that it names exists, down to the name of the test.
 */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { node, packageFolder, root } from './lib/packed.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const text = read('docs/PRIVACY.md');

/** What is wrong with a command; nothing when it could be run. `help` is what the package's command says of itself. */
function wrong(command, help) {
  const [, name] = /^npx oxpecker (\w+)/.exec(command) ?? [];
  if (name) return help.includes(`  oxpecker ${name} `) ? '' : 'the package has no such command';
  const [, task] = /^cargo xtask (\w+)/.exec(command) ?? [];
  if (task) return new RegExp(`^  ${task}\\b`, 'm').test(read('xtask/src/command_line.rs')) ? '' : 'there is no such task';
  if (command.startsWith('cargo deny ')) return existsSync(join(root, 'deny.toml')) ? '' : 'there is no deny.toml';
  const [, file, filter] = /^cargo test --test (\w+)(?: (\w+))?(?: -- --ignored)?$/.exec(command) ?? [];
  if (file) {
    if (!existsSync(join(root, `tests/${file}.rs`))) return 'there is no such test';
    return !filter || new RegExp(`#\\[test\\]\\s+fn ${filter}\\b|^    fn ${filter}\\(`, 'm').test(read(`tests/${file}.rs`)) ? '' : 'that file has no such test';
  }
  const [, pattern, path] = /^node --test (?:--test-name-pattern="([^"]+)" )?(tests\/\S+\.test\.mjs)$/.exec(command) ?? [];
  if (!path) return 'this is no command that is known';
  if (!existsSync(join(root, path))) return 'there is no such file';
  const names = [...read(path).matchAll(/\btest\(\s*(['`])(.*?)\1/g)].map(([, , name]) => name);
  return !pattern || names.some((name) => name.includes(pattern)) ? '' : 'no test of that file has such a name';
}

/** Rows of the tables, as cells. */
const rows = () => text.split('\n').filter((line) => /^\| (?!-)/.test(line) && !/\| check \|$/.test(line)).map((line) => line.slice(2, -2).split(' | '));
const commandsOf = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, command]) => command);

test('every claim has a check, and every check exists', async () => {
  const { out: help } = await node([join(packageFolder(), 'dist/cli.js'), '--help']);
  const claims = rows();
  assert.ok(claims.length >= 45, `${claims.length} claims`);
  for (const cells of claims) {
    const commands = commandsOf(cells.at(-1));
    assert.ok(commands.length, `no check: ${cells[0]}`);
    for (const command of commands) assert.equal(wrong(command, help), '', command);
  }
});

test('a command that is not there is found', () => {
  for (const command of ['npx oxpecker prove', 'cargo xtask promise', 'cargo test --test nothing', 'cargo test --test privacy nothing', 'node --test tests/package/nothing.test.mjs', 'node --test --test-name-pattern="nothing" tests/package/hostile.test.mjs', 'trust us']) {
    assert.notEqual(wrong(command, '  oxpecker verify '), '', command);
  }
});
