// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The parts of the bench in their order, and how much each measures: in full for the table, little for the tests.
 *
 * Invariant: both plans have the same labels, so that a quick run writes the rows that the table has.
 */
import { arch, cpus, loadavg, platform } from 'node:os';

export const PARTS = ['whole', 'one', 'rules', 'payees', 'native', 'start', 'slices'];

export const part = async (name) => (await import(`./parts/${name}.mjs`)).run;

/** `ms` is the time for one row of a table, `least` the rounds that it has at least. */
export const FULL = {
  isFull: true,
  ms: 8_000,
  least: 7,
  one: { steps: 240, days: 40 },
  payees: { pairs: 1000, known: 1000, queries: 240, timedPairs: 200, timedQueries: 6 },
  native: { rounds: 7, seconds: 1.5, least: 3, warm: 8 },
  starts: 15,
  slices: { rows: 100_000, rounds: 5 },
  growthRounds: 3,
  growth: [['10,000', 10_000], ['1,000,000', 1_000_000]].map(([label, rows]) => ({ label, rows })),
  sizes: [['1,000', 1000], ['10,000', 10_000], ['100,000', 100_000]].map(([label, rows]) => ({ label, rows })),
};

export const QUICK = {
  isFull: false,
  ms: 0,
  least: 1,
  one: { steps: 8, days: 3 },
  payees: { pairs: 60, known: 60, queries: 30, timedPairs: 10, timedQueries: 3 },
  native: { rounds: 1, seconds: 0.1, least: 1, warm: 1 },
  starts: 1,
  slices: { rows: 10_000, rounds: 1 },
  growthRounds: 1,
  growth: FULL.growth.map(({ label }, at) => ({ label, rows: 700 + 200 * at })),
  sizes: FULL.sizes.map(({ label }, at) => ({ label, rows: 700 + 10 * at })),
};

/** Where and when, in a sentence; the load tells how much to trust times. */
export function machine(chromium) {
  const [{ model }] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  return `Measured on ${day} on ${cpus().length} × ${model.trim()}, ${platform()} ${arch()}; Node ${process.versions.node}, Chromium ${chromium}; load ${loadavg()[0].toFixed(1)} when it began.`;
}
