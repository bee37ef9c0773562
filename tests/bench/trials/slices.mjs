// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A large file into a page: in slices, at once, and at once in JavaScript; and the first question of it, prepared and at
 * once. Marks for the tracing stand around each.
 *
 * In: `Oxpecker`, how many rows, which of the ways. Out: milliseconds in all; the marks are in the trace.
 */
import { customer, now } from '../data/customer.mjs';
import { whole } from '../peers/tuned.mjs';
import { settings } from './whole.mjs';

let made;

export const WAYS = {
  async slices(ox, { bytes }) {
    const { added } = await ox.ingestAsync(bytes);
    return added;
  },
  once: (ox, { bytes }) => ox.ingest(bytes).added,
  tuned: (_, { text }) => whole(text).count,
  prepared: async (ox) => {
    await ox.prepare({ now });
    return WAYS.asked(ox);
  },
  asked: (ox) => ox.stats().transactions * (ox.evaluate({ surface: 'home', now }).cards.length && 1),
};

/** Ways that begin where the file is in. */
const AFTER = ['prepared', 'asked'];

export async function slices(Oxpecker, { rows, way }) {
  if (made?.rows !== rows) {
    const text = JSON.stringify(customer(rows).rows);
    made = { rows, text, bytes: new TextEncoder().encode(text) };
  }
  const ox = await Oxpecker.create(settings);
  if (AFTER.includes(way)) ox.ingest(made.bytes);
  await new Promise((resolve) => setTimeout(resolve, 200));
  performance.mark('bench-begin');
  const start = performance.now();
  const added = await WAYS[way](ox, made);
  const time = performance.now() - start;
  performance.mark('bench-end');
  ox.free();
  // The trace has a task when it has ended.
  await new Promise((resolve) => setTimeout(resolve, 50));
  if (added !== rows) throw new Error(`${added} of ${rows} rows were taken`);
  return time;
}
