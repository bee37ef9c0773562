// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The whole job as an app would write it on a good day: objects, `filter`, `reduce`, one expression a feature.
 *
 * In: the text of the rows. Out: the same as the tuned twin, to the cent; the harness holds the one to the other.
 */
import { CYCLES, FITTING, LEAST_PAYMENTS, OPENING, SPREAD, TOLD, TWICE_DAYS, WINDOW, decide, fold, isFee } from './meaning.mjs';

const groupBy = (list, keyOf) => {
  const groups = new Map();
  for (const item of list) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
};
const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const sum = (list, valueOf) => list.reduce((total, item) => total + valueOf(item), 0);

function seriesOf(payments) {
  const members = [];
  for (const row of payments) if (!members.length || row.day - members.at(-1).day > TWICE_DAYS) members.push(row);
  if (members.length < LEAST_PAYMENTS) return undefined;
  const gaps = members.slice(1).map((row, at) => row.day - members[at].day);
  const gap = middle(gaps);
  const cycle = CYCLES.find(([, least, most]) => gap >= least && gap <= most);
  if (!cycle) return undefined;
  const [name, least, most, every] = cycle;
  if (gaps.filter((days) => days >= least && days <= most).length < gaps.length * FITTING) return undefined;
  const usual = middle(members.map(({ cents }) => Math.abs(cents)));
  if (members.filter(({ cents }) => Math.abs(Math.abs(cents) - usual) <= usual * SPREAD).length < members.length * FITTING) return undefined;
  return { cycle: name, every, longest: most, usual: usual * Math.sign(members[0].cents), last: members.at(-1).day, category: members.at(-1).category, count: members.length, members };
}

export function whole(text) {
  const rows = JSON.parse(text).map((row) => ({
    ...row,
    day: Math.round(new Date(row.bookedAt).getTime() / 86_400_000),
    cents: Math.round(parseFloat(row.amount) * 100),
    payee: fold(row.counterpartyName),
    category: row.category ?? '',
  }));
  rows.sort((a, b) => a.day - b.day);
  const today = rows.at(-1).day;

  const series = [];
  for (const payments of groupBy(rows, ({ payee, cents }) => `${payee}|${cents > 0}`).values()) {
    const found = seriesOf(payments);
    if (found) series.push(found);
  }
  const inSeries = new Set(series.flatMap(({ members }) => members.map(({ id }) => id)));

  const twice = [];
  const debits = rows.filter(({ cents, kind }) => cents < 0 && kind !== 'fee');
  for (const alike of groupBy(debits, ({ payee, accountId, amount }) => `${payee}|${accountId}|${amount}`).values()) {
    alike.slice(1).forEach((row, at) => {
      const other = alike[at];
      if (row.day - other.day <= TWICE_DAYS && !(inSeries.has(row.id) && inSeries.has(other.id))) twice.push([other, row]);
    });
  }

  const age = ({ day }) => today - day;
  const known = rows.filter((row) => age(row) < WINDOW);
  const received = known.filter(({ cents }) => cents > 0);
  const spent = known.filter(({ cents, category }) => cents < 0 && !isFee(category));
  const fees = known.filter(({ cents, category }) => cents < 0 && isFee(category));
  const within = (list, days) => list.filter((row) => age(row) < days);
  const outOf = (list) => -sum(list, ({ cents }) => cents);
  const balance = OPENING + sum(rows, ({ cents }) => cents);
  const balances = Array.from({ length: 30 }, (_, days) => balance - sum(within(known, days), ({ cents }) => cents));
  const salaries = received.filter(({ category }) => category === 'salary');
  const features = {
    income30: sum(within(received, 30), ({ cents }) => cents),
    income90: sum(within(received, 90), ({ cents }) => cents),
    spend7: outOf(within(spent, 7)),
    spend30: outOf(within(spent, 30)),
    spend90: outOf(within(spent, 90)),
    spend365: outOf(spent),
    fees90: outOf(within(fees, 90)),
    largest30: Math.max(0, ...within(spent, 30).map(({ cents }) => -cents)),
    balance,
    lowest30: Math.min(...balances),
    daysBelow: balances.filter((cents) => cents < 0).length,
    count30: within(known, 30).length,
    payees30: new Set(within(spent, 30).map(({ payee }) => payee)).size,
    payAge: salaries.length ? age(salaries.at(-1)) : -1,
  };
  for (const name of TOLD) {
    features[`${name}30`] = outOf(within(spent, 30).filter(({ category }) => category === name));
    features[`${name}90`] = outOf(within(spent, 90).filter(({ category }) => category === name));
  }

  const active = series.filter(({ last, longest }) => today - last <= longest * 1.5);
  const due = active.flatMap(({ last, every, usual }) => {
    const dates = [];
    for (let day = last + Math.round(every); day <= today + 30; day += Math.round(every)) if (day > today) dates.push({ day, cents: usual });
    return dates;
  });
  let ahead = balance;
  const days = Array.from({ length: 30 }, (_, at) => (ahead += sum(due.filter(({ day }) => day === today + at + 1), ({ cents }) => cents) - features.spend90 / 180));
  Object.assign(features, {
    repeating: active.length,
    subscriptions: -sum(active.filter(({ category }) => category === 'subscriptions'), ({ usual, every }) => (usual * 30.44) / every),
    billsAhead: outOf(due.filter(({ cents }) => cents < 0)),
    ahead30: Math.min(balance, ...days),
    twice: twice.filter(([, row]) => age(row) < 30).length,
  });
  return { series, twice, features, top: decide(features) };
}

export const told = ({ series, twice, features, top }) => ({
  series: series.map(({ cycle, usual, count }) => `${cycle} ${usual} ${count}`).sort(),
  twice: twice.length,
  features,
  top,
});
