// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Rows made up for these tests: a household with a salary, a rent, everyday purchases, and one charge taken twice.
 */

export const now = '2026-10-31T12:00:00+01:00';

/** What the tests grant unless they say otherwise. */
export const granted = { locale: 'en', timeZone: 'Europe/Paris', consent: ['insights', 'payment-guard', 'nudges'] };

const day = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** One purchase, with what matters to a test put over it. */
export const row = (id, fields = {}) => ({
  id,
  accountId: 'current',
  bookedAt: '2026-10-20',
  amount: '-10.00',
  currency: 'EUR',
  counterpartyName: 'Corner Shop',
  kind: 'card',
  ...fields,
});

/** Six months of a household, the same every time. */
export function household() {
  const rows = [];
  let seed = 7;
  const next = (below) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const shops = ['Green Grocer', 'Baker Street', 'Hill Pharmacy', 'Book Nook', 'Metro Kiosk'];
  for (let month = 5; month <= 10; month++) {
    const first = `2026-${String(month).padStart(2, '0')}-01`;
    rows.push(row(`pay-${month}`, { bookedAt: day(first, 24), amount: '2800.00', counterpartyName: 'Lakeside Ltd', kind: 'transfer' }));
    rows.push(row(`rent-${month}`, { bookedAt: day(first, 1), amount: '-950.00', counterpartyName: 'Hill Homes', kind: 'standing_order' }));
    for (let i = 0; i < 12; i++) {
      const amount = `-${3 + next(60)}.${String(next(100)).padStart(2, '0')}`;
      rows.push(row(`buy-${month}-${i}`, { bookedAt: day(first, next(27)), amount, counterpartyName: shops[next(shops.length)] }));
    }
  }
  return rows;
}

/** Two charges of one purchase, a day apart. */
export const twice = (name = 'Harbor Furniture', id = 'sofa') => [
  row(`${id}-1`, { bookedAt: '2026-10-27', amount: '-349.90', counterpartyName: name, reference: 'order 5512' }),
  row(`${id}-2`, { bookedAt: '2026-10-28', amount: '-349.90', counterpartyName: name, reference: 'order 5512' }),
];

/** The household with its double charge: there is something to say. */
export const eventful = () => [...household(), ...twice()];

/** Many rows, cheaply. */
export const many = (count) =>
  Array.from({ length: count }, (_, i) =>
    row(`r${i}`, { bookedAt: day('2020-01-01', i % 2400), amount: `-${1 + (i % 997)}.${String(i % 100).padStart(2, '0')}`, counterpartyName: `Shop ${i % 311}`, reference: `note ${i}` }),
  );

export const bytesOf = (value) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
