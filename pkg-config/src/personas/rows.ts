// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Turns a written life into rows with running balances, and its plans into events that name those rows.
 *
 * In: a `Life`. Out: a `Persona`. Invariants: the same life gives the same bytes; a plan whose rows are not there throws.
 */

import type { Transaction } from '../types';
import { dateOf, dayOf, inMonth, months, weekdayOf, workingDay } from './calendar';
import type { EventKind, Persona, PersonaEvent } from './contract';
import { type Bill, FIRST, FROM, type Habit, type Life, type Plan, type Single, TO } from './life';
import { stream } from './random';

/** A row before it has its place, its id and its balance. */
interface Draft {
  day: number;
  time: string;
  tag: string;
  of: string;
  minor: number;
  pending: boolean;
  /** Tag of the reserved row that it settles. */
  settles: string;
  fields: Partial<Transaction>;
}

/** Families of findings that count, by what happened. */
const FAMILIES: Record<EventKind, readonly string[]> = {
  'charged-twice': ['duplicate', 'twice-in-cycle'],
  'two-charges-in-cycle': ['twice-in-cycle', 'duplicate'],
  'refund-arrived': ['refund-arrived'],
  'price-rose': ['price-step'],
  'bill-higher': ['higher-than-usual'],
  'charge-missing': ['missing-charge'],
  'income-late': ['late-income'],
  'income-changed': ['income-changed'],
  'income-arrived': ['income-arrived'],
  'trial-ending': ['trial-ending'],
  'trial-charged': ['trial-charged'],
  'subscription-new': ['new-series', 'trial-charged'],
  'subscription-ended': ['ended-series', 'missing-charge'],
  'fee-repeated': ['repeated-fee'],
  'unusual-spend': ['unusual-spend'],
  'bill-too-dear': ['cheaper-tariff'],
  'short-until-payday': ['cannot-cover'],
  'idle-surplus': ['room-to-save'],
  'life-moment': ['life-event'],
  'tax-season': ['tax-draft'],
  'subscription-unused': ['unused-series'],
  'refund-overdue': ['refund-overdue'],
  'journey-stuck': ['struggle', 'handoff'],
  'journey-stopped': ['abandoned'],
  'own-day': ['anniversary'],
  'goal-milestone': ['goal-milestone'],
  'goal-at-risk': ['goal-at-risk'],
  'reward-expiring': ['reward-expiring'],
  challenge: ['challenge'],
};

const first = dayOf(FIRST);
const last = dayOf(TO);
const two = (n: number) => String(n).padStart(2, '0');

/** Minor units as a decimal string. */
export function decimal(minor: number, decimals: number): string {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The days on which a bill is due, each with the name by which its rows are found. */
function dues({ on, months: some, since = FIRST, until = TO }: Bill): { due: number; name: string; month: number }[] {
  const within = (day: number) => day >= dayOf(since) && day <= dayOf(until);
  if (typeof on === 'number') {
    return months(first, last)
      .filter(({ month }) => some?.includes(month) ?? true)
      .map((month) => ({ due: inMonth(month, on), name: month.name, month: month.month }))
      .filter(({ due }) => within(due));
  }
  const found = [];
  for (let due = first + ((on.weekday - weekdayOf(first) + 7) % 7); due <= last; due += 7 * on.weeks) {
    if (within(due)) found.push({ due, name: dateOf(due), month: Number(dateOf(due).slice(5, 7)) });
  }
  return found;
}

function moved(day: number, { kind, weekend = kind === 'card' ? 'stays' : 'after' }: Bill): number {
  return weekend === 'stays' ? day : workingDay(day, weekend === 'after' ? 1 : -1);
}

function fieldsOf({ name, number, kind, category, mcc, reference }: Omit<Single, 'tag' | 'date' | 'amount'>): Partial<Transaction> {
  return {
    counterpartyName: name,
    ...(number && { counterpartyAccount: number }),
    kind,
    category,
    ...(mcc && { mcc }),
    ...(reference && { reference }),
  };
}

/** The other side of an own transfer. */
function twin(draft: Draft, { account, name }: { account: string; name: string }): Draft {
  const { counterpartyAccount: _, ...fields } = draft.fields;
  return { ...draft, of: account, minor: -draft.minor, tag: `${draft.tag}=`, fields: { ...fields, counterpartyName: name } };
}

function billed(life: Life, bill: Bill): Draft[] {
  const random = stream(life.id, 'bill', bill.tag);
  const of = bill.of ?? life.accounts[0]?.key ?? '';
  const drafts: Draft[] = [];
  let now = typeof bill.amount === 'number' ? bill.amount : 0;
  for (const { due, name, month } of dues(bill)) {
    now = bill.steps?.[name] ?? now;
    const usual = typeof bill.amount === 'number' ? now : (bill.amount[month - 1] ?? 0);
    const spread = bill.wobble ? Math.trunc((Math.abs(usual) * bill.wobble) / 1000) : 0;
    const varied = spread ? random.around(usual - spread, usual + spread) : usual;
    const minor = bill.odd?.[name] ?? varied;
    if (bill.skip?.includes(name) || minor === 0) continue;
    const reference = bill.reference?.replace('{month}', name);
    const draft: Draft = {
      day: moved(due, bill) + (bill.late?.[name] ?? 0),
      time: bill.kind === 'card' ? `0${4 + random.below(4)}:${two(random.below(60))}:00` : '',
      tag: `${bill.tag}@${name}`,
      of,
      minor,
      pending: false,
      settles: '',
      fields: fieldsOf({ ...bill, ...(reference && { reference }) }),
    };
    drafts.push(draft);
    if (bill.into) drafts.push(twin(draft, bill.into));
    const after = bill.again?.[name];
    if (after !== undefined) drafts.push({ ...draft, day: draft.day + after, tag: `${draft.tag}+` });
  }
  return drafts;
}

const among = (day: number, times: Habit['except']) => times?.some(([from, to]) => day >= dayOf(from) && day <= dayOf(to));

function bought(life: Life, habit: Habit, place: number): Draft[] {
  const random = stream(life.id, 'habit', place, habit.names[0]);
  const of = habit.of ?? life.accounts[0]?.key ?? '';
  const [open, close] = habit.hours ?? [8, 20];
  const chances = habit.days === 'working' ? 50 : habit.days === 'weekend' ? 20 : 70;
  const drafts: Draft[] = [];
  for (let day = first; day <= last; day++) {
    // The stream moves on in every case, so that a holiday changes nothing after it.
    const happens = random.below(chances) < habit.inTenWeeks;
    const { amounts } = habit;
    const minor = 'low' in amounts ? random.around(amounts.low / amounts.step, amounts.high / amounts.step) * amounts.step : random.pick(amounts);
    const name = random.pick(habit.names);
    const time = `${two(open + random.below(close - open))}:${two(random.below(60))}:${two(random.below(60))}`;
    const atWeekend = weekdayOf(day) > 4;
    if (!happens || (habit.days && (habit.days === 'weekend') !== atWeekend)) continue;
    if (among(day, habit.except) || (habit.during && !among(day, habit.during))) continue;
    const tag = `${habit.names[0]}@${dateOf(day)}`;
    const draft: Draft = { day, time, tag, of, minor: -minor, pending: false, settles: '', fields: fieldsOf({ ...habit, name }) };
    drafts.push(draft);
    if (habit.fee) {
      const { amount, ...fee } = habit.fee;
      drafts.push({ ...draft, tag: `fee:${tag}`, minor: -amount, fields: fieldsOf({ ...fee, kind: 'fee' }) });
    }
  }
  return drafts;
}

function happened(life: Life, single: Single): Draft[] {
  const day = dayOf(single.date);
  const draft: Draft = {
    day,
    time: single.time ?? '',
    tag: single.tag,
    of: single.of ?? life.accounts[0]?.key ?? '',
    minor: single.amount,
    pending: false,
    settles: '',
    fields: fieldsOf(single),
  };
  if (single.into) return [draft, twin(draft, single.into)];
  if (single.pendingDays === undefined) return [draft];
  const reserved = { ...draft, tag: `${single.tag}~`, pending: true };
  return [reserved, { ...draft, day: day + single.pendingDays, time: '', settles: reserved.tag }];
}

/** All rows of a life in their order. */
function drafted(life: Life): Draft[] {
  const drafts = [
    ...life.bills.flatMap((bill) => billed(life, bill)),
    ...life.habits.flatMap((habit, place) => bought(life, habit, place)),
    ...life.singles.flatMap((single) => happened(life, single)),
  ].filter(({ day }) => day >= first && day <= last);
  // `sort` is stable: rows of one moment stay in the order in which the life names them.
  return drafts.sort((a, b) => a.day - b.day || (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}

function eventOf(plan: Plan, rows: Map<string, Transaction>): Omit<PersonaEvent, 'id'> {
  const found = (plan.rows ?? []).map((tag) => {
    const row = rows.get(tag);
    if (!row) throw new Error(`a plan names \`${tag}\`, which is no row`);
    return row;
  });
  const newest = found.reduce((date, { bookedAt }) => (bookedAt > date ? bookedAt : date), '');
  const date = plan.date ?? newest;
  return {
    kind: plan.kind,
    date,
    deadline: dateOf(dayOf(date) + plan.within),
    transactions: found.map(({ id }) => id),
    families: [...FAMILIES[plan.kind]],
    about: plan.about,
  };
}

/** Lives a life. */
export function live(life: Life): Persona {
  const balances = new Map(life.accounts.map(({ key, opening }) => [key, opening]));
  const rows = new Map<string, Transaction>();
  const accountId = (key: string) => `${life.id}-${key}`;
  for (const [place, draft] of drafted(life).entries()) {
    const balance = (balances.get(draft.of) ?? 0) + (draft.pending ? 0 : draft.minor);
    balances.set(draft.of, balance);
    if (rows.has(draft.tag)) throw new Error(`two rows have the tag \`${draft.tag}\``);
    rows.set(draft.tag, {
      id: `${life.id}-${String(place + 1).padStart(4, '0')}`,
      accountId: accountId(draft.of),
      bookedAt: dateOf(draft.day),
      ...(draft.time && { time: draft.time }),
      amount: decimal(draft.minor, life.decimals),
      currency: life.currency,
      ...draft.fields,
      ...(draft.pending ? { status: 'pending' } : { balanceAfter: decimal(balance, life.decimals) }),
      ...(draft.settles && { replaces: rows.get(draft.settles)?.id ?? null }),
    });
  }
  const events = life.events
    .map((plan) => eventOf(plan, rows))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .map((event, place) => ({ id: `${life.id}-event-${two(place + 1)}`, ...event }));
  return {
    id: life.id,
    title: { ...life.title },
    about: { ...life.about },
    locale: life.locale,
    timeZone: life.timeZone,
    currency: life.currency,
    consent: [...life.consent],
    from: FROM,
    to: TO,
    accounts: life.accounts.map(({ key, type, name }) => ({
      id: accountId(key),
      type,
      name,
      currency: life.currency,
      balance: decimal(balances.get(key) ?? 0, life.decimals),
      balanceAt: TO,
    })),
    transactions: [...rows.values()],
    ...(life.does && { does: life.does.map((one) => ({ ...one })) }),
    ...(life.tariffs && { tariffs: life.tariffs.map((one) => ({ ...one, name: { ...one.name } })) }),
    declares: (life.declares ?? []).map((declaration) => ({ ...declaration })),
    events,
    silences: (life.silences ?? []).map((silence) => ({ ...silence })),
  };
}
