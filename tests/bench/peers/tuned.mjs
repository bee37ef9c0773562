// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The whole job in JavaScript as fast as a careful hand writes it: typed columns, counting sorts, no object a row.
 *
 * In: the text of the rows. Out: series, payments charged twice, features, the three best of fifty rules. `Ledger.more`
 * takes one more row of the last day and touches only its payee; `nextDay` moves the window.
 */
import { CATEGORIES, CYCLES, FITTING, LEAST_PAYMENTS, OPENING, SPREAD, TOLD, TWICE_DAYS, WINDOW, decide, fold, isFee } from './meaning.mjs';

const CODE = new Map(CATEGORIES.map((name, at) => [name, at]));
const KIND = new Map(['card', 'transfer', 'direct_debit', 'standing_order', 'fee', 'cash'].map((name, at) => [name, at + 1]));
const FEE_KIND = KIND.get('fee');
const SALARY = CODE.get('salary');
const SUBSCRIPTIONS = CODE.get('subscriptions');
const FEE = Uint8Array.from(CATEGORIES, (name) => Number(isFee(name)));
const TOLD_CODES = TOLD.map((name) => CODE.get(name));

function cents(text) {
  const length = text.length;
  let at = text.charCodeAt(0) === 45 ? 1 : 0;
  const isOut = at;
  let value = 0;
  for (; at < length; at++) {
    const sign = text.charCodeAt(at);
    if (sign !== 46) value = value * 10 + sign - 48;
  }
  return isOut ? -value : value;
}

let lastDate = '';
let lastDay = 0;
/** Rows come by day, so most have the day of the row before. */
function dayOf(text) {
  if (text !== lastDate) {
    lastDate = text;
    lastDay = Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10)) / 86_400_000;
  }
  return lastDay;
}

export class Ledger {
  constructor(rows) {
    const room = Math.ceil(rows.length * 1.02) + 512;
    this.day = new Int32Array(room);
    this.cents = new Float64Array(room);
    this.payee = new Int32Array(room);
    this.account = new Uint8Array(room);
    this.category = new Uint8Array(room);
    this.kind = new Uint8Array(room);
    this.inSeries = new Uint8Array(room);
    this.count = 0;
    this.payees = new Map();
    this.written = new Map();
    this.accounts = new Map();
    for (let at = 0; at < rows.length; at++) this.push(rows[at]);
    for (let at = 1; at < this.count; at++) if (this.day[at] < this.day[at - 1]) throw new Error('rows must come by day');
    this.today = this.day[this.count - 1];
    this.group();
    this.series = new Array(this.payees.size);
    for (let payee = 0; payee < this.payees.size; payee++) this.series[payee] = this.seriesOf(this.rowsOf(payee));
    this.twice = [];
    for (let payee = 0; payee < this.payees.size; payee++) this.findTwice(this.rowsOf(payee));
    this.twice.sort((a, b) => a[1] - b[1]);
    this.begin = { row: 0, balance: OPENING };
    this.answered = new Set();
    this.features();
    this.top = decide(this.known);
  }

  push(row) {
    const at = this.count++;
    this.day[at] = dayOf(row.bookedAt);
    this.cents[at] = cents(row.amount);
    const name = row.counterpartyName;
    let payee = this.written.get(name);
    if (payee === undefined) {
      const key = fold(name);
      payee = this.payees.get(key);
      if (payee === undefined) this.payees.set(key, (payee = this.payees.size));
      this.written.set(name, payee);
    }
    this.payee[at] = payee;
    let account = this.accounts.get(row.accountId);
    if (account === undefined) this.accounts.set(row.accountId, (account = this.accounts.size));
    this.account[at] = account;
    this.category[at] = CODE.get(row.category ?? '') ?? 0;
    this.kind[at] = KIND.get(row.kind) ?? 0;
    return at;
  }

  /** A counting sort of the rows by payee; the rows of one stay in the order of their days. */
  group() {
    const { count, payee } = this;
    const from = new Uint32Array(this.payees.size + 1);
    for (let at = 0; at < count; at++) from[payee[at] + 1]++;
    for (let at = 1; at < from.length; at++) from[at] += from[at - 1];
    const next = from.slice();
    const order = new Uint32Array(count);
    for (let at = 0; at < count; at++) order[next[payee[at]]++] = at;
    this.from = from;
    this.order = order;
    this.grown = new Map();
  }

  rowsOf(payee) {
    return this.grown.get(payee) ?? this.order.subarray(this.from[payee], this.from[payee + 1]);
  }

  seriesOf(rows) {
    const found = [];
    if (rows.length < LEAST_PAYMENTS) return found;
    for (const isIn of [false, true]) {
      const days = [];
      const amounts = [];
      const members = [];
      let before = -1e9;
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at];
        if (this.cents[row] > 0 !== isIn || this.day[row] - before <= TWICE_DAYS) continue;
        before = this.day[row];
        days.push(before);
        amounts.push(Math.abs(this.cents[row]));
        members.push(row);
      }
      if (days.length < LEAST_PAYMENTS) continue;
      const gaps = new Int32Array(days.length - 1);
      for (let at = 0; at < gaps.length; at++) gaps[at] = days[at + 1] - days[at];
      const middle = gaps.slice().sort()[gaps.length >> 1];
      const cycle = CYCLES.find(([, least, most]) => middle >= least && middle <= most);
      if (!cycle) continue;
      let fitting = 0;
      for (let at = 0; at < gaps.length; at++) if (gaps[at] >= cycle[1] && gaps[at] <= cycle[2]) fitting++;
      if (fitting < gaps.length * FITTING) continue;
      const sorted = Float64Array.from(amounts).sort();
      const usual = sorted[sorted.length >> 1];
      let near = 0;
      for (let at = 0; at < sorted.length; at++) if (Math.abs(sorted[at] - usual) <= usual * SPREAD) near++;
      if (near < sorted.length * FITTING) continue;
      for (const row of members) this.inSeries[row] = 1;
      const last = members[members.length - 1];
      found.push({ cycle: cycle[0], every: cycle[3], longest: cycle[2], usual: isIn ? usual : -usual, last: this.day[last], category: this.category[last], count: members.length });
    }
    return found;
  }

  findTwice(rows, from = 1) {
    for (let at = from; at < rows.length; at++) {
      const row = rows[at];
      if (this.cents[row] >= 0 || this.kind[row] === FEE_KIND) continue;
      for (let back = at - 1; back >= 0; back--) {
        const other = rows[back];
        if (this.day[row] - this.day[other] > TWICE_DAYS) break;
        if (this.cents[other] !== this.cents[row] || this.account[other] !== this.account[row]) continue;
        if (!(this.inSeries[row] && this.inSeries[other])) this.twice.push([other, row]);
        break;
      }
    }
  }

  features() {
    const { day, cents: money, category, payee, today, count } = this;
    let { row, balance } = this.begin;
    for (; row < count && day[row] <= today - WINDOW; row++) balance += money[row];
    this.begin = { row, balance };
    const sums30 = new Float64Array(CATEGORIES.length);
    const sums90 = new Float64Array(CATEGORIES.length);
    const moved = new Float64Array(31);
    const seen = new Set();
    let [income30, income90, spend7, spend30, spend90, spend365, fees90, largest30, salaryDay, count30] = [0, 0, 0, 0, 0, 0, 0, 0, -1, 0];
    for (; row < count; row++) {
      const amount = money[row];
      const age = today - day[row];
      const code = category[row];
      balance += amount;
      if (age < 30) {
        moved[age] += amount;
        count30++;
      }
      if (amount > 0) {
        if (age < 30) income30 += amount;
        if (age < 90) income90 += amount;
        if (code === SALARY) salaryDay = day[row];
        continue;
      }
      if (FEE[code]) {
        if (age < 90) fees90 -= amount;
        continue;
      }
      spend365 -= amount;
      if (age >= 90) continue;
      spend90 -= amount;
      sums90[code] -= amount;
      if (age >= 30) continue;
      spend30 -= amount;
      sums30[code] -= amount;
      seen.add(payee[row]);
      if (-amount > largest30) largest30 = -amount;
      if (age < 7) spend7 -= amount;
    }
    let [below, lowest30, daysBelow] = [balance, balance, 0];
    for (let age = 0; age < 30; age++) {
      if (below < lowest30) lowest30 = below;
      if (below < 0) daysBelow++;
      below -= moved[age];
    }
    const known = { income30, income90, spend7, spend30, spend90, spend365, fees90, largest30, balance, lowest30, daysBelow, count30, payees30: seen.size, payAge: salaryDay < 0 ? -1 : today - salaryDay };
    for (let at = 0; at < TOLD.length; at++) {
      known[`${TOLD[at]}30`] = sums30[TOLD_CODES[at]];
      known[`${TOLD[at]}90`] = sums90[TOLD_CODES[at]];
    }
    this.known = this.ahead(known);
  }

  /** What the series and the pairs add: bills of thirty days, the lowest balance ahead. */
  ahead(known) {
    const { today, day, twice } = this;
    const flow = new Float64Array(31);
    let [repeating, subscriptions, billsAhead] = [0, 0, 0];
    for (const list of this.series) {
      for (let at = 0; at < list.length; at++) {
        const { last, longest, every, usual, category } = list[at];
        if (today - last > longest * 1.5) continue;
        repeating++;
        if (category === SUBSCRIPTIONS) subscriptions -= (usual * 30.44) / every;
        for (let due = last + Math.round(every); due <= today + 30; due += Math.round(every)) {
          if (due <= today) continue;
          flow[due - today] += usual;
          if (usual < 0) billsAhead -= usual;
        }
      }
    }
    let [ahead, ahead30] = [known.balance, known.balance];
    for (let at = 1; at <= 30; at++) {
      ahead += flow[at] - known.spend90 / 180;
      if (ahead < ahead30) ahead30 = ahead;
    }
    let recent = 0;
    for (let at = twice.length - 1; at >= 0 && today - day[twice[at][1]] < 30; at--) recent++;
    return Object.assign(known, { repeating, subscriptions, billsAhead, ahead30, twice: recent });
  }

  /** One more row of the last day. */
  more(row) {
    const at = this.push(row);
    const payee = this.payee[at];
    const rows = payee < this.series.length ? Array.from(this.rowsOf(payee)) : [];
    rows.push(at);
    this.grown.set(payee, rows);
    for (const member of rows) this.inSeries[member] = 0;
    this.series[payee] = this.seriesOf(rows);
    this.findTwice(rows, rows.length - 1);
    return this.again();
  }

  nextDay() {
    this.today++;
    return this.again();
  }

  answer(id) {
    this.answered.add(id);
    return (this.top = decide(this.known, this.answered));
  }

  again() {
    this.features();
    return (this.top = decide(this.known, this.answered));
  }
}

export const whole = (text) => new Ledger(JSON.parse(text));

/** What was found, in the words that both implementations share. */
export const told = (ledger) => ({
  series: ledger.series.flat().map(({ cycle, usual, count }) => `${cycle} ${usual} ${count}`).sort(),
  twice: ledger.twice.length,
  features: ledger.known,
  top: ledger.top,
});
