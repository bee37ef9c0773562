// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Contestants in turns, so that a machine's moods fall on all of them, and what their times come to.
 *
 * In: functions that do one job each. Out: times in milliseconds, round by round; medians; ratios of one round with
 * their quartiles. Knows no host: the page runs it too.
 */

const sorted = (values) => [...values].sort((a, b) => a - b);
export const quantile = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];
export const median = (values) => quantile(values, 0.5);

/**
 * Runs every contestant once a round, each round beginning with another, until the time is over.
 *
 * A contestant is a function that does the job, or `{ prepare, run, close }`, of which only `run` is timed. Garbage is
 * collected before each where the host allows it, unless the jobs are so short that this would be most of the time.
 */
export async function turns(contestants, { rounds = 1000, least = 3, ms = 1000, warm = 1, isCollected = true } = {}) {
  const names = Object.keys(contestants);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  let end = 0;
  for (let round = -warm; round < rounds; round++) {
    if (round === 0) end = performance.now() + ms;
    if (round >= least && performance.now() > end) break;
    for (let at = 0; at < names.length; at++) {
      const name = names[(at + Math.max(round, 0)) % names.length];
      const job = contestants[name];
      const given = await job.prepare?.();
      const run = job.run ?? job;
      if (isCollected) globalThis.gc?.();
      const start = performance.now();
      let answer = run(given);
      if (answer instanceof Promise) answer = await answer;
      const time = performance.now() - start;
      if (round >= 0) times[name].push(time);
      await job.close?.(given, answer);
    }
  }
  return times;
}

/** How often `theirs` is as long as `ours`, round by round: the middle and the quartiles. */
export function ratio(theirs, ours) {
  const each = theirs.map((time, round) => time / ours[round]);
  return { middle: median(each), low: quantile(each, 0.25), high: quantile(each, 0.75) };
}
