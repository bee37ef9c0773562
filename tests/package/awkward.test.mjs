// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Every message of the built-in pack with awkward values: none, one, many, very long names, names from right to left,
 * yen and dinars; in both languages.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareEngine } from './lib/engine.mjs';
import { source } from './lib/sources.mjs';

const { parse } = await source('format');
const { Catalogue } = await source('text');
const engine = await bareEngine();

const RIGHT_TO_LEFT = 'مخبز النخيل';
const LONG = 'Consolidated '.repeat(40).trim();
const NUMBERS = [0, 1, 2, 1_000_000, -1];
const MONEY = [['0', 'JPY'], ['1234567', 'JPY'], ['0.001', 'KWD'], ['1250.500', 'KWD'], ['-48.10', 'EUR'], ['9007199254740993.07', 'EUR']];
const DATES = ['2024-02-29', '2026-12-31', '0001-01-01'];
const TEXTS = ['Harbor Books', LONG, RIGHT_TO_LEFT, '{amount} #', "O'Hara & <b>Sons</b>", ''];
const OF_MONEY = ['amount', 'was', 'total', 'paid', 'benefit', 'left', 'safe', 'saved', 'target'];
const OF_DATES = ['date', 'laterDate', 'day', 'by'];
const OF_NUMBERS = ['count', 'gapDays', 'days', 'months', 'hours', 'of', 'percent', 'years'];

/** By name what a pattern asks for: the words of a select, or what the name says. */
function asked(pattern, found = new Map()) {
  for (const part of pattern) {
    if (typeof part === 'string' || part.kind === 'count') continue;
    const words = part.kind === 'select' ? [...part.cases.keys(), 'no-such-word'] : [];
    found.set(part.name, { kind: part.kind, words: [...(found.get(part.name)?.words ?? []), ...words] });
    if (part.cases) for (const inner of part.cases.values()) asked(inner, found);
  }
  return found;
}

const at = (list, place) => list[place % list.length];

function argOf(name, { kind, words }, round) {
  if (words.length) return { type: 'text', value: at(words, round) };
  if ((kind !== 'slot' && kind !== 'argument') || OF_NUMBERS.includes(name)) return { type: 'number', value: at(NUMBERS, round) };
  if (OF_MONEY.includes(name)) return { type: 'money', value: at(MONEY, round)[0], currency: at(MONEY, round)[1] };
  if (OF_DATES.includes(name)) return { type: 'date', value: at(DATES, round) };
  return { type: 'text', value: at(TEXTS, round) };
}

for (const locale of ['en', 'ja', 'ja-JP-u-ca-japanese']) {
  const tag = locale.slice(0, 2);
  const layer = (language) => {
    const { messages } = engine.ask('catalogue', { locales: [language, 'en'] });
    return { locale: language, messages, patterns: new Map(Object.entries(messages).map(([key, text]) => [key, parse(text)])) };
  };
  test(`${locale}: every message stands whatever the values are`, () => {
    const [english, own] = [layer('en'), layer(tag)];
    const texts = new Catalogue(locale, {});
    texts.renew(english, own);
    let rendered = 0;
    for (const [key, text] of Object.entries(own.messages)) {
      const slots = asked(parse(text));
      for (let round = 0; round < 12; round++) {
        // Each name at another place of its list, so that values meet in many ways.
        const args = Object.fromEntries([...slots].map(([name, slot], place) => [name, argOf(name, slot, round + place * (round % 3))]));
        const said = texts.text(key, args);
        const given = JSON.stringify(args);
        assert.ok(said.length > 0, `${key} says nothing of ${given}`);
        assert.doesNotMatch(said.replaceAll('{amount} #', ''), /[{}]|undefined|NaN|Infinity|\[object|…/, `${key} of ${given}`);
        for (const { type, value } of Object.values(args)) {
          // A name that turns the direction is told apart from the sentence around it.
          if (type === 'text' && value === RIGHT_TO_LEFT && said.includes(value)) assert.ok(said.includes(`\u2068${value}\u2069`), `${key} of ${given}`);
          if (type === 'text' && value === LONG && said.includes('Consolidated')) assert.ok(said.includes(LONG), 'a name is never cut');
        }
        rendered++;
      }
    }
    assert.ok(rendered > 2_000, `${rendered}`);
  });
}
