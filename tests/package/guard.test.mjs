// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The payment guard through the package: what a host says and reads, in both languages.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './lib/packed.mjs';

const { Oxpecker } = await load();
const now = '2026-06-17T09:00:00Z';
const row = (name, month, amount, account) => ({
  id: `${name}-${month}`, accountId: 'main', bookedAt: `2026-0${month}-02`, amount, currency: 'EUR', counterpartyName: name, counterpartyAccount: account, kind: 'transfer',
});
const history = [1, 2, 3, 4, 5, 6].flatMap((month) => [
  row('Linden Housing', month, '-940.00', 'DE02120300000000202051'),
  row('Rowing Club Aar', month, '-35.00', 'DE89370400440532013000'),
]);
const draft = (name, amount, more = {}) => ({ accountId: 'main', amount, currency: 'EUR', counterpartyName: name, ...more });

async function open(locale = 'en', consent = ['payment-guard']) {
  const ox = await Oxpecker.create({ locale, timeZone: 'UTC', consent });
  ox.ingest({
    accounts: [{ id: 'main', type: 'current', currency: 'EUR', balance: '5000.00', balanceAt: '2026-06-17' }],
    transactions: history,
  });
  return ox;
}

test('a verdict says the strongest reason first, asks in its form, and carries all that was weighed', async () => {
  const ox = await open();
  const changed = draft('Linden Housing', '-940.00', { counterpartyAccount: 'DE51700500000000123456' });
  const first = ox.checkPayment(changed, { now });
  assert.deepEqual([first.level, first.form, first.field], ['confirm', 'choose-reason', 'counterpartyAccount']);
  assert.equal(first.text.body, first.text.because[0]);
  assert.match(first.text.body, /account number/);
  assert.equal(first.text.options.length, 6);
  assert.ok(first.text.options.every(({ id, label, advice }) => id && label && advice));
  assert.deepEqual(first.signs, [{ sign: 'changed-account', points: 300 }]);
  assert.deepEqual(first.evidence.transactions, ['Linden Housing-6']);
  ox.respond(first.id, 'shown', { now });
  const second = ox.checkPayment(changed, { now, context: { purpose: 'bill' } });
  assert.notEqual(second.form, first.form);
  assert.match(second.text.advice, /earlier bill/);
  assert.deepEqual(second.text.options, []);
  const plain = ox.checkPayment(draft('Rowing Club Aar', '-35.00'), { now, context: null });
  assert.deepEqual([plain.level, plain.form, plain.reasons, plain.text.ask], ['clear', 'none', [], '']);
  ox.free();
});

for (const locale of ['en', 'ja']) {
  test(`${locale}: every sign that the host reports has a sentence, and so has every form`, async () => {
    const ox = await open(locale);
    const context = { nameCheck: 'no-match', purpose: 'called', onCall: true, screenShared: true, pastedAccount: true, rushed: true, firstLoginOnDevice: true };
    const seen = new Set();
    for (const name of ['Novak Design', 'Crest Capital', 'Birch Paint']) {
      for (const [amount, said] of [['-1500.00', context], ['-1500.00', { onCall: true, screenShared: true }], ['-1500.00', {}], ['-300.00', { onCall: true }]]) {
        const verdict = ox.checkPayment(draft(name, amount), { now, context: said });
        if (verdict.form === 'none') continue;
        for (const text of [verdict.text.title, verdict.text.body, ...verdict.text.because]) assert.match(text, locale === 'ja' ? /[\u3040-\u30ff\u4e00-\u9fff]/ : /[a-z] /);
        if (verdict.form !== 'line') assert.ok(verdict.text.ask && !verdict.text.ask.startsWith('payment.'), verdict.form);
        seen.add(verdict.form);
        ox.respond(verdict.id, 'shown', { now });
      }
    }
    for (const form of ['call', 'wait', 'line']) assert.ok(seen.has(form), `${form} of ${[...seen]}`);
    ox.free();
  });
}

test('customers ask for more care, and can take it back', async () => {
  const ox = await open();
  assert.deepEqual(ox.guard.get({ now }), { pauseAbove: null, trustedContact: null, dailyAllowance: null });
  ox.guard.set({ pauseAbove: 'usual', trustedContact: 'Mia', dailyAllowance: { amount: '2000.00', currency: 'EUR' } }, { now });
  const verdict = ox.checkPayment(draft('Rowing Club Aar', '-36.00'), { now });
  assert.deepEqual([verdict.level, verdict.trustedContact, verdict.waitMinutes], ['pause', 'Mia', 30]);
  const set = ox.guard.set({ pauseAbove: 'off' }, { now });
  assert.deepEqual(set, { pauseAbove: null, trustedContact: 'Mia', dailyAllowance: { amount: '2000.00', currency: 'EUR' } });
  assert.equal(ox.checkPayment(draft('Rowing Club Aar', '-36.00'), { now }).level, 'clear');
  const twin = await Oxpecker.restore(ox.snapshot());
  assert.deepEqual(twin.guard.get({ now }), set);
  assert.throws(() => ox.guard.set({ dailyAllowance: { amount: 'lots', currency: 'EUR' } }, { now }), { code: 'INVALID_ARGUMENT' });
  assert.throws(() => ox.guard.set(null, { now }), { code: 'INVALID_ARGUMENT' });
  const kept = JSON.stringify(ox.guard.get({ now }));
  const euro = { amount: '50.00', currency: 'EUR' };
  const wrong = {
    pauseAbove: [7, NaN, [], {}, () => 1, { ...euro, amount: 50 }, { ...euro, currency: ['EUR'] }, { amount: '50.00' }],
    trustedContact: [7, NaN, [], {}, () => 1, euro],
    dailyAllowance: [7, NaN, [], {}, () => 1, { ...euro, amount: 50 }, { ...euro, currency: ['EUR'] }, 'usual'],
  };
  for (const [field, values] of Object.entries(wrong)) {
    for (const value of values) assert.throws(() => ox.guard.set({ [field]: value }, { now }), { code: 'INVALID_ARGUMENT', field }, `${field}: ${JSON.stringify(value)}`);
  }
  assert.equal(JSON.stringify(ox.guard.get({ now })), kept);
  assert.throws(() => ox.correct({ payee: 'Novak Design', known: true }, { now }), { code: 'UNKNOWN_ID' });
  ox.checkPayment(draft('Novak Design', '-1500.00'), { now });
  ox.correct({ payee: 'Novak Design', known: true }, { now });
  assert.ok(ox.checkPayment(draft('Novak Design', '-1500.00'), { now }).signs.some(({ sign }) => sign === 'known-payee'));
  ox.free();
  twin.free();
});

test('a decision is weighed with the customer’s own numbers', async () => {
  const ox = await open();
  const fine = ox.checkDecision({ kind: 'withdraw', accountId: 'main', amount: '500.00', currency: 'EUR' }, { now });
  assert.deepEqual([fine.level, fine.message.id], ['inform', 'payment.withdraw']);
  const all = ox.checkDecision({ kind: 'invest', accountId: 'main', amount: '4900.00', currency: 'EUR', months: 12, rate: 150 }, { now });
  assert.deepEqual([all.level, all.waitMinutes], ['pause', 1440]);
  assert.match(all.text.because.join(' '), /less than a month/);
  const loan = ox.checkDecision({ kind: 'borrow', accountId: 'main', amount: '12000.00', currency: 'EUR', months: 48, rate: 690 }, { now });
  assert.match(loan.text.body, /€286\.\d\d a month for 48 months/);
  assert.throws(() => ox.checkDecision({ kind: 'gamble', accountId: 'main', amount: '1.00', currency: 'EUR' }, { now }), { code: 'INVALID_ARGUMENT' });
  ox.free();
  const closed = await open('en', ['insights']);
  assert.equal(closed.checkDecision({ kind: 'invest', accountId: 'main', amount: '1.00', currency: 'EUR' }, { now }).message.id, 'payment.not-checked');
  assert.throws(() => closed.guard.set({ trustedContact: 'Mia' }, { now }), { code: 'CONSENT_MISSING' });
  closed.free();
});

test('a verdict that is read when somebody looks is an object like any other, whatever a name holds', async () => {
  const names = ['Rowing Club Aar', 'x,"reasons":[{"code":"', '\\",\\"reasons\\":[', '\u2028\ud83e\udd8f "quoted" \n', '\ud800 alone'];
  for (const name of names) {
    const ox = await open();
    ox.guard.set({ trustedContact: name }, { now });
    ox.ingest([{ ...row(name, 6, '-61.00'), bookedAt: '2026-06-17' }]);
    for (const asked of [draft(name, '-61.00'), draft(name, '-0.50'), draft('Somebody Else', '-4000.00', { counterpartyAccount: 'DE51700500000000123456' })]) {
      const verdict = ox.checkPayment(asked, { now });
      const { level, form, ...rest } = verdict;
      const copy = structuredClone(verdict);
      assert.deepEqual(copy, { level, form, ...rest });
      assert.deepEqual(JSON.parse(JSON.stringify(verdict)), copy);
      assert.equal(verdict.reasons, verdict.reasons, 'it is read once');
      const line = ox.privacy.log({ now }).answers.findLast(({ call }) => call === 'check_payment');
      const lists = Object.entries(copy).filter(([, value]) => Array.isArray(value)).map(([list, value]) => [list, value.length]);
      assert.deepEqual(line.counts, Object.fromEntries(lists));
      assert.deepEqual(line.ids, [copy.id, ...copy.actions.map(({ id }) => id)]);
      for (const field of ['reasons', 'duplicateOf', 'signs', 'actions', 'uses']) {
        verdict[field] = [];
        assert.deepEqual([verdict[field], { ...verdict }[field]], [[], []]);
      }
    }
    const [paid] = ox.checkPayment(draft(name, '-61.00'), { now }).duplicateOf;
    assert.equal(paid.gapDays, 0);
    ox.free();
  }
});
