// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A pensioner in Italy: a pension on the first, a pharmacy and a collection plate that nobody may draw conclusions from.
 * Every payee is invented.
 */

import { CAREFUL, type Life } from '../life';

export const PENSIONER: Life = {
  id: 'pensioner',
  title: { en: 'A pensioner', ja: '年金生活の方' },
  about: {
    en: 'Lives in Italy on two pensions, pays most things by direct debit, and reads the statement once a month.',
    ja: 'イタリアで2つの年金により生活し、多くのお支払いを口座振替にしています。明細の確認は月に一度です。',
  },
  locale: 'en-IT',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  decimals: 2,
  consent: CAREFUL,
  accounts: [{ key: 'current', type: 'current', name: 'Conto', opening: 742_000 }],
  bills: [
    { tag: 'pension', name: 'Ente Previdenza Adriatica', kind: 'transfer', category: 'pension', reference: 'PENSIONE {month}', on: 1, amount: 121_400, steps: { '2025-01': 123_100 }, late: { '2025-07': 6 } },
    { tag: 'pension-two', name: 'Fondo Ferrovieri Valdora', kind: 'transfer', category: 'pension', on: 10, amount: 31_800 },
    { tag: 'rent', name: 'Condominio Via dei Gelsi 8', number: 'IT40Z9999900100000000123456', kind: 'standing_order', category: 'rent', on: 5, amount: -46_000 },
    { tag: 'gas', name: 'Valdora Gas', kind: 'direct_debit', category: 'utilities', on: 16, amount: [-14_600, -13_900, -10_200, -6_800, -4_100, -2_900, -2_600, -2_600, -3_100, -5_400, -9_800, -13_200], wobble: 60 },
    { tag: 'power', name: 'Luce Serena', kind: 'direct_debit', category: 'utilities', on: 21, amount: -5_450, wobble: 90, odd: { '2025-10': -14_980 } },
    { tag: 'phone', name: 'Telegabbiano', kind: 'direct_debit', category: 'telecom', on: 12, amount: -1_299, steps: { '2025-09': -1_599 } },
    { tag: 'paper', name: 'IL CORRIERE DI VALDORA', kind: 'direct_debit', category: 'subscriptions', on: 3, amount: -1_990, again: { '2025-04': 9 } },
    { tag: 'insurance', name: 'Assicurazioni Torre Bruna', kind: 'direct_debit', category: 'insurance', on: 18, amount: -3_720, skip: ['2025-05'] },
    { tag: 'club', name: 'CLUB BENVIVERE', kind: 'card', category: 'subscriptions', mcc: '5968', on: 14, amount: -2_990, since: '2025-05-01' },
    { tag: 'parish', name: 'Parrocchia San Rocco', kind: 'standing_order', category: 'donation', on: 8, amount: -2_000 },
  ],
  habits: [
    { names: ['ALIMENTARI BELLAROSA', 'MERCATO DI VALDORA'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 26, amounts: { low: 540, high: 5_200, step: 1 } },
    { names: ['FARMACIA AL DUOMO'], kind: 'card', category: 'health', mcc: '5912', inTenWeeks: 11, amounts: { low: 390, high: 4_600, step: 1 } },
    { names: ['BAR DELLA STAZIONE'], kind: 'card', category: 'dining', mcc: '5814', inTenWeeks: 32, amounts: [130, 130, 260], hours: [8, 11] },
    { names: ['SPORTELLO VALDORA CENTRO'], kind: 'cash', category: 'cash', mcc: '6011', inTenWeeks: 8, amounts: [5_000, 10_000] },
  ],
  singles: [
    { tag: 'ladder', date: '2025-03-18', time: '10:15:00', name: 'FERRAMENTA CASTAGNO', kind: 'card', category: 'shopping', mcc: '5251', amount: -8_650 },
    { tag: 'coat', date: '2025-11-06', time: '17:20:00', name: 'SARTORIA NOCCIOLA', kind: 'card', category: 'shopping', mcc: '5651', amount: -12_900 },
  ],
  events: [
    { kind: 'tax-season', date: '2025-01-10', within: 45, about: 'What was paid for insurance last year may be of use in the tax form.' },
    { kind: 'idle-surplus', date: '2025-01-02', within: 45, about: 'Several pensions lie on the current account, beyond what is needed.' },
    { kind: 'two-charges-in-cycle', rows: ['paper@2025-04', 'paper@2025-04+'], within: 3, about: 'The newspaper of April was debited twice.' },
    { kind: 'charge-missing', date: '2025-05-26', rows: ['insurance@2025-04'], within: 14, about: 'The insurance has not debited May: the cover may be at stake.' },
    { kind: 'subscription-new', rows: ['club@2025-05', 'club@2025-06'], within: 35, about: 'A club has begun to charge each month.' },
    { kind: 'income-late', date: '2025-07-04', rows: ['pension@2025-06'], within: 3, about: 'The pension of July has not come on its day.' },
    { kind: 'income-arrived', rows: ['pension@2025-07'], within: 3, about: 'The pension that was late is here.' },
    { kind: 'price-rose', rows: ['phone@2025-08', 'phone@2025-09'], within: 10, about: 'The telephone costs 3.00 more a month.' },
    { kind: 'bill-higher', rows: ['power@2025-10'], within: 10, about: 'The power bill of October is almost three times the usual one.' },
  ],
};
