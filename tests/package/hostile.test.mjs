// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Names that try to be more than names: each comes back as an inert string, and the answer around it stays whole.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './lib/packed.mjs';
import { bytesOf, granted, household, now, row, twice } from './lib/rows.mjs';

const { Oxpecker } = await load();

const names = {
  markup: '<img src=x onerror=alert(1)>',
  script: '</script><script>alert(1)</script>',
  'a key of every object': '__proto__',
  'another key of every object': 'constructor',
  'a pattern': "{amount} '{' # {n, plural, other {#}}",
  'a right-to-left override': 'Shop \u202e0001 RUE',
  'marks without an end': '\u2067\u202b\u2066 Shop',
  'ends without a mark': 'Shop \u2069\u2069\u202c 5',
  Hebrew: 'חנות הספרים',
  NUL: 'Shop\u0000Hidden',
  'control characters': 'Shop\u0007\u001b[2J\u0085',
  'line separators': 'Shop\u2028\u2029',
  emoji: '👩🏽‍🚀 Shop',
  quotes: `"'\`\\ Shop`,
};

async function said(name) {
  const ox = await Oxpecker.create(granted);
  const report = ox.ingest([...household(), ...twice(name)]);
  const answer = ox.evaluate({ surface: 'home', now });
  const saved = ox.snapshot();
  const duplicates = ox.duplicates({ now });
  ox.free();
  const twin = await Oxpecker.restore(saved, granted);
  assert.equal(JSON.stringify(twin.evaluate({ surface: 'home', now })), JSON.stringify(answer), 'the twin answers otherwise');
  twin.free();
  return { report, answer, duplicates };
}

const textsOf = (value) => (typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : []);

for (const [what, name] of Object.entries(names)) {
  test(`${what} as the name of a payee`, async () => {
    const { report, answer, duplicates } = await said(name);
    assert.equal(report.rejected, 0, JSON.stringify(report.problems));
    assert.deepEqual(duplicates.map(({ transactions }) => transactions), [['sofa-1', 'sofa-2']]);
    const card = answer.cards.find(({ evidence }) => evidence.transactions.includes('sofa-2'));
    assert.ok(card, 'no card');
    const given = Object.values(card.message.args).filter(({ type }) => type === 'text');
    assert.ok(given.some(({ value }) => value === name), `the name came back as ${JSON.stringify(given)}`);
    const rendered = `${card.text.title}\n${card.text.body}`;
    assert.ok(rendered.includes(name), JSON.stringify(rendered));
    assert.equal(Object.getPrototypeOf(card.message.args), Object.prototype);
    assert.equal({}.polluted, undefined);
    assert.equal(textsOf(answer).filter((text) => typeof text !== 'string').length, 0);
  });
}

test('a name that turns the direction cannot reach the words around it', async () => {
  for (const name of [names['a right-to-left override'], names['marks without an end'], names['ends without a mark'], names.Hebrew]) {
    const { answer } = await said(name);
    const { text } = answer.cards[0];
    let depth = 0;
    for (const sign of text.body) {
      if (/[\u2066-\u2068]/.test(sign)) depth++;
      else if (sign === '\u2069') depth--;
      assert.ok(depth >= 0, 'an end without a mark');
      if (/[\u202a-\u202e]/.test(sign)) assert.ok(depth > 0, 'an override outside of an isolate');
    }
    assert.equal(depth, 0, 'a mark without an end');
  }
});

test('lone surrogates become U+FFFD, however they come in', async () => {
  const lone = 'Shop \ud800 A';
  const inputs = {
    object: twice(lone),
    string: JSON.stringify(twice('@@')).replaceAll('@@', lone),
    'escaped string': JSON.stringify(twice('@@')).replaceAll('@@', 'Shop \\ud800 A'),
    bytes: bytesOf(JSON.stringify(twice('@@')).replaceAll('@@', lone)),
  };
  for (const [kind, input] of Object.entries(inputs)) {
    const ox = await Oxpecker.create(granted);
    ox.ingest(household());
    assert.equal(ox.ingest(input).added, 2, kind);
    const text = JSON.stringify(ox.evaluate({ surface: 'home', now }).cards);
    assert.ok(text.includes('Shop \ufffd A'), kind);
    assert.doesNotMatch(text, /\\ud8/i, kind);
    ox.free();
  }
});

test('pairs of surrogates survive every cut', async () => {
  const ox = await Oxpecker.create(granted);
  const rows = Array.from({ length: 4000 }, (_, i) => row(`💶${i}`, { reference: '👍'.repeat(30 + (i % 7)) }));
  assert.deepEqual(ox.ingest(JSON.stringify(rows)), { added: 4000, updated: 0, unchanged: 0, rejected: 0, problems: [] });
  // The same rows as bytes: had one pair been cut, its row would differ.
  assert.equal(ox.ingest(bytesOf(rows)).unchanged, 4000);
  ox.free();
});

test('a megabyte of name is refused or kept, and never breaks the answer', async () => {
  const name = 'M'.repeat(1_000_000);
  const { report, answer } = await said(name);
  const whole = report.added === household().length + 2;
  if (!whole) assert.deepEqual(report.problems.map(({ code, field }) => [code, field]), [['TOO_LONG', 'counterpartyName'], ['TOO_LONG', 'counterpartyName']]);
  assert.ok(Array.isArray(answer.cards));
});

test('hostile ids are ids', async () => {
  const ox = await Oxpecker.create(granted);
  const ids = ['__proto__', 'constructor', 'toString', '<b>', '\u0000', '\u202e', ' ', 'a"b', '../x', '💶'];
  assert.equal(ox.ingest(ids.map((id) => row(id))).added, ids.length);
  assert.deepEqual(ox.remove(ids), { removed: ids.length });
  ox.free();
});
