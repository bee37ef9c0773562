// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A salaried worker in Tokyo: pay on the 25th, bonus in June and December, payees in the half-width katakana of the bank
 * wire. Every payee is invented.
 */

import { type Life, OPEN } from '../life';

export const SALARIED_JAPAN: Life = {
  id: 'salaried-japan',
  title: { en: 'A salaried worker in Japan', ja: '会社員' },
  about: {
    en: 'Works in Tokyo, gets a bonus in June and December, and leaves it on the account.',
    ja: '東京で勤務し、6月と12月に賞与を受け取り、そのまま普通預金に置いています。',
  },
  locale: 'ja-JP',
  timeZone: 'Asia/Tokyo',
  currency: 'JPY',
  decimals: 0,
  consent: OPEN,
  accounts: [
    { key: 'current', type: 'current', name: '普通預金', opening: 842_300 },
    { key: 'savings', type: 'savings', name: '貯蓄預金', opening: 1_500_000 },
  ],
  bills: [
    { tag: 'pay', name: 'ｶ)ﾐｽﾞﾎﾗｾｲｷ', kind: 'transfer', category: 'salary', reference: 'ｷﾕｳﾖ', on: 25, amount: 308_400, weekend: 'before', steps: { '2025-04': 317_900 } },
    { tag: 'bonus', name: 'ｶ)ﾐｽﾞﾎﾗｾｲｷ', kind: 'transfer', category: 'salary', reference: 'ｼﾖｳﾖ', on: 10, months: [6, 12], amount: 596_000, weekend: 'before' },
    { tag: 'rent', name: 'ﾏﾂﾉﾊﾌﾄﾞｳｻﾝ(ｶ', number: '0999-101-1000077', kind: 'standing_order', category: 'rent', reference: 'ﾔﾁﾝ', on: 27, amount: -104_000 },
    { tag: 'power', name: 'ﾄｳﾄﾃﾞﾝﾘﾖｸｻ-ﾋﾞｽ', kind: 'direct_debit', category: 'utilities', on: 12, amount: [-11_900, -12_400, -10_200, -7_800, -6_100, -6_400, -9_600, -11_800, -9_900, -6_900, -7_400, -10_100], wobble: 60 },
    { tag: 'gas', name: 'ﾐﾅﾓｶﾞｽ', kind: 'direct_debit', category: 'utilities', on: 20, amount: [-7_200, -7_600, -6_400, -5_100, -4_200, -3_300, -2_900, -2_700, -2_900, -3_600, -4_700, -6_100], wobble: 50, odd: { '2025-10': -8_450 } },
    { tag: 'phone', name: 'ﾋﾊﾞﾘﾓﾊﾞｲﾙ', kind: 'direct_debit', category: 'telecom', on: 10, amount: -2_980, steps: { '2025-07': -3_278 } },
    { tag: 'life', name: 'ﾓﾐﾉｷｾｲﾒｲﾎｹﾝ', kind: 'direct_debit', category: 'insurance', on: 27, amount: -8_640 },
    { tag: 'video', name: 'ﾂｷｱｶﾘﾄﾞｳｶﾞ', kind: 'card', category: 'subscriptions', mcc: '5815', on: 8, amount: -1_490, again: { '2025-10': 5 } },
    { tag: 'english', name: 'ｱｻｶｾﾞｴｲｶｲﾜ', kind: 'card', category: 'subscriptions', mcc: '8299', on: 16, amount: -9_800, since: '2025-02-01', until: '2025-08-31' },
    { tag: 'saving', name: 'ﾁﾖﾁｸﾖｷﾝ', kind: 'standing_order', category: 'savings', on: 28, amount: -20_000, into: { account: 'savings', name: 'ﾌﾂｳﾖｷﾝ' } },
  ],
  habits: [
    { names: ['ｽ-ﾊﾟ-ｱﾂﾞｻﾔ', 'ﾖﾘﾐﾁｼﾖｸﾋﾝ'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 24, amounts: { low: 860, high: 6_400, step: 1 } },
    { names: ['ｺﾝﾋﾞﾆﾊﾙｶｾﾞ'], kind: 'card', category: 'groceries', mcc: '5499', inTenWeeks: 38, amounts: [138, 298, 450, 598, 734] },
    { names: ['食堂 やまもも', '蕎麦 ひぐらし'], kind: 'card', category: 'dining', mcc: '5812', inTenWeeks: 36, amounts: [780, 850, 920, 980, 1_100], days: 'working', hours: [11, 14] },
    { names: ['ﾄｳﾄｺｳﾂｳ ﾁﾔ-ｼﾞ'], kind: 'card', category: 'transport', mcc: '4111', inTenWeeks: 10, amounts: [3_000, 5_000] },
    { names: ['居酒屋 とまり木'], kind: 'card', category: 'dining', mcc: '5813', inTenWeeks: 8, amounts: { low: 2_800, high: 6_900, step: 10 }, hours: [18, 23] },
    { names: ['ATM ﾐｽﾞﾎﾗｴｷﾏｴ'], kind: 'cash', category: 'cash', mcc: '6011', inTenWeeks: 6, amounts: [10_000, 20_000] },
  ],
  singles: [
    { tag: 'camera', date: '2025-08-16', time: '14:22:08', name: 'ｶ)ﾎｼﾐﾃﾞﾝｷ', kind: 'card', category: 'shopping', mcc: '5732', amount: -38_500 },
    { tag: 'camera+', date: '2025-08-16', time: '14:24:51', name: 'ｶ)ﾎｼﾐﾃﾞﾝｷ', kind: 'card', category: 'shopping', mcc: '5732', amount: -38_500 },
    { tag: 'camera-back', date: '2025-08-29', name: 'ｶ)ﾎｼﾐﾃﾞﾝｷ', kind: 'refund', category: 'shopping', mcc: '5732', reference: 'ﾍﾝｷﾝ', amount: 38_500 },
    { tag: 'hotel', date: '2025-05-03', time: '21:00:00', name: '旅館 しらかば荘', kind: 'card', category: 'travel', mcc: '7011', amount: -42_800 },
  ],
  does: [{ date: '2025-09-01', join: { challenge: 'less-than-usual', level: 'gentle' } }],
  events: [
    { kind: 'challenge', date: '2025-09-01', within: 45, about: 'They have joined four weeks of eating out for less: the start, the middle and the end are worth a word.' },
    { kind: 'subscription-new', rows: ['english@2025-02', 'english@2025-03'], within: 35, about: 'An English school has begun to charge each month.' },
    { kind: 'income-changed', rows: ['pay@2025-03', 'pay@2025-04'], within: 14, about: 'The salary is 9,500 yen more from April on.' },
    { kind: 'bill-higher', rows: ['gas@2025-10'], within: 10, about: 'The gas bill of October is more than twice that of October a year before.' },
    { kind: 'idle-surplus', date: '2025-06-30', within: 45, about: 'The bonus of June lies on the current account, beyond what is needed.' },
    { kind: 'price-rose', rows: ['phone@2025-06', 'phone@2025-07'], within: 10, about: 'The phone costs 298 yen more a month.' },
    { kind: 'charged-twice', rows: ['camera', 'camera+'], within: 1, about: 'The camera was charged twice within minutes.' },
    { kind: 'refund-arrived', rows: ['camera+', 'camera-back'], within: 5, about: 'The shop has paid the second charge back.' },
    { kind: 'subscription-ended', date: '2025-09-24', rows: ['english@2025-08'], within: 21, about: 'The English school that was cancelled charges no more.' },
    { kind: 'two-charges-in-cycle', rows: ['video@2025-10', 'video@2025-10+'], within: 2, about: 'The films of October were charged twice.' },
  ],
};
