// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The sample customers tell their story on whatever day the page is opened.
 *
 * In: the packaged engine, and the page's own sample data, on days through two years (month ends, a leap day).
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from './support/browser.mjs';
import { demoModule } from './support/source.mjs';

const PACKAGE = process.env.OXPECKER_PACKAGE ?? join(ROOT, 'pkg', 'dist', 'index.js');
const STORY = {
  europe: { twice: 'ATELIER BRINDILLE', twiceInCycle: 'SALLE CADENCE NORD', refunded: 'LIBRAIRIE VENT DEBOUT' },
  japan: { twice: 'ｶ)ﾐﾅﾄﾃﾞﾝｷ', twiceInCycle: 'ｼﾞﾑ ｱｵｹﾔｷ', refunded: 'ﾎﾝﾉﾅﾐｷｼﾖﾎﾞｳ' },
};

let sampleCustomer;
let Oxpecker;
before(async () => {
  ({ sampleCustomer } = await demoModule('sample.ts'));
  ({ Oxpecker } = await import(pathToFileURL(PACKAGE).href));
});

/** Noon in UTC: the same civil day in Paris and in Tokyo. */
function days() {
  const found = ['2028-02-29', '2027-02-28', '2027-03-01', '2026-12-31', '2027-01-01', '2026-12-01', '2027-03-31'];
  for (let step = 0; step < 365; step += 9) {
    found.push(new Date(Date.UTC(2026, 10, 21) + step * 2 * 86_400_000).toISOString().slice(0, 10));
  }
  return found.map((day) => new Date(`${day}T12:00:00Z`));
}

test('same day, same rows; ids are unique; no row lies after today', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  for (const source of Object.keys(STORY)) {
    const data = sampleCustomer(source, now);
    assert.deepEqual(sampleCustomer(source, now), data);
    assert.equal(new Set(data.transactions.map((row) => row.id)).size, data.transactions.length);
    assert.ok(data.transactions.length > 800);
    assert.ok(data.transactions.every((row) => row.bookedAt <= '2026-11-21' && row.bookedAt >= '2025-05-20'));
  }
});

for (const [source, story] of Object.entries(STORY)) {
  test(`${source}: on every day the same cards, and the three payments are told apart`, async () => {
    for (const now of days()) {
      const day = now.toISOString().slice(0, 10);
      const data = sampleCustomer(source, now);
      const ox = await Oxpecker.create({
        locale: 'en',
        timeZone: data.timeZone,
        consent: ['insights', 'payment-guard', 'nudges'],
      });
      const report = ox.ingest({ accounts: data.accounts, transactions: data.transactions });
      assert.equal(report.rejected, 0, day);

      const names = new Map(data.transactions.map((row) => [row.id, row.counterpartyName]));
      const { cards } = ox.evaluate({ surface: 'home', now });
      const about = cards.map((card) => names.get(card.evidence.transactions[0])).sort();
      assert.deepEqual(about, Object.values(story).sort(), `${day}: these cards and no other`);

      assert.match(ox.checkPayment(data.tries.paid, { now }).level, /^(confirm|pause)$/, `${day}: paid`);
      assert.equal(ox.checkPayment(data.tries.fresh, { now }).level, 'clear', `${day}: fresh`);
      const due = ox.checkPayment(data.tries.due, { now });
      assert.match(due.level, /^(inform|confirm)$/, `${day}: due is paid anyway`);
      assert.ok(due.upcoming, `${day}: and it is said by what`);
      assert.deepEqual(due.duplicateOf, [], `${day}: due is no repetition`);
      ox.free();
    }
  });
}
