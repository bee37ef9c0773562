// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A part-time worker in Osaka: two small incomes, rent in between, games in small steps. Every payee is invented.
 */

import { type Life, OPEN } from '../life';

const night = (date: string) => [
  { tag: `cash@${date}`, date, time: '23:12:00', name: 'ATM ﾖﾄﾞｶﾞﾜｺﾝﾋﾞﾆ', kind: 'cash', category: 'cash', mcc: '6011', amount: -5_000 } as const,
  { tag: `cash-fee@${date}`, date, name: 'ATMﾃｽｳﾘﾖｳ', kind: 'fee', category: 'fee_atm', amount: -330 } as const,
];

export const PART_TIME_JAPAN: Life = {
  id: 'part-time-japan',
  title: { en: 'A part-time worker in Japan', ja: 'パート・アルバイトの方' },
  about: {
    en: 'Two part-time jobs in Osaka, pay that varies, rent two days after the second one.',
    ja: '大阪で2つのアルバイトを掛け持ちしています。収入は月ごとに変わり、家賃の引き落としは2つ目の給与の直後です。',
  },
  locale: 'ja-JP',
  timeZone: 'Asia/Tokyo',
  currency: 'JPY',
  decimals: 0,
  consent: OPEN,
  accounts: [{ key: 'current', type: 'current', name: '普通預金', opening: 34_400 }],
  bills: [
    { tag: 'pay', name: 'ﾖﾄﾞｶﾞﾜｼﾖｸﾋﾝ(ｶ', kind: 'transfer', category: 'salary', reference: 'ｷﾕｳﾖ', on: 15, amount: 70_000, wobble: 60, weekend: 'before', steps: { '2025-04': 82_000 }, late: { '2025-09': 5 } },
    { tag: 'pay-two', name: 'ﾆﾁﾘﾝｼﾖﾃﾝ', kind: 'transfer', category: 'salary', reference: 'ｷﾕｳﾖ', on: 25, amount: 42_500, wobble: 60, weekend: 'before', odd: { '2025-03': 12_000 } },
    { tag: 'rent', name: 'ﾅﾆﾜﾊｲﾂｶﾝﾘ', number: '0999-401-4000033', kind: 'standing_order', category: 'rent', reference: 'ﾔﾁﾝ', on: 27, amount: -55_000 },
    { tag: 'power', name: 'ﾖﾄﾞﾃﾞﾝﾘﾖｸ', kind: 'direct_debit', category: 'utilities', on: 11, amount: -5_200, wobble: 120 },
    { tag: 'phone', name: 'ﾎﾀﾙﾓﾊﾞｲﾙ', kind: 'direct_debit', category: 'telecom', on: 26, amount: -2_178 },
    { tag: 'music', name: 'ｵﾄｲﾛ ﾐﾕ-ｼﾞﾂｸ', kind: 'card', category: 'subscriptions', mcc: '5815', on: 6, amount: -980, steps: { '2025-08': -1_180 } },
    { tag: 'comics', name: 'ﾏﾝｶﾞﾉﾓﾘ', kind: 'card', category: 'subscriptions', mcc: '5815', on: 20, amount: -1_980, since: '2025-02-15', until: '2025-06-30' },
    { tag: 'gym', name: 'ﾅﾆﾜｼﾞﾑ 24', kind: 'card', category: 'subscriptions', mcc: '7997', on: 1, amount: -3_278, again: { '2025-05': 6 } },
  ],
  habits: [
    { names: ['ﾖﾄﾞｶﾞﾜｺﾝﾋﾞﾆ'], kind: 'card', category: 'groceries', mcc: '5499', inTenWeeks: 54, amounts: [158, 298, 420, 598, 648] },
    { names: ['ｶﾞｷﾞﾖｳｽ-ﾊﾟ- ﾏﾙﾄﾐ'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 18, amounts: { low: 640, high: 3_900, step: 1 } },
    { names: ['ｹﾞ-ﾑｺｲﾝ ﾘﾕｳｾｲ'], kind: 'card', category: 'entertainment', mcc: '5816', inTenWeeks: 12, amounts: [480, 480, 980] },
    { names: ['ﾅﾆﾜﾃﾂﾄﾞｳ'], kind: 'card', category: 'transport', mcc: '4111', inTenWeeks: 36, amounts: [190, 190, 240], days: 'working' },
    { names: ['うどん きつね亭'], kind: 'card', category: 'dining', mcc: '5812', inTenWeeks: 17, amounts: [480, 590, 680] },
  ],
  singles: [
    ...['2025-04-04', '2025-04-18', '2025-05-02', '2025-05-16'].flatMap(night),
    { tag: 'comics-trial', date: '2025-01-20', time: '23:40:00', name: 'ﾏﾝｶﾞﾉﾓﾘ', kind: 'card', category: 'subscriptions', mcc: '5815', reference: 'ｵﾀﾒｼ', amount: -100 },
    { tag: 'coin-1', date: '2025-06-14', time: '22:01:00', name: 'ｹﾞ-ﾑｺｲﾝ ﾘﾕｳｾｲ', kind: 'card', category: 'entertainment', mcc: '5816', amount: -480 },
    { tag: 'coin-2', date: '2025-06-14', time: '22:09:00', name: 'ｹﾞ-ﾑｺｲﾝ ﾘﾕｳｾｲ', kind: 'card', category: 'entertainment', mcc: '5816', amount: -480 },
    { tag: 'dentist', date: '2025-03-12', time: '17:30:00', name: 'ﾅﾆﾜｼｶ', kind: 'card', category: 'health', mcc: '8021', amount: -58_000 },
    { tag: 'help', date: '2025-03-28', name: 'ｵｶｻﾞｷ ﾖｼｴ', number: '0999-777-7000012', kind: 'transfer', category: 'transfer', amount: 60_000 },
    { tag: 'tickets', date: '2025-10-04', time: '10:00:31', name: 'ﾁｹﾂﾄﾉﾏﾄﾞ', kind: 'card', category: 'entertainment', mcc: '7922', reference: 'ｻﾞｾｷ 1ｶｲ-12', amount: -9_800 },
    { tag: 'tickets-friend', date: '2025-10-04', time: '10:03:12', name: 'ﾁｹﾂﾄﾉﾏﾄﾞ', kind: 'card', category: 'entertainment', mcc: '7922', reference: 'ｻﾞｾｷ 1ｶｲ-13', amount: -9_800 },
  ],
  does: [{ date: '2025-02-01', join: { challenge: 'days-without', level: 'gentle' } }],
  events: [
    { kind: 'challenge', date: '2025-02-01', within: 25, about: 'They have joined days without games: the start, the middle and the end are worth a word.' },
    { kind: 'trial-ending', date: '2025-01-24', rows: ['comics-trial'], within: 26, about: 'The trial of a comics library may become its full price after a week.' },
    { kind: 'trial-charged', rows: ['comics-trial', 'comics@2025-02'], within: 5, about: 'The trial of a comics library has become its full price.' },
    { kind: 'short-until-payday', date: '2025-03-25', within: 2, about: 'The rent of March will not be covered by what came in.' },
    { kind: 'fee-repeated', rows: ['cash-fee@2025-04-04', 'cash-fee@2025-04-18', 'cash-fee@2025-05-02'], within: 10, about: 'Cash at night has cost 330 yen three times.' },
    { kind: 'two-charges-in-cycle', rows: ['gym@2025-05', 'gym@2025-05+'], within: 2, about: 'The gym of May was charged twice.' },
    { kind: 'subscription-ended', date: '2025-07-28', rows: ['comics@2025-06'], within: 21, about: 'The comics library that was cancelled charges no more.' },
    { kind: 'price-rose', rows: ['music@2025-07', 'music@2025-08'], within: 10, about: 'The music costs 200 yen more a month.' },
    { kind: 'income-late', date: '2025-09-18', rows: ['pay@2025-08'], within: 2, about: 'The larger pay has not come on the 15th.' },
    { kind: 'income-arrived', rows: ['pay@2025-09'], within: 3, about: 'The larger pay, which was late, is here.' },
  ],
};
