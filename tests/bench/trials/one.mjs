// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What changes from minute to minute: one more row, one answer, one new day, each with the evaluation behind it; and a
 * payment that is checked.
 *
 * In: `Oxpecker`, how many rows, how often. Out: times in milliseconds of each step, the package and tuned JavaScript in
 * turns. JavaScript has no payment check to compare with.
 */
import { customer, now, oneMore, today, dayText } from '../data/customer.mjs';
import * as tuned from '../peers/tuned.mjs';
import { settings, wholeJob } from './whole.mjs';

const timed = (list, job) => {
  const start = performance.now();
  const answer = job();
  list.push(performance.now() - start);
  return answer;
};

export async function one(Oxpecker, { rows: count, steps, days }) {
  const { rows } = customer(count);
  const text = JSON.stringify(rows);
  const encoder = new TextEncoder();
  const ox = await Oxpecker.create(settings);
  wholeJob(ox, encoder.encode(text));
  const memory = ox.stats().memoryBytes;
  const ledger = tuned.whole(text);
  const times = { row: [[], []], answer: [[], []], day: [[], []], check: [[]], repeat: [[]] };
  const ask = (at = now) => ox.evaluate({ surface: 'home', now: at });
  globalThis.gc?.();

  for (let step = 0; step < steps; step++) {
    const row = oneMore(rows, step);
    const bytes = encoder.encode(JSON.stringify([row]));
    timed(times.row[0], () => [ox.ingest(bytes), ask()]);
    timed(times.row[1], () => ledger.more(row));
    const { accountId, currency, counterpartyName } = row;
    const draft = { accountId, currency, counterpartyName, amount: `-${10 + step}.00` };
    timed(times.check[0], () => ox.checkPayment(draft, { now }));
    ask();
    timed(times.repeat[0], () => ox.checkPayment({ ...draft, amount: row.amount }, { now }));
  }
  if (ox.stats().transactions !== count + steps || ledger.count !== count + steps) throw new Error('a row was not taken');

  const [{ id }] = ask().cards;
  for (let step = 0; step < steps; step++) {
    timed(times.answer[0], () => [ox.respond(id, step % 2 ? 'undo' : 'dismissed', { now }), ask()]);
    timed(times.answer[1], () => ledger.answer(ledger.top[0]?.id));
    ledger.answered.clear();
  }
  for (let day = 1; day <= days; day++) {
    timed(times.day[0], () => ask(`${dayText(today + day)}T12:00:00Z`));
    timed(times.day[1], () => ledger.nextDay());
  }
  ox.free();
  return { times, memory: memory / count };
}
