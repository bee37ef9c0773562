// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Histories made up from a seed, and questions about them: everyday rows, series, pairs, refunds, transfers, and amounts at
 * the ends of what the engine takes, so that arithmetic in 64 bits is asked for what it can do.
 */

import { row } from './rows.mjs';

/** Numbers that look random and are the same every time. */
export function seeded(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return Math.floor(((state ^ (state >>> 13)) >>> 0) / 2 ** 32 * below);
  };
}

const NAMES = ['Corner Shop', 'CORNER SHOP 12 LYON', 'Lakeside Ltd', 'Hill Homes', 'ｶ)ﾐﾅﾄｼﾖｳｶｲ', '株式会社みなと商会', 'Müller & Söhne GmbH', 'PAYPAL *GREEN GROCER', 'Metro Kiosk', "O'Neill\u200b Ferry"];
const KINDS = ['card', 'transfer', 'direct_debit', 'standing_order', 'cash', 'fee'];

/** Rows of `count` days or so that end in October 2026. */
export function history(seed, count) {
  const next = seeded(seed);
  const day = (back) => new Date(Date.UTC(2026, 9, 30) - back * 86_400_000).toISOString().slice(0, 10);
  const rows = [];
  const money = (currency) => {
    const most = next(40) === 0 ? 9_000_000_000 : [90, 900, 9_000][next(3)];
    const whole = 1 + next(most);
    return currency === 'JPY' ? String(whole) : `${whole}.${String(next(100)).padStart(2, '0')}`;
  };
  for (let i = 0; i < count; i++) {
    const currency = next(5) === 0 ? 'JPY' : 'EUR';
    const amount = money(currency);
    const one = row(`r${seed}-${i}`, {
      accountId: ['current', 'savings', 'joint'][next(3)],
      bookedAt: day(next(400)),
      amount: next(5) === 0 ? amount : `-${amount}`,
      currency,
      counterpartyName: NAMES[next(NAMES.length)],
      kind: KINDS[next(KINDS.length)],
      ...(next(3) === 0 && { reference: `order ${next(40)}` }),
      ...(next(12) === 0 && { status: 'pending' }),
    });
    rows.push(one);
    if (next(8) === 0) rows.push({ ...one, id: `${one.id}-again`, bookedAt: day(next(20)) });
    if (next(9) === 0) rows.push({ ...one, id: `${one.id}-back`, amount: one.amount.replace(/^-|^/, (sign) => (sign ? '' : '-')), accountId: 'savings' });
    if (next(12) === 0) for (let month = 1; month < 7; month++) rows.push({ ...one, id: `${one.id}-${month}`, bookedAt: day(month * 30), kind: 'direct_debit' });
  }
  return rows;
}

/** What is asked about them, each as a path of the façade and its arguments. */
export function questions(seed, rows) {
  const next = seeded(seed + 99);
  const moment = () => `2026-10-${String(10 + next(21))}T${String(next(24)).padStart(2, '0')}:15:00+01:00`;
  const some = () => rows[next(rows.length)];
  const now = moment();
  const draft = () => ({ accountId: some().accountId, amount: `-${1 + next(9_000)}.00`, currency: 'EUR', counterpartyName: some().counterpartyName });
  return [
    ['remove', [some().id, 'nobody']],
    ['duplicates', { now, includeSettled: true }],
    ['series', { now }],
    ['transfers', { now }],
    ['findings', { now }],
    ['features', { now }],
    ['forecast', { now, currency: 'EUR', days: 60 }],
    ['forecast', { now, currency: 'JPY', days: 30 }],
    ['checkPayment', draft(), { now, context: { purpose: 'called', onCall: true } }],
    ['checkPayment', draft(), { now: moment() }],
    ['checkDecision', { accountId: 'current', kind: 'borrow', amount: '5000.00', currency: 'EUR', months: 12 }, { now }],
    ['evaluate', { surface: 'home', now, trace: true }],
    ['evaluate', { surface: 'transactions', now: moment(), slots: 3 }],
    ['comparePayees', some().counterpartyName, some().counterpartyName],
    ['correct', { payee: some().counterpartyName, known: true }, { now }],
    ['context.declare', { kind: 'renovation', until: '2026-12-31' }, { now }],
    ['attention.set', { perWeek: 3, topics: {} }, { now }],
    ['attention.learned', { now }],
    ['challenges.list', { now }],
    ['goals.list', { now }],
    ['guard.get', { now }],
    ['evaluate', { surface: 'inbox', now: moment() }],
    ['privacy.report', { now }],
    ['privacy.export', { now }],
    ['privacy.log', { now }],
    ['consent.ledger', { now }],
  ];
}
