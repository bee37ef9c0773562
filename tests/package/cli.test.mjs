// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `npx oxpecker evaluate`: what a person sees, what a program gets, and the exit codes.
 */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { node, project } from './lib/packed.mjs';
import { eventful, now, row, twice } from './lib/rows.mjs';

const cli = (folder, ...args) => node(['node_modules/oxpecker/dist/cli.js', ...args], { cwd: folder });
const withRows = (t, text = JSON.stringify(eventful())) => project(t, { 'rows.json': text });
const paris = ['--now', now, '--time-zone', 'Europe/Paris'];

test('a good file: 0, and the card is there to read', async (t) => {
  const { code, out, err } = await cli(withRows(t), 'evaluate', 'rows.json', ...paris);
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /^rows\.json\n\d+ transactions read\n/);
  assert.match(out, /\d cards? to show/);
  assert.match(out, /Harbor Furniture/);
  assert.match(out, /sofa-1, sofa-2/);
  assert.match(out, /Duplicates: 1 pair \(1 open\)/);
  assert.match(out, /Held back: /);
  assert.doesNotMatch(out, /undefined|\{|NaN/);
  for (const line of out.split('\n')) assert.ok(line.length <= 100, line);
});

test('the bin entry runs as npx runs it', async (t) => {
  const { readFileSync, statSync } = await import('node:fs');
  const bin = join(withRows(t), 'node_modules/oxpecker/dist/cli.js');
  assert.match(readFileSync(bin, 'utf8'), /^#!\/usr\/bin\/env node\n/);
  assert.ok(statSync(bin).mode & 0o100);
});

test('JSON, Japanese, JSON Lines, an envelope, standard input', async (t) => {
  const folder = withRows(t);
  const json = await cli(folder, 'evaluate', 'rows.json', ...paris, '--format', 'json', '--locale', 'ja');
  assert.equal(json.code, 0, json.err);
  const found = JSON.parse(json.out);
  assert.equal(found.report.added, eventful().length);
  assert.match(found.answer.cards[0].text.title, /[\u3040-\u30ff\u4e00-\u9fff]/);
  writeFileSync(join(folder, 'rows.jsonl'), eventful().map((one) => JSON.stringify(one)).join('\n'));
  writeFileSync(join(folder, 'envelope.json'), JSON.stringify({ transactions: eventful() }));
  const plain = await cli(folder, 'evaluate', 'rows.json', ...paris);
  for (const file of ['rows.jsonl', 'envelope.json']) {
    const other = await cli(folder, 'evaluate', file, ...paris);
    assert.equal(other.out.split('\n').slice(1).join('\n'), plain.out.split('\n').slice(1).join('\n'), file);
  }
  const piped = await node(['node_modules/oxpecker/dist/cli.js', 'evaluate', '-', ...paris], { cwd: folder, input: JSON.stringify(eventful()) });
  assert.match(piped.out, /^standard input\n/);
  assert.equal(piped.code, 0, piped.err);
});

test('without consent nothing is said, and what is missing is named', async (t) => {
  const { out } = await cli(withRows(t), 'evaluate', 'rows.json', ...paris, '--consent', '');
  assert.match(out, /No card to show/);
  assert.match(out, /Without consent: .*duplicates \(insights\)/);
});

test('bad rows are named', async (t) => {
  const rows = [...eventful(), ...Array.from({ length: 12 }, (_, i) => row(`bad${i}`, { amount: i }))];
  const { code, out } = await cli(withRows(t, JSON.stringify(rows)), 'evaluate', 'rows.json', ...paris);
  assert.equal(code, 0);
  assert.match(out, /12 rows skipped:\n {2}row \d+ {2}amount {2}WRONG_TYPE\n/);
  assert.match(out, /and 2 more: 12 WRONG_TYPE/);
});

test('an old file: one line says which moment to ask for, and that line helps', async (t) => {
  const old = eventful().map((one) => ({ ...one, bookedAt: one.bookedAt.replace('2026', '2019') }));
  const folder = withRows(t, JSON.stringify(old));
  const { out } = await cli(folder, 'evaluate', 'rows.json');
  const hints = out.split('\n').filter((line) => line.includes('--now'));
  assert.equal(hints.length, 1);
  const [, then] = /add --now (\S+)$/.exec(hints[0]);
  const again = await cli(folder, 'evaluate', 'rows.json', '--now', then);
  assert.equal(again.code, 0, again.err);
  assert.doesNotMatch(again.out, /--now/);
  assert.match(again.out, /Harbor Furniture/);
});

test('a card of another surface can be seen', async (t) => {
  const months = Array.from({ length: 6 }, (_, at) => row(`film${at}`, { bookedAt: new Date(Date.UTC(2025, 8 + at, 12)).toISOString().slice(0, 10), amount: '-12.99', counterpartyName: 'Filmhouse Plus' }));
  const args = ['evaluate', 'rows.json', '--now', '2026-04-20T09:00:00+02:00', '--time-zone', 'Europe/Paris'];
  const folder = withRows(t, JSON.stringify(months));
  assert.match((await cli(folder, ...args)).out, /No card to show/);
  assert.match((await cli(folder, ...args, '--surface', 'inbox')).out, /1 card to show\n[^]*Filmhouse Plus/);
});

test('a reader that closes the pipe early is no crash', { skip: process.platform === 'win32' }, async (t) => {
  const { spawn } = await import('node:child_process');
  const folder = withRows(t);
  const child = spawn(process.execPath, ['node_modules/oxpecker/dist/cli.js', 'verify', '--json'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  child.stdout.destroy();
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.deepEqual([code, err], [0, '']);
});

test('a name cannot move the cursor of a terminal', async (t) => {
  const rows = JSON.stringify([...eventful(), ...twice('Evil\u001b[2J\u009b1m\u202e\u0007 Shop', 'evil')]);
  for (const format of ['text', 'json']) {
    const { code, out } = await cli(withRows(t, rows), 'evaluate', 'rows.json', ...paris, '--format', format);
    assert.equal(code, 0);
    assert.match(out, /Evil/);
    assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
});

for (const [name, text, code] of [['empty', '', 'EMPTY_INPUT'], ['cut', '[{"id": "a"', 'BAD_JSON'], ['no transactions', '42', 'NOT_TRANSACTIONS']]) {
  test(`a file that is ${name}: 1, with the code`, async (t) => {
    const { code: exit, out, err } = await cli(withRows(t, text), 'evaluate', 'rows.json');
    assert.deepEqual([exit, out], [1, '']);
    assert.match(err, new RegExp(`^oxpecker: ${code}: `));
    assert.equal(err.trim().split('\n').length, 1);
  });
}

test('a file that is not there: 1', async (t) => {
  const folder = withRows(t);
  for (const path of ['nowhere.json', '.']) assert.equal((await cli(folder, 'evaluate', path)).code, 1);
});

test('wrong usage: 2, with the usage', async (t) => {
  const folder = withRows(t);
  const wrong = [[], ['judge'], ['constructor'], ['evaluate'], ['evaluate', 'rows.json', 'other.json'], ['evaluate', 'rows.json', '--verbose'], ['evaluate', 'rows.json', '--now', 'today'], ['evaluate', 'rows.json', '--time-zone', 'Mars'], ['evaluate', 'rows.json', '--locale', '?'], ['evaluate', 'rows.json', '--consent', 'everything'], ['evaluate', 'rows.json', '--format', 'xml'], ['demo', 'rows.json'], ['demo', '--port', 'x'], ['demo', '--port', '70000']];
  for (const args of wrong) {
    const { code, out, err } = await cli(folder, ...args);
    assert.deepEqual([code, out], [2, ''], args.join(' '));
    assert.match(err, /^oxpecker: .+\n\nUsage:/, args.join(' '));
    assert.doesNotMatch(err, /\n {4}at /);
  }
});

test('help and version', async (t) => {
  const folder = withRows(t);
  for (const args of [['--help'], ['-h'], ['help']]) assert.match((await cli(folder, ...args)).out, /^Usage:/);
  const own = { evaluate: 'now', replay: 'budget', demo: 'port' };
  for (const [command, flag] of Object.entries(own)) {
    for (const help of ['--help', '-h']) {
      const { code, out, err } = await cli(folder, command, help);
      assert.deepEqual([code, err], [0, ''], command);
      assert.match(out, new RegExp(`^Usage:\n {2}oxpecker ${command} [^]*\n {2}--${flag} <`), command);
    }
    assert.match((await cli(folder, '--help')).out, new RegExp(`\n {2}oxpecker ${command} `));
  }
  assert.match((await cli(folder, '--version')).out, /^\d+\.\d+\.\d+\n$/);
});
