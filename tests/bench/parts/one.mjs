// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The part `one`: one more row, one answer, one new day, one payment to check; memory a row; growth to a million rows.
 */
import { median, ratio } from '../report/turns.mjs';
import { duration, factor, grouped, times, winning } from '../report/words.mjs';
import { one } from '../trials/one.mjs';
import { whole } from '../trials/whole.mjs';

const WHAT = [['row', 'one more row + evaluate'], ['answer', 'one answer + evaluate'], ['day', 'one new day + evaluate'], ['check', '`checkPayment` after a new row'], ['repeat', '`checkPayment` of what that row paid']];

export async function run({ Oxpecker, plan }) {
  const [steps, wins, room, growth] = [[], [], [], []];
  for (const { label, rows } of plan.sizes) {
    const got = await one(Oxpecker, { rows, ...plan.one });
    for (const [name, words] of WHAT) {
      // The first steps of each kind warm both up.
      const [ours, theirs] = got.times[name].map((list) => list.slice(list.length >> 2));
      const by = theirs && ratio(theirs, ours);
      steps.push([words, label, times(ours), theirs ? times(theirs) : '–', by ? factor(by) : '–']);
      if (by) wins.push(...winning('tuned JavaScript', `${words}, ${label} rows`, by));
    }
    room.push([label, `${grouped(got.memory)} B`]);
  }
  const perRow = [];
  for (const { label, rows } of plan.growth) {
    const { times: got, found } = await whole(Oxpecker, { rows, ms: plan.ms, least: plan.growthRounds, warm: 1, isIdiomaticRun: false });
    perRow.push([label, median(got.package) / rows, median(got.tuned) / rows]);
    if (label === '1,000,000') room.push([label, `${grouped(found.memory / rows)} B`]);
  }
  const [[, ours, theirs]] = perRow;
  for (const [label, mine, other] of perRow) growth.push([label, duration(mine), (mine / ours).toFixed(2), duration(other), (other / theirs).toFixed(2)]);
  return {
    id: 'one',
    title: 'One more row, one answer, one new day',
    about: 'An engine that has answered before, in Node (`tests/bench/trials/one.mjs`). The hand-written side keeps its columns and touches the payee of the row and the days of the window; an answer is one rule less to it. Medians with their quartiles. Must hold: 100 µs for a row, 50 µs for `checkPayment`, 90 B a row, and a row at 1,000,000 at most 1.3 times as dear as at 10,000.',
    tables: [
      { keys: 2, columns: ['what', 'rows', 'package', 'tuned JavaScript', 'factor'], rows: steps },
      { keys: 1, columns: ['rows', 'memory of the engine a row'], rows: room },
      { keys: 1, columns: ['whole job, rows', 'package, a row', 'against 10,000', 'tuned JavaScript, a row', 'against 10,000'], rows: growth },
    ],
    wins,
  };
}
