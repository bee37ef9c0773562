// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A couple on a pension in Sendai: it comes in even months, on the 15th; water is billed every other month as well.
 * Every payee is invented.
 */

import { CAREFUL, type Life } from '../life';

const EVEN = [2, 4, 6, 8, 10, 12];
const evening = (date: string) => [
  { tag: `cash@${date}`, date, time: '20:35:00', name: 'ATM ｺﾝﾋﾞﾆﾊﾙｶｾﾞ', kind: 'cash', category: 'cash', mcc: '6011', amount: -20_000 } as const,
  { tag: `cash-fee@${date}`, date, name: 'ATMｼﾞｶﾝｶﾞｲﾃｽｳﾘﾖｳ', kind: 'fee', category: 'fee_atm', amount: -220 } as const,
];

export const PENSION_COUPLE_JAPAN: Life = {
  id: 'pension-couple-japan',
  title: { en: 'A couple on a pension in Japan', ja: '年金生活のご夫婦' },
  about: {
    en: 'Two pensions every other month in Sendai, transfers to a grandchild, and cash at night from a shop around the corner.',
    ja: '仙台で2か月ごとの年金により生活しています。お孫さまへの送金や、近くの店舗での夜間の現金引き出しがあります。',
  },
  locale: 'ja-JP',
  timeZone: 'Asia/Tokyo',
  currency: 'JPY',
  decimals: 0,
  consent: CAREFUL,
  accounts: [{ key: 'current', type: 'current', name: '普通預金', opening: 2_318_000 }],
  bills: [
    { tag: 'pension', name: 'ﾈﾝｷﾝｷｺｳ', kind: 'transfer', category: 'pension', reference: 'ﾈﾝｷﾝ', on: 15, months: EVEN, amount: 306_400, weekend: 'before', steps: { '2025-06': 312_200 } },
    { tag: 'work', name: 'ｼﾙﾊﾞ-ｼﾞﾝｻﾞｲ ｱｵﾊﾞ', kind: 'transfer', category: 'salary', on: 20, amount: 42_000, weekend: 'before', late: { '2025-09': 7 } },
    { tag: 'power', name: 'ｷﾀｶｾﾞﾃﾞﾝﾘﾖｸ', kind: 'direct_debit', category: 'utilities', on: 14, amount: [-14_800, -15_200, -12_600, -9_100, -6_800, -6_200, -7_900, -9_400, -7_700, -7_200, -9_600, -13_100], wobble: 50, odd: { '2025-08': -19_860 } },
    { tag: 'water', name: 'ｱｵﾊﾞｼ ｽｲﾄﾞｳｷﾖｸ', kind: 'direct_debit', category: 'utilities', on: 25, months: EVEN, amount: -7_350, wobble: 70 },
    { tag: 'phone', name: 'ｹﾔｷﾃﾞﾝﾜ', kind: 'direct_debit', category: 'telecom', on: 18, amount: -2_750 },
    { tag: 'paper', name: 'ｱｵﾊﾞｼﾝﾎﾟｳ', kind: 'direct_debit', category: 'subscriptions', on: 26, amount: -4_400, late: { '2025-11': 7 } },
    { tag: 'care', name: 'ｶｲｺﾞﾎｹﾝﾘﾖｳ ｱｵﾊﾞｼ', kind: 'direct_debit', category: 'insurance', on: 28, amount: -6_200 },
    { tag: 'fire', name: 'ﾓﾐﾉｷｶｻｲﾎｹﾝ', kind: 'direct_debit', category: 'insurance', on: 27, amount: -3_980, again: { '2025-04': 7 } },
    { tag: 'tea', name: 'ｹﾝｺｳﾁﾔ ﾔﾏﾅﾐ', kind: 'card', category: 'subscriptions', mcc: '5964', on: 9, amount: -3_980, since: '2025-05-01' },
    { tag: 'grandchild', name: 'ﾕｷﾑﾗ ｿﾗ', number: '0999-330-3000021', kind: 'standing_order', category: 'transfer', on: 16, months: EVEN, amount: -20_000 },
  ],
  habits: [
    { names: ['ｽ-ﾊﾟ-ﾋﾛｾｶﾞﾜ', 'ｻｶﾅﾔ ﾐﾅﾄ'], kind: 'card', category: 'groceries', mcc: '5411', inTenWeeks: 31, amounts: { low: 980, high: 6_200, step: 1 } },
    { names: ['ｱｵﾊﾞﾔﾂｷﾖｸ'], kind: 'card', category: 'health', mcc: '5912', inTenWeeks: 9, amounts: { low: 420, high: 3_600, step: 1 } },
    { names: ['ｱｵﾊﾞﾅｲｶ'], kind: 'card', category: 'health', mcc: '8011', inTenWeeks: 4, amounts: [580, 1_240, 2_160] },
    { names: ['喫茶 けやき'], kind: 'card', category: 'dining', mcc: '5814', inTenWeeks: 12, amounts: [450, 900], hours: [9, 12] },
    { names: ['ATM ｱｵﾊﾞﾎﾝﾃﾝ'], kind: 'cash', category: 'cash', mcc: '6011', inTenWeeks: 6, amounts: [20_000, 30_000], hours: [9, 15] },
  ],
  singles: [
    ...['2025-02-27', '2025-03-13', '2025-03-27', '2025-04-17'].flatMap(evening),
    { tag: 'tea-trial', date: '2025-04-09', time: '10:05:00', name: 'ｹﾝｺｳﾁﾔ ﾔﾏﾅﾐ', kind: 'card', category: 'subscriptions', mcc: '5964', amount: -500 },
    { tag: 'roof', date: '2025-07-08', name: 'ﾀｶﾉｺｳﾑﾃﾝ(ｶ', number: '0999-205-2000088', kind: 'transfer', category: 'other', reference: 'ｾｲｷﾕｳ 318', amount: -86_900 },
    { tag: 'roof+', date: '2025-07-10', name: 'ﾀｶﾉｺｳﾑﾃﾝ(ｶ', number: '0999-205-2000088', kind: 'transfer', category: 'other', reference: 'ｾｲｷﾕｳ 318', amount: -86_900 },
    { tag: 'roof-back', date: '2025-07-25', name: 'ﾀｶﾉｺｳﾑﾃﾝ(ｶ', number: '0999-205-2000088', kind: 'transfer', category: 'other', reference: 'ﾍﾝｷﾝ 318', amount: 86_900 },
  ],
  events: [
    { kind: 'tax-season', date: '2025-01-10', within: 45, about: 'What was paid for care and insurance last year may be of use in the tax form.' },
    { kind: 'idle-surplus', date: '2025-01-02', within: 45, about: 'Many months of pension lie on the current account, beyond what is needed.' },
    { kind: 'fee-repeated', rows: ['cash-fee@2025-02-27', 'cash-fee@2025-03-13', 'cash-fee@2025-03-27'], within: 10, about: 'Cash at night has cost 220 yen three times.' },
    { kind: 'two-charges-in-cycle', rows: ['fire@2025-04', 'fire@2025-04+'], within: 3, about: 'The fire insurance of April was debited twice.' },
    { kind: 'trial-charged', rows: ['tea-trial', 'tea@2025-05'], within: 5, about: 'The first box of tea for 500 yen has become a monthly one for 3,980.' },
    { kind: 'charged-twice', rows: ['roof', 'roof+'], within: 2, about: 'The invoice of the roofer was paid twice, two days apart.' },
    { kind: 'refund-arrived', rows: ['roof+', 'roof-back'], within: 5, about: 'The roofer has sent the second payment back.' },
    { kind: 'bill-higher', rows: ['power@2025-08'], within: 10, about: 'The power bill of August is twice that of August a year before.' },
    { kind: 'income-late', date: '2025-09-24', rows: ['work@2025-08'], within: 4, about: 'The pay for the work beside has not come in September.' },
    { kind: 'income-arrived', rows: ['work@2025-09'], within: 3, about: 'The pay for the work beside, which was late, is here.' },
    { kind: 'charge-missing', date: '2025-12-02', rows: ['paper@2025-10'], within: 10, about: 'The newspaper has not been debited on its day in November.' },
  ],
};
