// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The part `whole`: the whole job in Node and in Chromium against two implementations in JavaScript.
 */
import { ratio } from '../report/turns.mjs';
import { factor, grouped, times, winning } from '../report/words.mjs';
import { whole } from '../trials/whole.mjs';

/** Speed counts only where the work was done: the share of what was planted that each must find, in parts of one. */
const FOUND = 0.9;

export function holdTo({ planted, found, theirs }, label) {
  for (const [who, told] of [['the package', found], ['JavaScript', theirs]]) {
    const counts = [['series', told.series, planted.series], ['pairs', told.twice.right, planted.twice]];
    for (const [what, is, should] of counts) if (is < Math.floor(should * FOUND)) throw new Error(`${label}: ${who} found ${is} ${what} of ${should} planted`);
  }
}

export async function run({ Oxpecker, page, plan }) {
  const [speed, work, wins] = [[], [], []];
  for (const [host, measure] of [['Node', (asked) => whole(Oxpecker, asked)], ['Chromium', (asked) => page('whole', asked)]]) {
    for (const { label, rows } of plan.sizes) {
      const got = await measure({ rows, ms: plan.ms, least: plan.least });
      holdTo(got, `${host}, ${label} rows`);
      const { package: ours, tuned, idiomatic } = got.times;
      const [byTuned, byIdiomatic] = [ratio(tuned, ours), ratio(idiomatic, ours)];
      speed.push([host, label, times(ours), times(tuned), factor(byTuned), times(idiomatic), factor(byIdiomatic), String(ours.length)]);
      wins.push(...winning('tuned JavaScript', `${label} rows in ${host}`, byTuned), ...winning('idiomatic JavaScript', `${label} rows in ${host}`, byIdiomatic));
      if (host === 'Node') {
        const { planted, found, theirs } = got;
        const pairs = ({ twice: { right, beside } }) => `${grouped(right)}, ${grouped(beside)} more`;
        work.push([label, grouped(planted.series), grouped(found.series), grouped(theirs.series), grouped(planted.twice), pairs(found), pairs(theirs)]);
      }
    }
  }
  return {
    id: 'whole',
    title: 'The whole job',
    about: 'Rows in, series, payments charged twice, what is known of the customer, and the best cards out (`tests/bench/trials/whole.mjs`). Medians with their quartiles; a factor is how often the other side takes as long, by rounds in turns. Must hold: 2.5 against tuned and 8 against idiomatic JavaScript. The two in JavaScript agree in every feature, series and pair. Equal charges within three days that were not planted are chance; JavaScript takes each of them, the package asks for more than equality.',
    tables: [
      { keys: 2, columns: ['host', 'rows', 'package', 'tuned JavaScript', 'factor', 'idiomatic JavaScript', 'factor', 'rounds'], rows: speed },
      { keys: 1, columns: ['rows', 'series planted', 'package', 'JavaScript', 'pairs planted', 'package', 'JavaScript'], rows: work },
    ],
    wins,
  };
}
