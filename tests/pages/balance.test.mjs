// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The balance that the account's view shows: what was declared goes on with the rows after its day.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { demoModule } from './support/source.mjs';

let rows;
before(async () => {
  rows = await demoModule('rows.ts');
});

const row = (id, bookedAt, amount, balanceAfter) => ({ id, accountId: 'main', bookedAt, amount, currency: 'EUR', ...(balanceAfter && { balanceAfter }) });
const history = [row('a', '2026-11-19', '-10.00'), row('b', '2026-11-20', '-5.00', '1423.11'), row('c', '2026-11-22', '-38.37')];
const balance = (account, transactions) => rows.balanceOf({ accounts: [{ id: 'main', currency: 'EUR', ...account }], transactions }, 'main');

test('a declared balance is that of the end of its day', () => {
  assert.equal(balance({ balance: '1423.11', balanceAt: '2026-11-20' }, history), '1384.74');
  assert.equal(balance({ balance: '1423.11', balanceAt: '2026-11-22' }, history), '1423.11');
  assert.equal(balance({ balance: '1423.11' }, history), '1423.11');
});

test('else the newest row that tells one is gone on from', () => {
  assert.equal(balance({}, history), '1384.74');
  assert.equal(balance({}, [row('a', '2026-11-19', '-10.00')]), null);
});
