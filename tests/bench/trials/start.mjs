// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * From nothing to the first card: the import, the instance, the rows, the answer and its words.
 *
 * In: how to import the package, the text of the rows. Out: milliseconds of each, one after the other.
 */
const now = '2026-10-31T12:00:00Z';

export async function start(load, rows) {
  const times = {};
  let before = performance.now();
  const lap = (name) => {
    const after = performance.now();
    times[name] = after - before;
    before = after;
  };
  const { Oxpecker } = await load();
  lap('import');
  const ox = await Oxpecker.create({ locale: 'en', timeZone: 'UTC', consent: ['insights', 'payment-guard', 'nudges'] });
  lap('create');
  ox.ingest(rows);
  const [card] = ox.evaluate({ surface: 'home', now }).cards;
  if (!card?.text.title) throw new Error('there is no card');
  lap('card');
  return times;
}

/** As a process of its own: the package's entry and the file of the rows are its arguments. */
if (globalThis.process?.argv?.[2] === 'start') {
  const { readFileSync } = await import('node:fs');
  const [, , , entry, file] = process.argv;
  const rows = readFileSync(file, 'utf8');
  process.stdout.write(JSON.stringify(await start(() => import(entry), rows)));
}
