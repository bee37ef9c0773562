// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The part `slices`: how long a page stands still while a large file goes in and is first asked about, told by the browser's own trace.
 */
import { quantile } from '../report/turns.mjs';
import { duration, grouped, times } from '../report/words.mjs';

/** Milliseconds of a frame that work in slices may take. */
const FRAME = 8;
/** How much slower the processor is made. */
const SPEEDS = [1, 6];
/** `RunTask` of the timeline counts a task with its microtasks, in which the work is; that of `toplevel` does not. */
const CATEGORIES = ['-*', 'disabled-by-default-devtools.timeline', 'blink.user_timing', '__metadata'];
const WORDS = [
  ['slices', 1, '`ingestAsync`, in slices'],
  ['once', 1, '`ingest`, at once'],
  ['tuned', 1, 'tuned JavaScript: parse and the whole job, at once'],
  ['asked', 1, 'the first `evaluate` of them, at once'],
  ['prepared', 1, 'the same after `prepare`, both'],
  ['slices', 6, '`ingestAsync`, processor 6 times slower'],
  ['asked', 6, 'the first `evaluate`, processor 6 times slower'],
  ['prepared', 6, 'the same after `prepare`, both, processor 6 times slower'],
];

/**
 * Milliseconds of the tasks of the page's main thread between the two marks: the processor's, since whatever else a machine
 * does would make tasks long that are none.
 */
export function tasksOf(trace) {
  const events = JSON.parse(trace).traceEvents;
  const mark = (name) => events.filter((event) => event.name === name).at(-1);
  const [begin, end] = [mark('bench-begin'), mark('bench-end')];
  if (!begin || !end) throw new Error('the marks are not in the trace');
  const isTask = ({ ph, name, pid, tid, ts, dur }) =>
    ph === 'X' && name === 'RunTask' && pid === begin.pid && tid === begin.tid && ts + dur > begin.ts && ts < end.ts;
  const tasks = events.filter(isTask).map(({ ts, dur, tdur }) => ({ all: (Math.min(ts + dur, end.ts) - Math.max(ts, begin.ts)) / 1000, own: tdur / 1000 }));
  const told = tasks.reduce((sum, { all }) => sum + all, 0) / ((end.ts - begin.ts) / 1000);
  if (!(told > 0.5)) throw new Error(`the tasks in the trace are ${told.toFixed(2)} of the time: the work is elsewhere`);
  return tasks.map(({ all, own }) => Math.min(all, own));
}

export async function run({ host, plan }) {
  const { browser, fresh } = host;
  const got = WORDS.map(() => []);
  // One page at a time: the trace has the tasks of the one in front.
  for (const slower of SPEEDS) {
    const { page, close } = await fresh({ slower });
    const ways = WORDS.flatMap(([way, speed], at) => (speed === slower ? [[way, at]] : []));
    for (let turn = 0; turn < plan.slices.rounds * ways.length; turn++) {
      const [way, at] = ways[turn % ways.length];
      await browser.startTracing(page, { categories: CATEGORIES });
      const time = await page.evaluate(async (asked) => (await import('/trials.js')).slices(asked), { rows: plan.slices.rows, way });
      got[at].push({ time, tasks: tasksOf((await browser.stopTracing()).toString()) });
    }
    await close();
  }
  const rows = WORDS.map(([, , words], at) => {
    const longest = got[at].map(({ tasks }) => Math.max(...tasks));
    const all = got[at].flatMap(({ tasks }) => tasks);
    const over = all.filter((task) => task > FRAME).length;
    return [words, times(longest), duration(quantile(all, 0.95)), `${grouped(over)} of ${grouped(all.length)}`, times(got[at].map(({ time }) => time))];
  });
  return {
    id: 'slices',
    title: 'A large file, and the page goes on',
    about: '100,000 rows as bytes into a page in Chromium, and the first question of them (`tests/bench/trials/slices.mjs`); tasks of the main thread as the browser’s trace has them, by the processor’s time, so that what else the machine does is not counted. Must hold: 8 ms for work in slices, on a processor that is not slowed down.',
    tables: [{ keys: 1, columns: ['100,000 rows', 'longest task', '95 % of the tasks', 'longer than 8 ms', 'in all'], rows }],
  };
}
