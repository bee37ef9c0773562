// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A couple in Yokohama that saves for a home and says so: two salaries, a bonus, and money that is on its way somewhere.
 * Every payee is invented.
 */

import { type Life, TELLING } from '../life';

export const HOME_SAVER_JAPAN: Life = {
  id: 'home-saver-japan',
  title: { en: 'A couple saving for a home in Japan', ja: '住宅購入に備えるご夫婦' },
  about: {
    en: 'Two salaries in Yokohama, a fixed sum to savings each month, and a holiday in May that costs more than planned.',
    ja: '横浜で共働きをし、毎月一定額を貯蓄しています。5月の旅行では予定を上回る支出がありました。',
  },
  locale: 'ja-JP',
  timeZone: 'Asia/Tokyo',
  currency: 'JPY',
  decimals: 0,
  consent: TELLING,
  accounts: [
    { key: 'current', type: 'current', name: '普通預金', opening: 1_124_000 },
    { key: 'savings', type: 'savings', name: '住宅資金', opening: 3_600_000 },
  ],
  bills: [
    { tag: 'pay', name: 'ｼｵｶｾﾞｿﾞｳｾﾝ(ｶ', kind: 'transfer', category: 'salary', reference: 'ｷﾕｳﾖ', on: 25, amount: 318_200, weekend: 'before' },
    { tag: 'pay-two', name: 'ﾊﾏﾅｽﾖｳﾁｴﾝ', kind: 'transfer', category: 'salary', reference: 'ｷﾕｳﾖ', on: 21, amount: 214_800, weekend: 'before', steps: { '2025-05': 231_500 } },
    { tag: 'bonus', name: 'ｼｵｶｾﾞｿﾞｳｾﾝ(ｶ', kind: 'transfer', category: 'salary', reference: 'ｼﾖｳﾖ', on: 8, months: [7, 12], amount: 640_000, weekend: 'before' },
    { tag: 'rent', name: 'ｳﾐﾈｺｼﾞﾕｳﾀｸ', number: '0999-512-5000019', kind: 'standing_order', category: 'rent', reference: 'ﾔﾁﾝ', on: 28, amount: -148_000 },
    { tag: 'saving', name: 'ｼﾞﾕｳﾀｸｼｷﾝ', kind: 'standing_order', category: 'savings', on: 26, amount: -205_000, into: { account: 'savings', name: 'ﾌﾂｳﾖｷﾝ' } },
    { tag: 'power', name: 'ﾐﾅﾄﾃﾞﾝﾘﾖｸ', kind: 'direct_debit', category: 'utilities', on: 13, amount: [-13_200, -13_900, -11_400, -8_600, -6_900, -7_300, -11_200, -13_800, -11_000, -7_600, -8_200, -11_500], wobble: 50 },
    { tag: 'water', name: 'ﾊﾏｶｾﾞｼ ｽｲﾄﾞｳｷﾖｸ', kind: 'direct_debit', category: 'utilities', on: 19, months: [1, 3, 5, 7, 9, 11], amount: -6_840, wobble: 60, odd: { '2025-09': -16_920 } },
    { tag: 'phone', name: 'ｶﾓﾒﾓﾊﾞｲﾙ', kind: 'direct_debit', category: 'telecom', on: 10, amount: -5_960 },
    { tag: 'fibre', name: 'ｼｵｻｲﾋｶﾘ', kind: 'direct_debit', category: 'telecom', on: 15, amount: -5_170, steps: { '2025-03': -5_720 } },
    { tag: 'pool', name: 'ﾊﾏｶｾﾞﾌﾟ-ﾙ', kind: 'direct_debit', category: 'subscriptions', on: 5, amount: -7_700, until: '2025-04-30' },
    { tag: 'school', name: 'ﾋﾟｱﾉｷﾖｳｼﾂ ｻｻﾞﾅﾐ', number: '0999-318-3000099', kind: 'standing_order', category: 'education', on: 3, amount: -9_900, skip: ['2025-10'] },
    { tag: 'boxes', name: 'ﾔｻｲﾋﾞﾝ ﾐﾄﾞﾘ', kind: 'card', category: 'subscriptions', mcc: '5499', on: { weekday: 2, weeks: 2 }, amount: -4_280, since: '2025-06-01' },
  ],
  habits: [
    { names: ['ｽ-ﾊﾟ-ｼﾗﾅﾐ', 'ﾊﾏｶｾﾞｲﾁﾊﾞ'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 40, amounts: { low: 1_120, high: 8_600, step: 1 } },
    { names: ['ﾊﾟﾝﾔ ｺﾑｷﾞ'], kind: 'card', category: 'groceries', mcc: '5462', inTenWeeks: 19, amounts: [380, 520, 760, 940] },
    { names: ['ﾊﾏｶｾﾞﾊﾞｽ'], kind: 'card', category: 'transport', mcc: '4111', inTenWeeks: 42, amounts: [220], days: 'working' },
    { names: ['食事処 うみねこ', 'カフェ 灯台'], kind: 'card', category: 'dining', mcc: '5812', inTenWeeks: 13, amounts: { low: 1_200, high: 6_800, step: 10 } },
    { names: ['ﾊﾏｶｾﾞﾎ-ﾑｾﾝﾀ-'], kind: 'card', category: 'shopping', mcc: '5200', inTenWeeks: 6, amounts: { low: 800, high: 7_900, step: 1 } },
    { names: ['ﾘﾖｺｳ ﾐﾂﾊﾞ'], kind: 'card', category: 'travel', mcc: '4722', inTenWeeks: 3, amounts: { low: 6_000, high: 18_000, step: 100 }, except: [['2025-04-25', '2025-05-12']] },
  ],
  singles: [
    { tag: 'trip-1', date: '2025-05-02', time: '12:20:00', name: 'ﾘﾖｺｳ ﾐﾂﾊﾞ', kind: 'card', category: 'travel', mcc: '4722', amount: -98_400 },
    { tag: 'trip-2', date: '2025-05-04', time: '20:10:00', name: '温泉宿 かわせみ', kind: 'card', category: 'travel', mcc: '7011', amount: -74_800 },
    { tag: 'trip-3', date: '2025-05-06', time: '15:45:00', name: 'ﾘﾖｺｳ ﾐﾂﾊﾞ', kind: 'card', category: 'travel', mcc: '4722', amount: -41_200 },
    { tag: 'lamp', date: '2025-02-08', time: '16:00:10', name: 'ｱｶﾘﾔ ﾎﾀﾙﾋﾞ', kind: 'card', category: 'shopping', mcc: '5712', amount: -18_700, pendingDays: 2 },
    { tag: 'lamp+', date: '2025-02-11', name: 'ｱｶﾘﾔ ﾎﾀﾙﾋﾞ', kind: 'card', category: 'shopping', mcc: '5712', amount: -18_700 },
    { tag: 'lamp-back', date: '2025-02-26', name: 'ｱｶﾘﾔ ﾎﾀﾙﾋﾞ', kind: 'refund', category: 'shopping', mcc: '5712', reference: 'ﾍﾝｷﾝ', amount: 18_700 },
  ],
  tariffs: [{ id: 'small-plan', bill: 'telecom', monthly: '3278', currency: 'JPY', name: { en: 'The small plan', ja: 'スモールプラン' } }],
  declares: [{ date: '2025-01-20', kind: 'saving-for-home', until: '2025-12-31' }],
  does: [
    { date: '2025-02-01', goal: { name: '住宅の頭金', amount: '2000000', by: '2026-03-31' } },
  ],
  events: [
    { kind: 'bill-too-dear', date: '2025-01-01', within: 60, about: 'Their bank lists a plan that costs about half of what they pay for the phone.' },
    { kind: 'idle-surplus', date: '2025-01-02', within: 45, about: 'More than two months of income lie on the current account, beyond what is needed.' },
    { kind: 'goal-milestone', date: '2025-04-28', within: 10, about: 'A quarter of what they save for is there.' },
    { kind: 'goal-milestone', date: '2025-06-26', within: 10, about: 'Half of what they save for is there.' },
    { kind: 'goal-milestone', date: '2025-09-26', within: 10, about: 'Three quarters of what they save for are there.' },
    { kind: 'goal-milestone', date: '2025-11-26', within: 10, about: 'What they save for is there.' },
    { kind: 'reward-expiring', date: '2025-09-17', within: 7, about: 'The badge for the first half can be taken for some days more.' },
    { kind: 'life-moment', date: '2025-01-20', within: 21, about: 'They have told that they save for a home: what it means for the months ahead can be looked at.' },
    { kind: 'charged-twice', rows: ['lamp', 'lamp+'], within: 2, about: 'The lamp was charged again after it was settled.' },
    { kind: 'refund-arrived', rows: ['lamp+', 'lamp-back'], within: 5, about: 'The shop has paid the second charge back.' },
    { kind: 'price-rose', rows: ['fibre@2025-02', 'fibre@2025-03'], within: 10, about: 'The fibre line costs 550 yen more a month.' },
    { kind: 'unusual-spend', rows: ['trip-1', 'trip-2', 'trip-3'], within: 10, about: 'The holiday of May costs many times what travel usually does in a month.' },
    { kind: 'income-changed', rows: ['pay-two@2025-04', 'pay-two@2025-05'], within: 14, about: 'One salary is 16,700 yen more from May on.' },
    { kind: 'subscription-ended', date: '2025-06-13', rows: ['pool@2025-04'], within: 21, about: 'The pool that was cancelled debits no more.' },
    { kind: 'subscription-new', rows: ['boxes@2025-06-04', 'boxes@2025-06-18'], within: 28, about: 'A box of vegetables has begun to come every other week.' },
    { kind: 'bill-higher', rows: ['water@2025-09'], within: 10, about: 'The water bill of September is more than twice the usual one.' },
    { kind: 'charge-missing', date: '2025-10-10', rows: ['school@2025-09'], within: 14, about: 'The piano lessons of October have not been paid.' },
  ],
};
