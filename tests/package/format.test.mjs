// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The formatter against `intl-messageformat`, over messages of every shape in four languages with different plurals.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { source } from './lib/sources.mjs';

const { parse, render, PatternError } = await source('format');

const formatsOf = (locale) => ({
  // The oracle writes a bare number without a language; how the shell writes its arguments is tested elsewhere.
  value: (arg) => (arg === undefined ? '…' : String(arg.value)),
  number: (value) => new Intl.NumberFormat(locale).format(value),
  plural: (value, ordinal) => new Intl.PluralRules(locale, { type: ordinal ? 'ordinal' : 'cardinal' }).select(value),
});
const typed = (args) => Object.fromEntries(Object.entries(args).map(([name, value]) => [name, { type: typeof value === 'number' ? 'number' : 'text', value }]));
const ours = (locale, pattern, args) => render(parse(pattern), typed(args), formatsOf(locale));
const theirs = (locale, pattern, args) => new IntlMessageFormat(pattern, locale, undefined, { ignoreTag: true }).format(args);

const patterns = [
  'plain',
  '',
  '  spaces  kept ',
  '{name}',
  'Hello { name }, you paid {n}.',
  '{name}{name}',
  "It''s {name}",
  "It's {name}",
  "l'{name}",
  "'{name}' is {name}",
  "'{name} is open",
  "a '}' b '{' c",
  "''{name}''",
  "'{''}'",
  "don't '{' stop",
  '# {n}',
  '{n, plural, one {# day} other {# days}}',
  '{n,plural,one{# day}other{# days}}',
  '{n, plural, =0 {none} =1 {just one} one {# one} few {# few} many {# many} zero {# zero} two {# two} other {# other}}',
  '{n, plural, offset:1 =0 {nobody} =1 {{name}} one {{name} and # other} other {{name} and # others}}',
  '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
  '{kind, select, card {by card} transfer {by transfer} other {otherwise}}',
  '{kind, select, card {{n, plural, one {# card} other {# cards}}} other {{n, plural, one {# thing} other {# things}}}}',
  "{n, plural, one {'#' is #} other {'#'s are #}}",
  "{n, plural, one {it''s one} other {they''re #}}",
  '{n, plural, one {{kind, select, card {# in select} other {x}}} other {y #}}',
  '{n, plural, one {{m, plural, one {# inner} other {# inners}} of #} other {{m, plural, one {# inner} other {# inners}} of #}}',
  '支払い{n, plural, other {#件}}、{name}様',
  '{n, plural, zero {لا أيام} one {يوم} two {يومان} few {# أيام} many {# يومًا} other {# يوم}}',
  '{n, plural, one {# dzień} few {# dni} many {# dni} other {# dnia}}',
  'a < b > c </b> &amp;',
  '\n\t{name}\n',
  '{0} and {1}',
  '{n, plural, one {} other {x}}',
];
const numbers = [0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 14, 20, 21, 22, 99, 100, 101, 103, 111, 1000, 1234567, 1.5, -1, -2];

for (const locale of ['en', 'ja', 'ar', 'pl']) {
  test(`${locale}: ${patterns.length} messages with ${numbers.length} numbers`, () => {
    let compared = 0;
    for (const pattern of patterns) {
      for (const n of numbers) {
        for (const kind of ['card', 'transfer', 'constructor']) {
          const args = { n, m: numbers[(n * 7) % 5 | 0] ?? 1, kind, name: "Ana {x} '#'", 0: 'zero', 1: 'one' };
          assert.equal(ours(locale, pattern, args), theirs(locale, pattern, args), `${pattern} with ${n}, ${kind}`);
          compared++;
        }
      }
    }
    assert.equal(compared, patterns.length * numbers.length * 3);
  });
}

const mistakes = ['{', '{}', '{ }', '{name', '{name,', '{n, plural}', '{n, plural,}', '{n, plural, }', '{n, plural, one {x}}', '{n, plural, other}', '{n, plural, other {x}', '{n, plural, other {x} other {y}}', '{n, plural, offset: other {x}}', '{kind, select, other}', '{n, gender, other {x}}', '{a b}'];
for (const pattern of mistakes) {
  test(`both refuse ${pattern}`, () => {
    assert.throws(() => parse(pattern), (error) => error instanceof PatternError && error.column >= 1 && error.column <= pattern.length + 1 && error.message.length > 5);
    assert.throws(() => theirs('en', pattern, { n: 1, kind: 'x', name: 'x', a: 1 }));
  });
}

test('what formats itself by its type cannot be formatted in the pattern', () => {
  for (const pattern of ['{n, number}', '{d, date, short}', '{t, time}', '{n, number, ::currency/EUR}']) assert.throws(() => parse(pattern), PatternError);
});

test('what the oracle lets pass is a mistake all the same', () => {
  const lenient = ['}', '{name}}', '{n, plural, single {x} other {y}}', '{n, plural, One {x} other {y}}', '{n, plural, =x {a} other {b}}', '{kind, select, =1 {x} other {y}}'];
  for (const pattern of lenient) assert.throws(() => parse(pattern), PatternError);
});

test('a missing argument shows nothing harmful', () => {
  const empty = (pattern) => render(parse(pattern), {}, formatsOf('en'));
  assert.equal(empty('Paid {amount} to {payee}'), 'Paid … to …');
  assert.equal(empty('{n, plural, one {# day} other {# days}}'), '… days');
  assert.equal(empty('{kind, select, card {by card} other {paid}}'), 'paid');
  assert.equal(empty('{constructor} {__proto__} {toString}'), '… … …');
  assert.equal(empty('{constructor, select, other {x}}{valueOf, plural, other {y}}'), 'xy');
});

test('an argument is never a pattern', () => {
  assert.equal(ours('en', '{name}', { name: "{name} # '{'" }), "{name} # '{'");
});

test('nesting has an end', () => {
  const deep = (levels) => '{k, select, other {'.repeat(levels) + 'x' + '}}'.repeat(levels);
  assert.equal(ours('en', deep(12), { k: 'a' }), 'x');
  assert.throws(() => parse(deep(100_000)), PatternError);
});
