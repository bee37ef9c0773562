// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A household in debt in Britain: hours are cut, fees add to fees; in May they tell their bank. Nothing may be sold to
 * them from then on. Every payee is invented.
 */

import { type Life, TELLING } from '../life';

const late = (date: string) => ({ tag: `late-fee@${date}`, date, name: 'Late payment fee', kind: 'fee', category: 'fee_late', amount: -1_200 }) as const;

export const INDEBTED: Life = {
  id: 'indebted',
  title: { en: 'A household in debt', ja: '返済に追われる世帯' },
  about: {
    en: 'Weekly pay in Britain, a loan, a card and an overdraft; hours are cut in March, and in May they declare hardship.',
    ja: 'イギリスで週給により生活し、ローンとカードの返済、当座貸越があります。3月に勤務が減り、5月に生活が苦しいことを申告しました。',
  },
  locale: 'en-GB',
  timeZone: 'Europe/London',
  currency: 'GBP',
  decimals: 2,
  consent: TELLING,
  accounts: [{ key: 'current', type: 'current', name: 'Current account', opening: 23_900 }],
  bills: [
    { tag: 'pay', name: 'HARROWDALE LAUNDRY LTD', kind: 'transfer', category: 'salary', reference: 'WAGES', on: { weekday: 4, weeks: 1 }, amount: 33_600, steps: { '2025-03-07': 28_200, '2025-10-03': 33_600 } },
    { tag: 'credit', name: 'COUNTY FAMILY SUPPORT', kind: 'transfer', category: 'benefit', on: 20, amount: 42_600, weekend: 'before' },
    { tag: 'rent', name: 'Millbrook Homes', number: 'GB29ZZZZ99999900112233', kind: 'standing_order', category: 'rent', on: 1, amount: -79_500 },
    { tag: 'loan', name: 'Copperfield Loans', kind: 'direct_debit', category: 'loan', reference: 'AGREEMENT 7731', on: 6, amount: -18_640, skip: ['2025-06'] },
    { tag: 'card', name: 'ORIEL CARD SERVICES', kind: 'direct_debit', category: 'loan', on: 24, amount: -6_500 },
    { tag: 'council', name: 'Millbrook Council', kind: 'direct_debit', category: 'tax', on: 15, months: [1, 4, 5, 6, 7, 8, 9, 10, 11, 12], amount: -12_900 },
    { tag: 'energy', name: 'Fenlight Energy', kind: 'direct_debit', category: 'utilities', on: 17, amount: -14_300, again: { '2025-08': 4 } },
    { tag: 'broadband', name: 'Tamarisk Broadband', kind: 'direct_debit', category: 'telecom', on: 11, amount: -2_900 },
    { tag: 'mobile', name: 'Larkfone', kind: 'direct_debit', category: 'telecom', on: 22, amount: -1_600 },
    { tag: 'tv', name: 'PARLOUR TV', kind: 'card', category: 'subscriptions', mcc: '4899', on: 9, amount: -1_999, until: '2025-05-15' },
    { tag: 'overdraft', name: 'Arranged overdraft charge', kind: 'fee', category: 'fee_overdraft', on: 28, amount: -1_860, since: '2025-03-01', until: '2025-09-30', weekend: 'stays' },
  ],
  habits: [
    { names: ['BRAMLEY STORES', 'HARROWDALE MARKET'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 35, amounts: { low: 390, high: 4_900, step: 1 } },
    { names: ['MILLBROOK BUSES'], kind: 'card', category: 'transport', mcc: '4111', inTenWeeks: 36, amounts: [200, 200, 400], days: 'working' },
    { names: ['PRINCE OF CLUBS TAKEAWAY'], kind: 'card', category: 'dining', mcc: '5814', inTenWeeks: 8, amounts: [899, 1_250, 1_640] },
    { names: ['CHEMIST ON THE GREEN'], kind: 'card', category: 'health', mcc: '5912', inTenWeeks: 5, amounts: [340, 960, 990] },
  ],
  singles: [
    ...['2025-02-24', '2025-03-25', '2025-04-25'].map(late),
    { tag: 'boiler', date: '2025-01-21', time: '11:25:00', name: 'RUSSET HEATING REPAIRS', kind: 'card', category: 'utilities', mcc: '1711', amount: -26_000 },
    { tag: 'school', date: '2025-09-02', time: '12:02:10', name: 'QUILLER SCHOOLWEAR', kind: 'card', category: 'shopping', mcc: '5651', amount: -7_260 },
    { tag: 'grant', date: '2025-08-12', name: 'MILLBROOK HARDSHIP FUND', kind: 'transfer', category: 'benefit', amount: 60_000 },
  ],
  declares: [{ date: '2025-05-02', kind: 'hardship', until: '2025-12-31' }],
  silences: [{ from: '2025-05-02', to: '2025-12-31', class: 'offer', because: 'They have declared hardship.' }],
  events: [
    { kind: 'life-moment', date: '2025-05-02', within: 21, about: 'They have told that money is tight: what it means for the months ahead can be looked at.' },
    { kind: 'short-until-payday', date: '2025-03-28', within: 3, about: 'The rent of April will not be covered by what comes in before.' },
    { kind: 'income-changed', rows: ['pay@2025-02-28', 'pay@2025-03-07'], within: 21, about: 'The weekly pay is 54.00 less from March on.' },
    { kind: 'fee-repeated', rows: ['late-fee@2025-02-24', 'late-fee@2025-03-25', 'late-fee@2025-04-25'], within: 10, about: 'The card payment was late three times; a standing order would have saved the fees.' },
    { kind: 'fee-repeated', rows: ['overdraft@2025-03', 'overdraft@2025-04', 'overdraft@2025-05'], within: 10, about: 'The overdraft has cost a charge three months in a row.' },
    { kind: 'charge-missing', date: '2025-06-12', rows: ['loan@2025-05'], within: 10, about: 'The loan was not collected in June, which may count as missed.' },
    { kind: 'subscription-ended', date: '2025-06-18', rows: ['tv@2025-05'], within: 21, about: 'The television package that was cancelled charges no more.' },
    { kind: 'two-charges-in-cycle', rows: ['energy@2025-08', 'energy@2025-08+'], within: 2, about: 'The energy of August was debited twice.' },
  ],
};
