// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Savings challenges as a host uses them: words in both languages, twelve customers who follow every proposal, and the
 * calendars of all zones. CI walks two months; with OXPECKER_PROVE=1 a whole year, every hour of two, and every zone.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { throwsCode } from './lib/code.mjs';
import { load, node, project, root } from './lib/packed.mjs';
import { source } from './lib/sources.mjs';

const { Oxpecker } = await load();
const { personas } = await load('dist/personas.js');
const moments = await source('moment');
/** The clock, read as the engine reads it. */
class Clock extends moments.Clock {
  read(now) {
    return JSON.parse(super.read(now).json);
  }
}
const PROVES = Boolean(process.env.OXPECKER_PROVE);

const DAY = 86_400_000;
const plus = (date, days) => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
const noon = (date) => `${date}T12:00:00Z`;
const minor = (text, decimals) => Number(text.replace('.', '').padEnd(text.includes('.') ? 0 : text.length + decimals, '0'));
const decimal = (value, decimals) => {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const text = decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
  return value < 0 ? `-${text}` : text;
};

/** Pay once a month, room to save, a coffee every day. */
function rows(from) {
  const list = [];
  for (let month = 1; month <= 7; month++) {
    list.push({ id: `pay${month}`, accountId: 'main', bookedAt: plus(from, -30 * month), amount: '2400.00', currency: 'EUR', counterpartyName: 'Timber Works GmbH', kind: 'transfer', category: 'salary' });
  }
  for (let day = 1; day < 70; day++) {
    list.push({ id: `cafe${day}`, accountId: 'main', bookedAt: plus(from, -day), amount: '-4.60', currency: 'EUR', counterpartyName: 'Bean Corner', kind: 'card', category: 'dining' });
  }
  const accounts = [
    { id: 'main', type: 'current', currency: 'EUR', balance: '9000.00', balanceAt: plus(from, -1) },
    { id: 'nest', type: 'savings', currency: 'EUR', balance: '0.00', balanceAt: plus(from, -1) },
  ];
  return { accounts, transactions: list };
}

const deposit = (id, date, amount, currency = 'EUR', [main, nest] = ['main', 'nest']) => [
  { id: `${id}-out`, accountId: main, bookedAt: date, amount: `-${amount}`, currency, counterpartyName: 'Own savings', counterpartyAccount: nest, kind: 'transfer' },
  { id: `${id}-in`, accountId: nest, bookedAt: date, amount, currency, counterpartyName: 'Own account', counterpartyAccount: main, kind: 'transfer' },
];

test('proposals and progress have words in both languages, and choices are taken back', async () => {
  for (const locale of ['en', 'ja']) {
    const ox = await Oxpecker.create({ locale, timeZone: 'UTC', consent: ['insights', 'nudges', 'challenges'] });
    const now = noon('2026-11-05');
    ox.ingest(rows('2026-11-05'));
    const proposals = ox.challenges.available({ now });
    assert.ok(proposals.length >= 12, `${proposals.length} proposals`);
    for (const { challenge, text, levels, because } of proposals) {
      const said = [text.title, text.body, ...text.because, ...levels.flatMap(({ text: { name, takes, byThen } }) => [name, takes, byThen])];
      assert.equal(text.because.length, because.length);
      for (const one of said) assert.ok(one && !/challenge\.|[{}…]|undefined/.test(one), `${challenge}: ${one}`);
    }
    for (const { challenge, levels } of proposals) {
      const { id } = ox.challenges.join(challenge, { level: levels[0].level, now });
      const run = ox.challenges.list({ now }).find((one) => one.id === id);
      assert.equal(run.challenge, challenge);
      for (const one of [run.text.title, run.text.body, run.text.progress]) assert.ok(one && !/challenge\.|[{}…]/.test(one), one);
    }
    const cards = ox.evaluate({ surface: 'home', now, slots: 99 }).cards.filter(({ nudge }) => nudge.startsWith('challenge-'));
    assert.ok(proposals.some(({ text: { title } }) => cards[0].text.body.includes(title)), cards[0].text.body);
    const report = ox.privacy.report({ now });
    const known = report.known.findIndex(({ sort }) => sort === 'challenge');
    assert.ok(report.text.known[known].includes(proposals[0].text.title));
    const [first] = ox.challenges.list({ now });
    const count = ox.challenges.list({ now }).length;
    const left = ox.challenges.leave(first.id, { now });
    assert.equal(ox.challenges.list({ now }).length, count - 1);
    ox.respond(left.id, 'undo', { now });
    assert.equal(ox.challenges.list({ now }).length, count);
    throwsCode(() => ox.challenges.pause('choice-0000000000000000', { now }), 'UNKNOWN_ID');
    throwsCode(() => ox.challenges.join('weeks-even', { level: 'wild', now }), 'INVALID_ARGUMENT');
    ox.consent.withdraw('challenges', { now });
    assert.deepEqual([ox.challenges.list({ now }), ox.challenges.available({ now })], [[], []]);
    throwsCode(() => ox.challenges.join('weeks-even', { level: 'gentle', now }), 'CONSENT_MISSING');
    ox.free();
  }
});

/** The plan of all deposits that are not made yet, taken off the tenth percentile, first day first. */
function carried(ox, now, currency, decimals, active) {
  const path = ox.forecast({ now, currency, days: 30 }).days ?? [];
  const dues = active.flatMap((run) => {
    let made = minor(run.total, decimals);
    return run.windows.map(({ from, due }) => {
      const left = Math.max(0, minor(due, decimals) - made);
      made = Math.max(0, made - minor(due, decimals));
      return [from, left];
    });
  });
  return path.every(({ date, p10 }) => {
    const before = minor(p10, decimals);
    const due = dues.reduce((sum, [from, left]) => sum + (from <= date ? left : 0), 0);
    return before < 0 || before - due >= 0;
  });
}

const PLANNED = ['rising', 'falling', 'fair', 'ladder'];

test('twelve customers follow every proposal at its boldest, and nobody is pushed below zero at the tenth percentile', async (t) => {
  const counts = { joined: 0, deposits: 0, days: 0, lived: 0 };
  const caused = [];
  for (const persona of personas()) {
    const decimals = persona.currency === 'JPY' ? 0 : 2;
    const to = PROVES ? persona.to : plus(persona.from, 60);
    const first = plus(persona.transactions[0].bookedAt, -1);
    const daily = persona.accounts.filter(({ type = 'current' }) => type === 'current').map(({ id }) => id);
    // Balances begin before the first row, so that what is put by is missing from then on.
    const accounts = persona.accounts.map(({ balance, ...account }) => {
      const own = persona.transactions.filter(({ accountId }) => accountId === account.id);
      const sum = own.reduce((all, { amount }) => all + minor(amount, decimals), 0);
      return balance === undefined ? account : { ...account, balance: decimal(minor(balance, decimals) - sum, decimals), balanceAt: first };
    });
    accounts.push({ id: 'nest', type: 'savings', currency: persona.currency, balance: decimal(0, decimals), balanceAt: first });
    const ox = await Oxpecker.create({ timeZone: 'UTC', consent: ['insights', 'nudges', 'challenges', 'life-events'] });
    const all = persona.transactions.map(({ balanceAfter, ...row }) => row);
    const plain = new Map(accounts.map(({ id, balance }) => [id, minor(balance ?? '0', decimals)]));
    const put = new Map();
    let next = 0;
    ox.ingest({ accounts, transactions: [] });
    const lowest = (now) => {
      const value = ox.features({ now }).find(({ name }) => name === 'lowest_p10')?.value;
      return value === undefined ? undefined : minor(value, decimals);
    };
    for (let date = persona.from; date <= to; date = plus(date, 1)) {
      const now = noon(date);
      const from = next;
      while (next < all.length && all[next].bookedAt <= date) next++;
      ox.ingest(all.slice(from, next));
      for (const { accountId, amount } of all.slice(from, next)) plain.set(accountId, (plain.get(accountId) ?? 0) + minor(amount, decimals));
      for (const declared of persona.declares.filter((one) => one.date === date)) ox.context.declare(declared, { now });
      // Once a week everything that is proposed is joined; its whole plan fits below the tenth percentile.
      if (new Date(date).getUTCDay() === 1) {
        for (let more = true; more; ) {
          const proposal = ox.challenges.available({ now })[0];
          more = proposal !== undefined;
          if (!more) break;
          ox.challenges.join(proposal.challenge, { level: proposal.levels.at(-1).level, now });
          counts.joined++;
          const active = ox.challenges.list({ now }).filter(({ state, kind }) => state === 'active' && PLANNED.includes(kind));
          if (PLANNED.includes(proposal.kind) && !carried(ox, now, persona.currency, decimals, active)) caused.push(`${persona.id} ${date} plan ${proposal.challenge}`);
        }
      }
      // What is asked for is paid as it is asked for, on its last day, in the order of the list.
      const before = lowest(now);
      const due = ox.challenges.list({ now }).filter(({ state, next }) => state === 'active' && next?.date === date && minor(next.amount, decimals) > 0);
      for (const run of due) {
        const amount = minor(run.next.amount, decimals);
        const account = daily.reduce((best, id) => ((plain.get(id) ?? 0) - (put.get(id) ?? 0) > (plain.get(best) ?? 0) - (put.get(best) ?? 0) ? id : best));
        ox.ingest(deposit(`${run.id}-${date}`, date, run.next.amount, persona.currency, [account, 'nest']));
        put.set(account, (put.get(account) ?? 0) + amount);
        counts.deposits++;
      }
      counts.days++;
      if (due.length > 0) {
        const after = lowest(now);
        if (before === undefined || before < 0 || after < 0) caused.push(`${persona.id} ${date} ${before} ${after}`);
      }
      for (const [account, sum] of put) counts.lived += Number((plain.get(account) ?? 0) >= 0 && (plain.get(account) ?? 0) < sum);
    }
    ox.free();
  }
  t.diagnostic(`${counts.joined} challenges joined, ${counts.deposits} deposits, ${counts.days} days, ${caused.length} of them below zero at the tenth percentile`);
  // Days that turned out worse than the tenth percentile had it, by customers who never take anything back out.
  t.diagnostic(`${counts.lived} days below zero in what came to be, with all that was put by left where it is`);
  assert.ok(counts.joined >= 12 && counts.deposits >= 12, 'nothing was joined');
  assert.deepEqual(caused, []);
});

test('every civil day of two years comes in every zone, in its order: no change of the clock takes a window away', (t) => {
  const zones = Intl.supportedValuesOf('timeZone');
  // A civil day can be 23 hours long, so a step of 24 could leap over one.
  const step = PROVES ? DAY / 24 : DAY / 2;
  // With a leap day.
  const [from, to] = [Date.parse('2027-06-01T00:00:00Z'), Date.parse('2029-06-01T00:00:00Z')];
  for (const zone of zones) {
    const clock = new Clock(zone);
    let last = clock.read(new Date(from)).date;
    const begin = last;
    let days = 1;
    for (let at = from + step; at <= to; at += step) {
      const { date } = clock.read(new Date(at));
      if (date === last) continue;
      assert.equal(date, plus(last, 1), `${zone}: ${last} is followed by ${date}`);
      last = date;
      days++;
    }
    assert.equal(days, Math.round((Date.parse(last) - Date.parse(begin)) / DAY) + 1, zone);
  }
  t.diagnostic(`${zones.length} zones, ${((to - from) / step) * zones.length} moments`);
});

test('a year of weekly deposits keeps every week: over clocks, a leap day, the date line, and late bookings', async (t) => {
  const walk = async (zones, late, begin = '2028-01-03') => {
    const ox = await Oxpecker.create({ timeZone: zones[0], consent: ['insights', 'challenges'] });
    ox.ingest(rows(begin));
    const clocks = zones.map((zone) => new Clock(zone));
    ox.challenges.join('weeks-even', { level: 'gentle', now: `${begin}T12:00:00Z` });
    const [{ id }] = ox.challenges.list({ now: `${begin}T12:00:00Z` });
    for (let week = 0; week < 52; week++) {
      // On the last day of the week wherever the customer is; booked as many days later as banks take.
      const at = Date.parse(`${plus(begin, 7 * week + 6)}T10:00:00Z`);
      const { date } = clocks[week % clocks.length].read(new Date(at));
      const [run] = ox.challenges.list({ now: new Date(at) });
      ox.ingest(deposit(`d${week}`, plus(date, late), run.windows[week].due));
      ox.ingest([{ id: `p${week}`, accountId: 'main', bookedAt: plus(begin, 7 * week), amount: '600.00', currency: 'EUR', counterpartyName: 'Timber Works GmbH', kind: 'transfer', category: 'salary' }]);
      const now = new Date(at + 3 * DAY);
      const again = ox.challenges.list({ now }).find((one) => one.id === id);
      assert.ok(again.windows.every(({ state }) => ['kept', 'open', 'ahead'].includes(state)), `${zones} week ${week}: ${again.windows.map(({ state }) => state)}`);
      assert.ok(again.inARow >= week + 1, `${zones}: ${again.inARow} after week ${week}`);
    }
    ox.free();
  };
  for (const zone of ['Europe/Paris', 'America/Santiago', 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/St_Johns']) await walk([zone], 0);
  const all = PROVES ? Intl.supportedValuesOf('timeZone') : [];
  for (const zone of all) for (const begin of ['2027-01-04', '2028-01-03']) await walk([zone], 0, begin);
  t.diagnostic(`${8 + 2 * all.length} years, no week lost`);
  await walk(['Asia/Tokyo', 'Pacific/Honolulu', 'Pacific/Kiritimati', 'America/New_York'], 0);
  await walk(['Europe/Berlin'], 3);
});

test('the samples of docs/CHALLENGES.md run', async (t) => {
  const text = readFileSync(join(root, 'docs/CHALLENGES.md'), 'utf8');
  const [, code] = /```js\n([^]*?)```/.exec(text);
  const now = '2026-11-05T12:00:00Z';
  const head = `import { Oxpecker } from 'oxpecker';\nimport { readFileSync } from 'node:fs';\nconst rows = JSON.parse(readFileSync('rows.json', 'utf8'));\nconst now = '${now}';\n`;
  const folder = project(t, { 'sample.mjs': head + code, 'rows.json': JSON.stringify(rows('2026-11-05')) });
  const { code: exit, err } = await node(['sample.mjs'], { cwd: folder });
  assert.equal(exit, 0, err);
});
