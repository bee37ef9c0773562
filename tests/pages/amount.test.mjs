// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What a person types as an amount, and exact sums.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { demoModule } from './support/source.mjs';

let amount;
before(async () => {
  amount = await demoModule('amount.ts');
});

test('typed amounts are read as their writer means them', () => {
  const cases = [
    ['186.40', 2, '186.40'],
    ['186,4', 2, '186.40'],
    ['1,234.50', 2, '1234.50'],
    ['1 234,50 €', 2, '1234.50'],
    ["1'234.50", 2, '1234.50'],
    ['1.234', 2, '1234.00'],
    ['007', 2, '7.00'],
    ['38,500', 0, '38500'],
    ['３８，５００円', 0, '38500'],
    ['￥38500', 0, '38500'],
    ['1.2345', 3, '12345.000'],
  ];
  for (const [text, decimals, expected] of cases) assert.equal(amount.typedAmount(text, decimals), expected, text);
});

test('what is no amount above zero is refused', () => {
  for (const text of ['', ' ', '0', '0.00', '-5', '+5', 'ten', '1e3', '5 EUR', '99999999999999999', '.50']) {
    assert.equal(amount.typedAmount(text, 2), null, text);
  }
});

test('sums are exact where floats are not', () => {
  assert.equal(amount.sum(['0.10', '0.20', '-0.30', '-0.01'], 2), '-0.01');
  assert.equal(amount.sum(['92233720368547758.07', '0.01'], 2), '92233720368547758.08');
  assert.equal(amount.sum(['12800', '-300', 'nonsense'], 0), '12500');
  assert.equal(amount.sum([], 2), '0.00');
});
