// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Fuzzy matchers from npm, set up for names of payees: two names side by side, and one against a directory.
 *
 * Out: for each a function that scores a pair, 0 to 1, and one that makes a look-up, which answers `[place, score]` of
 * the best. Names come tidied (small letters, no accents, no signs, no numbers of three digits and more), as any app
 * would; from which score on a match is one is chosen by the harness on other names.
 */
import uFuzzy from '@leeoniya/ufuzzy';
import { Searcher, fuzzy } from 'fast-fuzzy';
import { distance } from 'fastest-levenshtein';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';

export const tidy = (name) =>
  name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').replace(/\b\d{3,}\b/g, '').replace(/ +/g, ' ').trim();

const NONE = [-1, 0];
const likeness = (a, b) => 1 - distance(a, b) / Math.max(a.length, b.length, 1);

const levenshtein = {
  pair: likeness,
  lookUp: (names) => (query) => {
    let best = NONE;
    for (let at = 0; at < names.length; at++) {
      const score = likeness(names[at], query);
      if (score > best[1]) best = [at, score];
    }
    return best;
  },
};

const fastFuzzy = {
  pair: (a, b) => fuzzy(a, b, { useSellers: true }),
  lookUp(names) {
    const searcher = new Searcher(names.map((name, at) => ({ name, at })), { keySelector: ({ name }) => name, returnMatchData: true, threshold: 0.4 });
    return (query) => {
      const [best] = searcher.search(query);
      return best ? [best.item.at, best.score] : NONE;
    };
  },
};

const FUSE = { includeScore: true, ignoreLocation: true, threshold: 0.7 };
const fuse = {
  pair(a, b) {
    const [best] = new Fuse([a], FUSE).search(b);
    return best ? 1 - best.score : 0;
  },
  lookUp(names) {
    const index = new Fuse(names, FUSE);
    return (query) => {
      const [best] = index.search(query, { limit: 1 });
      return best ? [best.refIndex, 1 - best.score] : NONE;
    };
  },
};

/** Its setting for every script is far slower than that for Latin letters and slower still with slips, so each name goes to the one that it needs. */
const latin = new uFuzzy({ intraMode: 1 });
const anyScript = new uFuzzy({ intraMode: 0, unicode: true, interSplit: "[^\\p{L}\\d']+", intraSplit: '\\p{Ll}\\p{Lu}', intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}', intraChars: "[\\p{L}\\d']", intraContr: "'\\p{L}{1,2}\\b" });
/** It answers what matches in which order, and no score: a match is 1. The first two words are tried when all are too many. */
const microSearch = (names, query) => {
  const micro = /[^\x00-\x7f]/.test(query) ? anyScript : latin;
  for (const words of [query, query.split(' ').slice(0, 2).join(' ')]) {
    const [found, info, order] = micro.search(names, words);
    if (found?.length) return [order ? info.idx[order[0]] : found[0], 1];
  }
  return NONE;
};
const uFuzzyPeer = {
  pair: (a, b) => Math.max(microSearch([a], b)[1], microSearch([b], a)[1]),
  lookUp: (names) => (query) => microSearch(names, query),
};

const MINI = { fields: ['name'], searchOptions: { fuzzy: 0.25, prefix: true } };
function miniIndex(names) {
  const index = new MiniSearch(MINI);
  index.addAll(names.map((name, id) => ({ id, name })));
  return index;
}
/** Its scores have no upper end: that of the name itself is the measure. */
const mini = {
  pair(a, b) {
    const index = miniIndex([a]);
    const score = (query) => index.search(query)[0]?.score ?? 0;
    return Math.min(1, score(b) / (score(a) || 1));
  },
  lookUp(names) {
    const index = miniIndex(names);
    return (query) => {
      const [best] = index.search(query);
      return best ? [best.id, 1 - 1 / (1 + best.score)] : NONE;
    };
  },
};

export const PEERS = { 'fastest-levenshtein': levenshtein, 'fast-fuzzy': fastFuzzy, 'fuse.js': fuse, '@leeoniya/ufuzzy': uFuzzyPeer, minisearch: mini };
