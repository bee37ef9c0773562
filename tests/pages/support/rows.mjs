// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Rows for files that the tests drop on the page.
 */

/** The civil day `ago` days before today, in UTC. */
export function day(ago) {
  return new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
}

/** A good row; `more` replaces or adds fields. */
export function row(id, more = {}) {
  return {
    id,
    accountId: 'own',
    bookedAt: day(3),
    amount: '-42.10',
    currency: 'EUR',
    kind: 'card',
    counterpartyName: `SHOP ${id}`,
    ...more,
  };
}
