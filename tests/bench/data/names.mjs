// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Names of payees made by code: pairs that are one payee or are not, and a directory with queries as statements write them.
 *
 * In: how many, a seed. Out: names with the truth, which is known because the spelling was made from the name. What
 * differs is made hard: one word of two is shared.
 */
import { FIRST_WORDS, TOWNS, TRADES } from './customer.mjs';
import { seeded } from './seeded.mjs';

const MORE_WORDS = ['Arbor', 'Basalt', 'Cobalt', 'Drift', 'Ember', 'Fennel', 'Granite', 'Heron', 'Indigo', 'Jasmine', 'Krill', 'Linden', 'Marble', 'Nectar', 'Osprey', 'Pebble', 'Quill', 'Rowan', 'Sable', 'Thistle', 'Upland', 'Velvet', 'Walnut', 'Yonder', 'Zinnia'];
const WORDS = [...FIRST_WORDS, ...MORE_WORDS];
const FORMS = ['Ltd', 'GmbH', 'Inc', 'B.V.', 'S.A.', 'LLC'];
const GATES = ['PAYPAL *', 'SQ *', 'SUMUP *', 'IZ *', 'ZETTLE *'];
const KANA = ['ア', 'カ', 'サ', 'タ', 'ナ', 'ハ', 'マ', 'ヤ', 'ラ', 'キ', 'シ', 'チ', 'ミ', 'リ', 'ク', 'ス', 'ツ', 'ム', 'ル', 'コ', 'ソ', 'ト', 'ノ', 'モ', 'ロ'];
const HALF = ['ｱ', 'ｶ', 'ｻ', 'ﾀ', 'ﾅ', 'ﾊ', 'ﾏ', 'ﾔ', 'ﾗ', 'ｷ', 'ｼ', 'ﾁ', 'ﾐ', 'ﾘ', 'ｸ', 'ｽ', 'ﾂ', 'ﾑ', 'ﾙ', 'ｺ', 'ｿ', 'ﾄ', 'ﾉ', 'ﾓ', 'ﾛ'];

/** Ways in which a statement writes a name that is one and the same payee. */
const WAYS = [
  (name, { digits }) => `${name.toUpperCase()} ${digits(4)}`,
  (name, { pick }) => `${name.toUpperCase()} ${pick(TOWNS)}`,
  (name, { pick, code }) => `${pick(GATES)}${name.toUpperCase().replaceAll(' ', '')} ${code(6)}`,
  (name, { pick }) => `${pick(GATES)}${name.toUpperCase()}`,
  (name) => name.toUpperCase().slice(0, Math.max(9, name.length - 4)),
  (name, { pick }) => `${name} ${pick(FORMS)}`,
  (name, { below }) => {
    const at = 1 + below(name.length - 2);
    return `${name.slice(0, at)}${name.slice(at + 1)}`;
  },
  (name) => name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toUpperCase(),
];

const latin = ({ pick }) => `${pick(WORDS)} ${pick(TRADES)[0]}`;
const kana = ({ below }) => Array.from({ length: 4 + below(3) }, () => below(KANA.length));
const written = (signs, half) => signs.map((at) => (half ? HALF : KANA)[at]).join('');

function sameOf(random) {
  if (random.chance(150)) {
    const signs = kana(random);
    return [`${written(signs, false)}株式会社`, `${written(signs, true)}`];
  }
  const name = latin(random);
  return [name, random.pick(WAYS)(name, random)];
}

function differentOf(random) {
  if (random.chance(150)) {
    const [one, other] = [kana(random), kana(random)];
    if (one.join() === other.join()) return differentOf(random);
    return [`${written(one, false)}株式会社`, `${written(other, true)}`];
  }
  const [word, trade] = [random.pick(WORDS), random.pick(TRADES)[0]];
  const other = random.chance(500) ? `${random.pick(WORDS)} ${trade}` : `${word} ${random.pick(TRADES)[0]}`;
  if (other === `${word} ${trade}`) return differentOf(random);
  return [`${word} ${trade}`, random.pick(WAYS)(other, random)];
}

/** As many of each, in turns. */
export function pairs(count, seed) {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, at) => {
    const [a, b] = at % 2 ? differentOf(random) : sameOf(random);
    return { a, b, same: at % 2 === 0 };
  });
}

/** Known payees, and spellings to look up; a third of these are of nobody known. */
export function directory(count, queries, seed) {
  const random = seeded(seed);
  const names = new Set();
  while (names.size < count) {
    const first = random.pick(WORDS);
    const second = random.pick(TRADES)[0];
    names.add(names.size < count / 2 ? `${first} ${second}` : `${first} ${random.pick(WORDS)} ${second}`);
    if (names.size > WORDS.length * TRADES.length) throw new Error('more names than words make');
  }
  const known = [...names];
  const asked = Array.from({ length: queries }, (_, at) => {
    if (at % 3 < 2) {
      const right = random.below(known.length);
      return { query: random.pick(WAYS)(known[right], random), right };
    }
    let name = latin(random);
    while (names.has(name)) name = `${random.pick(WORDS)} ${random.pick(WORDS)} ${random.pick(TRADES)[0]}`;
    return { query: random.pick(WAYS)(name, random), right: -1 };
  });
  return { known, asked };
}
