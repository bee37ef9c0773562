// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words: the catalogue is whole in both languages, languages are looked up by their tags, the bank has the last word.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bareEngine } from './lib/engine.mjs';
import { load, packageFolder } from './lib/packed.mjs';
import { eventful, granted, now, row } from './lib/rows.mjs';
import { source } from './lib/sources.mjs';

const { Oxpecker } = await load();
const { parse } = await source('format');
const engine = await bareEngine();
const catalogue = (...locales) => engine.ask('catalogue', { locales });

const slots = (pattern) =>
  pattern.flatMap((part) => (typeof part === 'string' || part.kind === 'count' ? [] : [part.name, ...[...(part.cases?.values() ?? [])].flatMap(slots)]));
const names = (text) => [...new Set(slots(parse(text)))].sort();

test('English and Japanese have the same keys, speak of the same things, and are not the same', () => {
  const en = catalogue('en');
  const ja = catalogue('ja');
  assert.deepEqual([en.locale, ja.locale], ['en', 'ja']);
  assert.deepEqual(Object.keys(ja.messages).sort(), Object.keys(en.messages).sort());
  assert.ok(Object.keys(en.messages).length >= 20);
  for (const [key, text] of Object.entries(en.messages)) {
    assert.deepEqual(names(ja.messages[key]), names(text), key);
    assert.notEqual(ja.messages[key], text, `${key} is not translated`);
    assert.match(ja.messages[key], /[\u3040-\u30ff\u4e00-\u9fff]/, key);
    // Names come from rows; a sentence that a customer reads has no other place for them.
    assert.doesNotMatch(text, /undefined|\[object|TODO|<\/?[a-z]+>/i, key);
  }
});

test('an unknown language falls back to English', () => {
  assert.deepEqual(catalogue('tlh', 'en'), catalogue('en'));
});

const isKey = /^(reason|withheld|change|action)\.|^[a-z]+(-[a-z]+)+\.(title|body)$/;
const textsOf = (value) => (typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : []);

async function answered(options = {}) {
  const ox = await Oxpecker.create({ ...granted, ...options });
  ox.ingest(eventful());
  const answer = ox.evaluate({ surface: 'home', now });
  const verdict = ox.checkPayment({ accountId: 'current', amount: '-349.90', currency: 'EUR', counterpartyName: 'Harbor Furniture', reference: 'order 5512' }, { now });
  ox.free();
  return { answer, verdict };
}

for (const locale of ['en', 'ja', 'en-GB', 'ja-JP-u-ca-japanese', 'fr', 'ar']) {
  test(`${locale}: every text of every answer is a sentence, not a key`, async () => {
    const { answer, verdict } = await answered({ locale });
    const texts = [...answer.cards, ...answer.quiet, ...answer.withheld, verdict].map(({ text }) => text);
    assert.ok(texts.length >= 2);
    for (const text of texts.flatMap(({ actions = [], ...rest }) => textsOf([rest, actions.map(({ label }) => label)]))) {
      assert.doesNotMatch(text, isKey);
      assert.doesNotMatch(text, /\{|\}|undefined|NaN|Invalid/);
    }
    assert.ok(answer.cards[0].text.title && answer.cards[0].text.body && answer.cards[0].text.because.length === answer.cards[0].because.length);
  });
}

test('money and dates look as the language has them', async () => {
  const body = async (locale) => {
    const { answer } = await answered({ locale, messages: { en: { 'duplicate-charged.body': '{amount}' }, ja: { 'duplicate-charged.body': '{amount}' } } });
    return answer.cards.find(({ message }) => message.id === 'duplicate-charged').text.body;
  };
  assert.equal(await body('en'), '€349.90');
  assert.equal(await body('en-IN'), '€349.90');
  assert.equal(await body('ja'), '€349.90');
  // No French catalogue: the English text, and so English money; the American order of a date is for Americans.
  assert.equal(await body('fr-CH'), '€349.90');
  const date = async (locale) => {
    const { answer } = await answered({ locale });
    return JSON.stringify([...answer.cards, ...answer.quiet, ...answer.withheld].map(({ text }) => text));
  };
  const [american, french] = [await date('en'), await date('fr')];
  assert.match(american, /[A-Z][a-z]+ \d{1,2}, 20\d\d/);
  assert.match(french, /\d{1,2} [A-Z][a-z]+ 20\d\d/);
  assert.doesNotMatch(french, /[A-Z][a-z]+ \d{1,2}, 20\d\d/);
});

test('the bank has the last word, the nearest tag first', async () => {
  const title = async (locale, messages) => (await answered({ locale, messages })).answer.cards[0].text.title;
  const own = (text) => ({ 'duplicate-charged.title': text });
  assert.equal(await title('en', { en: own('English') }), 'English');
  assert.equal(await title('en-GB', { en: own('English'), 'en-GB': own('British') }), 'British');
  assert.equal(await title('en-GB', { en: own('English'), 'en-US': own('American') }), 'English');
  assert.equal(await title('de-AT', { en: own('English'), de: own('Deutsch') }), 'Deutsch');
  assert.equal(await title('de-AT', { 'DE-at': own('Österreich'), de: own('Deutsch') }), 'Österreich');
  assert.equal(await title('fr', { en: own('English'), de: own('Deutsch') }), 'English');
  const japanese = await title('ja', {});
  assert.equal(await title('ja', { en: own('English') }), japanese, 'the bank’s English must not hide Japanese');
});

test('a text is rendered when read, once, and goes wherever the card goes', async () => {
  const { answer } = await answered();
  const [card] = answer.cards;
  assert.equal(typeof Object.getOwnPropertyDescriptor(card, 'text').get, 'function');
  assert.equal(card.text, card.text);
  assert.deepEqual(JSON.parse(JSON.stringify(card)).text, card.text);
  assert.deepEqual(structuredClone({ ...card }).text, card.text);
  assert.deepEqual(Object.freeze(card).text, card.text);
});

test('a name is never read as a pattern, and a missing one is left out', async () => {
  const ox = await Oxpecker.create({ ...granted, messages: { en: { 'duplicate-charged.title': '{payee} and {nothing}' } } });
  ox.ingest([row('a', { counterpartyName: '{amount} #' }), row('b', { counterpartyName: '{amount} #', bookedAt: '2026-10-21' })]);
  for (const { text, message } of ox.evaluate({ surface: 'home', now }).cards) {
    if (message.id === 'duplicate-charged') assert.match(text.title, /(^\{amount\} #|^…) and …$/);
  }
  ox.free();
});

test('the sample of `messages` in the declarations words what a page shows', async () => {
  const declared = readFileSync(join(packageFolder(), 'dist/index.d.ts'), 'utf8');
  const [, locale, key, words] = /by locale and key: `\{ (\w+): \{ '([\w.-]+)': '([^']+)' \} \}`/.exec(declared);
  const ox = await Oxpecker.create({ ...granted, messages: { [locale]: { [key]: words } } });
  ox.ingest(eventful());
  assert.ok(ox.evaluate({ surface: 'home', now }).cards.some(({ text }) => JSON.stringify(text).includes(JSON.stringify(words))), key);
  ox.free();
});
