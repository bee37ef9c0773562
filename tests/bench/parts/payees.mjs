// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The part `payees`: whose name is this, against fuzzy matchers; what each finds stands beside its time, for a fast wrong
 * answer is no answer.
 *
 * Each peer gets the score from which a match is one that serves it best on other names of the same kind; the package
 * says by itself.
 */
import { directory, pairs } from '../data/names.mjs';
import { PEERS, tidy } from '../peers/payees.mjs';
import { ratio, turns } from '../report/turns.mjs';
import { factor, percent, times, winning } from '../report/words.mjs';
import { settings } from '../trials/whole.mjs';

/** The score with the best balance of what is found and what is wrong; `cases` are `{ score, isRight, isThere }`. */
export function threshold(cases) {
  let best = { at: 1, value: -1 };
  for (const { score: at } of [...cases].sort((a, b) => a.score - b.score)) {
    if (at === best.tried) continue;
    const taken = cases.filter(({ score }) => score >= at);
    const right = taken.filter(({ isRight }) => isRight).length;
    const value = (2 * right) / (taken.length + cases.filter(({ isThere }) => isThere).length);
    if (value > best.value) best = { at, value };
    best.tried = at;
  }
  return best.at;
}

/** Of those that are there, how many were found; of all answers, how many are wrong. */
function judge(cases, at) {
  const taken = cases.filter(({ score }) => score >= at && score > 0);
  const right = taken.filter(({ isRight }) => isRight).length;
  return [percent(right, cases.filter(({ isThere }) => isThere).length), percent(taken.length - right, taken.length)];
}

const tidied = ({ a, b, same }) => ({ a: tidy(a), b: tidy(b), same });
const pairCases = (score, list) => list.map(({ a, b, same }) => ({ score: score(a, b), isRight: same, isThere: same }));
const lookUpCases = (lookUp, asked) => asked.map(({ query, right }) => {
  const [at, score] = lookUp(query);
  return { score, isRight: at >= 0 && at === right, isThere: right >= 0 };
});

export async function run({ Oxpecker, plan }) {
  const ox = await Oxpecker.create(settings);
  const own = {
    pair: (a, b) => Number(ox.comparePayees(a, b).same),
    lookUp: (names) => (query) => {
      let best = [-1, 0];
      for (let at = 0; at < names.length; at++) {
        const { same, score } = ox.comparePayees(names[at], query);
        if (same && score > best[1]) best = [at, score];
      }
      return best;
    },
  };
  const { pairs: count, known: size, queries } = plan.payees;
  const [tuning, asked] = [pairs(count, 11), pairs(count, 12)];
  const [practice, test] = [directory(size, queries, 13), directory(size, queries, 14)];
  const tidyAsked = ({ query, right }) => ({ query: tidy(query), right });
  const [quality, found] = [new Map(), new Map()];
  const [pairJobs, lookUps] = [{}, {}];
  const [sample, questions] = [asked.slice(0, plan.payees.timedPairs), test.asked.slice(0, plan.payees.timedQueries)];

  quality.set('package', judge(pairCases(own.pair, asked), 1));
  found.set('package', judge(lookUpCases(own.lookUp(test.known), test.asked), 0));
  pairJobs.package = () => sample.map(({ a, b }) => own.pair(a, b));
  const ownLookUp = own.lookUp(test.known);
  lookUps.package = () => questions.map(({ query }) => ownLookUp(query));
  for (const [name, peer] of Object.entries(PEERS)) {
    const limit = threshold(pairCases(peer.pair, tuning.map(tidied)));
    quality.set(name, judge(pairCases(peer.pair, asked.map(tidied)), limit));
    const best = threshold(lookUpCases(peer.lookUp(practice.known.map(tidy)), practice.asked.map(tidyAsked)));
    const lookUp = peer.lookUp(test.known.map(tidy));
    found.set(name, judge(lookUpCases(lookUp, test.asked.map(tidyAsked)), best));
    // Tidying is part of the time, as it is part of the work.
    pairJobs[name] = () => sample.map(({ a, b }) => peer.pair(tidy(a), tidy(b)));
    lookUps[name] = () => questions.map(({ query }) => lookUp(tidy(query)));
  }
  const wins = [];
  const table = async (jobs, told, per, what) => {
    const got = await turns(jobs, { ms: plan.ms, least: plan.least, warm: plan.isFull ? 2 : 0 });
    return Object.keys(jobs).map((name) => {
      const by = ratio(got[name], got.package);
      if (name !== 'package') wins.push(...winning(`\`${name}\``, `${what} (${told.get(name)[0]} found, ${told.get(name)[1]} wrong; the package ${told.get('package')[0]}, ${told.get('package')[1]})`, by));
      return [name, ...told.get(name), times(got[name].map((time) => time / per)), name === 'package' ? '1' : factor(by)];
    });
  };
  const pairRows = await table(pairJobs, quality, sample.length, 'a pair');
  const lookUpRows = await table(lookUps, found, questions.length, 'a look-up');
  ox.free();
  return {
    id: 'payees',
    title: 'Whose name is this',
    about: 'Names made by code, as statements write them: store numbers, towns, processors, cut off, a slip, half-width kana; those that differ share a word (`tests/bench/data/names.mjs`). "Found" is of what is there, "wrong" of what was answered. Two names side by side are `comparePayees`; a look-up is one spelling against 1,000 known names, a third of the spellings being of none of them: the peers ask an index made before, the package compares one by one.',
    tables: [
      { keys: 1, columns: ['two names', 'found', 'wrong', 'a pair', 'factor'], rows: pairRows },
      { keys: 1, columns: ['one against 1,000', 'found', 'wrong', 'a look-up', 'factor'], rows: lookUpRows },
    ],
    wins,
  };
}
