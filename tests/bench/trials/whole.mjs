// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The whole job: the package, tuned and idiomatic JavaScript in turns over one customer, and that they find the same.
 *
 * In: `Oxpecker`, how many rows, how long to measure. Out: times round by round and what each found. Making an instance
 * is not in the time (a part of its own has it), and each gets the input that suits it: bytes here, decoded text there.
 */
import { customer, now } from '../data/customer.mjs';
import * as idiomatic from '../peers/idiomatic.mjs';
import * as tuned from '../peers/tuned.mjs';
import { turns } from '../report/turns.mjs';

export const settings = { locale: 'en', timeZone: 'UTC', consent: ['insights', 'payment-guard', 'nudges'] };

/** What a page asks of an engine that has just been made. */
export function wholeJob(ox, bytes) {
  const report = ox.ingest(bytes);
  return { report, twice: ox.duplicates({ now }), series: ox.series({ now }), answer: ox.evaluate({ surface: 'home', now }) };
}

/** How many of the planted pairs are among those found, and how many were found beside them. */
function judge(planted, found) {
  const known = new Set(planted.map((pair) => pair.join()));
  const right = found.filter((pair) => known.has(pair.join())).length;
  return { right, beside: found.length - right };
}

const near = (a, b) => a === b || (typeof a === 'number' && Math.abs(a - b) < 0.01);

/** The two in JavaScript must agree in everything; throws where they do not. */
export function agree(one, other) {
  const [left, right] = [tuned.told(one), idiomatic.told(other)];
  const names = new Set([...Object.keys(left.features), ...Object.keys(right.features)]);
  for (const name of names) if (!near(left.features[name], right.features[name])) throw new Error(`the feature ${name} is ${left.features[name]} and ${right.features[name]}`);
  for (const what of ['series', 'twice', 'top']) {
    if (JSON.stringify(left[what]) !== JSON.stringify(right[what])) throw new Error(`the two in JavaScript differ in ${what}`);
  }
  return left;
}

export async function whole(Oxpecker, { rows: count, ms, least = 5, warm = 2, isIdiomaticRun = true }) {
  const { rows, planted } = customer(count);
  const text = JSON.stringify(rows);
  const bytes = new TextEncoder().encode(text);
  let found;
  const contestants = {
    package: {
      prepare: () => Oxpecker.create(settings),
      run: (ox) => wholeJob(ox, bytes),
      close(ox, done) {
        found = { added: done.report.added, rejected: done.report.rejected, series: done.series.length, twice: done.twice.map(({ transactions }) => transactions), candidates: done.answer.cards.length + done.answer.quiet.length + done.answer.withheld.length, memory: ox.stats().memoryBytes };
        ox.free();
      },
    },
    tuned: () => tuned.whole(text),
    ...(isIdiomaticRun && { idiomatic: () => idiomatic.whole(text) }),
  };
  const times = await turns(contestants, { ms, least, warm });
  const ledger = tuned.whole(text);
  const told = isIdiomaticRun ? agree(ledger, idiomatic.whole(text)) : tuned.told(ledger);
  if (found.added !== count || found.rejected || !found.candidates) throw new Error(`the package did not do the work: ${JSON.stringify(found)}`);
  found.twice = judge(planted.twice, found.twice);
  const twice = judge(planted.twice, ledger.twice.map((pair) => pair.map((at) => rows[at].id)));
  return { times, planted: { series: planted.series, twice: planted.twice.length }, found, theirs: { series: told.series.length, twice } };
}
